"""The sizes of rows and columns, and cells that are merged, inserted, deleted, copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.headings import after_writing
from tdag_xl.libreoffice.hidden_lines import columns_hidden, rows_hidden
from tdag_xl.libreoffice.hyperlinks import add_link, link_at
from tdag_xl.libreoffice.notes import add_note, note_at
from tdag_xl.libreoffice.pdf import store_pdf
from tdag_xl.libreoffice.range_base import COLUMNS, ROWS, Box, RangeBase
from tdag_xl.libreoffice.sizes import characters, column_hundredths, digit_of, hundredths, points, row_points
from tdag_xl.libreoffice.table_shifts import Deletion, refuse_torn_tables

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.libreoffice.notes import Note

_WIDEST, _HIGHEST = 255, 409.5
"""Characters of a column, points of a row (Excel's limits)."""

_FEW = 64
"""Columns that are asked one by one where their sum does not say that they are alike."""


def _is_alike(total: int, each: int, count: int) -> bool:
    """Whether rows or columns are all as large as the first, told from their sum, each rounded by itself."""
    return abs(total - each * count) <= count


class RangeLayout(RangeBase):
    """Sizes, and cells put elsewhere."""

    if TYPE_CHECKING:

        def part(self, box: Box) -> Self:
            """Other cells of the same sheet."""

    @property
    def _digit(self) -> float:
        return digit_of(self._sheet.book.style)

    @property
    def column_width(self) -> float | None:
        """The width of the columns in characters; 0 where they are hidden, None where they differ."""
        columns, count = self.uno.getColumns(), self.box.width  # what is asked of several is said of the first
        first, is_visible = columns.Width, columns.IsVisible
        if count == 1:
            return characters(first, self._digit) if is_visible else 0.0
        total = self.uno.Size.Width
        if is_visible and _is_alike(total, first, count):
            return characters(first, self._digit)
        if count > _FEW or not is_visible:
            return 0.0 if total <= count else None
        digit = self._digit
        widths = {
            characters(column.Width, digit) if column.IsVisible else 0.0
            for column in map(columns.getByIndex, range(count))
        }
        return widths.pop() if len(widths) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        if not 0 <= value <= _WIDEST:
            raise RefusedError(f"{self.where}: a column is 0 to {_WIDEST} characters wide, not {value}.")
        columns = self.writable.getColumns()
        columns.IsVisible = bool(value)
        if value:
            columns.Width = column_hundredths(value, self._digit)

    @property
    def row_height(self) -> float | None:
        """The height of the rows in points; 0 where they are hidden, None where they differ."""
        rows, count = self.uno.getRows(), self.box.height  # what is asked of several is said of the first
        first, is_visible = rows.Height, rows.IsVisible
        if count == 1:
            return row_points(first) if is_visible else 0.0
        total = self.uno.Size.Height
        if not is_visible:
            return 0.0 if total <= count else None
        return row_points(first) if _is_alike(total, first, count) else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        if not 0 <= value <= _HIGHEST:
            raise RefusedError(f"{self.where}: a row is 0 to {_HIGHEST} points high, not {value}.")
        rows = self.writable.getRows()
        rows.IsVisible = bool(value)
        if value:
            rows.Height = hundredths(value)

    @property
    def left(self) -> float:
        """Points from the left of the sheet."""
        return points(self.uno.Position.X)

    @property
    def top(self) -> float:
        """Points from the top of the sheet."""
        return points(self.uno.Position.Y)

    @property
    def width(self) -> float:
        """Points from its left to its right."""
        return points(self.uno.Size.Width)

    @property
    def height(self) -> float:
        """Points from its top to its bottom."""
        return points(self.uno.Size.Height)

    def autofit(self, axis: str | None = None) -> None:
        """Make rows and columns as large as what the cells hold; `axis`: rows or r, columns or c, None for both."""
        uno = self.writable
        if axis not in ("rows", "r"):
            uno.getColumns().OptimalWidth = True
        if axis not in ("columns", "c"):
            uno.getRows().OptimalHeight = True

    @property
    def row_hidden(self) -> bool | None:
        """Whether the rows are hidden; None where some are."""
        return rows_hidden(self.uno)

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.writable.getRows().IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        """Whether the columns are hidden; None where some are."""
        return columns_hidden(self.uno)

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.writable.getColumns().IsVisible = not value

    def merge(self, across: bool) -> None:
        """Make one cell of them, or one of each row where `across`; it keeps what the first holds."""
        uno = self.writable
        rows = range(self.box.height) if across else ()
        pieces = [uno.getCellRangeByPosition(0, row, self.box.width - 1, row) for row in rows] or [uno]
        for piece in pieces:
            held = piece.getFormulaArray()
            piece.merge(True)
            if any(text for line in held for text in line[1:]) or any(line[0] for line in held[1:]):
                first = held[0][0]
                piece.clearContents(1 | 2 | 4 | 16)
                piece.getCellByPosition(0, 0).setFormula(first)

    def unmerge(self) -> None:
        """Take merged cells apart."""
        self.writable.merge(False)

    @property
    def merge_area(self) -> Self:
        """The merged cells around the first cell, or that cell."""
        first = self.part(Box(self.box.top, self.box.left, self.box.top, self.box.left))
        cursor = self._sheet.uno.createCursorByRange(first.uno)
        cursor.collapseToMergedArea()
        return self.part(Box.of(cursor.RangeAddress))

    @property
    def merge_cells(self) -> bool | None:
        """Whether the cells are merged into one; None where some are."""
        cursor = self._sheet.uno.createCursorByRange(self.uno)
        cursor.collapseToMergedArea()
        around = Box.of(cursor.RangeAddress)
        if around == self.box and not self.uno.getIsMerged():
            return False
        return True if self.merge_area.box.covers(self.box) else None

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Insert blank cells here; those that are here go `down` or to the `right`, by the shape where not said."""
        self._sheet.refuse_protected()
        if copy_origin not in (None, "format_from_left_or_above"):
            raise NotSupportedError(f"Range.insert: copy_origin={copy_origin!r} is not available in LibreOffice.")
        mode = self._mode(shift, {"down": "DOWN", "right": "RIGHT"})
        refuse_torn_tables(self, mode)
        self._sheet.uno.insertCells(self.box.uno(self._sheet.place), bridge.enum("sheet.CellInsertMode", mode))
        self._sheet.book.app.moves += 1
        after_writing(self._sheet, self.box)

    def delete(self, shift: str | None = None) -> None:
        """Delete the cells; others come `up` or from the right to the `left`, by the shape where not said."""
        self._sheet.refuse_protected()
        mode = self._mode(shift, {"up": "UP", "left": "LEFT"})
        tables = Deletion(self, mode)
        box = tables.before()
        if box is not None:
            self._sheet.uno.removeRange(box.uno(self._sheet.place), bridge.enum("sheet.CellDeleteMode", mode))
        self._sheet.book.app.moves += 1
        tables.after()

    def _mode(self, shift: str | None, modes: dict[str, str]) -> str:
        """LibreOffice's way of moving cells."""
        along_rows, along_columns = modes.values()
        if self.box.width == COLUMNS:
            return "ROWS"
        if self.box.height == ROWS:
            return "COLUMNS"
        if shift is None:
            return along_rows if self.box.width >= self.box.height else along_columns
        if shift not in modes:
            raise RefusedError(f"{self.where}: cells are shifted {' or '.join(modes)}, not {shift!r}.")
        return modes[shift]

    def copy(self, destination: RangeBase | None = None) -> None:
        """Copy contents, looks and notes to the cells from `destination` on."""
        if destination is None:
            raise NotSupportedError("Range.copy without a destination is not available in LibreOffice.")
        target = destination.sheet
        if target.book != self._sheet.book:
            raise NotSupportedError("Range.copy to another workbook is not available in LibreOffice.")
        target.refuse_protected()
        onto = self.box.at(destination.box.top, destination.box.left)
        corner = bridge.struct("table.CellAddress", Sheet=target.place, Row=onto.top - 1, Column=onto.left - 1)
        self._sheet.uno.copyRange(corner, self.box.uno(self._sheet.place))
        after_writing(target, onto)

    def select(self) -> None:
        """Select the cells. Raises RefusedError where another sheet is in front."""
        controller = self._sheet.book.uno.CurrentController
        if controller.ActiveSheet.RangeAddress.Sheet != self._sheet.place:
            raise RefusedError(f"{self.where} cannot be selected while another sheet is active.")
        controller.select(self.uno)

    @property
    def note(self) -> Note | None:
        """The note at the first cell."""
        return note_at(self._sheet, self.box)

    def add_note(self, text: str) -> Note:
        """A note at the first cell, in place of the one that is there."""
        return add_note(self._sheet, self.box, text)

    @property
    def hyperlink(self) -> str | None:
        """Where the link in the first cell leads."""
        return link_at(self.uno.getCellByPosition(0, 0))

    def add_hyperlink(self, address: str, text_to_display: str | None = None, screen_tip: str | None = None) -> None:
        """A link in the first cell. LibreOffice shows no screen tip of its own: one raises NotSupportedError."""
        if screen_tip not in (None, "", f"{address} - Click once to follow. Click and hold to select this cell."):
            raise NotSupportedError("Range.add_hyperlink: a screen tip is not available in LibreOffice.")
        add_link(self._sheet.book.uno, self.writable.getCellByPosition(0, 0), address, text_to_display or address)

    def to_pdf(self, path: Path, quality: str) -> None:
        """Print the cells as a PDF."""
        store_pdf(self._sheet.book.uno, path, quality, self.uno)
