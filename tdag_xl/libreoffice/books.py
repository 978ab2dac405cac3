"""The workbooks that are open in an application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.book import Book
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.app import App


@engine_class
class Books(base_classes.Books):
    """The open workbooks of an application."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> Any:
        """The components of the desktop."""
        return self.app.office.desktop.Components

    @property
    def active(self) -> Book | None:
        """The workbook in front."""
        component = self.app.office.desktop.CurrentComponent
        return None if component is None else Book(self.app, component)

    def __iter__(self) -> Iterator[Book]:
        found = list(self.app.office.desktop.Components)
        return iter(
            [Book(self.app, one) for one in found if one.supportsService("com.sun.star.sheet.SpreadsheetDocument")]
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, name_or_index: Any) -> Book:
        """The one of that name, or at that place, from 1. Raises KeyError."""
        books = list(self)
        if isinstance(name_or_index, int):
            return books[name_or_index - 1]
        found = [book for book in books if book.name == name_or_index]
        if not found:
            raise KeyError(name_or_index)
        return found[0]

    def add(self) -> Book:
        """A new workbook with one sheet."""
        return self._loaded("private:factory/scalc")

    def open(self, fullname: Any, **options: Any) -> Book:
        """The workbook of a file."""
        return self._loaded(bridge.file_url(str(fullname)))

    def _loaded(self, url: str) -> Book:
        # A hidden document loses its frozen panes.
        document = self.app.office.desktop.loadComponentFromURL(url, "_blank", 0, bridge.properties(Hidden=False))
        return Book(self.app, document)
