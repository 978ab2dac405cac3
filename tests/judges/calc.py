"""A LibreOffice that tests work in through xlwings: one for all tests of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlwings as xw
from judges.office import REQUIRED_VARIABLE
from judges.required import absent

from tdag_xl import libreoffice
from tdag_xl.libreoffice.errors import NotInstalledError

if TYPE_CHECKING:
    from collections.abc import Iterator


def running_calc() -> Iterator[xw.App]:
    """The application, until the session ends; skips or fails without LibreOffice or its bridge to this Python."""
    engine = libreoffice.registered()
    try:
        app = xw.App(impl=engine.impl.apps.add(add_book=False, visible=False))
    except NotInstalledError as error:
        absent(str(error), required_by=REQUIRED_VARIABLE)
    try:
        yield app
    finally:
        app.kill()
