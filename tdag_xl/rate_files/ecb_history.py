"""The history of the ECB's euro reference rates, as monthly cross rates per US dollar.

The file has a line a day with the units of each currency per euro, `N/A` where there was none. From the first of a
month the last fixing of the month before is effective, as a stand-in for the UN operational rate: units per US dollar
= units per euro / US dollars per euro, rounded to six decimals, half up.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from tdag_xl.cells import shown
from tdag_xl.rate_files.days import day, days_come_first
from tdag_xl.rate_files.numbers import decimal_signs, number
from tdag_xl.rate_files.rate_file import Absence, FileFormat, FileRate, Flaw, RateFile
from tdag_xl.rates import USD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from tdag_xl.rate_files.records import Record

_EURO = "EUR"
_CODE = re.compile(r"[A-Z]{3}")
_ABSENT = ("N/A", "")
_SIX_DECIMALS = Decimal("0.000001")
_LEAST, _MOST = 0.01, 1e9  # units per euro; between 0.6 and 2 million in all the years since 1999
_DOWNLOAD = "Download the history from the ECB again."


def ecb_history(path: Path, records: Sequence[Record]) -> RateFile | None:
    """The monthly rates of such a file; None where no record holds its headings, Date and the codes, USD among them."""
    for place, record in enumerate(records):
        codes = {field: column for column, field in enumerate(record.fields) if _CODE.fullmatch(field)}
        if record.fields[0].casefold() == "date" and USD in codes:
            return _History(path, codes, records[place + 1 :]).monthly()
    return None


@dataclass(frozen=True)
class _Fixing:
    """The last line of a month."""

    day: dt.date
    record: Record


class _History:
    def __init__(self, path: Path, codes: Mapping[str, int], rows: Sequence[Record]) -> None:
        self._path, self._codes, self._rows = path, codes, rows
        fields = (row.field(place) for row in rows for place in codes.values())
        self._signs = decimal_signs(fields)
        self._rates: list[FileRate] = []
        self._flaws: list[Flaw] = []
        self._absences: list[Absence] = []
        self._doubtful: set[tuple[int, int]] = set()

    def monthly(self) -> RateFile:
        fixings = self._month_ends()
        for fixing in fixings:
            self._add(fixing)
        notes = () if fixings else ("No month of the file is complete, so that it gives no monthly rate.",)
        rates, flaws, absences = tuple(self._rates), tuple(self._flaws), tuple(self._absences)
        return RateFile(self._path, FileFormat.ECB, rates, flaws, absences, notes)

    def _month_ends(self) -> list[_Fixing]:
        """The last fixing of each month that is over and of which every line could be read."""
        lines = sorted(self._by_day().items())
        ends = [_Fixing(*line) for line, after in pairwise(lines) if _month(line[0]) != _month(after[0])]
        if lines and _is_over(lines[-1][0]):
            ends.append(_Fixing(*lines[-1]))
        return [fixing for fixing in ends if _month(fixing.day) not in self._doubtful]

    def _by_day(self) -> dict[dt.date, Record]:
        day_first = days_come_first(row.field(0) for row in self._rows)
        days = [day(row.field(0), day_first) for row in self._rows]
        by_day: dict[dt.date, Record] = {}
        for place, (row, start) in enumerate(zip(self._rows, days, strict=True)):
            if start is None or start.year == dt.MAXYEAR:  # there is no month after it
                self._doubt(
                    row, f"{shown(row.field(0))} is no date, or may be one of two", days[max(0, place - 1) : place + 2]
                )
            elif start in by_day and by_day[start].fields != row.fields:
                self._doubt(
                    row, f"the day {start} stood on line {by_day[start].line} already, with other rates", [start]
                )
            else:
                by_day.setdefault(start, row)
        return by_day

    def _doubt(self, row: Record, finding: str, days: Iterable[dt.date | None]) -> None:
        """Note that a line cannot be used: in the months of `days` another may have been the last."""
        self._doubtful |= {_month(date) for date in days if date is not None}
        self._flaws.append(Flaw(row.line, "Date", f"{finding}; the month gives no rate.", _DOWNLOAD))

    def _add(self, fixing: _Fixing) -> None:
        start = _next_month(fixing.day)
        dollars = self._read(USD, fixing, start)
        if dollars is None:
            return
        source = f"ECB euro reference rate of {fixing.day}, cross rate (stand-in for the UN operational rate)"
        for currency in (*self._codes, *({_EURO} - self._codes.keys())):
            units = Decimal(1) if currency == _EURO else self._read(currency, fixing, start)
            if units is not None and currency != USD:
                self._add_rate(currency, start, units / dollars, source, fixing.record.line)

    def _add_rate(self, currency: str, start: dt.date, rate: Decimal, source: str, line: int) -> None:
        rounded = float(rate.quantize(_SIX_DECIMALS, ROUND_HALF_UP))
        if rounded > 0:
            self._rates.append(FileRate(currency, start, rounded, source, line))
        else:
            finding = "the units per US dollar are too few for six decimals; the line gives no rate."
            self._flaws.append(Flaw(line, currency, finding, _DOWNLOAD, currency, start))

    def _read(self, currency: str, fixing: _Fixing, start: dt.date) -> Decimal | None:
        """The units per euro; None, and the reason noted, where the field holds none."""
        text, line = fixing.record.field(self._codes[currency]), fixing.record.line
        if text.upper() in _ABSENT:
            self._absences.append(Absence(currency, start, line))
            return None
        units = number(text, self._signs)
        if units is None or not _LEAST <= units <= _MOST:
            finding = f"{shown(text)} is no rate of the euro, or may be one of two numbers."
            of = None if currency == USD else currency  # without dollars, no currency has a rate
            self._flaws.append(Flaw(line, currency, finding, _DOWNLOAD, of, start))
            return None
        return Decimal(repr(units))


def _month(date: dt.date) -> tuple[int, int]:
    return date.year, date.month


def _next_month(date: dt.date) -> dt.date:
    return dt.date(date.year + date.month // 12, date.month % 12 + 1, 1)


def _is_over(last: dt.date) -> bool:
    """Whether no weekday is left in the month, on which another fixing could follow."""
    left = (last + dt.timedelta(days=n) for n in range(1, (_next_month(last) - last).days))
    return all(date.weekday() >= 5 for date in left)
