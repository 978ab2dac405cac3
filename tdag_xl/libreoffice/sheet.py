"""A sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.charts import Charts
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.names import Names
from tdag_xl.libreoffice.notes import Notes
from tdag_xl.libreoffice.pictures import Pictures
from tdag_xl.libreoffice.ranges import Range, range_of
from tdag_xl.libreoffice.shapes import Shapes
from tdag_xl.libreoffice.tables import Tables

if TYPE_CHECKING:
    from tdag_xl.libreoffice.book import Book


@engine_class
class Sheet(base_classes.Sheet):
    """A sheet; `uno` is LibreOffice's (com.sun.star.sheet.Spreadsheet)."""

    def __init__(self, book: Book, uno: Any) -> None:
        self._book = book
        self.uno = uno

    @property
    def book(self) -> Book:
        """The workbook that it belongs to."""
        return self._book

    @property
    def api(self) -> Any:
        """LibreOffice's sheet."""
        return self.uno

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sheet) and bool(self.uno == other.uno)

    __hash__ = None  # type: ignore[assignment]

    @property
    def name(self) -> str:
        """What its tab says."""
        return str(self.uno.Name)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """The cells from one corner to the other, or those of an address."""
        return range_of(self, arg1, arg2)

    @property
    def names(self) -> Names:
        """The names that belong to the sheet."""
        return Names(self)

    @property
    def tables(self) -> Tables:
        """Its tables."""
        return Tables(self)

    @property
    def charts(self) -> Charts:
        """Its charts."""
        return Charts(self)

    @property
    def pictures(self) -> Pictures:
        """Its pictures."""
        return Pictures(self)

    @property
    def shapes(self) -> Shapes:
        """All that floats over its cells."""
        return Shapes(self)

    @property
    def notes(self) -> Notes:
        """The notes at its cells."""
        return Notes(self)
