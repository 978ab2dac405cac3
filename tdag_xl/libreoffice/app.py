"""An application: a LibreOffice process with its workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.books import Books
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.message_boxes import answer

if TYPE_CHECKING:
    from tdag_xl.libreoffice.engine import Engine
    from tdag_xl.libreoffice.number_formats import Formats
    from tdag_xl.libreoffice.office import Office
    from tdag_xl.libreoffice.range_base import Box
    from tdag_xl.libreoffice.ranges import Range

_CALCULATIONS = ("automatic", "semiautomatic", "manual")


@engine_class
class App(base_classes.App):
    """A LibreOffice process.

    What Excel keeps for an application and LibreOffice for each workbook (calculation, screen updating) is set for all
    that are open, and for those that are opened later.
    """

    def __init__(self, engine: Engine, office: Office) -> None:
        self.engine = engine
        self.office = office
        self._calculation = "automatic"
        self._is_updating = True
        self._status: Any = None
        self.formats: dict[str, Formats] = {}
        self.tables: dict[str, dict[str, Any]] = {}
        self.sheets: dict[str, tuple[int, dict[str, Any]]] = {}
        self.table_boxes: dict[str, tuple[int, list[tuple[int, Box]]]] = {}
        self.filters: dict[tuple[str, str], Range] = {}
        self.totals: dict[tuple[str, str], tuple[str, ...]] = {}
        self.moves = 0
        self._kept = {"display_alerts": True, "enable_events": True, "interactive": True}

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
        book = self.books.active
        return None if book is None else book.selection

    @property
    def visible(self) -> bool:
        """Whether the workbooks have windows."""
        return self.office.is_visible

    @visible.setter
    def visible(self, value: bool) -> None:
        if bool(value) != self.office.is_visible:
            raise NotSupportedError(
                "LibreOffice cannot change between visible and hidden: start another App(visible=…)."
            )

    @property
    def screen_updating(self) -> bool:
        """Whether the windows show what changes at once."""
        return self._is_updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self._is_updating = bool(value)
        for book in self.books:
            self._settle_screen(book.uno)

    @property
    def calculation(self) -> str:
        """`automatic` or `manual`; `semiautomatic`, which LibreOffice has not, calculates like `automatic`."""
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in _CALCULATIONS:
            raise RefusedError(f"App.calculation is one of {', '.join(_CALCULATIONS)}, not {value!r}.")
        self._calculation = value
        for book in self.books:
            book.uno.enableAutomaticCalculation(value != "manual")

    def calculate(self) -> None:
        """Calculate what changed, in every open workbook."""
        for book in self.books:
            book.uno.calculate()

    def settle(self, document: Any) -> None:
        """Bring a workbook that was just opened to what was set for all."""
        if self._calculation == "manual":
            document.enableAutomaticCalculation(False)
        self._settle_screen(document)

    def _settle_screen(self, document: Any) -> None:
        if self._is_updating:
            while document.hasControllersLocked():
                document.unlockControllers()
        elif not document.hasControllersLocked():
            document.lockControllers()

    @property
    def display_alerts(self) -> bool:
        """Kept as it was set: this engine never asks a question, whatever the value."""
        return self._kept["display_alerts"]

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._kept["display_alerts"] = bool(value)

    @property
    def enable_events(self) -> bool:
        """Kept as it was set: calls of this engine start no macro of a workbook, whatever the value."""
        return self._kept["enable_events"]

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self._kept["enable_events"] = bool(value)

    @property
    def interactive(self) -> bool:
        """Whether the windows take keys and clicks."""
        return self._kept["interactive"]

    @interactive.setter
    def interactive(self, value: bool) -> None:
        for book in self.books:
            book.uno.CurrentController.Frame.ContainerWindow.setEnable(bool(value))
        self._kept["interactive"] = bool(value)

    @property
    def status_bar(self) -> Any:
        """The text in the status bar that was set; False where it is LibreOffice's own."""
        return False if self._status is None else self._status[1]

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        book = self.books.active
        if self._status is not None:
            self._status[0].end()
            self._status = None
        if value in (False, None) or book is None:
            return
        indicator = book.uno.CurrentController.Frame.createStatusIndicator()
        indicator.start(str(value), 0)
        self._status = (indicator, str(value))

    @property
    def cut_copy_mode(self) -> bool:
        """False: cells are copied from place to place, so none stay marked."""
        return False

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: Any) -> None:
        if value:
            raise NotSupportedError("App.cut_copy_mode can only be set to False in LibreOffice: no cells stay marked.")

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> str:
        """Show a message box, and return the name of the button that was clicked.

        Raises RefusedError where LibreOffice has no windows: it would answer itself, unseen.
        """
        book = self.books.active
        if not self.office.is_visible or book is None:
            raise RefusedError(f"App.alert: LibreOffice has no window to show this in: {prompt}")
        return answer(self.office, book.uno.CurrentController.Frame.ContainerWindow, prompt, title or "", buttons, mode)

    def activate(self, steal_focus: bool = False) -> None:
        """Make it the active application, and bring its window to the front."""
        apps = self.engine.apps
        apps.activated(self)
        book = self.books.active
        if steal_focus and book is not None:
            book.activate()

    def quit(self) -> None:
        """Close all workbooks without saving, and end the process."""
        self.engine.apps.left(self)
        for book in list(self.books) if self.office.is_alive else []:
            book.close()
        self.office.stop()

    def kill(self) -> None:
        """End the process at once."""
        self.engine.apps.left(self)
        self.office.kill()
