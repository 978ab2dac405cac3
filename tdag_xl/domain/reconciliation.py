"""The published figures beside the computed ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from tdag_xl.cells import shown
from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.columns import PUBLISHED
from tdag_xl.domain.findings import TableFindings
from tdag_xl.domain.frames import block, records
from tdag_xl.domain.published import Computed, Line, UnreadableLineError, computed
from tdag_xl.shares import decimals_of, exact, rounded
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.domain.figures import Figures
    from tdag_xl.domain.register import Register

_SCHEMA = {
    "Period": nw.String(),
    "Figure": nw.String(),
    "Group": nw.String(),
    "Published": nw.Float64(),
    "Unit": nw.String(),
    "Computed": nw.Float64(),
    "Agrees": nw.String(),
    "Note": nw.String(),
}


@dataclass(frozen=True)
class PublishedFigure:
    """A published figure and the computed one, unrounded, in the same unit; `note` says why they do not agree."""

    line: Line
    computed: float | None
    agrees: bool
    note: str | None


def reconciliation(
    register: Register, figures: Mapping[str, Figures]
) -> tuple[tuple[PublishedFigure, ...], TableFindings | None]:
    """Every row of tblPublished in its order, and what is wrong in it; `figures` by name of period.

    A row agrees when the computed figure, rounded half away from zero to the decimals of the published value, equals
    it (the register's contract).
    """
    if register.published is None:
        return (), None
    findings = TableFindings(PUBLISHED, register.published)
    findings.warn_of_odd_cells(("Source",))
    lines = (
        Line(line[ROW], line["Period"], line["Figure"], line["Group"], line["Value"], line["Unit"])
        for line in records(register.published.frame)
    )
    return tuple(_figure(line, register, figures, findings) for line in lines), findings


def _figure(line: Line, register: Register, figures: Mapping[str, Figures], findings: TableFindings) -> PublishedFigure:
    try:
        of = _figures_of(line, figures, findings)
        value = _value(line, findings)
        return _compared(line, value, computed(line, of, register))
    except UnreadableLineError as fault:
        findings.warning(line.row, fault.column, fault.finding, fault.what_to_do)
        return PublishedFigure(line, None, agrees=False, note=fault.finding)


def _figures_of(line: Line, figures: Mapping[str, Figures], findings: TableFindings) -> Figures:
    if line.period is None or line.period not in figures:
        hint = NearestName(figures).hint(line.period) if line.period else ""
        held = findings.held(line.row, "Period", line.period)
        finding = f"Period {held} is not a valid period of tblPeriods{hint}."
        raise UnreadableLineError("Period", finding, "Correct the name, or the period's row in tblPeriods.")
    return figures[line.period]


def _value(line: Line, findings: TableFindings) -> float:
    if line.value is None:
        finding = f"Value {findings.state(line.row, 'Value')}; it must be a number."
        raise UnreadableLineError("Value", finding, "Enter the figure as it was published, without its unit.")
    return line.value


def _compared(line: Line, value: float, found: Computed) -> PublishedFigure:
    decimals = decimals_of(value)
    equal = found.value is not None and rounded(found.value, decimals) == exact(value)
    agrees = equal and found.objection is None
    note = None if agrees else found.objection or found.why_not(value, decimals)
    return PublishedFigure(line, None if found.value is None else float(found.value), agrees, note)


def published_block(published: tuple[PublishedFigure, ...]) -> nw.DataFrame[Any]:
    """The published figures as `out_published` shows them."""
    rows = [
        (
            one.line.period,
            one.line.figure,
            one.line.group,
            one.line.value,
            one.line.unit,
            one.computed,
            "yes" if one.agrees else "no",
            one.note,
        )
        for one in published
    ]
    return block(rows, _SCHEMA)


def sentence(one: PublishedFigure) -> str:
    """A figure that does not agree, as a sentence."""
    line = one.line
    about = ", ".join(part for part in (line.period, line.figure, line.group) if part)
    figure = "nothing" if one.computed is None else shown(round(one.computed, 4))
    note = f" ({one.note.removesuffix('.')})" if one.note else ""
    return f"{about}: published {shown(line.value)} {line.unit or ''}, computed {figure}{note}."
