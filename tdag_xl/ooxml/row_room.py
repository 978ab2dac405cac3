"""Where new rows of a table go, and what may stand in their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.errors import RoomTakenError
from tdag_xl.ooxml.areas import LAST_ROW, Area, cell_position
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.worksheet import has_content

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.workbook import TableInfo, Workbook


def body_of(table: TableInfo) -> Area:
    """The table's rows between header and totals, of which Excel leaves at least one."""
    area = table.area
    return table.body or Area(area.top + table.header, area.left, area.top + table.header, area.right)


def first_free_row(table: TableInfo, rows: Mapping[int, Element], calculated: Container[str]) -> int:
    """The row after the last one in use; a formula of a `calculated` column (by heading) alone makes no use of it."""
    body = body_of(table)
    columns = {
        column for column, heading in enumerate(table.columns, start=table.area.left) if heading not in calculated
    }
    for number in range(body.bottom, body.top - 1, -1):
        if any(column in columns and has_content(cell) for column, cell in _cells(rows.get(number), table.area)):
            return number + 1
    return body.top


def refuse_taken_room(
    package: Package, book: Workbook, table: TableInfo, root: Element, rows: Mapping[int, Element], last: int
) -> None:
    """Raise RoomTakenError where something stands in the rows under `table` down to the row `last`."""
    taken = next(_in_the_way(book, table, root, rows, last), None)
    if taken is not None:
        what, todo = taken
        raise RoomTakenError(
            package.path,
            f"on sheet {table.sheet!r} {what}, where new rows of the table {table.name!r} must go. {todo}, save, and "
            "try again. Nothing was changed.",
        )


def _in_the_way(
    book: Workbook, table: TableInfo, root: Element, rows: Mapping[int, Element], last: int
) -> Iterator[tuple[str, str]]:
    move = "Move it below or beside the table, leaving room, or to another sheet"
    if last > LAST_ROW:
        yield f"row {LAST_ROW:,} is the last", "Remove rows that are no longer needed"
    if table.totals:
        yield f"row {table.area.bottom} is a total row", "Take the tick from Table Design › Total Row"
    room = Area(table.area.bottom + 1, table.area.left, last, table.area.right)
    for other in book.tables:
        if other.sheet == table.sheet and other.name != table.name and other.area.meets(room):
            yield f"the table {other.name!r} stands in {other.area.text}", move
    for number in range(room.top, room.bottom + 1):
        for _, cell in _cells(rows.get(number), room):
            if has_content(cell):
                yield f"the cell {cell.get('r')} holds an entry", move
    for merged in root.iterfind(f"{q('mergeCells')}/{q('mergeCell')}"):
        if Area.of(merged.get("ref", "")).meets(room):
            yield f"cells are merged in {merged.get('ref')}", "Unmerge them, or move them below or beside the table"


def _cells(row: Element | None, area: Area) -> Iterator[tuple[int, Element]]:
    """The cells of the row that stand in the area's columns, with the number of the column."""
    for cell in () if row is None else row.iterchildren(q("c")):
        column = cell_position(cell.get("r", ""))[1]
        if area.left <= column <= area.right:
            yield column, cell


def stretched(ref: str, old: int, new: int) -> str:
    """The reference, one that ends in the row `old` ending in the row `new`.

    >>> stretched("A4:D52", 52, 60), stretched("B5:B9", 52, 60)
    ('A4:D60', 'B5:B9')
    """
    area = Area.of(ref)
    return Area(area.top, area.left, new, area.right).text if area.bottom == old else ref
