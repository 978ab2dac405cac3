"""How a sheet is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.range_base import Box

if TYPE_CHECKING:
    from tdag_xl.libreoffice.sheet import Sheet


@engine_class
class PageSetup(base_classes.PageSetup):
    """How a sheet is printed."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The page style of the sheet (com.sun.star.style.PageStyle)."""
        styles = self._sheet.book.uno.StyleFamilies.getByName("PageStyles")
        return styles.getByName(self._sheet.uno.PageStyle)

    @property
    def print_area(self) -> str | None:
        """The address of what is printed, areas apart by commas; None where all is."""
        areas = self._sheet.uno.getPrintAreas()
        return ",".join(Box.of(area).text for area in areas) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        addresses = value.split(",") if value else []
        boxes = [self._sheet.range(address).box for address in addresses]
        self._sheet.uno.setPrintAreas(tuple(box.uno(self._sheet.place) for box in boxes))
