"""Ranges as tables have them, and cells that are cut and pasted together with their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.autofilter import AutoFilter, FilteredRange
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.headings import after_writing
from tdag_xl.libreoffice.range_base import ROWS, Box, RangeBase
from tdag_xl.libreoffice.sorting import sort_rows
from tdag_xl.libreoffice.table_places import changed_tables, table_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.libreoffice.sheet import Sheet
    from tdag_xl.libreoffice.table import Table


class RangeTables(RangeBase):
    """The table at a range, its filter, sorting, and moves."""

    if TYPE_CHECKING:

        def part(self, box: Box) -> Self:
            """Other cells of the same sheet."""

    @property
    def table(self) -> Table | None:
        """The table in which the first cell is."""
        cell = Box(self.box.top, self.box.left, self.box.top, self.box.left)
        names = [name for name, place in table_places(self._sheet) if place.covers(cell)]
        return self._sheet.tables(names[0]) if names else None

    @property
    def autofilter(self) -> AutoFilter:
        """The filter of the rows below the first one: one for a sheet, besides those of its tables; without buttons."""
        return AutoFilter(self._sheet, self.box, FilteredRange(self))

    def sort(self, keys: Sequence[int], ascending: Sequence[bool], has_headers: bool) -> None:
        """Sort the rows by columns, from 1, but the first row where it has headings; blanks come last."""
        rows = self.box._replace(top=self.box.top + has_headers)
        if rows.height > 1:
            sort_rows(self.part(rows), keys, ascending)

    def move(self, destination: RangeBase) -> None:
        """Cut the cells, and paste them from the first cell of `destination` on.

        What points at them follows: formulas, names, tables, charts; notes, validation and conditional formats go
        along. A formula that points at what is pasted over points at what is there then. Raises RefusedError where a
        part of a table or of merged cells would be cut, or where a table or a part of merged cells is where the cells
        should go.
        """
        target = destination.sheet
        if target.book != self._sheet.book:
            raise NotSupportedError("Range.move to another workbook is not available in LibreOffice.")
        onto = self.part(self.box.at(destination.box.top, destination.box.left)).box
        self._sheet.refuse_protected()
        target.refuse_protected()
        moving = [name for name, place in table_places(self._sheet) if self.box.covers(place)]
        for name, place in table_places(self._sheet):
            if name not in moving and place.meets(self.box):
                raise RefusedError(f"{self.where}: a part of the table {name!r} cannot be cut.")
        for name, place in table_places(target):
            if name not in moving and place.meets(onto):
                raise RefusedError(f"{destination.where}: the table {name!r} stands where the cells should go.")
        self._refuse_torn_merge(self._sheet, self.box)
        if target != self._sheet or not onto.meets(self.box):
            self._refuse_torn_merge(target, onto)
        self._moved(target, onto)

    def _moved(self, target: Sheet, onto: Box) -> None:
        """Move them; in two steps where they overlap, since LibreOffice moves conditional formats twice then."""
        below = max(self._sheet.used_box.bottom, onto.bottom) + 1
        if target == self._sheet and onto.meets(self.box) and below + self.box.height <= ROWS:
            aside = self.box.at(below, self.box.left)
            self.move_cells(target, aside)
            self.part(aside).move_cells(target, onto)
        else:
            self.move_cells(target, onto)

    @staticmethod
    def _refuse_torn_merge(sheet: Sheet, box: Box) -> None:
        cells = sheet.range((box.top, box.left, box.height, box.width))
        cursor = sheet.uno.createCursorByRange(cells.uno)
        cursor.collapseToMergedArea()
        if Box.of(cursor.RangeAddress) != box:
            raise RefusedError(
                f"{cells.where}: a part of merged cells cannot be moved, and nothing can be put over it."
            )

    def move_cells(self, target: Sheet, onto: Box) -> None:
        """Move the cells to a rectangle of the same size, whatever stands there or goes along."""
        corner = bridge.struct("table.CellAddress", Sheet=target.place, Row=onto.top - 1, Column=onto.left - 1)
        self._sheet.uno.moveRange(corner, self.box.uno(self._sheet.place))
        self._sheet.book.app.moves += 1
        changed_tables(self._sheet)
        after_writing(target, onto)

    def fill_down(self) -> None:
        """Let the formulas and values of the first row go on in the others."""
        self.writable.fillAuto(bridge.enum("sheet.FillDirection", "TO_BOTTOM"), 1)
