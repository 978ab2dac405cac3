"""The sheets of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.errors import GoneError, RefusedError
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.sheet import Sheet
from tdag_xl.libreoffice.tabs import refuse_bad_tab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.book import Book


@engine_class
class Sheets(base_classes.Sheets):
    """The sheets of a workbook, in the order of their tabs."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def api(self) -> Any:
        """The document's sheets. Raises GoneError where the workbook is closed."""
        sheets = self._book.uno.Sheets
        if sheets is None:  # what a closed document answers
            raise GoneError("Sheets: the workbook is closed.")
        return sheets

    @property
    def active(self) -> Sheet:
        """The sheet in front."""
        uno = self._book.uno.CurrentController.ActiveSheet
        return Sheet(self._book, uno, uno.Name, self.api.ElementNames)

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        objects = self._objects()
        return iter([Sheet(self._book, uno, name, objects) for name, uno in objects.items()])

    def _objects(self) -> dict[str, Any]:
        """LibreOffice's sheets by name. A new object costs many calls: those are kept that are still of their names."""
        app, sheets = self._book.app, self.api
        moves, known = app.sheets.get(self._book.uid, (-1, {}))
        if moves != app.moves:
            known = {}
        found = {}
        for name in sheets.ElementNames:
            uno = known.get(name)
            found[name] = uno if uno is not None and uno.getName() == name else sheets.getByName(name)
        app.sheets[self._book.uid] = (app.moves, found)
        return found

    def __call__(self, name_or_index: Any) -> Sheet:
        """The one of that name, in any case, or at that place, from 1. Raises KeyError."""
        sheets = self.api
        tabs = sheets.ElementNames
        if isinstance(name_or_index, int):
            if not 1 <= name_or_index <= len(tabs):
                raise KeyError(f"there is no sheet number {name_or_index}; the workbook has {len(tabs)}")
            found = tabs[name_or_index - 1]
        else:
            found = {name.casefold(): name for name in tabs}.get(str(name_or_index).casefold())
        if found is None:
            raise KeyError(f"there is no sheet {name_or_index!r}")
        return Sheet(self._book, sheets.getByName(found), found, tabs)

    def __contains__(self, name: object) -> bool:
        return str(name).casefold() in (known.casefold() for known in self.api.ElementNames)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """A new sheet before or after another, else before the active one; it is the active sheet then."""
        sheets = self.api
        if self._book.uno.isProtected():
            raise RefusedError("Sheets.add: the structure of the workbook is protected.")
        place = after.place + 1 if after is not None else (before or self.active).place
        if name is not None:
            refuse_bad_tab(name)
        taken = {name.casefold() for name in sheets.ElementNames}
        number = next(n for n in range(1, len(taken) + 2) if f"sheet{n}" not in taken)
        sheets.insertNewByName(name or f"Sheet{number}", place)
        self._book.app.moves += 1
        made = self(place + 1)
        made.activate()
        return made
