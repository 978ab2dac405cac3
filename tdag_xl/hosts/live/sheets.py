"""A page put on a sheet of an open workbook: what is ours is replaced in place, everything else stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.hosts.live.arranging import arrange_tables, resize, target_of
from tdag_xl.hosts.live.cells import put_block
from tdag_xl.hosts.live.charts import put_charts
from tdag_xl.hosts.live.looks import dress_table, dress_texts
from tdag_xl.hosts.live.markers import UNFINISHED, put_marker
from tdag_xl.hosts.live.page import merged
from tdag_xl.hosts.live.sizes import put_sizes
from tdag_xl.hosts.placement import Role
from tdag_xl.ooxml.areas import Area, CellSet, runs_of
from tdag_xl.ooxml.markers import GENERATED, GeneratedSheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xlwings as xw
    from xlwings.main import Table

    from tdag_xl.hosts.live.niceties import Niceties
    from tdag_xl.hosts.live.page import Line, Page, PageTable

_STYLE = "TableStyleLight1"


@dataclass(frozen=True)
class TablePresent:
    """A table of ours on a sheet, and the number of columns that staff added at its right end."""

    table: Table
    added: int


@dataclass(frozen=True)
class Present:
    """What is ours on a sheet before a page is put on it: cells, tables by folded name, names of charts.

    `setup` is what its marker says; None for a new sheet.
    """

    owned: CellSet
    tables: Mapping[str, TablePresent]
    charts: Sequence[str]
    setup: Mapping[str, str] | None


def put_page(sheet: xw.Sheet, page: Page, present: Present, niceties: Niceties, *, generated: str = GENERATED) -> None:
    """Make the sheet, whatever its tab is called by now, show the page; there must be room for it.

    Meanwhile its marker names all cells that may be ours: the next refresh knows, should this one be cut short.
    """
    _mark_unfinished(sheet, page, present, niceties, generated)
    arrange_tables(sheet, page, present)
    _mark_unfinished(sheet, page, present, niceties, generated)  # cells that a marker names go along with tables
    _put_texts(sheet, page.texts, niceties)
    for table in page.tables:
        _put_table(sheet, table, present.tables.get(table.name.casefold()), niceties)
    setup = put_sizes(sheet, page, present, niceties)
    gone = [name for name in present.charts if name not in {chart.name for chart in page.charts}]
    put_charts(sheet, sheet.name, page.charts, gone, niceties)
    marked = GeneratedSheet(page.key, sheet.name, page.digest, page.moment)
    put_marker(sheet, marked, page.areas, setup, niceties, generated=generated)


def _mark_unfinished(sheet: xw.Sheet, page: Page, present: Present, niceties: Niceties, generated: str) -> None:
    marked = GeneratedSheet(page.key, sheet.name, UNFINISHED, page.moment)
    cells = merged((*present.owned.areas, *page.areas))
    put_marker(sheet, marked, cells, present.setup or {}, niceties, generated=generated)


def _put_texts(sheet: xw.Sheet, lines: Sequence[Line], niceties: Niceties) -> None:
    """The texts, each run of cells under each other in one call."""
    by_place = {(line.column, line.row): line for line in lines}
    for column in sorted({line.column for line in lines}):
        for role in Role:
            rows = sorted(line.row for line in lines if line.column == column and line.role is role)
            for top, bottom in runs_of(rows):
                area = Area(top, column, bottom, column)
                dress_texts(sheet, area, role, niceties)
                put_block(sheet, area, [[by_place[column, row].content] for row in range(top, bottom + 1)])


def _put_table(sheet: xw.Sheet, wanted: PageTable, present: TablePresent | None, niceties: Niceties) -> None:
    """The table's headings and rows, each in one call. Number formats come first, as they tell how entries are read."""
    dress_table(sheet, wanted, niceties)
    if present is None:
        put_block(sheet, wanted.area, [wanted.headings, *wanted.rows])
        source = sheet.range(wanted.area.text)
        table = sheet.tables.add(source=source, name=wanted.name, table_style_name=_STYLE)
        table.show_autofilter = wanted.filtered
        return
    _put_headings(sheet, wanted)
    put_block(sheet, wanted.body, wanted.rows)
    resize(sheet, present.table, target_of(wanted, present))  # where an application took a text below into the table


def _put_headings(sheet: xw.Sheet, wanted: PageTable) -> None:
    """Headings that changed; others come between, since a table renames one that it has already."""
    now = sheet.range(wanted.header.text).options(ndim=2).value[0]
    if tuple(now) != wanted.headings:
        put_block(sheet, wanted.header, [[f"{heading} (new)" for heading in wanted.headings]])
        put_block(sheet, wanted.header, [wanted.headings])
