"""Cells inserted or deleted through tables: refused where Excel refuses, and the tables are whole afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.formula_uses import put
from tdag_xl.libreoffice.headings import after_writing
from tdag_xl.libreoffice.range_base import COLUMNS, ROWS, Box
from tdag_xl.libreoffice.table_places import changed_tables, may_have_headings, table_at, table_places
from tdag_xl.libreoffice.table_uses import lost_columns, lost_table

if TYPE_CHECKING:
    from tdag_xl.libreoffice.range_base import RangeBase
    from tdag_xl.libreoffice.sheet import Sheet

_ALONG_ROWS = ("UP", "DOWN", "ROWS")


def refuse_torn_tables(cells: RangeBase, mode: str) -> None:
    """Raise RefusedError where cells would be shifted that are a part of a table, against its other cells."""
    box = cells.box
    for name, place in table_places(cells.sheet):
        if mode in _ALONG_ROWS:
            is_torn = place.meets(box._replace(bottom=ROWS)) and not (
                box.left <= place.left and place.right <= box.right
            )
        else:
            is_torn = place.meets(box._replace(right=COLUMNS)) and not (
                box.top <= place.top and place.bottom <= box.bottom
            )
        if is_torn:
            raise RefusedError(f"{cells.where}: this would shift a part of the table {name!r} against the rest of it.")


def remove_tables(sheet: Sheet, box: Box) -> None:
    """Take away the tables of a sheet all of whose cells are in a rectangle; their cells stay."""
    if not may_have_headings(sheet, box):
        return
    covered = [name for name, place in table_places(sheet) if box.covers(place)]
    if covered:
        sheet.refuse_protected()
    for name in covered:
        put(lost_table(sheet.book, name))
        sheet.book.uno.DatabaseRanges.removeByName(name)
    changed_tables(sheet)


class Deletion:
    """Cells that are about to be deleted: their tables, before and after. Raises RefusedError where Excel would."""

    def __init__(self, cells: RangeBase, mode: str) -> None:
        self._cells, self._mode, self._sheet = cells, mode, cells.sheet
        refuse_torn_tables(cells, mode)
        self._met = [(name, place) for name, place in table_places(self._sheet) if place.meets(cells.box)]
        for name, place in self._met:
            is_cut = mode in _ALONG_ROWS and cells.box.top <= place.top and cells.box.bottom < place.bottom
            if is_cut and table_at(self._sheet, name).ContainsHeader:
                raise RefusedError(f"{cells.where}: the headings of {name!r} cannot be deleted without the table.")

    def before(self) -> Box | None:
        """Let formulas show that what they point at is gone; the cells to delete, None for none.

        Of a table all of whose rows would go, the first stays, blank: as in Excel.
        """
        box, book = self._cells.box, self._sheet.book
        for name, place in self._met:
            if box.covers(place):
                put(lost_table(book, name))
            elif self._mode not in _ALONG_ROWS:
                row = (
                    place.top,
                    max(box.left, place.left),
                    1,
                    min(box.right, place.right) - max(box.left, place.left) + 1,
                )
                put(lost_columns(book, name, self._sheet.range(row).uno.getDataArray()[0]))

        if not any(self._is_emptied(name, place) for name, place in self._met):
            return box
        self._sheet.range((box.top, box.left, 1, box.width)).clear_contents()
        return box._replace(top=box.top + 1) if box.height > 1 else None

    def _is_emptied(self, name: str, place: Box) -> bool:
        box = self._cells.box
        table = table_at(self._sheet, name)
        first, last = place.top + table.ContainsHeader, place.bottom - table.TotalsRow
        return self._mode in _ALONG_ROWS and not box.covers(place) and box.top == first and box.bottom >= last

    def after(self) -> None:
        """Give the tables back what they need: a row."""
        box = self._cells.box
        for name, place in self._met:
            if self._mode in _ALONG_ROWS and not box.covers(place):
                self._mend(table_at(self._sheet, name), place)
        changed_tables(self._sheet)
        after_writing(self._sheet, box)

    def _mend(self, table: Any, before: Box) -> None:
        if table.TotalsRow and self._cells.box.bottom >= before.bottom:
            table.TotalsRow = False
        place = Box.of(table.DataArea)
        if place.height > table.ContainsHeader + table.TotalsRow:
            return
        row = place.top + table.ContainsHeader
        blank = (row, 1, 1, COLUMNS) if self._mode == "ROWS" else (row, place.left, 1, place.width)
        self._sheet.range(blank).insert("down")
        table.setDataArea(place._replace(bottom=place.bottom + 1).uno(self._sheet.place))
