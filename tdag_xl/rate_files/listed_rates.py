"""A list with a rate on each line: currency, day, units per US dollar, perhaps a source."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.cells import shown
from tdag_xl.rate_files.days import day, days_come_first
from tdag_xl.rate_files.numbers import decimal_signs, is_number, number
from tdag_xl.rate_files.rate_file import FileRate, Flaw
from tdag_xl.rates import USD

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from tdag_xl.rate_files.records import Record

CODE = re.compile(r"[A-Za-z]{3}")
"""The code of a currency (ISO 4217)."""

_CORRECT = "Correct it in the file and import it again; this line was left out."


@dataclass(frozen=True)
class Columns:
    """Where currency, day, units and source stand in a record, and what the first three are called."""

    currency: int
    day: int
    units: int
    source: int | None
    names: tuple[str, str, str]


def listed_rates(rows: Sequence[Record], columns: Columns, source: str) -> tuple[list[FileRate], list[Flaw]]:
    """The rates of `rows` and the flaws of those that give none; a blank source becomes `source`.

    Dollars need no rate and are left out.
    """
    lines = _Lines(rows, columns)
    rates, flaws = [], []
    for row in rows:
        if row.field(columns.currency).upper() == USD:
            continue
        found = list(lines.flaws(row))
        currency, start, units = lines.currency(row), lines.day(row), lines.units(row)
        if found or currency is None or start is None or units is None:
            flaws += found
        else:
            rates.append(FileRate(currency, start, units, row.field(columns.source) or source, row.line))
    return rates, flaws


class _Lines:
    """Reads records of one list, in which dates and numbers are all written alike."""

    def __init__(self, rows: Sequence[Record], columns: Columns) -> None:
        self._columns = columns
        self._signs = decimal_signs(row.field(columns.units) for row in rows)
        self._day_first = days_come_first(row.field(columns.day) for row in rows)

    def currency(self, row: Record) -> str | None:
        text = row.field(self._columns.currency)
        return text.upper() if CODE.fullmatch(text) else None

    def day(self, row: Record) -> dt.date | None:
        return day(row.field(self._columns.day), self._day_first)

    def units(self, row: Record) -> float | None:
        return number(row.field(self._columns.units), self._signs)

    def flaws(self, row: Record) -> Iterator[Flaw]:
        """What is wrong in the record, column by column."""
        currency, start = self.currency(row), self.day(row)
        texts = [row.field(place) for place in (self._columns.currency, self._columns.day, self._columns.units)]
        findings = (
            None if currency else _blank_or(texts[0], "{} is no currency code of three letters."),
            None if start else _blank_or(texts[1], "{} is no date, or may be one of two; 2023-01-31 is plain."),
            _units_finding(texts[2], self.units(row)),
        )
        for name, finding in zip(self._columns.names, findings, strict=True):
            if finding is not None:
                yield Flaw(row.line, name, finding, _CORRECT, currency, start)


def _units_finding(text: str, units: float | None) -> str | None:
    if units is None:
        readable = is_number(text)
        return _blank_or(text, "{} may be one of two numbers." if readable else "{} is no number.")
    if not 0 < units < math.inf:
        return f"{shown(text)} is no rate: it must be greater than 0."
    return None


def _blank_or(text: str, sentence: str) -> str:
    return sentence.format(shown(text)) if text else "The field is blank."
