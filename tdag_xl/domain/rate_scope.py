"""Which rates of a file are to go into tblRates: of which currencies, from which day on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tdag_xl.domain.columns import AGREEMENTS, CONTRIBUTIONS, RATES
from tdag_xl.domain.frames import records
from tdag_xl.rate_files import FileFormat
from tdag_xl.rates import USD

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from tdag_xl.rate_files import RateFile
    from tdag_xl.tables import InputTable


@dataclass(frozen=True)
class Scope:
    """The currencies wanted (None: all), and the days from `start` to `end` (None: no limit), both included.

    `in_force` are rates (currency, day) from before `start` that come along, because they are in force on that day.
    """

    currencies: frozenset[str] | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    in_force: frozenset[tuple[str, dt.date]] = frozenset()

    def holds(self, currency: str | None, day: dt.date | None) -> bool:
        """Whether a rate is wanted; what is not known of it does not count against it."""
        if currency is not None and self.currencies is not None and currency not in self.currencies:
            return False
        in_time = day is None or ((self.start or day) <= day <= (self.end or day))
        return in_time or (currency, day) in self.in_force


def scope_of_import(tables: Mapping[str, InputTable], file: RateFile, asked: Scope) -> Scope:
    """The scope of importing `file`: what is asked for, and where that leaves it open, what the register has use for.

    A list with the headings of tblRates was made for the table: what is not asked for otherwise is taken whole.
    """
    if file.format is FileFormat.REGISTER:
        return asked
    own = register_scope(tables)
    scope = replace(own, end=asked.end, currencies=own.currencies if asked.currencies is None else asked.currencies)
    return replace(scope, start=asked.start) if asked.start else _with_rates_in_force(scope, tables, file)


def register_scope(tables: Mapping[str, InputTable]) -> Scope:
    """What the register has use for: the currencies of tblContributions and tblRates, dollars apart.

    It starts with the earliest rate of tblRates, or with the month of the earliest day that chooses a rate (the value
    date, else the agreement's day of signature), whichever is earlier.
    """
    rates, lines = (_rows(tables, spec.name) for spec in (RATES, CONTRIBUTIONS))
    signed = {row["Ref"]: row["Signed"] for row in _rows(tables, AGREEMENTS.name)}
    foreign = [row for row in lines if row["Currency"] not in (None, USD)]
    needed = [day for row in foreign if (day := row["Value date"] or signed.get(row["Ref"])) is not None]
    starts = [day.date().replace(day=1) for day in needed]
    starts += [row["Effective from"].date() for row in rates if row["Effective from"] is not None]
    currencies = {row["Currency"] for row in (*foreign, *rates)} - {None, USD}
    return Scope(frozenset(currencies), min(starts, default=None))


def _with_rates_in_force(scope: Scope, tables: Mapping[str, InputTable], file: RateFile) -> Scope:
    """The scope with the newest rate of each currency from before its first day, unless tblRates has one already."""
    if scope.start is None:
        return scope
    covered = {
        row["Currency"]
        for row in _rows(tables, RATES.name)
        if row["Effective from"] is not None and row["Effective from"].date() <= scope.start
    }
    newest: dict[str, dt.date] = {}
    for rate in file.rates:
        if rate.effective_from <= scope.start and rate.currency not in covered:
            newest[rate.currency] = max(rate.effective_from, newest.get(rate.currency, rate.effective_from))
    return replace(scope, in_force=frozenset(newest.items()))


def _rows(tables: Mapping[str, InputTable], name: str) -> list[dict[str, Any]]:
    return records(tables[name].frame) if name in tables else []
