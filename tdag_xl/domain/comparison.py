"""Two periods side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from tdag_xl.domain.frames import block
from tdag_xl.domain.summary import Summary, headline

if TYPE_CHECKING:
    from tdag_xl.domain.periods import Period

CHANGE_SHARE = "Change %"


@dataclass(frozen=True, eq=False)
class Comparison:
    """The headline figures of `period` and `other`.

    `frame` has the columns Figure, (the two periods), Change, and Change %: the change as a fraction of the other
    period's figure, blank where that is 0.
    """

    period: Period
    other: Period
    frame: nw.DataFrame[Any]


def comparison(one: Summary, other: Summary) -> Comparison:
    """`one` compared with `other`."""
    rows = []
    for (figure, value), (_, before) in zip(headline(one.figures), headline(other.figures), strict=True):
        change = value - before
        rows.append((figure, float(value), float(before), float(change), change / before if before else None))
    headings = _headings(one.period, other.period)
    kinds = (nw.String(), *(nw.Float64() for _ in range(4)))
    return Comparison(one.period, other.period, block(rows, dict(zip(headings, kinds, strict=True))))


def _headings(period: Period, other: Period) -> tuple[str, ...]:
    """Figure, the names of the two periods, Change, Change %; a name that stands already is told apart by `Period`."""
    taken = {heading.casefold() for heading in ("Figure", "Change", CHANGE_SHARE)}
    names = []
    for name in (period.name, other.name):
        while name.casefold() in taken:
            name = f"Period {name}"
        taken.add(name.casefold())
        names.append(name)
    return ("Figure", *names, "Change", CHANGE_SHARE)
