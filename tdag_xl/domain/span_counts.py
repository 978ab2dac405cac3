"""What is counted and summed in each span of days, from which the figures of every period are added up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from tdag_xl.domain.agreements import CODES, NUMBER
from tdag_xl.domain.frames import Frame, columns
from tdag_xl.domain.spans import SPAN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tdag_xl.domain.register import Register

BySpan = dict[int, list[tuple[Any, ...]]]
"""Rows by number of span, in the order of their first value."""


@dataclass(frozen=True, eq=False)
class SpanCounts:
    """Counts and sums of each span of days.

    `agreements`: Type, Region, Priority, number of those that have these three, number of them that pay, US dollars.
    `signatories`: partner. `usd`: partner, US dollars in cash. `currencies`: currency, amount in cash, lines.
    `in_kind`: lines. Partners are numbered as in the PartnerBook. `cash` is the frame that amounts are summed from.
    """

    agreements: BySpan
    signatories: BySpan
    usd: BySpan
    currencies: BySpan
    in_kind: BySpan
    cash: Frame

    def amounts_of(self, partners: Collection[int]) -> BySpan:
        """The partner, currency and amount of the Cash lines of a few partners."""
        cash = self.cash.filter(nw.col(NUMBER).is_in(list(partners)))
        return by_span(cash.group_by(SPAN, NUMBER, "Currency").agg(nw.col("Amount").sum()), NUMBER, "Currency")


def span_counts(register: Register) -> SpanCounts:
    """A few passes over each frame of the register."""
    agreements, cash = register.agreements, register.contributions.cash
    count, usd = nw.len().alias("count"), nw.col("USD").sum()
    return SpanCounts(
        agreements=by_span(agreements.group_by(SPAN, *CODES).agg(count, nw.col("pays").sum(), usd), *CODES),
        signatories=by_span(register.signatories.select(SPAN, NUMBER).unique(), NUMBER),
        usd=by_span(cash.group_by(SPAN, NUMBER).agg(usd), NUMBER),
        currencies=by_span(cash.group_by(SPAN, "Currency").agg(nw.col("Amount").sum(), count), "Currency"),
        in_kind=by_span(register.contributions.in_kind.group_by(SPAN).agg(count)),
        cash=cash,
    )


def by_span(frame: Frame, *keys: str) -> BySpan:
    """The rows of a frame whose first column is the span, sorted by `keys` so that sums are always made alike."""
    rows: BySpan = defaultdict(list)
    for span, *row in zip(*columns(frame.sort(SPAN, *keys)).values(), strict=True):
        rows[span].append(tuple(row))
    return dict(rows)


def rows_of(by_span: BySpan, spans: range) -> Iterator[tuple[Any, ...]]:
    """The rows of a run of spans."""
    return (row for span in spans for row in by_span.get(span, ()))
