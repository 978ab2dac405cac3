"""Whether a generated sheet of a closed workbook still shows what a refresh wrote on it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from heapq import merge
from itertools import chain, repeat
from operator import itemgetter
from typing import TYPE_CHECKING

from tdag_xl.hosts.cell_text import cell_content, writable
from tdag_xl.hosts.layout import layout
from tdag_xl.hosts.placement import Area as PlacedArea

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tdag_xl.cells import CellValue
    from tdag_xl.hosts.placement import Layout, PlacedTable
    from tdag_xl.ooxml.areas import Area
    from tdag_xl.report import Sheet

Rows = Iterable[Sequence[object]]
"""The values of a sheet, row by row, from A1; each row is looked at once."""

_PRECISION = 1e-14
"""XlsxWriter writes 16 significant digits, Excel keeps 15 to 17."""


def shows(
    rows: Rows,
    tables: Mapping[str, Area],
    charts: frozenset[str],
    sheet: Sheet,
    moment_line: str,
) -> bool:
    """Whether the sheet's values, `tables` and `charts` (names) are those of `sheet`, as laid out.

    Entries of staff elsewhere on the sheet do not count, nor does what only looks different.
    """
    page = layout(sheet, moment_line)
    things_stand = all(_stands(tables.get(placed.table.name), placed.area) for placed in page.tables) and all(
        placed.chart.name in charts for placed in page.charts
    )
    return things_stand and _holds(rows, page)


def _stands(found: Area | None, wanted: PlacedArea) -> bool:
    """Whether a table stands where it should; columns that staff added at its right are theirs."""
    if found is None:
        return False
    right = min(found.right - 1, wanted.last_column)
    return PlacedArea(found.top - 1, found.left - 1, found.bottom - 1, right) == wanted


def _holds(rows: Rows, page: Layout) -> bool:
    wanted = merge(*map(_body, page.tables), sorted(_texts(page)), key=itemgetter(0))
    found = enumerate(chain(rows, repeat(())))
    number, cells = next(found)
    for row, column, values in wanted:
        while number < row:
            number, cells = next(found)
        for place, value in enumerate(values, column):
            if not _same(value, cells[place] if place < len(cells) else ""):
                return False
    return True


def _texts(page: Layout) -> Iterator[tuple[int, int, tuple[CellValue, ...]]]:
    """The lines that stand outside tables: row, column, the text alone."""
    return ((text.row, text.column, (writable(text.text),)) for text in page.texts)


def _body(placed: PlacedTable) -> Iterator[tuple[int, int, tuple[CellValue, ...]]]:
    """The table's headings and rows: row, first column, values."""
    headings: tuple[CellValue, ...] = tuple(writable(column.heading) for column in placed.table.columns)
    for row, values in enumerate(chain((headings,), placed.table.rows), placed.row):
        yield row, placed.column, tuple(map(cell_content, values))


def _same(wanted: CellValue, found: object) -> bool:
    if wanted is None:
        return found in ("", None)
    if isinstance(wanted, (int, float)) and isinstance(found, (int, float)):
        return math.isclose(wanted, found, rel_tol=_PRECISION, abs_tol=0.0)
    if isinstance(wanted, dt.date) and isinstance(found, dt.date):
        return wanted.isoformat()[:10] == found.isoformat()[:10]
    return str(wanted) == found
