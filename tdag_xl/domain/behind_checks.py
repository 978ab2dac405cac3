"""What is behind a row of the checks: the record that a finding is about, the rows behind a published figure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import narwhals as nw

from tdag_xl.domain.behind_figure import Behind, Record, alike, cell_in, text_of
from tdag_xl.domain.behind_period import funder_rows
from tdag_xl.domain.behind_rows import Counted, headline_rows, partners_behind, partners_with
from tdag_xl.domain.frames import records
from tdag_xl.domain.published import CONTRIBUTIONS, UnreadableLineError, codes_in, funder_rank, share_column
from tdag_xl.domain.summary import CONTRIBUTIONS as ALL_CONTRIBUTIONS
from tdag_xl.domain.units import PERCENT, unit
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.cells import CellValue
    from tdag_xl.domain.behind_rows import Rows
    from tdag_xl.domain.reconciliation import PublishedFigure
    from tdag_xl.domain.results import Results
    from tdag_xl.domain.summary import Summary
    from tdag_xl.tables import InputTable

_ATTRIBUTES = {"Partner type": "type", "ITU category": "category"}


def behind_finding(tables: Mapping[str, InputTable], row: Mapping[str, CellValue]) -> Behind:
    """The record that a row of out_checks is about."""
    name, number = text_of(cell_in(row, "Table")) or "", cell_in(row, "Row")
    column = text_of(cell_in(row, "Column")) or ""
    place = int(number) if isinstance(number, (int, float)) else 0
    remarks = tuple(text for heading in ("Finding", "What to do") if (text := text_of(cell_in(row, heading))))
    table = tables.get(name)
    record = Record(name, table.sheet if table else "", place, column, _cells(table, place) if table else ())
    return Behind((name, f"row {place}"), column, None, None, remarks=remarks, record=record)


def _cells(table: InputTable, place: int) -> tuple[tuple[str, CellValue], ...]:
    """The cells of the row, by heading, those that do not fit their column as they are; the headings of the header."""
    if place == table.header_row:
        return tuple((heading, heading) for heading in table.headings)
    odd = {cell.column: cell.value for cell in table.odd if cell.row == place}
    lines = records(table.frame.filter(nw.col(ROW) == place))
    return tuple(
        (heading, odd.get(heading, value)) for line in lines for heading, value in line.items() if heading != ROW
    )


def behind_published(results: Results, row: Mapping[str, CellValue]) -> Behind:
    """What is behind the computed figure of a row of out_published."""
    names = tuple(text for heading in ("Period", "Figure", "Group") if (text := text_of(cell_in(row, heading))))
    cell = cell_in(row, "Computed")
    shown = zip(results.published_figures, records(results.published), strict=True)
    keys = ("Period", "Figure", "Group", "Unit", "Published")
    one = next((one for one, line in shown if all(alike(line[key], cell_in(row, key)) for key in keys)), None)
    if one is None:
        return Behind(names, "Computed", cell, None, remarks=("tblPublished has no such row any more.",))
    remarks = (one.note,) if one.note else ()
    of = {summary.period.name: summary for summary in results.summaries}.get(one.line.period or "")
    found = _made_of(one, of, results) if of and one.computed is not None else None
    if found is None:
        return Behind(names, "Computed", cell, one.computed, remarks=remarks)
    return replace(found, names=names, cell=cell, remarks=remarks)


def _made_of(one: PublishedFigure, of: Summary, results: Results) -> Behind | None:
    line, register = one.line, results.register
    figure, in_unit = line.figure or "", unit(line.unit)
    behind = Behind((), "Computed", None, one.computed)
    if column := share_column(figure):
        numbers = _members(one, column, results)
        rows = partners_behind(register, of.period, numbers)
        return replace(behind, rows=(rows,), whole=of.figures.partners, factor=100)
    money: Rows | None
    if rank := funder_rank(figure):
        money = funder_rows(register, of, of.figures.funders[rank - 1].name)
    elif figure == CONTRIBUTIONS:
        money = headline_rows(register, of.period, ALL_CONTRIBUTIONS)
    else:
        counted = headline_rows(register, of.period, figure)
        return replace(behind, rows=(counted,)) if counted else None
    if in_unit is None or in_unit == PERCENT or money is None:
        return None
    rows = money if in_unit.currency == "USD" else replace(money, counted=Counted.AMOUNT)
    return replace(behind, rows=(rows,), factor=1 / in_unit.scale)


def _members(one: PublishedFigure, column: str, results: Results) -> list[int]:
    try:
        codes = codes_in(one.line.group, column, results.register)
    except UnreadableLineError:
        return []
    return partners_with(results.register, lambda partner: getattr(partner, _ATTRIBUTES[column]) in codes)
