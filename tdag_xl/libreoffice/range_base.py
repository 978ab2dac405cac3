"""Which cells a range is: the part of it that the other parts stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from xlwings import base_classes
from xlwings.utils import col_name

if TYPE_CHECKING:
    from tdag_xl.libreoffice.sheet import Sheet


class Box(NamedTuple):
    """A rectangle of cells; rows and columns count from 1, as in Excel."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left + 1

    def text(self, *, row_absolute: bool = True, column_absolute: bool = True) -> str:
        """The address: `$A$1`, or `$A$1:$B$2`."""
        row, column = "$" * row_absolute, "$" * column_absolute
        first = f"{column}{col_name(self.left)}{row}{self.top}"
        last = f"{column}{col_name(self.right)}{row}{self.bottom}"
        return first if first == last else f"{first}:{last}"


class RangeBase(base_classes.Range):
    """The cells of a rectangle of a sheet. `uno` is LibreOffice's (com.sun.star.sheet.SheetCellRange)."""

    def __init__(self, sheet: Sheet, box: Box) -> None:
        self.sheet = sheet
        self.box = box

    @property
    def uno(self) -> Any:
        """LibreOffice's range."""
        box = self.box
        return self.sheet.uno.getCellRangeByPosition(box.left - 1, box.top - 1, box.right - 1, box.bottom - 1)

    @property
    def api(self) -> Any:
        """LibreOffice's range."""
        return self.uno

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
        return self.sheet, self.box.top, self.box.left, self.box.height, self.box.width

    def __len__(self) -> int:
        return self.box.height * self.box.width
