"""The days cut at the bounds of all periods, so that one pass over the register serves every period."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING

import narwhals as nw

from tdag_xl.domain.frames import midnight

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from tdag_xl.domain.periods import Period

SPAN = "span"
"""The column that holds the number of a day's span."""


class Spans:
    """Spans numbered from 0 in the order of time; each period is a run of them, and periods may overlap.

    Without a period, all days are one span.
    """

    def __init__(self, periods: Iterable[Period]) -> None:
        starts_and_ends = ((_start(period), _end(period)) for period in periods)
        self._bounds = sorted({bound for both in starts_and_ends for bound in both})

    def number(self, column: str) -> nw.Expr:
        """The span of the day in `column`: how many bounds lie before it."""
        day = nw.col(column)
        passed = [day > bound if is_end else day >= bound for bound, is_end in self._bounds]
        numbers = [has_passed.cast(nw.Int64()) for has_passed in passed]
        return (reduce(add, numbers) if numbers else nw.lit(0)).alias(SPAN)

    def of(self, period: Period) -> range:
        """The numbers of the spans that make `period`."""
        return range(self._bounds.index(_start(period)) + 1, self._bounds.index(_end(period)) + 1)


def _start(period: Period) -> tuple[dt.datetime, bool]:
    return midnight(period.start), False


def _end(period: Period) -> tuple[dt.datetime, bool]:
    return midnight(period.end), True
