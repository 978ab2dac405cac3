"""The register's tables in an open workbook: each read in one block, and rows put under one."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tdag_xl.cells import normalized, shown
from tdag_xl.errors import ApplicationRefusedError, RoomTakenError
from tdag_xl.hosts.cell_text import cell_content
from tdag_xl.hosts.live.applications import UNPROTECT_SHEET
from tdag_xl.hosts.live.cells import Block, block, put_block, values
from tdag_xl.hosts.live.page import GENERAL, Formula
from tdag_xl.hosts.live.quiet import tab_of
from tdag_xl.hosts.nearest_table import missing_table
from tdag_xl.ooxml.areas import Area
from tdag_xl.tables import InputTable, TableSpec, input_table, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import xlwings as xw
    from xlwings.main import Table

    from tdag_xl.cells import CellValue
    from tdag_xl.errors import MissingTableError

_TEXT_FORMAT = "@"


@dataclass(frozen=True)
class StaffTable:
    """A table of the workbook: the cells of its rows, and its headings from the left, as the register compares them."""

    table: Table
    name: str
    sheet: xw.Sheet
    tab: str
    header_row: int
    body: Area
    headings: tuple[str, ...]
    totals: bool

    @property
    def first_row(self) -> int:
        """The sheet's row of the first cells under the headings."""
        return self.body.top


def tables_by_name(book: xw.Book) -> dict[str, tuple[xw.Sheet, Table, str]]:
    """All tables by folded name: the sheet, the table and the name as it is written."""
    found = ((sheet, table, table.name) for sheet in book.sheets for table in sheet.tables)
    return {name.casefold(): (sheet, table, name) for sheet, table, name in found}


def read_tables(book: xw.Book, path: Path, specs: Sequence[TableSpec]) -> dict[str, InputTable]:
    """The tables of `specs` that are there, by name; raises MissingTableError for a required one that is not."""
    present = tables_by_name(book)
    for spec in specs:
        if spec.required and spec.name.casefold() not in present:
            raise _missing(spec.name, path, present)
    return {
        spec.name: _input_table(present[spec.name.casefold()][:2], spec)
        for spec in specs
        if spec.name.casefold() in present
    }


def _missing(name: str, path: Path, present: Mapping[str, tuple[xw.Sheet, Table, str]]) -> MissingTableError:
    return missing_table(name, {written: sheet.name for sheet, _, written in present.values()}, path)


def _input_table(found: tuple[xw.Sheet, Table], spec: TableSpec) -> InputTable:
    table = _staff_table(*found)
    cells = values(table.sheet.range(table.body.text))
    places, doubled = places_of(table.headings)
    columns = {heading: [row[place] for row in cells] for heading, place in places.items()}
    return replace(input_table(spec, table.tab, table.header_row, columns, table.first_row), doubled=doubled)


def _staff_table(sheet: xw.Sheet, table: Table) -> StaffTable:
    area, totals = Area.of(table.range.address), bool(table.show_totals)
    if table.show_headers:
        header, first = Area(area.top, area.left, area.top, area.right), area.top + 1
        headings = [str(value) for value in sheet.range(header.text).options(ndim=2).value[0]]
    else:
        headings, first = [column.name for column in table.columns], area.top
    body = Area(first, area.left, max(first, area.bottom - totals), area.right)
    return StaffTable(table, table.name, sheet, sheet.name, area.top, body, tuple(map(normalized, headings)), totals)


def append_rows(book: xw.Book, path: Path, name: str, rows: Sequence[Mapping[str, CellValue]]) -> None:
    """Put `rows` under the last row in use; the table grows where it has no blank rows at its end.

    Columns that no row names keep what Excel fills in, such as their formula.
    """
    present = tables_by_name(book)
    if name.casefold() not in present:
        raise _missing(name, path, present)
    table = _staff_table(*present[name.casefold()][:2])
    wanted = sorted(
        {table.headings.index(h) if h in table.headings else -1 for row in rows for h in map(normalized, row)}
    )
    if wanted and wanted[0] < 0:
        stranger = min(h for row in rows for h in map(normalized, row) if h not in table.headings)
        raise ValueError(f"the table {name!r} has no column {stranger!r}")
    if not rows:
        return
    first = _first_free_row(table)
    last = first + len(rows) - 1
    if last > table.body.bottom:
        _refuse_taken_room(path, table, last)
    before = block(table.sheet, table.body)
    by_heading = [{normalized(heading): value for heading, value in row.items()} for row in rows]
    with _refusal_told(path, table):
        if first <= table.body.bottom:  # a protected sheet refuses before there is anything to take back
            cell = Area(first, table.body.left + wanted[0], first, table.body.left + wanted[0])
            put_block(table.sheet, cell, [[before.content(first, cell.left)]])
        try:
            if last > table.body.bottom:
                _grow(table, last)
            for place in wanted:
                _put_column(table, place, first, [row.get(table.headings[place]) for row in by_heading])
        except BaseException:
            _take_back(table, first, last, before)
            raise


