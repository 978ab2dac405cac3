"""How wide columns and how high rows must be for what they hold."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tdag_xl.hosts.placement import ROW_HEIGHT
from tdag_xl.hosts.text_lines import text_lines, text_width
from tdag_xl.report import Column, Format, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tdag_xl.cells import CellValue
    from tdag_xl.hosts.placement import PlacedTable

NAMES = 1
"""The column of a sheet of sections in which every table has its names; what stands before, a rank, hangs left."""

_MARGIN, _NAME_WIDTH = 7.0, 38.0
_NARROWEST, _WIDEST = 10.0, 20.0
_PADDING = 2.5  # the margins of a cell and the indent of text
_FILTER_BUTTON = 3.0  # what the button of a filter hides of a heading
_TEXT = {Format.TEXT, Format.NUMBER}
_HIGHEST = 545  # pixels: 409 points, the most that Excel allows


def first_column(table: Table) -> int:
    """The column where a table of a section starts, such that its names stand in the column `NAMES`."""
    return 0 if len(table.columns) > 1 and table.columns[0].format is not Format.TEXT else NAMES


def stacked_widths(tables: Sequence[Table]) -> tuple[float, ...]:
    """The widths of the columns that tables under each other share."""
    widths = [_MARGIN, _NAME_WIDTH]
    for table in tables:
        for place, column in enumerate(table.columns, first_column(table)):
            widths += [_NARROWEST] * (place + 1 - len(widths))
            if place > NAMES:
                needed = max(map(_shown_width, _cells(table, place - first_column(table), column)), default=0)
                words = max(map(text_width, column.heading.split()), default=0)
                widths[place] = max(widths[place], min(_WIDEST, max(needed, words) + _PADDING))
    return tuple(widths)


def table_widths(table: Table) -> list[float]:
    """The widths of the columns that a list has for itself: what its cells need, up to the column's own limit."""
    return [_list_width(table, place, column) for place, column in enumerate(table.columns)]


def _list_width(table: Table, place: int, column: Column) -> float:
    needed = max(map(_shown_width, _cells(table, place, column)), default=0) + _PADDING
    heading = max(map(text_width, column.heading.split()), default=0) + _FILTER_BUTTON
    least = column.width / 2 if column.format is Format.TEXT else 0
    return float(round(max(heading, least, min(needed, column.width)), 1))


def _cells(table: Table, place: int, column: Column) -> Iterable[str]:
    return {shown_text(row[place], column.format) for row in table.rows}


def _shown_width(text: str) -> float:
    return text_width(text) if len(text) < 200 else 200.0


def shown_text(value: CellValue, form: Format) -> str:
    """About what a cell shows of `value`, for measuring."""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "" if value is None else str(value)
    return _NUMBER_TEXTS.get(form, "{:.6g}").format(value)


_NUMBER_TEXTS = {
    Format.WHOLE: "{:,.0f}",
    Format.AMOUNT: "{:,.2f}",
    Format.SHARE: "{:.0%}",
    Format.CHANGE: "{:+,.0f}",
    Format.CHANGE_SHARE: "{:+.0%}",
    Format.RATE: "{:.6f}",
}


def row_heights(tables: Iterable[PlacedTable], widths: Sequence[float]) -> dict[int, int]:
    """Pixels of the rows in which something wraps; the others keep the usual height."""
    heights: dict[int, int] = {}
    for placed in tables:
        own = widths[placed.column : placed.column + len(placed.table.columns)]
        heading_lines = max(
            len(text_lines(column.heading, width - _PADDING))
            for column, width in zip(placed.table.columns, own, strict=True)
        )
        _raise(heights, placed.row, heading_lines)
        for offset, lines in enumerate(_body_lines(placed.table, own)):
            _raise(heights, placed.first_body_row + offset, lines)
    return heights


def _body_lines(table: Table, widths: Sequence[float]) -> Iterable[int]:
    wrapping = [
        (place, width - _PADDING)
        for place, (column, width) in enumerate(zip(table.columns, widths, strict=True))
        if column.format in _TEXT
    ]
    for row in table.rows:
        yield max(
            (len(text_lines(str(row[place]), room)) for place, room in wrapping if isinstance(row[place], str)),
            default=1,
        )


def _raise(heights: dict[int, int], row: int, lines: int) -> None:
    if lines > 1:
        heights[row] = max(heights.get(row, 0), min(_HIGHEST, lines * ROW_HEIGHT))
