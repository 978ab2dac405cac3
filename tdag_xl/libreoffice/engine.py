"""The engine as xlwings registers it, and the applications that it knows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import xlwings as xw
from xlwings import base_classes
from xlwings.main import Engine as XlwingsEngine

from tdag_xl.libreoffice import conversions, office
from tdag_xl.libreoffice.app import App
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "libreoffice"


class Engine:
    """What xlwings asks of an engine as such."""

    name = NAME
    type = "desktop"
    prepare_xl_data_element = staticmethod(conversions.prepare_xl_data_element)
    clean_value_data = staticmethod(conversions.clean_value_data)

    def __init__(self) -> None:
        self.apps = Apps(self)


@engine_class
class Apps(base_classes.Apps):
    """The LibreOffice processes that this Python started or attached to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._apps: list[App] = []

    def keys(self) -> list[int]:
        """The numbers of the processes."""
        return [app.pid for app in self._apps]

    def add(self, spec: Any = None, add_book: bool | None = None, xl: Any = None, visible: bool | None = None) -> App:
        """A new process."""
        app = self.joined(office.started(visible=bool(visible)))
        if add_book:
            app.books.add()
        return app

    def joined(self, running: office.Office) -> App:
        """The running office as an application, the active one."""
        app = App(self._engine, running)
        self._apps.insert(0, app)
        return app

    @staticmethod
    def cleanup() -> None:
        """Nothing is left over: a process that ends takes its folder along."""

    def __iter__(self) -> Iterator[App]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        found = [app for app in self._apps if app.pid == pid]
        if not found:
            raise KeyError(f"there is no LibreOffice with the process number {pid}")
        return found[0]


@cache
def registered() -> XlwingsEngine:
    """The engine, known to xlwings under its name; `.activate()` makes it the one that xlwings uses."""
    engine = XlwingsEngine(impl=Engine())
    xw.engines.add(engine)
    return engine