def _first_free_row(table: StaffTable) -> int:
    """The row after the last in which something is entered; a formula that fills its column does not count."""
    found = block(table.sheet, table.body)
    for row in range(table.body.bottom, table.body.top - 1, -1):
        contents = (found.content(row, column) for column in range(table.body.left, table.body.right + 1))
        if any(content is not None and content != "" and not isinstance(content, Formula) for content in contents):
            return row + 1
    return table.body.top


def _refuse_taken_room(path: Path, table: StaffTable, last: int) -> None:
    body = table.body
    below = Area(body.bottom + 1 + table.totals, body.left, last + table.totals, body.right)
    found = block(table.sheet, below)
    held = [
        f"{Area(row, column, row, column).text} ({shown(found.value(row, column))})"
        for row in range(below.top, below.bottom + 1)
        for column in range(below.left, below.right + 1)
        if found.formula(row, column)
    ]
    if held:
        more = f" and {len(held) - 10} more" if len(held) > 10 else ""
        raise RoomTakenError(
            path,
            f"on sheet {table.tab!r} the table needs {last - body.bottom} more rows where entries stand: "
            f"{', '.join(held[:10])}{more}. Move them below or beside the table, leaving room, or to another sheet. "
            "Nothing was changed.",
        )


@contextmanager
def _refusal_told(path: Path, table: StaffTable) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if tab_of(table.sheet) is None:
            raise
        raise ApplicationRefusedError(
            path,
            f"the table {table.name!r} on sheet {table.tab!r} takes no new row, so nothing was changed. Take off the "
            f"protection of the sheet ({UNPROTECT_SHEET}), finish typing in any cell, close open dialogs, and try "
            "again.",
        ) from error


def _grow(table: StaffTable, last: int) -> None:
    """Let the table reach to the row `last`; a total row goes below it, and keeps what it totals."""
    body = table.body
    if table.totals:
        table.table.show_totals = False
    table.table.resize(table.sheet.range(Area(table.header_row, body.left, last, body.right).text))
    if table.totals:
        table.table.show_totals = True


def _take_back(table: StaffTable, first: int, last: int, before: Block) -> None:
    """Make the table as long as it was, with what its rows from `first` on held."""
    body, whole, totals = table.body, Area.of(table.table.range.address), bool(table.table.show_totals)
    if (whole.bottom, totals) != (body.bottom + table.totals, table.totals):
        if totals:
            table.table.show_totals = False
        table.table.resize(table.sheet.range(Area(table.header_row, body.left, body.bottom, body.right).text))
        table.sheet.range(Area(body.bottom + 1, body.left, last + 1, body.right).text).clear_contents()
        if table.totals:
            table.table.show_totals = True
    if first <= body.bottom:
        kept = Area(first, body.left, body.bottom, body.right)
        columns = range(kept.left, kept.right + 1)
        contents = [[before.content(row, column) for column in columns] for row in range(kept.top, kept.bottom + 1)]
        put_block(table.sheet, kept, contents)


def _put_column(table: StaffTable, place: int, first: int, cells: Sequence[CellValue]) -> None:
    """One column of the new rows, in the number format of the cell above them."""
    column = table.body.left + place
    area = Area(first, column, first + len(cells) - 1, column)
    above = table.sheet.range((max(first - 1, table.body.top), column)).number_format
    is_text = above == _TEXT_FORMAT and all(value is None or isinstance(value, str) for value in cells)
    table.sheet.range(area.text).number_format = GENERAL if above == _TEXT_FORMAT and not is_text else above
    put_block(table.sheet, area, [[cell_content(value)] for value in cells], as_text=is_text)
