"""Which cells a range is: the part of it that the other parts stand on."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from xlwings import base_classes
from xlwings.utils import col_name, column_to_number

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import RefusedError

if TYPE_CHECKING:
    from tdag_xl.libreoffice.sheet import Sheet

ROWS, COLUMNS = 1_048_576, 16_384
"""The size of a sheet, the same as in Excel."""

_PLAIN_TAB = re.compile(r"(\[[^\[\]' ]+\])?[^\W\d][\w.]*")
_CELL_LIKE_TAB = re.compile(r"[A-Z]{1,3}\d{1,7}|R\d*|C\d*|R\d*C\d*|TRUE|FALSE", re.IGNORECASE | re.ASCII)


class Box(NamedTuple):
    """A rectangle of cells; rows and columns count from 1, as in Excel."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, address: Any) -> Box:
        """The rectangle of a CellRangeAddress of UNO."""
        return cls(address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1)

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left + 1

    @property
    def text(self) -> str:
        """The address: `$A$1`, or `$A$1:$B$2`; of whole columns or rows `$A:$B`, `$1:$2`.

        >>> Box(1, 1, 2, 2).text, Box(1, 2, ROWS, 2).text
        ('$A$1:$B$2', '$B:$B')
        """
        return self.address(row_absolute=True, column_absolute=True)

    def address(self, *, row_absolute: bool, column_absolute: bool) -> str:
        """The address, rows and columns absolute or relative."""
        row, column = "$" * row_absolute, "$" * column_absolute
        left, right = f"{column}{col_name(self.left)}", f"{column}{col_name(self.right)}"
        top, bottom = f"{row}{self.top}", f"{row}{self.bottom}"
        if self.height == ROWS:
            return f"{left}:{right}"
        if self.width == COLUMNS:
            return f"{top}:{bottom}"
        first, last = left + top, right + bottom
        return first if first == last else f"{first}:{last}"

    def meets(self, other: Box) -> bool:
        """Whether they have a cell in common."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def covers(self, other: Box) -> bool:
        """Whether all cells of the other are in this one."""
        return (
            self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )

    def at(self, row: int, column: int) -> Box:
        """The same size with another corner."""
        return Box(row, column, row + self.height - 1, column + self.width - 1)

    def uno(self, sheet: int) -> Any:
        """The rectangle as a CellRangeAddress of UNO, on the sheet at that place, from 0."""
        return bridge.struct(
            "table.CellRangeAddress",
            Sheet=sheet,
            StartRow=self.top - 1,
            StartColumn=self.left - 1,
            EndRow=self.bottom - 1,
            EndColumn=self.right - 1,
        )


class RangeBase(base_classes.Range):
    """The cells of a rectangle of a sheet. `uno` is LibreOffice's (com.sun.star.sheet.SheetCellRange)."""

    def __init__(self, sheet: Sheet, box: Box) -> None:
        if not (1 <= box.top <= box.bottom <= ROWS and 1 <= box.left <= box.right <= COLUMNS):
            raise RefusedError(
                f"Row {box.top}, column {box.left} to row {box.bottom}, column {box.right} is off the sheet."
            )
        self._sheet = sheet
        self.box = box
        self._kept: tuple[int, Any] = (-1, None)

    @property
    def sheet(self) -> Sheet:
        """The sheet."""
        return self._sheet

    @property
    def uno(self) -> Any:
        """LibreOffice's range, to read; kept until cells are moved, since a new object costs many calls."""
        moves = self._sheet.book.app.moves
        if self._kept[0] != moves:
            box = self.box
            found = self._sheet.uno.getCellRangeByPosition(box.left - 1, box.top - 1, box.right - 1, box.bottom - 1)
            self._kept = (moves, found)
        return self._kept[1]

    @property
    def writable(self) -> Any:
        """LibreOffice's range, to change. Raises RefusedError where the sheet is protected: not all its calls do."""
        self._sheet.refuse_protected()
        return self.uno

    @property
    def where(self) -> str:
        """Sheet and address, as sentences say it."""
        return f"{self._sheet.name}!{self.box.address(row_absolute=False, column_absolute=False)}"

    @property
    def api(self) -> Any:
        """LibreOffice's range."""
        return self.uno

    @property
    def arg1_input(self) -> str:
        """The address, relative: what xlwings looks at for `1:3` and `A:C`."""
        return self.box.address(row_absolute=False, column_absolute=False)

    @property
    def row(self) -> int:
        """The first row."""
        return self.box.top

    @property
    def column(self) -> int:
        """The first column."""
        return self.box.left

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.box.height, self.box.width

    @property
    def coords(self) -> tuple[Any, ...]:
        """Sheet, first row, first column, rows, columns."""
        return self._sheet, self.box.top, self.box.left, self.box.height, self.box.width

    def __len__(self) -> int:
        return self.box.height * self.box.width

    @property
    def address(self) -> str:
        """The address, absolute."""
        return self.box.text

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """The address; `external` with workbook and sheet before it, such as `[Book1.xlsx]Sheet1!$A$1`."""
        address = self.box.address(row_absolute=row_absolute, column_absolute=col_absolute)
        if not external:
            return address
        place = f"[{self._sheet.book.name}]{self._sheet.name}"
        return f"{quoted(place)}!{address}"


@cache
def column_number(letters: str) -> int:
    """The number of a column by its letters.

    >>> column_number("A"), column_number("XFD")
    (1, 16384)
    """
    return int(column_to_number(letters))


def quoted(name: str) -> str:
    """The name of a sheet as formulas of Excel have it, in quotes where it must be.

    >>> quoted("Sheet1"), quoted("Données"), quoted("It's"), quoted("2022"), quoted("A1"), quoted("R1C1")
    ('Sheet1', 'Données', "'It''s'", "'2022'", "'A1'", "'R1C1'")
    """
    if _PLAIN_TAB.fullmatch(name) and not _CELL_LIKE_TAB.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"
