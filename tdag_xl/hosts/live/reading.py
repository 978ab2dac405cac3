"""A generated sheet read back from an open workbook, as a page and as what else stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.hosts.live.cells import Block, block
from tdag_xl.hosts.live.charts import read_charts
from tdag_xl.hosts.live.looks import look_of, role_of
from tdag_xl.hosts.live.markers import UNFINISHED
from tdag_xl.hosts.live.page import GENERAL, Line, Page, PageColumn, PageTable, merged
from tdag_xl.ooxml.areas import Area, CellSet, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import xlwings as xw
    from xlwings.main import Table

    from tdag_xl.hosts.live.niceties import Niceties
    from tdag_xl.hosts.placement import Role
    from tdag_xl.ooxml.markers import Marker

OWNED_PREFIX = "out_"
"""How the names of our tables and charts begin (the register's contract)."""

COLUMNS_SET = 26
"""Columns that a refresh may have given a width, as far as they are read back: A to Z."""

MOST_MEASURED_ROWS = 60
"""Rows of a table whose heights are read; longer ones are made as high as their text needs."""


@dataclass(frozen=True)
class TableOnSheet:
    """A table of the sheet: its name and cells with the headings and without a total row; `ours` or staff's.

    `right` is the last of our columns; staff may have added others at the right end.
    """

    table: Table
    name: str
    area: Area
    right: int
    totals: bool
    ours: bool


@dataclass(frozen=True)
class SheetRead:
    """A generated sheet as it is: its marker, tables, names of charts, and its cells as far as ours go."""

    sheet: xw.Sheet
    tab: str
    marker: Marker
    owned: CellSet
    tables: tuple[TableOnSheet, ...]
    charts: tuple[str, ...]
    block: Block
    prefix: str

    @property
    def our_charts(self) -> tuple[str, ...]:
        """The names of our charts, each once: a copy that staff made of one has the same name, and stays."""
        return tuple(dict.fromkeys(name for name in self.charts if name.startswith(self.prefix)))

    def table(self, name: str) -> TableOnSheet | None:
        """Our table of that name."""
        return next((t for t in self.tables if t.ours and t.name.casefold() == name.casefold()), None)


def tables_of(sheet: xw.Sheet, marker: Marker, prefix: str = OWNED_PREFIX) -> tuple[TableOnSheet, ...]:
    """The tables of a sheet; ours have our prefix and begin in a cell that we wrote.

    Where writing was cut short, one of ours may be elsewhere, or not have got its name.
    """
    owned, unfinished = CellSet(marker.cells), marker.digest == UNFINISHED
    found = []
    for table in sheet.tables:
        name, totals = table.name, bool(table.show_totals)
        area = Area.of(table.range.address)
        area = Area(area.top - (not table.show_headers), area.left, area.bottom - totals, area.right)
        is_in_place = (area.top, area.left) in owned
        is_named = name.casefold().startswith(prefix)
        ours = (is_named and is_in_place) or (unfinished and (is_named or is_in_place))
        right = area.left if is_in_place else area.right
        while right < area.right and (area.top, right + 1) in owned:
            right += 1
        found.append(TableOnSheet(table, name, area, right, totals, ours))
    return tuple(found)


def read_sheet(sheet: xw.Sheet, tab: str, marker: Marker, *also: Area, prefix: str = OWNED_PREFIX) -> SheetRead:
    """The sheet as it is; its cells are read as far as ours and the areas `also` go, in one block.

    Tables and charts are ours whose name begins with `prefix`.
    """
    tables = tables_of(sheet, marker, prefix)
    corners = [*marker.cells, *also, *(table.area for table in tables if table.ours)] or [Area(1, 1, 1, 1)]
    whole = Area(1, 1, max(area.bottom for area in corners), max(area.right for area in corners))
    return SheetRead(
        sheet=sheet,
        tab=tab,
        marker=marker,
        owned=CellSet(marker.cells),
        tables=tables,
        charts=tuple(chart.name for chart in sheet.charts),
        block=block(sheet, whole),
        prefix=prefix,
    )


def page_read(read: SheetRead, niceties: Niceties) -> Page:
    """The page that the sheet shows now, with all that is needed to put it back."""
    tables = tuple(_table(read, table) for table in read.tables if table.ours)
    texts = tuple(_lines(read, tables))
    bodies = [table.body for table in tables if len(table.rows) > MOST_MEASURED_ROWS]
    return Page(
        key=read.marker.key,
        name=read.tab,
        digest=read.marker.digest,
        moment=read.marker.moment,
        texts=texts,
        tables=tables,
        charts=read_charts(read.sheet, tables, read.our_charts, niceties),
        widths=tuple(_widths(read)),
        heights=_heights(read, bodies),
        setup=dict(read.marker.setup),
    )


def _table(read: SheetRead, found: TableOnSheet) -> PageTable:
    area, right = found.area, found.right
    columns = tuple(_column(read, found.table, area, column) for column in range(area.left, right + 1))
    rows = tuple(
        tuple(read.block.content(row, column) for column in range(area.left, right + 1))
        for row in range(area.top + 1, area.bottom + 1)
    )
    return PageTable(found.name, area.top, area.left, columns, rows, bool(found.table.show_autofilter))


def _column(read: SheetRead, table: Table, area: Area, column: int) -> PageColumn:
    cells = read.sheet.range(Area(area.top + 1, column, area.bottom, column).text)
    number_format = cells.number_format
    if number_format is None:
        number_format = read.sheet.range((area.top + 1, column)).number_format
    side = cells.horizontal_alignment if number_format == GENERAL else None
    heading = str(read.block.value(area.top, column) or "")
    return PageColumn(heading, look_of(number_format, side), number_format)


def _lines(read: SheetRead, tables: Iterable[PageTable]) -> Iterator[Line]:
    """The cells that are ours and in no table, with the role that their font tells."""
    for area in merged(read.marker.cells, without=[table.area for table in tables]):
        for column in range(area.left, area.right + 1):
            run = Area(area.top, column, area.bottom, column)
            for part, role in _roles(read.sheet, run):
                for row in range(part.top, part.bottom + 1):
                    yield Line(row, column, read.block.content(row, column), role)


def _roles(sheet: xw.Sheet, run: Area) -> Iterator[tuple[Area, Role]]:
    for part, size in same(run, lambda area: sheet.range(area.text).font.size):
        yield part, role_of(size)


def same(run: Area, fact: Callable[[Area], float | None]) -> Iterator[tuple[Area, float | None]]:
    """The rows of `run` cut into pieces in each of which `fact`, None where it differs, is the same."""
    found = fact(run)
    if found is not None or run.top == run.bottom:
        yield run, found
        return
    middle = (run.top + run.bottom) // 2
    yield from same(Area(run.top, run.left, middle, run.right), fact)
    yield from same(Area(middle + 1, run.left, run.bottom, run.right), fact)


def _widths(read: SheetRead) -> Iterator[float]:
    last = max([COLUMNS_SET, *(area.right for area in read.marker.cells)])
    for column in range(1, last + 1):
        yield read.sheet.range((1, column)).column_width or 0.0


def _heights(read: SheetRead, bodies: Iterable[Area]) -> dict[int, float]:
    """The heights of the rows that our cells stand in, but those of long tables."""
    long = CellSet(bodies)
    rows = sorted({row for area in read.marker.cells for row in range(area.top, area.bottom + 1)} - _rows(long))
    heights: dict[int, float] = {}
    for top, bottom in runs_of(rows):
        for part, height in same(Area(top, 1, bottom, 1), lambda area: read.sheet.range(area.text).row_height):
            heights.update(dict.fromkeys(range(part.top, part.bottom + 1), height or 0.0))
    return heights


def _rows(cells: CellSet) -> set[int]:
    return {row for area in cells.areas for row in range(area.top, area.bottom + 1)}
