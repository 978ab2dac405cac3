"""Effective-dated exchange rates: units of a currency per one US dollar.

Standard library only, because worksheet functions load this module inside a spreadsheet program.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

USD = "USD"


@dataclass(frozen=True)
class Rate:
    """`units_per_usd` units of a currency buy one US dollar from the day `effective_from` on.

    The dollar itself has one unit and neither a day nor a source.
    """

    units_per_usd: float
    effective_from: dt.date | None = None
    source: str | None = None


@dataclass(frozen=True)
class RateRow:
    """A row of tblRates found valid: units > 0, and no other row of its currency on its day."""

    currency: str
    effective_from: dt.date
    units_per_usd: float
    source: str | None = None


_PAR = Rate(1.0)


class RateTable:
    """The rates of every currency, found by day (the register's contract).

    >>> table = RateTable([RateRow("CHF", dt.date(2022, 1, 1), 0.9)])
    >>> table.rate("CHF", dt.date(2022, 3, 1)).units_per_usd
    0.9
    >>> table.rate("CHF", dt.date(2021, 12, 31)) is None
    True
    """

    def __init__(self, rows: Iterable[RateRow]) -> None:
        """Raise ValueError for units that are not > 0, or two rates of one currency on one day."""
        self._rates: dict[str, list[Rate]] = {}
        for row in sorted(rows, key=lambda row: (row.currency, _day(row.effective_from))):
            self._append(row)
        self._days = {currency: [rate.effective_from for rate in rates] for currency, rates in self._rates.items()}

    def _append(self, row: RateRow) -> None:
        day = _day(row.effective_from)
        if not 0 < row.units_per_usd < math.inf:
            raise ValueError(f"The rate of {row.currency} from {day} must be greater than 0, not {row.units_per_usd}.")
        rates = self._rates.setdefault(row.currency, [])
        if rates and rates[-1].effective_from == day:
            raise ValueError(f"{row.currency} has two rates from {day}.")
        rates.append(Rate(row.units_per_usd, day, row.source))

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies that have at least one rate, by code; USD needs none."""
        return tuple(self._rates)

    def rate(self, currency: str, day: dt.date) -> Rate | None:
        """The newest rate effective on or before `day`; a time of day is dropped. None when there is no such rate."""
        if currency == USD:
            return _PAR
        place = bisect_right(self._days.get(currency, []), _day(day))  # type: ignore[type-var] # every day is known
        return self._rates[currency][place - 1] if place else None

    def missing(self, currency: str, day: dt.date) -> str | None:
        """Why there is no rate, as a sentence; None when there is one."""
        if self.rate(currency, day):
            return None
        if currency not in self._rates:
            return f"There is no rate of {currency!r}."
        earliest = self._rates[currency][0].effective_from
        return f"There is no rate of {currency!r} for {_day(day)}: the earliest is effective from {earliest}."


def _day(day: dt.date) -> dt.date:
    return day.date() if isinstance(day, dt.datetime) else day
