"""Where the things of a sheet stand: rows and columns count from 0, sizes are pixels at 96 to the inch."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.report import Chart, Table

ROW_HEIGHT = 20
"""Pixels of a row that nobody gave a height (15 points)."""


def column_pixels(width: float) -> int:
    """Pixels of a column of `width` characters in the font that workbooks start with (ECMA-376 Part 1, 18.3.1.13)."""
    return int(width * 7 + 0.5) + 5


class Role(Enum):
    """What a line of text is."""

    TITLE = "title"
    LINE = "line"
    SECTION = "section"
    NOTE = "note"


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class PlacedText:
    """A line of text in one cell, which may run over the blank cells at its right up to `width` characters."""

    text: str
    role: Role
    row: int
    column: int
    width: int

    @property
    def area(self) -> Area:
        """The cell it is written in."""
        return Area(self.row, self.column, self.row, self.column)


@dataclass(frozen=True)
class PlacedTable:
    """A table; `row` and `column` are those of its first heading."""

    table: Table
    row: int
    column: int

    @property
    def first_body_row(self) -> int:
        """The row under the headings."""
        return self.row + 1

    @property
    def area(self) -> Area:
        """The headings and the body, which has one row at least."""
        height, width = max(1, len(self.table.rows)), len(self.table.columns)
        return Area(self.row, self.column, self.row + height, self.column + width - 1)


@dataclass(frozen=True)
class PlotArea:
    """Where the bars of a chart are, as fractions of the chart; titles and labels stand around it."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class PlacedChart:
    """A chart over `table`: its size, and its corner as an offset from the corner of a cell.

    Without a `plot`, the program that shows the chart finds room for the bars.
    """

    chart: Chart
    table: PlacedTable
    row: int
    column: int
    x_offset: int
    width: int
    height: int
    plot: PlotArea | None


@dataclass(frozen=True)
class Layout:
    """A sheet's page: what stands where, how wide and high, and where a printed page ends.

    Breaks come before the rows and columns given. `scale` is the percentage at which it prints one page wide.
    """

    texts: tuple[PlacedText, ...]
    tables: tuple[PlacedTable, ...]
    charts: tuple[PlacedChart, ...]
    widths: tuple[float, ...]
    heights: Mapping[int, int] = field(default_factory=dict)
    row_breaks: tuple[int, ...] = ()
    column_breaks: tuple[int, ...] = ()
    frozen_rows: int = 0
    header_row: int | None = None
    scale: int = 100

    def left(self, column: int) -> int:
        """Pixels from the left edge of the sheet to that of a column."""
        known = self.widths[:column]
        return sum(map(column_pixels, known)) + (column - len(known)) * OTHER_COLUMN

    def top(self, row: int) -> int:
        """Pixels from the top of the sheet to that of a row."""
        return row * ROW_HEIGHT + sum(height - ROW_HEIGHT for at, height in self.heights.items() if at < row)


OTHER_COLUMN = 64
"""Pixels of a column that nobody gave a width."""
