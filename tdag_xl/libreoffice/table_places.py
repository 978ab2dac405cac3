"""Which tables stand where on a sheet, by their names alone: what writing and formulas ask."""

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
    addresses = ((name, table.getDataArea()) for name, table in _tables(sheet).items())
    return [(name, Box.of(address)) for name, address in addresses if address.Sheet == place]


def remove_tables(sheet: Sheet, box: Box) -> None:
    """Take away the tables of a sheet all of whose cells are in a rectangle; their cells stay."""
    if not sheet.book.uno.DatabaseRanges.hasElements():
        return
    covered = [name for name, place in table_places(sheet) if box.covers(place)]
    if covered:
        sheet.refuse_protected()
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
