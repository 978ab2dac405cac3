"""An application: a LibreOffice process with its workbooks."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.app_settings import AppSettings
from tdag_xl.libreoffice.books import Books
from tdag_xl.libreoffice.errors import LibreOfficeError, NotSupportedError, RefusedError
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.message_boxes import answer

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.libreoffice.engine import Engine
    from tdag_xl.libreoffice.number_formats import Formats
    from tdag_xl.libreoffice.office import Office
    from tdag_xl.libreoffice.range_base import Box
    from tdag_xl.libreoffice.ranges import Range


@engine_class
class App(AppSettings, base_classes.App):
    """A LibreOffice process."""

    def __init__(self, engine: Engine, office: Office) -> None:
        super().__init__(office)
        self.engine = engine
        self.read_only: dict[str, Path] = {}
        self.formats: dict[str, Formats] = {}
        self.tables: dict[str, dict[str, Any]] = {}
        self.sheets: dict[str, tuple[int, dict[str, Any]]] = {}
        self.table_boxes: dict[str, tuple[int, list[tuple[int, Box]]]] = {}
        self.filters: dict[tuple[str, str], Range] = {}
        self.totals: dict[tuple[str, str], tuple[str, ...]] = {}
        self.moves = 0

    @property
    def api(self) -> Any:
        """The desktop, UNO's root of all documents."""
        return self.office.desktop

    @property
    def pid(self) -> int:
        """The number of the process; 0 where it was attached to and cannot be told."""
        return self.office.pid

    @property
    def version(self) -> str:
        """The version, such as `25.2.3`."""
        provider = self.office.service("com.sun.star.configuration.ConfigurationProvider")
        path = bridge.properties(nodepath="/org.openoffice.Setup/Product")
        reader = "com.sun.star.configuration.ConfigurationAccess"
        product = provider.createInstanceWithArguments(reader, path)
        return ".".join(str(product.ooSetupVersionAboutBox).split(".")[:3])

    @property
    def path(self) -> str:
        """The folder of the program."""
        substitution = self.office.service("com.sun.star.util.PathSubstitution")
        return bridge.file_path(substitution.getSubstituteVariableValue("$(prog)"))

    @property
    def books(self) -> Books:
        """The open workbooks."""
        return Books(self)

    @property
    def selection(self) -> Range | None:
        """The selected cells, of several areas the first; None where a shape is selected or no workbook is open."""
        book = self.books.front
        return None if book is None else book.selection

    def calculate(self) -> None:
        """Calculate what changed, in every open workbook."""
        for book in self.books:
            book.uno.calculate()

    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: str | None, callback: Any) -> str:
        """Show a message box, and return the name of the button that was clicked.

        Raises RefusedError where LibreOffice shows no windows (it would answer itself, unseen), and for other buttons
        and modes than xlwings has.
        """
        if callback is not None:
            raise NotSupportedError("App.alert: the argument callback is not available in LibreOffice.")
        if not self.visible:
            raise RefusedError(f"App.alert: LibreOffice has no window to show this in: {prompt}")
        book = self.books.front
        return answer(self.office, None if book is None else book.window, prompt or "", title or "", buttons, mode)

    def activate(self, steal_focus: bool = False) -> None:
        """Make it the active application; with `steal_focus`, bring its window to the front."""
        self.engine.apps.activated(self)
        book = self.books.front
        if steal_focus and book is not None:
            book.activate()

    def quit(self) -> None:
        """Close all workbooks without saving, and end the process.

        A LibreOffice that was attached to stays as it is, with its workbooks: only xlwings leaves it.
        """
        self.engine.apps.left(self)
        if not self.office.is_own:
            return
        with suppress(LibreOfficeError):  # it is gone, or a workbook does not let go: then it is killed
            for book in self.books:
                book.close()
        self.office.stop()

    def kill(self) -> None:
        """End the process at once. Raises NotSupportedError for one that was attached to."""
        self.office.kill()
        self.engine.apps.left(self)
