"""An application: a LibreOffice process with its workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.books import Books
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from tdag_xl.libreoffice.engine import Engine
    from tdag_xl.libreoffice.office import Office


@engine_class
class App(base_classes.App):
    """A LibreOffice process."""

    def __init__(self, engine: Engine, office: Office) -> None:
        self.engine = engine
        self.office = office

    @property
    def api(self) -> Any:
        """The desktop, UNO's root of all documents."""
        return self.office.desktop

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self.office.pid

    @property
    def books(self) -> Books:
        """The open workbooks."""
        return Books(self)

    def kill(self) -> None:
        """End the process at once."""
        self.engine.apps._apps.remove(self)
        self.office.kill()

    def quit(self) -> None:
        """End the process."""
        self.kill()
