"""What is behind the figures of a period's blocks, and of a comparison."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tdag_xl.domain.behind_figure import Behind, alike, cell_in, text_of
from tdag_xl.domain.behind_rows import (
    Counted,
    Rows,
    agreement_behind,
    agreements_behind,
    headline_rows,
    lines_behind,
    money_behind,
    of_code,
    of_partners,
    partners_behind,
    partners_with,
)
from tdag_xl.domain.columns import CASH
from tdag_xl.domain.comparison import CHANGE_SHARE
from tdag_xl.domain.frames import records
from tdag_xl.domain.lists import contribution_list

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import narwhals as nw

    from tdag_xl.cells import CellValue
    from tdag_xl.domain.comparison import Comparison
    from tdag_xl.domain.figures import Figures
    from tdag_xl.domain.register import Register
    from tdag_xl.domain.summary import Summary

SHARES = ("Share", "Share of agreements", "Share of USD")
"""The columns that hold shares."""


@dataclass(frozen=True)
class _Block:
    """A block: the column that names its rows, what makes the figures of each column, and of what shares are."""

    key: str
    figures: Mapping[str, Callable[[Summary, str | None], Rows | None]]
    wholes: Mapping[str, Callable[[Figures], float]] = field(default_factory=dict)


def behind_block(summary: Summary, block: str, column: str, row: Mapping[str, CellValue]) -> Behind:
    """What is behind a cell of a period's block; a cell that is no figure stands for the first figure of its row."""
    if block == "agreements":
        return _agreement(summary, row)
    if block == "contributions":
        return _contribution(summary, column, row)
    spec = _BLOCKS[block]
    name = text_of(cell_in(row, spec.key))
    column = column if column in spec.figures else next(iter(spec.figures))
    rows = spec.figures[column](summary, name)
    whole = spec.wholes.get(column)
    names = [name or "", column, summary.period.name]
    if block == "headline":
        names.remove(column)
    return Behind(
        tuple(names),
        column,
        cell=cell_in(row, column),
        now=_now(summary.blocks[block], spec.key, name, column),
        rows=(rows,) if rows else (),
        whole=whole and whole(summary.figures),
    )


def behind_comparison(comparison: Comparison, register: Register, column: str, row: Mapping[str, CellValue]) -> Behind:
    """What is behind a cell of a comparison: the rows of one period, or, for a change, of both."""
    _, one, other, change, change_share = comparison.frame.columns
    column = column if column in (other, change, change_share) else one
    figure = text_of(cell_in(row, "Figure"))
    periods = {one: [comparison.period], other: [comparison.other]}.get(column, [comparison.period, comparison.other])
    rows = [found for period in periods if (found := headline_rows(register, period, figure))]
    return Behind(
        (figure or "", column) if len(periods) == 1 else (figure or "", column, f"{one} and {other}"),
        column,
        cell=cell_in(row, column),
        now=_now(comparison.frame, "Figure", figure, column),
        rows=tuple(rows),
        whole=rows[1].figure if column == CHANGE_SHARE and rows else None,
    )


def _now(frame: nw.DataFrame[Any], key: str, name: str | None, column: str) -> CellValue:
    """The figure that the register gives; None where the block has no such row any more."""
    found: dict[str, CellValue] = next((row for row in records(frame) if row[key] == name), {})
    return found.get(column)


def _agreement(summary: Summary, row: Mapping[str, CellValue]) -> Behind:
    ref = text_of(cell_in(row, "Ref"))
    rows = agreement_behind(summary.register, summary.period, ref)
    now = next((line["USD"] for line in records(rows.agreements)), None)
    return Behind((ref or "", "USD", summary.period.name), "USD", cell_in(row, "USD"), now, (rows,))


