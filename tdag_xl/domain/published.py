"""What a published figure should be: the figure that the register gives, in the unit of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tdag_xl.cells import shown
from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.partners import UNKNOWN
from tdag_xl.domain.units import COUNT, PERCENT, Unit, unit
from tdag_xl.shares import percentage, unattainable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tdag_xl.domain.figures import Figures
    from tdag_xl.domain.register import Register


@dataclass(frozen=True)
class Line:
    """A row of tblPublished, as read; `value` is None where the cell holds no number."""

    row: int
    period: str | None
    figure: str | None
    group: str | None
    value: float | None
    unit: str | None


@dataclass(frozen=True)
class Computed:
    """The figure in the line's unit, None where the register gives none.

    `why_not` tells, for a published value and its decimals, why it cannot be right; None where it could be.
    `objection` is a reason to disagree whatever the value.
    """

    value: float | Fraction | None
    why_not: Callable[[float, int], str | None] = lambda value, decimals: None
    objection: str | None = None


class UnreadableLineError(Exception):
    """A row of tblPublished cannot be compared; `column` is at fault."""

    def __init__(self, column: str, finding: str, what_to_do: str) -> None:
        self.column, self.finding, self.what_to_do = column, finding, what_to_do
        super().__init__(finding)


_COUNTS: Mapping[str, Callable[[Figures], int]] = {
    "Agreements": lambda of: of.agreements,
    "Agreements with a financial contribution": lambda of: of.paying,
    "Partners": lambda of: of.partners,
}
CONTRIBUTIONS = "Contributions"
_SHARES: Mapping[str, tuple[str, Callable[[Figures], Mapping[str, int]]]] = {
    "Share of partners by partner type": ("Partner type", lambda of: of.partner_types),
    "Share of partners by ITU category": ("ITU category", lambda of: of.categories),
}
_TOP_FUNDER = re.compile(r"Top funder ([1-9]\d*)")
_FIGURES = (*_COUNTS, CONTRIBUTIONS, *_SHARES, "Top funder 1", "Top funder 2", "Top funder 3")


def computed(line: Line, of: Figures, register: Register) -> Computed:
    """The figure that `line` published, from the figures of its period; UnreadableLineError where there is none."""
    figure = line.figure or ""
    in_unit = _unit(line)
    if figure in _COUNTS:
        _require(line, in_unit == COUNT, "count")
        _require_no_group(line)
        return Computed(_COUNTS[figure](of))
    if figure == CONTRIBUTIONS:
        _require(line, in_unit.kind == "money", "a currency, such as USD million")
        _require_no_group(line)
        return _money(in_unit, of.usd, of.amounts, "the period's contributions")
    if share_column(figure):
        _require(line, in_unit == PERCENT, "percent")
        return _share_of_partners(line, of, register)
    if rank := funder_rank(figure):
        _require(line, in_unit.kind == "money", "a currency, such as USD million")
        return _top_funder(line, rank, in_unit, of, register)
    hint = NearestName(_FIGURES).hint(figure).replace("name", "figure") if figure else ""
    finding = f"Figure {shown(line.figure)} is not one that is computed{hint}."
    raise UnreadableLineError("Figure", finding, f"Enter one of: {'; '.join(_FIGURES)}.")


def _unit(line: Line) -> Unit:
    found = unit(line.unit)
    if found is None:
        finding = f"Unit {shown(line.unit)} is not known."
        what = "Enter count, percent, or a currency such as USD, USD thousand or CHF million."
        raise UnreadableLineError("Unit", finding, what)
    return found


def _require(line: Line, fits: bool, unit_wanted: str) -> None:
    if not fits:
        finding = f"Unit {shown(line.unit)} does not fit the figure {shown(line.figure)}."
        raise UnreadableLineError("Unit", finding, f"Enter {unit_wanted}.")


def _require_no_group(line: Line) -> None:
    if line.group is not None:
        finding = f"Group {shown(line.group)} does not fit the figure {shown(line.figure)}, which has no groups."
        raise UnreadableLineError("Group", finding, "Leave the cell blank.")


def _money(in_unit: Unit, usd: float, amounts: Mapping[str, float], whose: str) -> Computed:
    """Money in the currency of all its lines, or in US dollars."""
    if in_unit.currency == "USD":
        return Computed(usd / in_unit.scale)
    if set(amounts) == {in_unit.currency}:
        return Computed(amounts[in_unit.currency] / in_unit.scale)
    given = ", ".join(sorted(amounts)) or "no currency"
    return Computed(None, objection=f"{whose} are in {given}, so only USD can be compared")


def _share_of_partners(line: Line, of: Figures, register: Register) -> Computed:
    column, counts_of = _SHARES[line.figure or ""]
    counts = counts_of(of)
    members = sum(counts.get(code, 0) for code in codes_in(line.group, column, register))

    def why_not(value: float, decimals: int) -> str:
        exact = percentage(members, of.partners, decimals)
        return unattainable(value, of.partners, decimals) or f"{members} of {of.partners} are {exact} %"

    return Computed(Fraction(100 * members, of.partners) if of.partners else 0, why_not)


def share_column(figure: str) -> str | None:
    """The column of tblPartners by which a published share groups partners, None for a figure that is no share."""
    return _SHARES[figure][0] if figure in _SHARES else None


def funder_rank(figure: str) -> int | None:
    """The rank that a published top funder was given, None for another figure."""
    found = _TOP_FUNDER.fullmatch(figure)
    return int(found[1]) if found else None


def codes_in(group: str | None, column: str, register: Register) -> set[str]:
    """The codes that Group names: one, or a sum such as `SIO + ROA`. Raises UnreadableLineError."""
    known = register.codes.codes(column) | register.partners.codes[column]
    group = group or ""
    codes = {group}
    for sign in (" + ", "+"):  # a code may itself hold a +
        if not codes <= known:
            codes = {part.strip() for part in group.split(sign)}
    for code in sorted(codes - known):
        finding = f"Group {shown(code or None)} is no {column}{NearestName(known).hint(code)}."
        raise UnreadableLineError("Group", finding, "Correct the group; join several with +.")
    return codes


def _top_funder(line: Line, rank: int, in_unit: Unit, of: Figures, register: Register) -> Computed:
    number = register.partners.number(line.group or "")
    if number == UNKNOWN:
        hint = register.partners.nearest.hint(line.group) if line.group else ""
        raise UnreadableLineError(
            "Group", f"Group {shown(line.group)} is no partner{hint}.", "Enter the funder's name."
        )
    if rank > len(of.funders):
        return Computed(None, objection=f"{len(of.funders)} funders of the period are ranked")
    funder = of.funders[rank - 1]
    found = _money(in_unit, funder.usd, funder.amounts, f"the lines of {funder.name}")
    if register.partners.partners[number].name != funder.name:
        return Computed(found.value, objection=f"the funder of rank {rank} is {shown(funder.name)}")
    return found
