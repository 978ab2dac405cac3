"""Cells of a closed workbook exactly as typed, for tables whose columns mix kinds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tdag_xl.cells import CellError, CellValue
    from tdag_xl.hosts.table_area import TableArea
    from tdag_xl.hosts.workbook_source import WorkbookSource


def exact_columns(
    source: WorkbookSource, area: TableArea, errors: Mapping[tuple[int, int], CellError]
) -> dict[str, list[CellValue]]:
    """The cells below the header, by heading.

    `errors` are the error cells by (row, column), 0-based in the sheet: calamine's Python values show them as blank.
    """
    rows = source.for_cells().get_sheet_by_name(area.sheet).to_python(skip_empty_area=False)
    return {
        heading: [
            errors.get((row, column)) or _cell(rows[row][column] if _holds(rows, row, column) else None)
            for row in range(area.first_row, area.end_row)
        ]
        for heading, column in area.columns.items()
    }


def _holds(rows: Sequence[Sequence[object]], row: int, column: int) -> bool:
    return row < len(rows) and column < len(rows[row])


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
