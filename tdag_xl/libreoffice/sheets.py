"""The sheets of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.book import Book


@engine_class
class Sheets(base_classes.Sheets):
    """The sheets of a workbook, in the order of their tabs."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        """The document's sheets."""
        return self.book.uno.Sheets

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        sheets = self.api
        return iter([Sheet(self.book, sheets.getByIndex(place)) for place in range(sheets.Count)])

    def __call__(self, name_or_index: Any) -> Sheet:
        """The one of that name, or at that place, from 1. Raises KeyError."""
        if isinstance(name_or_index, int):
            return Sheet(self.book, self.api.getByIndex(name_or_index - 1))
        found = {name.casefold(): name for name in self.api.ElementNames}.get(str(name_or_index).casefold())
        if found is None:
            raise KeyError(name_or_index)
        return Sheet(self.book, self.api.getByName(found))
