"""One figure of a summary in staff's own sheets: TDAG_FIGURE."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_udfs.excel_errors import NA
from tdag_udfs.grids import Argument, Cell, as_grid, broadcast, is_blank, result
from tdag_udfs.readings import Fault, plain, text
from tdag_xl.cells import CellError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tdag_udfs.grids import Grid, Result
    from tdag_xl.cells import CellValue


def figure(table: Argument, row: Argument, column: Argument) -> Result:
    """TDAG_FIGURE: the cell of `table` where the row that begins with `row` meets the column under `column`.

    `table` has its headings in the first row. `row` is looked for in the first column, then among the texts of the
    second, which is where a ranking has its names. The first that fits counts; #N/A where none does.
    """
    grid = as_grid(table)
    only = grid[0][0] if len(grid) == len(grid[0]) == 1 else True
    if isinstance(only, CellError) or is_blank(only):
        return only if isinstance(only, CellError) else ""
    columns, rows = _places(grid[0]), _rows(grid)

    def found(row_cell: Cell, column_cell: Cell) -> CellValue:
        labels = [text(cell, "") for cell in (row_cell, column_cell)]
        error = next((label.error for label in labels if isinstance(label, Fault)), None)
        if error is not None or None in labels:
            return error
        place = rows.get(str(labels[0])), columns.get(str(labels[1]))
        return NA if None in place else plain(grid[place[0]][place[1]])  # type: ignore[index] # neither is None

    return result(broadcast(found, row, column))


def _rows(grid: Grid) -> dict[str, int]:
    """The row of each label of the first column and, where that has none such, of each text of the second."""
    second = (row[1] if len(row) > 1 and isinstance(row[1], str) else None for row in grid[1:])
    return {**_places(second, 1), **_places((row[0] for row in grid[1:]), 1)}


def _places(labels: Iterable[Cell], first: int = 0) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(labels, first):
        label = text(cell, "")
        if isinstance(label, str):
            places.setdefault(label, place)
    return places
