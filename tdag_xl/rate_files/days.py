"""A day as files of rates write it: `2023-01-31`, `31-Jan-2023`, `31 January 2023`, `31.01.2023`, `31/01/2023`."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from tdag_xl.cells import iso_date

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTHS = "january february march april may june july august september october november december"
_NAMED = re.compile(r"(?P<day>\d{1,2})[\s./-]*(?P<month>[A-Za-z]{3,9})\.?[\s./,-]*(?P<year>\d{4}|\d{2})", re.ASCII)
_NAMED_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})", re.ASCII)

# Excel counts a 29 February 1900 that never was, so that earlier days have another number in other programs.
_EARLIEST = dt.date(1900, 3, 1)


def day(text: str, day_first: bool | None = None) -> dt.date | None:
    """The day that `text` names; None where it names none, or may be one of two.

    `day_first` says how to read 01/02/2023: as 1 February (True), as 2 January (False), or not at all (None).

    >>> str(day("01-Jan-2023")), str(day("1 Feb 23")), day("01/02/2023"), str(day("01/02/2023", day_first=True))
    ('2023-01-01', '2023-02-01', None, '2023-02-01')
    """
    found = _named(text) or _numbered(text, day_first)
    return found if found is not None and found >= _EARLIEST else None


def days_come_first(texts: Iterable[str]) -> bool | None:
    """Whether days stand before months in a column of dates; None where no date of it tells.

    >>> days_come_first(["01/02/2022", "31/01/2022"]), days_come_first(["01/02/2022"])
    (True, None)
    """
    firsts = [(int(match[1]), int(match[3])) for text in texts if (match := _NUMBERS.fullmatch(text.strip()))]
    day_first = any(first > 12 for first, _ in firsts)
    month_first = any(second > 12 for _, second in firsts)
    return day_first if day_first != month_first else None


def _named(text: str) -> dt.date | None:
    match = _NAMED.fullmatch(text.strip()) or _NAMED_FIRST.fullmatch(text.strip())
    if match is None:
        return None
    word = match["month"].lower()
    months = [
        number for number, name in enumerate(_MONTHS.split(), start=1) if name.startswith(word) or word == name[:4]
    ]
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 1900 if year > 68 else 2000  # as POSIX has it
    return _date(year, months[0], int(match["day"])) if months else None


def _numbered(text: str, day_first: bool | None) -> dt.date | None:
    text = text.strip()
    if (moment := iso_date(text)) is not None:
        return moment.date()
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if (match := _NUMBERS.fullmatch(text)) is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == ".":
        day_first = True  # months come first with slashes only
    readings = {_date(year, second, first), _date(year, first, second)} - {None}
    if len(readings) == 1:
        return readings.pop()
    return None if day_first is None else _date(year, *((second, first) if day_first else (first, second)))


def _date(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None
