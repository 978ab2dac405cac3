"""A workbook."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import FileRefusedError
from tdag_xl.libreoffice.locks import refuse_locked
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.names import Names
from tdag_xl.libreoffice.pdf import store_pdf
from tdag_xl.libreoffice.ranges import Range
from tdag_xl.libreoffice.saving import refuse_unsavable, stored
from tdag_xl.libreoffice.sheets import Sheets

if TYPE_CHECKING:
    from tdag_xl.libreoffice.app import App

_CELLS = ("com.sun.star.sheet.SheetCellRange", "com.sun.star.sheet.SheetCell")


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
        return hash(self.uid)

    @cached_property
    def uid(self) -> str:
        """What tells the document from all others that are open."""
        return str(self.uno.RuntimeUID)

    @cached_property
    def style(self) -> Any:
        """The style of cells that have no other (com.sun.star.style.CellStyle)."""
        return self.uno.StyleFamilies.getByName("CellStyles").getByName("Default")

    @property
    def window(self) -> Any:
        """Its window (com.sun.star.awt.XWindow)."""
        return self.uno.CurrentController.Frame.ContainerWindow

    @property
    def path(self) -> Path | None:
        """Its file; None where it was never saved, or is not a file of this machine."""
        url = self.uno.getURL()
        if not url:
            return self._app.read_only.get(self.uid)
        return Path(bridge.file_path(url)) if url.startswith("file:") else None

    @property
    def name(self) -> str:
        """The name of its file; Book1, Book2 … where it was never saved."""
        path = self.path
        return path.name if path is not None else str(self.uno.Title)

    @property
    def fullname(self) -> str:
        """The path of its file, or its name where it was never saved."""
        path = self.path
        return str(path) if path is not None else self.name

    @property
    def sheets(self) -> Sheets:
        """Its sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """The names that the workbook as a whole knows, and those of its sheets."""
        return Names(self)

    @property
    def selection(self) -> Range | None:
        """The selected cells, of several areas the first; None where a shape is selected."""
        selected = self.uno.CurrentSelection
        if selected is not None and selected.supportsService("com.sun.star.sheet.SheetCellRanges"):
            selected = selected.getByIndex(0)
        if selected is None or not any(map(selected.supportsService, _CELLS)):
            return None
        return Range.of(self.sheets, selected)

    def activate(self) -> None:
        """Bring its window to the front."""
        frame = self.uno.CurrentController.Frame
        frame.activate()
        frame.ContainerWindow.setFocus()

    def save(self, path: Any = None, password: str | None = None) -> None:
        """Save it; to another file where `path` is given, whose name says the kind (.xlsx, .xlsm, .ods, .csv …).

        A file that is there is replaced. A workbook that was never saved goes to the current folder under its name, as
        .xlsx. Raises FileRefusedError where that is another open workbook's name, where it was opened with read_only
        and has no other path, and where it cannot be written; the old file is then as it was.
        """
        own = self.path
        target = Path(path).absolute() if path else own or Path.cwd() / f"{self.name}.xlsx"
        refuse_unsavable(target, password)
        if target == own and self.uid in self._app.read_only:
            raise FileRefusedError(f"{target}: it was opened with read_only=True. Save it under another name.")
        if target != own:
            if any(book.name.casefold() == target.name.casefold() for book in self._app.books if book != self):
                raise FileRefusedError(f"{target}: another open workbook has this name. Choose another, or close that.")
            refuse_locked(target)
        self._app.office.opened(target)
        stored(self.uno, target, password)
        self._app.read_only.pop(self.uid, None)
        self.uno.Title = target.name

    def close(self) -> None:
        """Close it without saving."""
        self.uno.setModified(False)
        self.uno.close(True)

    def to_pdf(self, path: Any, quality: str) -> None:
        """Print it as a PDF; `quality` is `standard` or `minimum`, which makes pictures coarser."""
        store_pdf(self.uno, Path(path), quality)
