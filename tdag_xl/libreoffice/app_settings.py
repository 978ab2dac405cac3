"""What an application is set to: its windows, its calculation, its status bar.

Excel keeps these for the application, LibreOffice for each workbook or window: they are set for all workbooks that are
open, and for those that are opened later.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError

if TYPE_CHECKING:
    from tdag_xl.libreoffice.book import Book
    from tdag_xl.libreoffice.books import Books
    from tdag_xl.libreoffice.office import Office

_CALCULATIONS = ("automatic", "semiautomatic", "manual")


class AppSettings:
    """The settings of an application."""

    if TYPE_CHECKING:

        @property
        def books(self) -> Books:
            """The open workbooks."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._calculation: str | None = None  # as the first workbook says
        self._is_shown, self._is_updating, self._is_interactive = True, True, True
        self._has_alerts, self._has_events = True, True
        self._status: str | None = None
        self._locked: set[str] = set()
        self._indicators: dict[str, Any] = {}

    def settle(self, book: Book) -> None:
        """Bring a workbook that was just opened to what is set for all."""
        is_automatic = book.uno.isAutomaticCalculationEnabled()
        if self._calculation is None:
            self._calculation = "automatic" if is_automatic else "manual"
        elif is_automatic != (self._calculation != "manual"):
            book.uno.enableAutomaticCalculation(not is_automatic)
        if not self._is_updating:
            self._settle_screen(book)
        if not self._is_interactive:
            book.window.setEnable(False)
        if self._status is not None:
            self._show_status(book)
        if not self._is_shown:
            book.window.setVisible(False)

    @property
    def visible(self) -> bool:
        """Whether the workbooks' windows are shown."""
        return self.office.is_visible and self._is_shown

    @visible.setter
    def visible(self, value: bool) -> None:
        if not self.office.is_visible:
            if value:
                raise NotSupportedError(
                    "App.visible: this LibreOffice was started without windows, and cannot show any. Start another one "
                    "with App(visible=True)."
                )
            return
        self._is_shown = bool(value)
        for book in self.books:
            book.window.setVisible(self._is_shown)

    @property
    def screen_updating(self) -> bool:
        """Whether the windows show what changes at once."""
        return self._is_updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self._is_updating = bool(value)
        for book in self.books:
            self._settle_screen(book)

    def _settle_screen(self, book: Book) -> None:
        """Lock the windows of a workbook once, or take back our own lock: others may hold theirs."""
        if self._is_updating and book.uid in self._locked:
            self._locked.discard(book.uid)
            book.uno.unlockControllers()
        elif not self._is_updating and book.uid not in self._locked:
            book.uno.lockControllers()
            self._locked.add(book.uid)

    @property
    def calculation(self) -> str:
        """`automatic` or `manual`; `semiautomatic`, which LibreOffice has not, calculates like `automatic`."""
        book = self.books.front
        if book is None:
            return self._calculation or "automatic"
        if not book.uno.isAutomaticCalculationEnabled():
            return "manual"
        return "semiautomatic" if self._calculation == "semiautomatic" else "automatic"

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in _CALCULATIONS:
            raise RefusedError(f"App.calculation is one of {', '.join(_CALCULATIONS)}, not {value!r}.")
        self._calculation = value
        for book in self.books:
            book.uno.enableAutomaticCalculation(value != "manual")

    @property
    def display_alerts(self) -> bool:
        """Kept as it was set: this engine never asks a question, whatever the value."""
        return self._has_alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._has_alerts = bool(value)

    @property
    def enable_events(self) -> bool:
        """Kept as it was set: it keeps no macro of a workbook from running where macros may run."""
        return self._has_events

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self._has_events = bool(value)

    @property
    def interactive(self) -> bool:
        """Whether the windows take keys and clicks."""
        return self._is_interactive

    @interactive.setter
    def interactive(self, value: bool) -> None:
        self._is_interactive = bool(value)
        for book in self.books:
            book.window.setEnable(self._is_interactive)

    @property
    def status_bar(self) -> str | bool:
        """The text in the status bar that was set; False where it is LibreOffice's own."""
        return False if self._status is None else self._status

    @status_bar.setter
    def status_bar(self, value: object) -> None:
        self._status = None if value is None or value is False else str(value)
        if self._status is None:
            for indicator in self._indicators.values():
                with suppress(bridge.exception("lang.DisposedException")):  # its window is closed
                    indicator.end()
            self._indicators.clear()
            return
        for book in self.books:
            self._show_status(book)

    def _show_status(self, book: Book) -> None:
        if (shown := self._indicators.get(book.uid)) is not None:
            shown.setText(self._status)
            return
        indicator = book.uno.CurrentController.Frame.createStatusIndicator()
        indicator.start(self._status, 0)
        self._indicators[book.uid] = indicator

    @property
    def cut_copy_mode(self) -> None:
        """None: cells are copied from place to place, so none stay marked."""
        return

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: Any) -> None:
        if value:
            raise NotSupportedError("App.cut_copy_mode can only be set to False in LibreOffice: no cells stay marked.")
