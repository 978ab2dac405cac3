"""An application kept still while its workbook is written, and left at the sheet and cells where staff were."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import xlwings as xw

log = logging.getLogger(__name__)

_STILL = {"screen_updating": False, "display_alerts": False, "enable_events": False, "calculation": "manual"}


@contextmanager
def quiet(book: xw.Book) -> Iterator[None]:
    """No flicker, no questions, no events, no calculation; afterwards all as before, whatever happened.

    What the application will not do of this is noted in the log: it is no reason to stop.
    """
    app = book.app
    before = {name: tried(f"read {name}", partial(getattr, app, name)) for name in _STILL}
    active = tried("find the active sheet", lambda: book.sheets.active)
    selected = tried("find the selection", lambda: app.selection)
    for name, value in _STILL.items():
        tried(f"set {name}", partial(setattr, app, name, value))
    try:
        yield
    finally:
        tried("go back to the active sheet", lambda: _go_back(book, active, selected))
        for name, value in before.items():
            if value is not None:
                tried(f"set {name}", partial(setattr, app, name, value))


def _go_back(book: xw.Book, active: xw.Sheet | None, selected: xw.Range | None) -> None:
    """Activate the sheet again where another one is active now, and select the cells."""
    if active is None or book.sheets.active == active or active not in list(book.sheets):
        return
    active.activate()
    if selected is not None and selected.sheet == active:
        selected.select()


def tried(what: str, act: Callable[[], Any]) -> Any:
    """What `act` gives; None, and a note in the log, where the application will not do it."""
    try:
        return act()
    except Exception:
        log.warning("could not %s", what, exc_info=True)
        return None


def answers(book: xw.Book) -> bool:
    """Whether the application is there, and has the workbook open."""
    return tried("reach the workbook", lambda: book.name) is not None


def tab_of(sheet: xw.Sheet) -> str | None:
    """The name of the sheet's tab; None where the sheet is gone."""
    name: str | None = tried("find a sheet", lambda: sheet.name)
    return name
