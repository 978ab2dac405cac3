"""Cells of a closed workbook exactly as typed, for tables whose columns mix kinds."""

from __future__ import annotations

import datetime as dt
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.cells import CellError, CellValue
    from tdag_xl.hosts.table_area import TableArea
    from tdag_xl.hosts.workbook_source import WorkbookSource


def exact_columns(
    source: WorkbookSource, area: TableArea, errors: Mapping[tuple[int, int], CellError]
) -> dict[str, list[CellValue]]:
    """The cells below the header, by heading.

    `errors` are the error cells by (row, column), 0-based in the sheet: calamine's Python values show them as blank.
    """
    sheet = source.for_cells().get_sheet_by_name(area.sheet)
    left = sheet.start[1] if sheet.start else 0
    cells: dict[str, list[CellValue]] = {heading: [] for heading in area.columns}
    rows = islice(chain(sheet.iter_rows(), repeat(())), area.first_row, area.end_row)
    for number, row in enumerate(rows, area.first_row):
        for heading, column in area.columns.items():
            held = row[column - left] if 0 <= column - left < len(row) else None
            cells[heading].append(errors.get((number, column)) or _cell(held))
    return cells


def _cell(value: object) -> CellValue:
    if isinstance(value, dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    if value == "" or value is None:
        return None
    if isinstance(value, (bool, int, float, str, dt.date)):
        return value
    raise TypeError(f"calamine gave a cell of type {type(value).__name__}")
