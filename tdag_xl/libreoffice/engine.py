"""The engine as xlwings registers it, and the applications that it knows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import xlwings as xw
from xlwings import base_classes
from xlwings.main import Engine as XlwingsEngine

from tdag_xl.libreoffice import conversions, office
from tdag_xl.libreoffice.app import App
from tdag_xl.libreoffice.errors import NotSupportedError
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
        return [app.pid for app in self._living()]

    def add(
        self, spec: str | None = None, add_book: bool | None = None, xl: Any = None, visible: bool | None = False
    ) -> App:
        """A new process, the active one.

        `spec` is the path of another soffice than the one on the path. `visible` is None where xw.App() is called
        without saying: it then shows itself, as Excel does. Raises NotInstalledError, StartError.
        """
        if xl is not None:
            raise NotSupportedError("App: the argument xl is not available in LibreOffice. Use attached(address).")
        app = self.joined(office.started(visible=visible is None or bool(visible), program=spec))
        if add_book:
            try:
                app.books.add()
            except BaseException:
                app.kill()
                raise
        return app

    def joined(self, running: office.Office) -> App:
        """The running office as an application, the active one; that of an earlier attaching to the same process."""
        known = [app for app in self._living() if app.pid == running.pid != 0 and not app.office.is_own]
        if known:
            self.activated(known[0])
            return known[0]
        app = App(self._engine, running)
        self._apps.insert(0, app)
        return app

    def activated(self, app: App) -> None:
        """Make it the first."""
        self.left(app)
        self._apps.insert(0, app)

    def left(self, app: App) -> None:
        """Know of it no longer."""
        self._apps = [other for other in self._apps if other is not app]

    def _living(self) -> list[App]:
        """The applications that still answer; the others are forgotten, with what they left."""
        for app in self._apps:
            if not app.office.is_alive:
                self.left(app)
                if app.office.is_own:
                    app.office.kill()
        return self._apps

    @staticmethod
    def cleanup() -> None:
        """Nothing is left over: a process that ends takes its folder along."""

    def __iter__(self) -> Iterator[App]:
        return iter(self._living())

    def __len__(self) -> int:
        return len(self._living())

    def __getitem__(self, pid: int) -> App:
        found = [app for app in self._living() if app.pid == pid]
        if not found:
            raise KeyError(f"there is no LibreOffice with the process number {pid}")
        return found[0]


def started(*, visible: bool = False, macros: bool = False) -> xw.App:
    """A LibreOffice of its own as an application of xlwings; it ends with this Python at the latest.

    `macros`: those of workbooks may run. Raises NotInstalledError, StartError.
    """
    return xw.App(impl=registered().impl.apps.joined(office.started(visible=visible, macros=macros)))


def attached(address: str, pid: int = 0, *, key: str = office.CONTEXT) -> xw.App:
    """The running LibreOffice that accepts connections at `address`, such as `pipe,name=calc`, as an application.

    `key` is the name under which it gives its context. Raises NotInstalledError, StartError.
    """
    return xw.App(impl=registered().impl.apps.joined(office.attached(address, pid, key=key)))


@cache
def registered() -> XlwingsEngine:
    """The engine, known to xlwings under its name; `.activate()` makes it the one that xlwings uses."""
    engine = XlwingsEngine(impl=Engine())
    xw.engines.add(engine)
    return engine
