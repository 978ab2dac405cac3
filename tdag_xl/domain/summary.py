"""The summary of a period: its blocks, in the columns and the order of the register's contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from tdag_xl.domain.figures import Figures, figures, ranked_usd
from tdag_xl.domain.frames import block
from tdag_xl.domain.lists import agreement_list, contribution_list
from tdag_xl.shares import largest_remainder, share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tdag_xl.domain.options import Rounding
    from tdag_xl.domain.periods import Period
    from tdag_xl.domain.register import Register

AGREEMENTS = "Agreements"
PAYING = "Agreements with a financial contribution"
PARTNERS = "Partners"
CONTRIBUTIONS = "Contributions (USD)"
COUNTS = (AGREEMENTS, PAYING, PARTNERS)
"""The headline figures that are counts."""

TOP = 3
"""At most so many top funders."""

_TEXT, _COUNT, _NUMBER = nw.String(), nw.Int64(), nw.Float64()


@dataclass(frozen=True, eq=False)
class Summary:
    """What a period's sheets show.

    `blocks` holds headline, partner_types, itu_categories, contributions_by_partner_type, agreement_types, regions,
    priorities and top_funders. The two lists may be long: they are computed each time they are asked for, and
    `list_lengths` tells their rows beforehand.
    """

    period: Period
    figures: Figures
    blocks: Mapping[str, nw.DataFrame[Any]]
    register: Register

    @property
    def list_lengths(self) -> Mapping[str, int]:
        """The rows of the lists `agreements` and `contributions`."""
        return {"agreements": self.figures.agreements, "contributions": self.figures.contribution_lines}

    def agreements(self) -> nw.DataFrame[Any]:
        """The agreements of the period, by Signed, then Ref."""
        return agreement_list(self.register, self.period)

    def contributions(self) -> nw.DataFrame[Any]:
        """The contributions of the period, in the order of its agreements, then as they stand in tblContributions."""
        return contribution_list(self.register, self.period)

    def all_blocks(self) -> Mapping[str, nw.DataFrame[Any]]:
        """All blocks by name, the two lists included."""
        return {**self.blocks, "agreements": self.agreements(), "contributions": self.contributions()}


def summaries(register: Register, rounding: Rounding = "half-up") -> dict[str, Summary]:
    """The summary of every period by its name.

    Shares are fractions of 0 to 1, whole percents under "largest-remainder".
    """
    of = figures(register)
    return {period.name: _summary(register, period, of[period.name], rounding) for period in register.periods}


def _summary(register: Register, period: Period, of: Figures, rounding: Rounding) -> Summary:
    blocks = {
        "headline": _headline(of),
        "partner_types": _partner_block("Partner type", of.partner_types, rounding),
        "itu_categories": _partner_block("ITU category", of.categories, rounding),
        "contributions_by_partner_type": _money_block("Partner type", of.usd_by_type, rounding),
        "agreement_types": _agreement_block("Agreement type", of, "Type", rounding),
        "regions": _agreement_block("Region", of, "Region", rounding),
        "priorities": _agreement_block("Priority", of, "Priority", rounding),
        "top_funders": _top_funders(of, rounding),
    }
    return Summary(period, of, blocks, register)


def headline(of: Figures) -> tuple[tuple[str, float], ...]:
    """The four headline figures; the counts are int."""
    return ((AGREEMENTS, of.agreements), (PAYING, of.paying), (PARTNERS, of.partners), (CONTRIBUTIONS, of.usd))


def shares(parts: Sequence[float], rounding: Rounding) -> list[float]:
    """Each part's fraction of their sum."""
    if rounding == "largest-remainder":
        return [float(percent / 100) for percent in largest_remainder(parts)]
    whole = sum(parts)
    return [share(part, whole) for part in parts]


def _headline(of: Figures) -> nw.DataFrame[Any]:
    return block(((name, float(value)) for name, value in headline(of)), {"Figure": _TEXT, "Value": _NUMBER})


def _partner_block(heading: str, counts: Mapping[str, int], rounding: Rounding) -> nw.DataFrame[Any]:
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    parts = shares([count for _, count in rows], rounding)
    schema = {heading: _TEXT, "Partners": _COUNT, "Share": _NUMBER}
    return block([(*row, part) for row, part in zip(rows, parts, strict=True)], schema)


def _money_block(heading: str, sums: Mapping[str, float], rounding: Rounding) -> nw.DataFrame[Any]:
    rows = sorted(sums.items(), key=lambda item: (-ranked_usd(item[1]), item[0]))
    parts = shares([usd for _, usd in rows], rounding)
    schema = {heading: _TEXT, "USD": _NUMBER, "Share": _NUMBER}
    return block([(*row, part) for row, part in zip(rows, parts, strict=True)], schema)


def _agreement_block(heading: str, of: Figures, code: str, rounding: Rounding) -> nw.DataFrame[Any]:
    groups = of.groups[code]
    of_agreements = shares([group.agreements for group in groups], rounding)
    of_usd = shares([group.usd for group in groups], rounding)
    rows = [
        (group.name, group.agreements, group.usd, *parts)
        for group, *parts in zip(groups, of_agreements, of_usd, strict=True)
    ]
    return block(
        rows,
        {heading: _TEXT, "Agreements": _COUNT, "USD": _NUMBER, "Share of agreements": _NUMBER, "Share of USD": _NUMBER},
    )


def _top_funders(of: Figures, rounding: Rounding) -> nw.DataFrame[Any]:
    """The largest funders, each with its share of all Contributions (USD) of the period.

    Rounded shares are those of a whole made of these funders and the rest.
    """
    top = of.funders[:TOP]
    rest = max(0.0, of.usd - sum(funder.usd for funder in top))
    parts = shares([*(funder.usd for funder in top), rest], rounding)
    rows = [
        (rank, funder.name, *funder.in_one_currency, funder.usd, part)
        for rank, (funder, part) in enumerate(zip(top, parts, strict=False), start=1)
    ]
    schema = {"Rank": _COUNT, "Partner": _TEXT, "Currency": _TEXT, "Amount": _NUMBER, "USD": _NUMBER, "Share": _NUMBER}
    return block(rows, schema)
