"""The rows of lists as text of a worksheet part, made one after another: a list is as long as the register.

They say what XlsxWriter would write for the same cells (its cells take ten times as much memory and time).
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from tdag_xl.hosts.cell_text import cell_content, cell_text
from tdag_xl.hosts.table_cells import is_writable_day
from tdag_xl.ooxml.areas import Area, column_letters
from tdag_xl.ooxml.row_cells import escaped, serial

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tdag_xl.cells import CellValue
    from tdag_xl.hosts.placement import PlacedTable
    from tdag_xl.ooxml.worksheet import FreshRow

_POINTS = 0.75
"""Of a pixel."""

_DISTINCT = 1 << 12
"""Texts of which it is remembered how they are spelled: names and codes stand in many rows."""


def body_areas(tables: Iterable[PlacedTable]) -> tuple[Area, ...]:
    """The cells under the headings of each table, counted from 1."""
    areas = ((table.first_body_row, table.area) for table in tables)
    return tuple(
        Area(first + 1, area.first_column + 1, area.last_row + 1, area.last_column + 1) for first, area in areas
    )


def body_rows(
    tables: Sequence[PlacedTable], heights: Mapping[int, int], styles: Mapping[int, int], *, date1904: bool
) -> Iterator[FreshRow]:
    """The rows under the headings of `tables`, which stand side by side from the same row on.

    `styles` are the cell formats by column, counted from 1; `heights` the pixels of rows that differ from others.
    """
    spelling = _spelling(date1904=date1904)
    writers = [_Writer(table, styles, spelling) for table in tables]
    first = min(table.first_body_row for table in tables)
    for row in range(first, max(table.area.last_row for table in tables) + 1):
        height = f' ht="{heights[row] * _POINTS:.16g}" customHeight="1"' if row in heights else ""
        cells = "".join(writer.cells(row) for writer in writers)
        yield row + 1, f'<row r="{row + 1}"{height}>{cells}</row>'


class _Writer:
    """Writes the cells of one table, row by row."""

    def __init__(self, placed: PlacedTable, styles: Mapping[int, int], spelling: Callable[[CellValue], str]) -> None:
        self._first, self._spelling = placed.first_body_row, spelling
        columns = range(placed.area.first_column + 1, placed.area.last_column + 2)
        self._rows = placed.table.rows or ((None,) * len(columns),)
        self._starts = [(f'<c r="{column_letters(column)}', f'" s="{styles[column]}"') for column in columns]

    def cells(self, row: int) -> str:
        """The cells of the row, counted from 0; nothing under the last one of the table."""
        place = row - self._first
        if place >= len(self._rows):
            return ""
        number, spelling = row + 1, self._spelling
        return "".join(
            f"{start}{number}{style}{spelling(value)}"
            for (start, style), value in zip(self._starts, self._rows[place], strict=True)
        )


def _spelling(*, date1904: bool) -> Callable[[CellValue], str]:
    """How the rest of a cell behind its address and format is spelled, by its value."""
    text = lru_cache(_DISTINCT)(_spelled_text)

    def spelled(value: CellValue) -> str:
        if isinstance(value, str):
            return text(value)
        content = cell_content(value)
        if content is None:
            return "/>"
        if isinstance(content, bool):
            return f' t="b"><v>{content:d}</v></c>'
        if isinstance(content, (int, float)):
            return f"><v>{content:.16G}</v></c>"
        if isinstance(content, dt.date) and is_writable_day(content):
            return f"><v>{serial(content, date1904=date1904):.16G}</v></c>"
        return text(content.isoformat()[:10] if isinstance(content, dt.date) else str(content))

    return spelled


def _spelled_text(text: str) -> str:
    text = cell_text(text)
    if not text:
        return "/>"
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f' t="inlineStr"><is><t{space}>{escape(escaped(text), quote=False)}</t></is></c>'
