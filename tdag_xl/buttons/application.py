"""The application while a button works: quiet and quick, and as it was in the end whatever happens."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from logging import Logger

    import xlwings as xw

    from tdag_xl.buttons.one_at_a_time import Turn

_TRIES = 3
"""Times that a setting is put back: Excel refuses a call while a cell is being edited or a dialog is open."""

_CALCULATIONS = ("automatic", "semiautomatic", "manual")


class Place:
    """Where staff are in a workbook: the active sheet and what is selected on it, None where that cannot be told."""

    def __init__(self, book: xw.Book) -> None:
        self.sheet = _told(lambda: str(book.sheets.active.name))
        self.selection = _told(lambda: book.selection.address if book.selection else None)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and (self.sheet, self.selection) == (other.sheet, other.selection)

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.selection} of {self.sheet!r}"


def _told(what: Callable[[], str | None]) -> str | None:
    try:
        return what()
    except Exception:  # noqa: BLE001 - a chart is selected, or no cell is; each application fails in its own way
        return None


class Quiet:
    """Sets properties of an application for the time of a block."""

    def __init__(self, app: xw.App, logger: Logger) -> None:
        self._app, self._logger = app, logger
        self._stack = ExitStack()

    def set(self, name: str, value: Any, *, before: Any = None) -> Any:
        """Set the property until the block ends; return what it then becomes again: `before`, else its value now."""
        try:
            kept = getattr(self._app, name) if before is None else before
            self._stack.callback(self._put_back, name, kept)
            setattr(self._app, name, value)
        except Exception:
            self._logger.exception("%s could not be set; the work goes on without", name)
            return None
        return kept

    def _put_back(self, name: str, value: Any) -> None:
        for _ in range(_TRIES):
            try:
                setattr(self._app, name, value)
            except BaseException:  # also Ctrl+C: nothing that follows is worth an Excel left in manual calculation
                self._logger.exception("%s could not be put back to %r", name, value)
            else:
                return

    def end(self) -> None:
        """Put everything back, the last set first."""
        self._stack.close()


@contextmanager
def quiet(app: xw.App, turn: Turn, logger: Logger, button: str) -> Iterator[Callable[[str], None]]:
    """Screen updating off, calculation manual, progress in the status bar through the function that is yielded."""
    settings = Quiet(app, logger)
    try:
        settings.set("status_bar", f"{button} …")
        settings.set("screen_updating", value=False)
        left_over = turn.left_over.get("calculation")
        before = settings.set("calculation", "manual", before=left_over if left_over in _CALCULATIONS else None)
        if before in _CALCULATIONS:
            turn.note(calculation=before)
        yield lambda text: _say(app, f"{button}: {text}", logger)
    finally:
        settings.end()


def _say(app: xw.App, text: str, logger: Logger) -> None:
    try:
        app.status_bar = text
    except Exception:
        logger.exception("The status bar could not say %r", text)
