"""A workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.names import Names
from tdag_xl.libreoffice.sheets import Sheets

if TYPE_CHECKING:
    from tdag_xl.libreoffice.app import App


@engine_class
class Book(base_classes.Book):
    """A workbook; `uno` is its document (com.sun.star.sheet.SpreadsheetDocument)."""

    def __init__(self, app: App, document: Any) -> None:
        self._app = app
        self.uno = document

    @property
    def app(self) -> App:
        """The application that has it open."""
        return self._app

    @property
    def api(self) -> Any:
        """The document."""
        return self.uno

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and bool(self.uno == other.uno)

    def __hash__(self) -> int:
        return hash(self.uno.RuntimeUID)

    @property
    def name(self) -> str:
        """The name of its file, or its title where it has none."""
        return str(self.uno.Title)

    @property
    def sheets(self) -> Sheets:
        """Its sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """The names that the workbook as a whole knows, and those of its sheets."""
        return Names(self)

    def close(self) -> None:
        """Close it without saving."""
        self.uno.close(True)
