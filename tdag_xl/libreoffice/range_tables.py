"""Ranges as tables have them, and cells that are cut and pasted together with their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.headings import after_writing
from tdag_xl.libreoffice.range_base import Box, RangeBase
from tdag_xl.libreoffice.table_places import table_places

if TYPE_CHECKING:
    from tdag_xl.libreoffice.sheet import Sheet
    from tdag_xl.libreoffice.table import Table


class RangeTables(RangeBase):
    """The table at a range, and moves."""

    @property
    def table(self) -> Table | None:
        """The table in which the first cell is."""
        cell = Box(self.box.top, self.box.left, self.box.top, self.box.left)
        names = [name for name, place in table_places(self._sheet) if place.covers(cell)]
        return self._sheet.tables(names[0]) if names else None

    def move(self, destination: RangeBase) -> None:
        """Cut the cells, and paste them from the first cell of `destination` on; references, tables, charts follow.

        Raises RefusedError where a part of a table would be cut, or a table stands where the cells should go.
        """
        target = destination.sheet
        if target.book != self._sheet.book:
            raise NotSupportedError("Range.move to another workbook is not available in LibreOffice.")
        onto = self.box.at(destination.box.top, destination.box.left)
        self._sheet.refuse_protected()
        target.refuse_protected()
        moving = [name for name, place in table_places(self._sheet) if self.box.covers(place)]
        for name, place in table_places(self._sheet):
            if name not in moving and place.meets(self.box):
                raise RefusedError(f"{self.where}: a part of the table {name!r} cannot be cut.")
        for name, place in table_places(target):
            if name not in moving and place.meets(onto):
                raise RefusedError(f"{destination.where}: the table {name!r} stands where the cells should go.")
        self.move_cells(target, onto)

    def move_cells(self, target: Sheet, onto: Box) -> None:
        """Move the cells to a rectangle of the same size, whatever stands there or goes along."""
        corner = bridge.struct("table.CellAddress", Sheet=target.place, Row=onto.top - 1, Column=onto.left - 1)
        self._sheet.uno.moveRange(corner, self.box.uno(self._sheet.place))
        self._sheet.book.app.moves += 1
        after_writing(target, onto)

    def fill_down(self) -> None:
        """Let the formulas and values of the first row go on in the others."""
        self.writable.fillAuto(bridge.enum("sheet.FillDirection", "TO_BOTTOM"), 1)
