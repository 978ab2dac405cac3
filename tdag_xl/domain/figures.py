"""The figures of a period, as plain numbers."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

import narwhals as nw

from tdag_xl.domain.agreements import CODES, NUMBER, SIGNED
from tdag_xl.domain.frames import columns, records, within

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.domain.frames import Frame
    from tdag_xl.domain.partners import PartnerBook
    from tdag_xl.domain.periods import Period
    from tdag_xl.domain.register import Register

RANKED = 10
"""So many of the largest funders are ranked."""

_DECIMALS = 4
_LEAST = 10**-_DECIMALS


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


def figures(register: Register, period: Period) -> Figures:
    """The figures of `period` (the register's contract)."""
    agreements = of_period(register.agreements.select("Signed", *CODES, "USD", "pays"), period, "Signed")
    cash = of_period(register.contributions.cash.select(SIGNED, NUMBER, "Currency", "Amount", "USD"), period, SIGNED)
    in_kind = of_period(register.contributions.in_kind.select(SIGNED), period, SIGNED)
    [counted] = records(agreements.select(agreements=nw.len(), paying=nw.col("pays").sum()))
    numbers = columns(of_period(register.signatories, period, "Signed").select(NUMBER).unique())[NUMBER]
    partners = [register.partners.partners[number] for number in numbers]
    usd = _usd_by_partner(cash)
    amounts = columns(cash.group_by("Currency").agg(nw.col("Amount").sum()))
    return Figures(
        agreements=counted["agreements"],
        paying=counted["paying"] or 0,
        partners=len(partners),
        contribution_lines=_lines(cash, in_kind),
        usd=sum(usd.values()),
        amounts=dict(zip(amounts["Currency"], amounts["Amount"], strict=True)),
        partner_types=Counter(partner.type for partner in partners),
        categories=Counter(partner.category for partner in partners),
        usd_by_type=_by_type(usd, register.partners),
        groups={code: _groups(agreements, code) for code in CODES},
        funders=_funders(cash, usd, register.partners),
    )


def of_period(frame: Frame, period: Period, signed: str) -> Frame:
    """The rows whose agreement was signed in `period`."""
    start, end = (dt.datetime(day.year, day.month, day.day) for day in (period.start, period.end))  # noqa: DTZ001
    return frame.filter(within(signed, start, end))


def _usd_by_partner(cash: Frame) -> dict[int, float]:
    sums = columns(cash.group_by(NUMBER).agg(nw.col("USD").sum()))
    return dict(sorted(zip(sums[NUMBER], sums["USD"], strict=True)))


def _by_type(usd: Mapping[int, float], book: PartnerBook) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for number, part in usd.items():
        sums[book.partners[number].type] += part
    return dict(sums)


def _lines(*frames: Frame) -> int:
    return sum(records(frame.select(lines=nw.len()))[0]["lines"] for frame in frames)


def _groups(agreements: Frame, code: str) -> tuple[Group, ...]:
    lines = records(agreements.group_by(code).agg(nw.col("USD").sum(), agreements=nw.len()))
    groups = (Group(line[code], line["agreements"], line["USD"]) for line in lines)
    return tuple(sorted(groups, key=lambda group: (-group.agreements, group.name)))


def _funders(cash: Frame, usd: Mapping[int, float], book: PartnerBook) -> tuple[Funder, ...]:
    least = max(ranked_usd(min(nlargest(RANKED, usd.values()), default=0)), _LEAST)
    giving = ((number, ranked_usd(part)) for number, part in usd.items())
    largest = sorted((-part, book.partners[number].name, number) for number, part in giving if part >= least)
    leading = [number for *_, number in largest[:RANKED]]
    if not leading:
        return ()
    amounts: dict[int, dict[str, float]] = defaultdict(dict)
    by_currency = cash.filter(nw.col(NUMBER).is_in(leading)).group_by(NUMBER, "Currency").agg(nw.col("Amount").sum())
    for line in records(by_currency):
        amounts[line[NUMBER]][line["Currency"]] = line["Amount"]
    return tuple(Funder(book.partners[number].name, usd[number], amounts[number]) for number in leading)
