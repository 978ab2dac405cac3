"""The figures of a period, as plain numbers."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals as nw

from tdag_xl.domain.agreements import CODES, NUMBER, SIGNED
from tdag_xl.domain.frames import records, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tdag_xl.domain.frames import Frame
    from tdag_xl.domain.partners import PartnerBook
    from tdag_xl.domain.periods import Period
    from tdag_xl.domain.register import Register


@dataclass(frozen=True)
class Group:
    """The agreements of one code: their number, and the US dollars of their Cash lines."""

    name: str
    agreements: int
    usd: float


@dataclass(frozen=True)
class Funder:
    """A partner's Cash lines in a period; `currency` and `amount` are None if they have several currencies."""

    name: str
    currency: str | None
    amount: float | None
    usd: float


@dataclass(frozen=True)
class Figures:
    """What is counted and summed in a period.

    `usd` is the sum of its Cash lines, `amounts` the same by currency. `usd_by_type` knows the partner types that have
    Cash lines. `groups` holds the agreements by Type, Region and Priority. `funders` are ranked by US dollars, ties by
    name. Sums are plain sums of floats: the order of rows may change their last digits.
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
    return round(usd, 4)


def figures(register: Register, period: Period) -> Figures:
    """The figures of `period` (the register's contract)."""
    agreements = of_period(register.agreements, period, "Signed")
    cash = of_period(register.contributions.cash, period, SIGNED)
    [counted] = records(agreements.select(agreements=nw.len(), paying=nw.col("pays").sum()))
    numbers = records(of_period(register.signatories, period, "Signed").select(NUMBER).unique())
    partners = [register.partners.partners[line[NUMBER]] for line in numbers]
    paid = _paid(cash, register.partners)
    return Figures(
        agreements=counted["agreements"],
        paying=counted["paying"] or 0,
        partners=len(partners),
        contribution_lines=sum(line.lines for line in paid) + _in_kind_lines(register, period),
        usd=sum(line.usd for line in paid),
        amounts=_sums((line.currency, line.amount) for line in paid),
        partner_types=Counter(partner.type for partner in partners),
        categories=Counter(partner.category for partner in partners),
        usd_by_type=_sums((line.type, line.usd) for line in paid),
        groups={code: _groups(agreements, code) for code in CODES},
        funders=_funders(paid),
    )


def of_period(frame: Frame, period: Period, signed: str) -> Frame:
    """The rows whose agreement was signed in `period`."""
    start, end = (dt.datetime(day.year, day.month, day.day) for day in (period.start, period.end))  # noqa: DTZ001
    return frame.filter(within(signed, start, end))


@dataclass(frozen=True)
class _Paid:
    """The Cash lines of one partner in one currency."""

    partner: str
    type: str
    currency: str
    amount: float
    usd: float
    lines: int


def _paid(cash: Frame, book: PartnerBook) -> list[_Paid]:
    by_partner = cash.group_by(NUMBER, "Currency").agg(nw.col("Amount", "USD").sum(), lines=nw.len())
    return [
        _Paid(partner.name, partner.type, line["Currency"], line["Amount"], line["USD"], line["lines"])
        for line in sorted(records(by_partner), key=lambda line: (line[NUMBER], line["Currency"]))
        for partner in (book.partners[line[NUMBER]],)
    ]


def _in_kind_lines(register: Register, period: Period) -> int:
    in_kind = of_period(register.contributions.in_kind, period, SIGNED)
    lines: int = records(in_kind.select(lines=nw.len()))[0]["lines"]
    return lines


def _sums(parts: Iterable[tuple[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for name, part in parts:
        sums[name] += part
    return dict(sums)


def _groups(agreements: Frame, code: str) -> tuple[Group, ...]:
    lines = records(agreements.group_by(code).agg(nw.col("USD").sum(), agreements=nw.len()))
    groups = (Group(line[code], line["agreements"], line["USD"]) for line in lines)
    return tuple(sorted(groups, key=lambda group: (-group.agreements, group.name)))


def _funders(paid: list[_Paid]) -> tuple[Funder, ...]:
    by_name: dict[str, list[_Paid]] = defaultdict(list)
    for line in paid:
        by_name[line.partner].append(line)
    funders = (_funder(name, lines) for name, lines in by_name.items())
    giving = (funder for funder in funders if ranked_usd(funder.usd) > 0)
    return tuple(sorted(giving, key=lambda funder: (-ranked_usd(funder.usd), funder.name)))


def _funder(name: str, lines: list[_Paid]) -> Funder:
    usd = sum(line.usd for line in lines)
    if len(lines) > 1:
        return Funder(name, None, None, usd)
    return Funder(name, lines[0].currency, lines[0].amount, usd)