def _contribution(summary: Summary, column: str, row: Mapping[str, CellValue]) -> Behind:
    """A line of the list of contributions; of several that look the same, the first."""
    ref = text_of(cell_in(row, "Ref"))
    register, period = summary.register, summary.period
    _, of_ref = of_code(register, period, "Ref", ref)
    lines = contribution_list(register, period, of_ref)
    same = [
        place
        for place, line in enumerate(records(lines))
        if all(alike(value, cell_in(row, heading)) for heading, value in line.items())
    ]
    counts_amount = column == "Amount" or text_of(cell_in(row, "Kind")) != CASH
    counted = Counted.AMOUNT if counts_amount else Counted.USD
    rows = lines_behind(register, period, lines[same[:1]] if same else lines.head(0), counted)
    remarks = (f"{len(same)} contributions of the register look the same; this is one of them.",) if same[1:] else ()
    names = (ref or "", text_of(cell_in(row, "Partner")) or "", counted.value, period.name)
    now = rows.figure if same else None
    return Behind(names, counted.value, cell_in(row, counted.value), now, (rows,), remarks=remarks)


def _by_partner(attribute: str) -> Callable[[Summary, str | None], Rows]:
    def rows(summary: Summary, name: str | None) -> Rows:
        numbers = partners_with(summary.register, lambda partner: getattr(partner, attribute) == name)
        return partners_behind(summary.register, summary.period, numbers)

    return rows


def _money_by_type(summary: Summary, name: str | None) -> Rows:
    numbers = partners_with(summary.register, lambda partner: partner.type == name)
    return money_behind(summary.register, summary.period, of_partners(numbers))


def _by_code(code: str, *, money: bool) -> Callable[[Summary, str | None], Rows]:
    def rows(summary: Summary, name: str | None) -> Rows:
        register, period = summary.register, summary.period
        agreements, lines = of_code(register, period, code, name)
        return money_behind(register, period, lines) if money else agreements_behind(register, period, agreements)

    return rows


def funder_rows(register: Register, summary: Summary, name: str | None) -> Rows:
    """The lines that make a funder's US dollars in a period."""
    return money_behind(register, summary.period, of_partners([register.partners.number(name or "")]))


def _amount_of_funder(summary: Summary, name: str | None) -> Rows:
    """The lines by amount; in US dollars where they are in several currencies, so that the cell is blank."""
    rows = funder_rows(summary.register, summary, name)
    in_one = rows.contributions is not None and rows.contributions["Currency"].n_unique() == 1
    return replace(rows, counted=Counted.AMOUNT) if in_one else rows


def _usd_of_funder(summary: Summary, name: str | None) -> Rows:
    return funder_rows(summary.register, summary, name)


def _agreement_block(heading: str, code: str) -> _Block:
    count, usd = _by_code(code, money=False), _by_code(code, money=True)
    figures = {"Agreements": count, "USD": usd, "Share of agreements": count, "Share of USD": usd}
    return _Block(heading, figures, {"Share of agreements": lambda of: of.agreements, "Share of USD": _all_usd})


def _partner_block(heading: str, attribute: str) -> _Block:
    rows = _by_partner(attribute)
    return _Block(heading, {"Partners": rows, "Share": rows}, {"Share": lambda of: of.partners})


def _all_usd(of: Figures) -> float:
    return of.usd


def _headline_figure(summary: Summary, name: str | None) -> Rows | None:
    return headline_rows(summary.register, summary.period, name)


_BLOCKS: Mapping[str, _Block] = {
    "headline": _Block("Figure", {"Value": _headline_figure}),
    "partner_types": _partner_block("Partner type", "type"),
    "itu_categories": _partner_block("ITU category", "category"),
    "contributions_by_partner_type": _Block(
        "Partner type", {"USD": _money_by_type, "Share": _money_by_type}, {"Share": _all_usd}
    ),
    "agreement_types": _agreement_block("Agreement type", "Type"),
    "regions": _agreement_block("Region", "Region"),
    "priorities": _agreement_block("Priority", "Priority"),
    "top_funders": _Block(
        "Partner",
        {"USD": _usd_of_funder, "Amount": _amount_of_funder, "Share": _usd_of_funder},
        {"Share": _all_usd},
    ),
}
