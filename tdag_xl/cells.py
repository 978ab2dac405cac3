"""What a cell can hold, and how a cell becomes the text, number or date that a column of the register asks for."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class CellError:
    """An Excel error value, such as `#N/A` or `#VALUE!`."""

    code: str

    def __str__(self) -> str:
        return self.code


CellValue = None | bool | int | float | str | dt.date | CellError
"""A cell: blank, true or false, a number, text, a date (or moment), or an error."""


class Kind(Enum):
    """What a column of the register holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell read as the kind its column asks for; `odd` when the cell held something else.

    `value` is None for a blank cell and for one that cannot be used. An ISO date written as text is odd but usable.
    """

    value: str | float | dt.datetime | None
    odd: bool = False


def normalized(text: str) -> str:
    r"""`text` in Unicode NFC, trimmed, every run of white space one space.

    >>> normalized("  Geneva\u00a0 office ")
    'Geneva office'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def digits(number: float) -> str:
    """A number as staff see it: whole numbers without a decimal point.

    >>> digits(2022.0), digits(0.5)
    ('2022', '0.5')
    """
    whole = abs(number) < 1e15 and float(number).is_integer()
    return str(int(number)) if whole else repr(float(number))


def reading(value: CellValue, kind: Kind) -> Reading:
    """The cell `value` read as `kind`."""
    if isinstance(value, str):
        value = normalized(value) or None
    if value is None:
        return Reading(None)
    if isinstance(value, CellError):
        return Reading(None, odd=True)
    return {Kind.TEXT: _as_text, Kind.NUMBER: _as_number, Kind.DATE: _as_date}[kind](value)


def _as_text(value: bool | float | str | dt.date) -> Reading:
    if isinstance(value, str):
        return Reading(value)
    if isinstance(value, bool):
        return Reading(str(value).upper())
    if isinstance(value, dt.date):
        return Reading(value.isoformat()[:10])
    return Reading(digits(value))


def _as_number(value: bool | float | str | dt.date) -> Reading:
    if isinstance(value, (bool, str, dt.date)):
        return Reading(None, odd=True)
    return Reading(float(value))


def _as_date(value: bool | float | str | dt.date) -> Reading:
    if isinstance(value, str):
        return Reading(iso_date(value), odd=True)
    if isinstance(value, dt.date):
        return Reading(dt.datetime(value.year, value.month, value.day))  # noqa: DTZ001 - a calendar day
    return Reading(None, odd=True)


def iso_date(text: str) -> dt.datetime | None:
    """The day that `text` names as YYYY-MM-DD (ISO 8601 extended, a time of day is dropped), else None."""
    if len(text) < 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return dt.datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - a calendar day


def shown(value: CellValue) -> str:
    """`value` as a sentence quotes it: text in quotes, long text cut.

    >>> shown("abc"), shown(12.0), shown(CellError("#N/A"))
    ("'abc'", '12', '#N/A')
    """
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:59] + "…")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return digits(value)
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return str(value) if value is not None else "blank"
