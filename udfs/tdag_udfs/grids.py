"""Arguments and results as grids of cells, and how grids of different sizes meet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from tdag_udfs.excel_errors import NA
from tdag_xl.cells import CellValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Cell: TypeAlias = CellValue | Decimal
"""A cell that comes in; Excel's currency format comes as Decimal. Blank is None or text without letters."""

Grid: TypeAlias = Sequence[Sequence[Cell]]
"""Rows of cells."""

Argument: TypeAlias = Cell | Grid | Sequence[Cell]
"""One cell, rows of cells, or the cells of a single row."""

Result: TypeAlias = CellValue | list[list[CellValue]]
"""One cell, or a grid of more than one; blank is ""."""

_EPOCH = dt.date(1899, 12, 30)
_DAYS = (dt.date.max - _EPOCH).days + 1


def as_grid(argument: Argument) -> Grid:
    """The rows of `argument`; of a single cell, one row with it.

    >>> as_grid(1), as_grid([1, 2]), as_grid([])
    (((1,),), ((1, 2),), ((None,),))
    """
    if not isinstance(argument, (list, tuple)):
        return ((argument,),)  # type: ignore[return-value] # what is no sequence is a cell
    if not argument:
        return ((None,),)
    return argument if isinstance(argument[0], (list, tuple)) else (tuple(argument),)


def cells(argument: Argument) -> Iterator[Cell]:
    """The cells of `argument`, row by row."""
    return (cell for row in as_grid(argument) for cell in row)


def is_blank(cell: Cell) -> bool:
    """Whether the cell holds nothing, or white space alone (the register's contract)."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def broadcast(
    function: Callable[..., CellValue], *arguments: Argument, outside: CellValue = NA
) -> list[list[CellValue]]:
    """`function` of the cells that stand at the same place, as Excel's operators spill.

    A single row meets every row, a single column every column; where an argument of another size has no cell, the
    result is `outside`.
    """
    width, places = matched(*arguments)
    values = [outside if place is None else function(*place) for place in places]
    return [values[start : start + width] for start in range(0, len(values), width)]


def matched(*arguments: Argument) -> tuple[int, list[tuple[Cell, ...] | None]]:
    """The width of the result, and the cells that meet at each of its places, row by row; None outside an argument."""
    if not any(isinstance(argument, (list, tuple)) for argument in arguments):  # a formula in every row
        return 1, [arguments]  # type: ignore[list-item] # what is no sequence is a cell
    grids = [as_grid(argument) for argument in arguments]
    sizes = [(len(grid), {*map(len, grid)}) for grid in grids]
    height, width = max(size for size, _ in sizes), max(max(widths) for _, widths in sizes)
    places = zip(*(_stretched(grid, height, width) for grid in grids), strict=True)
    if all(size in (1, height) and widths <= {1, width} for size, widths in sizes):
        return width, list(places)
    return width, [None if _OUTSIDE in place else place for place in places]


class _Outside:
    """Stands where an argument has no cell."""


_OUTSIDE = _Outside()


def _stretched(grid: Grid, height: int, width: int) -> list[Cell | _Outside]:
    """The cells of `grid` in reading order of a grid of that size: a single row or column repeated."""
    if len(grid) == height and {*map(len, grid)} == {width}:
        return [*chain.from_iterable(grid)]
    rows: list[Sequence[Cell | _Outside]] = [*grid] * (height if len(grid) == 1 else 1)
    rows += [(_OUTSIDE,)] * (height - len(rows))
    stretched: list[Cell | _Outside] = []
    for row in rows:
        stretched += list(row) * width if len(row) == 1 else row
        stretched += [_OUTSIDE] * (-len(stretched) % width)
    return stretched


def result(grid: list[list[CellValue]]) -> Result:
    """What a formula gives: `grid`, or the cell where it has one only, with "" for blank cells and days as numbers."""
    shown = [[_shown(cell) for cell in row] for row in grid]
    return shown[0][0] if len(shown) == 1 and len(shown[0]) == 1 else shown


def _shown(cell: CellValue) -> CellValue:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return serial(cell)
    return cell


def serial(day: dt.date) -> float:
    """The number that a spreadsheet keeps for a day or moment (the 1900 date system, from March 1900 on).

    >>> serial(dt.date(2022, 3, 1)), serial(dt.datetime(2022, 3, 1, 12))
    (44621.0, 44621.5)
    """
    if not isinstance(day, dt.datetime):
        return float((day - _EPOCH).days)
    midnight = dt.datetime(_EPOCH.year, _EPOCH.month, _EPOCH.day, tzinfo=day.tzinfo)
    return (day - midnight) / dt.timedelta(days=1)


def day_of(number: float) -> dt.date | None:
    """The day that a spreadsheet keeps as `number`; None outside the years 1900 to 9999.

    >>> str(day_of(44621.75)), day_of(0)
    ('2022-03-01', None)
    """
    return _EPOCH + dt.timedelta(days=int(number)) if 1 <= number < _DAYS else None
