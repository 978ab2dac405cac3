"""Where the tables of a sheet stand: what writing and formulas ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice.range_base import Box

if TYPE_CHECKING:
    from tdag_xl.libreoffice.sheet import Sheet

_HIDDEN = "__Anonymous"
"""Begins LibreOffice's names for filters that belong to no table."""


def table_places(sheet: Sheet) -> list[tuple[str, Box]]:
    """The names and cells of the tables of a sheet, in the order of their names."""
    place = sheet.place
    addresses = [(name, table.getDataArea()) for name, table in _tables(sheet).items()]
    if not sheet.book.app.office.is_visible:  # else people may move tables at any time
        kept = [(address.Sheet, Box.of(address)) for _, address in addresses]
        sheet.book.app.table_boxes[sheet.book.uid] = (sheet.book.app.moves, kept)
    return [(name, Box.of(address)) for name, address in addresses if address.Sheet == place]


def may_have_headings(sheet: Sheet, box: Box) -> bool:
    """Whether the first row of a table may be among the cells: told without asking where the tables stand, if possible.

    A table that `api` was used to move is told of from the next change of a table on.
    """
    moves, kept = sheet.book.app.table_boxes.get(sheet.book.uid, (-1, []))
    if moves != sheet.book.app.moves:
        return bool(sheet.book.uno.DatabaseRanges.hasElements())
    near = [place for place, table in kept if table._replace(bottom=table.top).meets(box)]
    return bool(near) and sheet.place in near


def table_at(sheet: Sheet, name: str) -> Any:
    """LibreOffice's database range of that name, as it is written."""
    return _tables(sheet)[name]


def changed_tables(sheet: Sheet) -> None:
    """Note that tables were added, removed, or given other cells."""
    sheet.book.app.table_boxes.pop(sheet.book.uid, None)


def remove_tables(sheet: Sheet, box: Box) -> None:
    """Take away the tables of a sheet all of whose cells are in a rectangle; their cells stay."""
    if not sheet.book.uno.DatabaseRanges.hasElements():
        return
    covered = [name for name, place in table_places(sheet) if box.covers(place)]
    if covered:
        sheet.refuse_protected()
        changed_tables(sheet)
    for name in covered:
        sheet.book.uno.DatabaseRanges.removeByName(name)
        del sheet.book.app.tables[sheet.book.uid][name]


def _tables(sheet: Sheet) -> dict[str, Any]:
    """LibreOffice's database ranges of the workbook that are tables, kept since a new object costs many calls."""
    book = sheet.book
    known = book.app.tables.setdefault(book.uid, {})
    ranges = book.uno.DatabaseRanges
    names = [name for name in ranges.ElementNames if not name.startswith(_HIDDEN)]
    found = {name: known.get(name) or ranges.getByName(name) for name in names}
    known.clear()
    known.update(found)
    return found
