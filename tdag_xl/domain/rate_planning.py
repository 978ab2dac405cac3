"""Which rates of a file are new to tblRates, and what is doubtful about them.

Nothing in the table is changed: a rate that it has for a currency and day stays, whatever the file says.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tdag_xl.cells import digits
from tdag_xl.domain.columns import RATES
from tdag_xl.domain.findings import Severity
from tdag_xl.domain.frames import records
from tdag_xl.domain.rate_import import RateFinding, RateImport
from tdag_xl.domain.rate_scope import Scope, scope_of_import
from tdag_xl.errors import MissingColumnError
from tdag_xl.rates import USD
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from tdag_xl.rate_files import FileRate, RateFile
    from tdag_xl.tables import InputTable

ODD_JUMP = 0.2
"""A rate that differs by more than this fraction from the one before it is doubtful."""

_NAMED = 5
"""Lines with other rates for one day that are looked at for each: a file may hold nothing else."""

_SAME = 1e-9  # relative; what two ways of writing one rate may differ by

Key = tuple[str, "dt.date"]


def planned_import(tables: Mapping[str, InputTable], file: RateFile, asked: Scope | None = None) -> RateImport:
    """What importing `file` into the register's tables, of which tblRates must be there, adds and reports.

    Raises MissingColumnError where tblRates lacks a column.
    """
    table = tables[RATES.name]
    if table.missing:
        raise MissingColumnError(table.name, table.sheet, table.missing[0])
    return _Planning(file, scope_of_import(tables, file, asked or Scope()), _Present(table)).planned()


class _Present:
    """The rows of tblRates by currency and day."""

    def __init__(self, table: InputTable) -> None:
        self.rows: dict[Key, list[dict[str, Any]]] = {}
        for row in records(table.frame):
            if row["Currency"] is not None and row["Effective from"] is not None:
                self.rows.setdefault((row["Currency"], row["Effective from"].date()), []).append(row)

    def units(self, key: Key) -> float | None:
        """The rate, where the table has just one for the day."""
        rows = self.rows.get(key, [])
        units = rows[0]["Units per USD"] if len(rows) == 1 else None
        return units if units is not None and 0 < units < math.inf else None


class _Planning:
    def __init__(self, file: RateFile, wanted: Scope, present: _Present) -> None:
        self.file, self.wanted, self.present = file, wanted, present
        self.found: list[RateFinding] = []
        self.known = self.repeated = self.left_out = 0

    def planned(self) -> RateImport:
        by_key: dict[Key, list[FileRate]] = {}
        for rate in self.file.rates:
            if self.wanted.holds(rate.currency, rate.effective_from):
                by_key.setdefault((rate.currency, rate.effective_from), []).append(rate)
            else:
                self.left_out += 1
        single = [self._single(rates) for rates in by_key.values()]
        new = sorted(
            (rate for rate in single if rate is not None and self._is_new(rate)),
            key=lambda rate: (rate.currency, rate.effective_from),
        )
        self._note_jumps(new)
        self._note_flaws()
        self._note_absences()
        self._note_currencies_without_rate()
        findings = sorted(self.found, key=lambda one: (one.severity is Severity.WARNING, one.line, one.column))
        return RateImport(self.file, tuple(new), tuple(findings), self.known, self.repeated, self.left_out)

    def _single(self, rates: list[FileRate]) -> FileRate | None:
        """The one rate that the file has for a currency and day; None where it has several, which is an error."""
        first = rates[0]
        if all(_is_same(rate.units_per_usd, first.units_per_usd) for rate in rates):
            self.repeated += len(rates) - 1
            return first
        for rate in rates:
            others = ", ".join(str(other.line) for other in rates[:_NAMED] if other is not rate)
            finding = f"{_named(rate)} has another rate on line {others}; neither is imported."
            self._error(rate.line, finding, "Keep the right one in the file and import it again.")
        return None

    def _is_new(self, rate: FileRate) -> bool:
        rows = self.present.rows.get((rate.currency, rate.effective_from))
        if rows is None:
            return True
        if all(_is_same(row["Units per USD"], rate.units_per_usd) for row in rows):
            self.known += 1
            return False
        row = rows[0]
        units = row["Units per USD"]
        has = "no usable rate" if units is None else digits(units)
        finding = f"{_named(rate)} has {has} in tblRates, row {row[ROW]}, not {digits(rate.units_per_usd)}; it stays."
        self._warning(rate.line, finding, "To take the file's, delete that row and import again.")
        return False

    def _note_jumps(self, new: Iterable[FileRate]) -> None:
        lines = {(rate.currency, rate.effective_from): rate for rate in new}
        units = {key: units for key in self.present.rows if (units := self.present.units(key)) is not None}
        units |= {key: rate.units_per_usd for key, rate in lines.items()}
        for before, after in pairwise(sorted(units)):
            rate = lines.get(after) or lines.get(before)
            change = units[after] / units[before] - 1
            if before[0] == after[0] and rate is not None and abs(change) > ODD_JUMP + _SAME:
                finding = (
                    f"{after[0]} changes by {change:+.0%} from {digits(units[before])} ({before[1]}) to "
                    f"{digits(units[after])} ({after[1]})."
                )
                self._warning(rate.line, finding, "Check that both are units per US dollar; it was imported.")

    def _note_flaws(self) -> None:
        for flaw in self.file.flaws:
            if self.wanted.holds(flaw.currency, flaw.day):
                self.found.append(RateFinding(Severity.ERROR, flaw.line, flaw.column, flaw.finding, flaw.what_to_do))

    def _note_absences(self) -> None:
        wanted = [one for one in self.file.absences if self.wanted.holds(one.currency, one.day)]
        times = Counter(absence.currency for absence in wanted)
        first = {absence.currency: absence for absence in reversed(wanted)}
        for currency, absence in sorted(first.items()):
            more = f", nor from {times[currency] - 1} other days on" if times[currency] > 1 else ""
            finding = f"the file has no rate of {currency} from {absence.day} on{more} (N/A)."
            self._warning(absence.line, finding, "Enter it by hand if a contribution needs it.", currency)

    def _note_currencies_without_rate(self) -> None:
        for note in self.file.notes:
            self._warning(0, note, "Take a longer list.")
        missing = (self.wanted.currencies or frozenset()) - {USD}
        for lines in (self.file.rates, self.file.absences, self.file.flaws):
            missing -= {line.currency for line in lines}
        for currency in () if self.file.notes else sorted(missing):
            self._warning(0, f"the file has no rate of {currency}.", "Check the code, or take it from another list.")

    def _error(self, line: int, finding: str, what_to_do: str) -> None:
        self.found.append(RateFinding(Severity.ERROR, line, "", finding, what_to_do))

    def _warning(self, line: int, finding: str, what_to_do: str, column: str = "") -> None:
        self.found.append(RateFinding(Severity.WARNING, line, column, finding, what_to_do))


def _is_same(units: float | None, other: float) -> bool:
    return units is not None and math.isclose(units, other, rel_tol=_SAME)


def _named(rate: FileRate) -> str:
    return f"{rate.currency} from {rate.effective_from}"
