"""What belongs to a sheet in the window of its workbook: lines between cells, rows and columns that stay in view."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.range_base import RangeBase
    from tdag_xl.libreoffice.sheet import Sheet


@contextmanager
def shown(sheet: Sheet) -> Iterator[Any]:
    """The controller of the workbook's window while the sheet is in front; the one that was before comes back."""
    controller = sheet.book.uno.CurrentController
    before = controller.ActiveSheet
    is_other = before.RangeAddress.Sheet != sheet.place
    if is_other:
        sheet.activate()
    try:
        yield controller
    finally:
        if is_other:
            controller.setActiveSheet(before)


@engine_class
class FreezePanes(base_classes.FreezePanes):
    """The rows and columns of a sheet that stay in view."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def freeze_at(self, frozen_range: RangeBase | str) -> None:
        """Keep the range, or that of the address, from A1 on in view."""
        with shown(self._sheet) as controller:
            box = self._sheet.range(frozen_range).box
            is_all_columns, is_all_rows = box.right == 16_384, box.bottom == 1_048_576
            controller.freezeAtPosition(0 if is_all_columns else box.right, 0 if is_all_rows else box.bottom)

    def freeze_rows(self, count: int) -> None:
        """Keep the first rows in view."""
        with shown(self._sheet) as controller:
            controller.freezeAtPosition(0, count)

    def freeze_columns(self, count: int) -> None:
        """Keep the first columns in view."""
        with shown(self._sheet) as controller:
            controller.freezeAtPosition(count, 0)

    def unfreeze(self) -> None:
        """Let all rows and columns move."""
        with shown(self._sheet) as controller:
            controller.freezeAtPosition(0, 0)
