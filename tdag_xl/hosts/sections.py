"""Sections under each other: a title, its table, the notes, and the charts beside or under the table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tdag_xl.hosts.chart_shape import chart_height, charted_rows, plot_area
from tdag_xl.hosts.column_widths import NAMES, first_column, row_heights
from tdag_xl.hosts.placement import (
    OTHER_COLUMN,
    ROW_HEIGHT,
    PlacedChart,
    PlacedTable,
    PlacedText,
    Role,
    column_pixels,
)
from tdag_xl.hosts.text_lines import text_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.report import Chart, Table

PAGE_HEIGHT = 785
"""Pixels that print between the margins of A4 landscape at the scale of a sheet of sections."""

_SECTION_HEIGHT = 26
_LEAST_ROOM, _STEP = 8, 4  # rows
_GAP = 16  # pixels between a table and the chart beside it, and between two charts
_SLIMMEST_CHART = 320
_HIGHEST_PAIR = 560
_NOTE_CHARACTER = 6.4  # pixels, at 9 points in a wide font


@dataclass
class Page:
    """What stands on the sheet so far, and how much of the printed page it takes."""

    widths: tuple[float, ...]
    width: int
    heights: dict[int, int]
    texts: list[PlacedText] = field(default_factory=list)
    tables: list[PlacedTable] = field(default_factory=list)
    charts: list[PlacedChart] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    filled_to: int = 0

    def left(self, column: int) -> int:
        """Pixels to the left edge of a column."""
        known = self.widths[:column]
        return sum(map(column_pixels, known)) + (column - len(known)) * OTHER_COLUMN

    def column_at(self, x: int) -> tuple[int, int]:
        """The column at `x` pixels from the left, and how far into it that is."""
        column = 0
        while self.left(column + 1) <= x:
            column += 1
        return column, x - self.left(column)

    def pixels(self, first_row: int, end_row: int) -> int:
        """The height of the rows from the first up to, without, the end."""
        return sum(self.heights.get(row, ROW_HEIGHT) for row in range(first_row, end_row))

    def keep_whole(self, first_row: int, end_row: int) -> None:
        """Break the page before the first row unless all rows up to the end still fit on it."""
        used = self._printed_before(first_row)
        if used and (used - 1) % PAGE_HEIGHT + 1 + self.pixels(first_row, end_row) > PAGE_HEIGHT:
            self.breaks.append(first_row)
        self.filled_to = end_row

    def within_page(self, row: int) -> int:
        """`row`, or the last one before it with which the room that is kept free still ends on the same page.

        A page of nothing but free room would print blank.
        """
        last_page = (self._printed_before(self.filled_to) - 1) // PAGE_HEIGHT
        while row > self.filled_to and (self._printed_before(row) - 1) // PAGE_HEIGHT > last_page:
            row -= 1
        return row

    def _printed_before(self, row: int) -> int:
        """Pixels from the last break to a row."""
        return self.pixels(self.breaks[-1] if self.breaks else 0, row)


def placed_sections(tables: Sequence[Table], page: Page, *, first_row: int) -> None:
    """Put a section for each table on `page`, from `first_row` down."""
    row = first_row
    for table in tables:
        row = page.within_page(_section(table, page, row) + 1)


def _section(table: Table, page: Page, row: int) -> int:
    """Put the section on the page; return the row after the room it keeps."""
    placed = PlacedTable(table, row + 1, first_column(table))
    beside = _width_beside(placed, page)
    room = int(page.width if beside is None else page.left(placed.area.last_column + 1)) - page.left(NAMES)
    notes = _notes(placed, int(room / _NOTE_CHARACTER))
    page.heights[row] = _SECTION_HEIGHT
    page.heights.update(row_heights([placed], page.widths))
    page.tables.append(placed)
    page.texts += [PlacedText(table.title, Role.SECTION, row, 0, int(page.width / 9)), *notes]
    content_end = max([placed.area.last_row, *(note.row for note in notes)]) + 1
    kept = _rows_kept(table, len(notes))
    if beside is not None:
        return _with_chart_beside(placed, page, beside, content_end, kept)
    return _with_charts_under(placed, page, content_end, placed.row + kept)


def _notes(placed: PlacedTable, characters: int) -> list[PlacedText]:
    lines = [line for note in placed.table.notes for line in text_lines(note, characters)]
    first = placed.area.last_row + 1
    return [PlacedText(line, Role.NOTE, first + offset, NAMES, characters) for offset, line in enumerate(lines)]


def _rows_kept(table: Table, note_rows: int) -> int:
    """Rows from the headings on: what the table can ever need, or what it has and some more."""
    if table.most_rows is not None:
        return 1 + max(table.most_rows, len(table.rows)) + max(1, note_rows)
    return _in_steps(max(_LEAST_ROOM, 1 + max(1, len(table.rows)) + note_rows))


def _in_steps(rows: int) -> int:
    return -(-rows // _STEP) * _STEP


def _width_beside(placed: PlacedTable, page: Page) -> int | None:
    """The width of the chart right of the table; None when it must stand under it, or there is none."""
    width = page.width - page.left(placed.area.last_column + 1) - _GAP
    fits = len(placed.table.charts) == 1 and len(placed.table.columns) <= 3 and width >= _SLIMMEST_CHART
    return width if fits else None


def _with_chart_beside(placed: PlacedTable, page: Page, width: int, content_end: int, kept: int) -> int:
    chart, table = placed.table.charts[0], placed.table
    x = page.left(placed.area.last_column + 1) + _GAP
    page.charts.append(_placed_chart(chart, placed, page, placed.row, x, width))
    end = placed.row + _rows_of(chart_height(chart, table, width))
    page.keep_whole(placed.row - 1, max(content_end, end))
    return placed.row + _in_steps(max(kept, _chart_room(chart, table, width)))


def _with_charts_under(placed: PlacedTable, page: Page, content_end: int, row: int) -> int:
    """Table and charts on one page, or else each of them whole."""
    table = placed.table
    shelves = [_shelf(table, charts, page.width) for charts in _chart_rows(table, page.width)]
    end = row + sum(shelf.room for shelf in shelves[:-1]) + shelves[-1].height if shelves else content_end
    fits = page.pixels(placed.row - 1, end) <= PAGE_HEIGHT
    page.keep_whole(placed.row - 1, end if fits else content_end)
    for shelf in shelves:
        if not fits:
            row = page.within_page(row)
            page.keep_whole(row, row + shelf.height)
        for place, chart in enumerate(shelf.charts):
            page.charts.append(_placed_chart(chart, placed, page, row, place * (shelf.width + _GAP), shelf.width))
        row += shelf.room
    return row


@dataclass(frozen=True)
class _Shelf:
    """Charts side by side, each `width` pixels wide; the rows that they take, and those kept for them."""

    charts: tuple[Chart, ...]
    width: int
    height: int
    room: int


def _shelf(table: Table, charts: tuple[Chart, ...], page_width: int) -> _Shelf:
    is_alone = len(charts) == 1 and len(table.charts) > 1
    width = page_width if is_alone else (page_width - _GAP) // 2
    height = max(_rows_of(chart_height(chart, table, width)) for chart in charts)
    return _Shelf(charts, width, height, max(_chart_room(chart, table, width) for chart in charts))


def _chart_rows(table: Table, width: int) -> list[tuple[Chart, ...]]:
    """The charts two by two, or one by one where half a page would make them too high for their names."""
    charts = table.charts
    if any(chart_height(chart, table, (width - _GAP) // 2) > _HIGHEST_PAIR for chart in charts):
        return [(chart,) for chart in charts]
    return [charts[place : place + 2] for place in range(0, len(charts), 2)]


def _chart_room(chart: Chart, table: Table, width: int) -> int:
    """Rows kept for a chart that may yet get a few more bars."""
    bars = _in_steps(len(charted_rows(chart, table)))
    return _rows_of(chart_height(chart, table, width, bars=bars) + _GAP)


def _rows_of(pixels: int) -> int:
    return -(-pixels // ROW_HEIGHT)


def _placed_chart(chart: Chart, table: PlacedTable, page: Page, row: int, x: int, width: int) -> PlacedChart:
    column, offset = page.column_at(x)
    return PlacedChart(
        chart=chart,
        table=table,
        row=row,
        column=column,
        x_offset=offset,
        width=width,
        height=chart_height(chart, table.table, width),
        plot=plot_area(chart, table.table, width),
    )
