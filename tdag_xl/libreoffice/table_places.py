"""Which tables stand where on a sheet, by their names alone: what writing and formulas ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.libreoffice.range_base import Box

if TYPE_CHECKING:
    from tdag_xl.libreoffice.sheet import Sheet

_HIDDEN = "__Anonymous"
"""Begins LibreOffice's names for filters that belong to no table."""


def table_places(sheet: Sheet) -> list[tuple[str, Box]]:
    """The names and cells of the tables of a sheet, in the order of their names."""
    place = sheet.place
    found = []
    ranges = sheet.book.uno.DatabaseRanges
    for name in ranges.ElementNames:
        address = ranges.getByName(name).DataArea
        if address.Sheet == place and not name.startswith(_HIDDEN):
            found.append((name, Box.of(address)))
    return found
