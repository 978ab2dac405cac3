"""The figures of a period, as plain numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, TypeVar

from tdag_xl.domain.agreements import CODES
from tdag_xl.domain.frames import midnight, within
from tdag_xl.domain.span_counts import SpanCounts, rows_of, span_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tdag_xl.domain.frames import Frame
    from tdag_xl.domain.partners import PartnerBook
    from tdag_xl.domain.periods import Period
    from tdag_xl.domain.register import Register

_Key = TypeVar("_Key", int, str)

RANKED = 10
"""So many of the largest funders are ranked."""

_DECIMALS = 4


@dataclass(frozen=True)
class Group:
    """The agreements of one code: their number, and the US dollars of their Cash lines."""

    name: str
    agreements: int
    usd: float


@dataclass(frozen=True)
class Funder:
    """A partner's Cash lines in a period: their sum in US dollars, and their sums by currency."""

    name: str
    usd: float
    amounts: Mapping[str, float]

    @property
    def in_one_currency(self) -> tuple[str | None, float | None]:
        """The currency and the amount of all lines; both None if they have several currencies."""
        [first, *others] = self.amounts.items()
        return (None, None) if others else first


@dataclass(frozen=True)
class Figures:
    """What is counted and summed in a period.

    `usd` is the sum of its Cash lines, `amounts` the same by currency. `usd_by_type` knows the partner types that have
    Cash lines. `groups` holds the agreements by Type, Region and Priority. `funders` are the largest
    RANKED, by US dollars, ties by name. Sums are plain sums of floats: the order of rows may change their last digits.
    """

    agreements: int
    paying: int
    partners: int
    contribution_lines: int
    usd: float
    amounts: Mapping[str, float]
    partner_types: Mapping[str, int]
    categories: Mapping[str, int]
    usd_by_type: Mapping[str, float]
    groups: Mapping[str, tuple[Group, ...]]
    funders: tuple[Funder, ...]


def ranked_usd(usd: float) -> float:
    """US dollars as they rank: what differs by the noise of a sum only is equal, and then ranks by name."""
    return round(usd, _DECIMALS)


def of_period(frame: Frame, period: Period, signed: str) -> Frame:
    """The rows whose agreement was signed in `period`."""
    return frame.filter(within(signed, midnight(period.start), midnight(period.end)))


def figures(register: Register) -> dict[str, Figures]:
    """The figures of every period by its name (the register's contract)."""
    if not register.periods:
        return {}
    spans, book = register.spans, register.partners
    counts = span_counts(register)
    usd = {period.name: _sums(rows_of(counts.usd, spans.of(period))) for period in register.periods}
    leading = {name: _leading(by_partner, book) for name, by_partner in usd.items()}
    amounts = counts.amounts_of({number for numbers in leading.values() for number in numbers})
    found = {}
    for period in register.periods:
        by_partner, its_spans = usd[period.name], spans.of(period)
        funders = _funders(leading[period.name], by_partner, rows_of(amounts, its_spans), book)
        found[period.name] = _figures(counts, its_spans, by_partner, funders, book)
    return found


def _figures(
    counts: SpanCounts, spans: range, usd: Mapping[int, float], funders: tuple[Funder, ...], book: PartnerBook
) -> Figures:
    agreements = list(rows_of(counts.agreements, spans))
    currencies = list(rows_of(counts.currencies, spans))
    partners = [book.partners[number] for number in {number for (number,) in rows_of(counts.signatories, spans)}]
    return Figures(
        agreements=sum(count for *_, count, _, _ in agreements),
        paying=int(sum(paying for *_, paying, _ in agreements)),  # a Decimal in DuckDB
        partners=len(partners),
        contribution_lines=sum(row[-1] for row in (*currencies, *rows_of(counts.in_kind, spans))),
        usd=sum(usd.values()),
        amounts=_sums((currency, amount) for currency, amount, _ in currencies),
        partner_types=Counter(partner.type for partner in partners),
        categories=Counter(partner.category for partner in partners),
        usd_by_type=_sums((book.partners[number].type, part) for number, part in usd.items()),
        groups={
            code: _groups((row[place], count, usd) for row in agreements for *_, count, _, usd in [row])
            for place, code in enumerate(CODES)
        },
        funders=funders,
    )


def _sums(parts: Iterable[tuple[_Key, float]]) -> dict[_Key, float]:
    sums: dict[_Key, float] = defaultdict(float)
    for key, part in parts:
        sums[key] += part
    return dict(sums)


def _groups(rows: Iterable[tuple[str, int, float]]) -> tuple[Group, ...]:
    agreements: Counter[str] = Counter()
    usd: dict[str, float] = defaultdict(float)
    for name, count, part in rows:
        agreements[name] += count
        usd[name] += part
    groups = (Group(name, count, usd[name]) for name, count in agreements.items())
    return tuple(sorted(groups, key=lambda group: (-group.agreements, group.name)))


def _leading(usd: Mapping[int, float], book: PartnerBook) -> list[int]:
    """The partners that gave most, the largest first, ties by name; those who gave nothing are not among them."""
    least = ranked_usd(min(nlargest(RANKED, usd.values()), default=0))
    giving = ((number, ranked_usd(part)) for number, part in usd.items() if part > 0)
    largest = sorted((-part, book.partners[number].name, number) for number, part in giving if part >= least)
    return [number for *_, number in largest[:RANKED]]


def _funders(
    leading: Iterable[int],
    usd: Mapping[int, float],
    amounts: Iterable[tuple[int, str, float]],
    book: PartnerBook,
) -> tuple[Funder, ...]:
    by_partner: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for number, currency, amount in amounts:
        by_partner[number].append((currency, amount))
    return tuple(Funder(book.partners[number].name, usd[number], _sums(by_partner[number])) for number in leading)
