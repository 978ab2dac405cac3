"""Notes at cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from tdag_xl.libreoffice.range_base import Box
    from tdag_xl.libreoffice.ranges import Range
    from tdag_xl.libreoffice.sheet import Sheet


@engine_class
class Note(base_classes.Note):
    """The note at a cell; `uno` is LibreOffice's annotation."""

    def __init__(self, sheet: Sheet, uno: Any) -> None:
        self._sheet, self.uno = sheet, uno

    @property
    def api(self) -> Any:
        """LibreOffice's annotation."""
        return self.uno

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.uno.String)

    @text.setter
    def text(self, value: str) -> None:
        self._sheet.refuse_protected()
        self.uno.setString(value)

    @property
    def author(self) -> str:
        """Who wrote it."""
        return str(self.uno.Author)

    @property
    def location(self) -> Range:
        """Its cell."""
        place = self.uno.Position
        return self._sheet.range((place.Row + 1, place.Column + 1))

    def delete(self) -> None:
        """Delete it."""
        self._sheet.refuse_protected()
        box, annotations = self.location.box, self._sheet.uno.Annotations
        for number in range(annotations.Count):
            place = annotations.getByIndex(number).Position
            if (place.Row + 1, place.Column + 1) == (box.top, box.left):
                annotations.removeByIndex(number)
                return


def notes_of(sheet: Sheet) -> list[Note]:
    """The notes of a sheet."""
    annotations = sheet.uno.Annotations
    return [Note(sheet, annotations.getByIndex(number)) for number in range(annotations.Count)]


def note_at(sheet: Sheet, box: Box) -> Note | None:
    """The note at the first cell of a rectangle; None where there is none."""
    annotation = sheet.uno.getCellByPosition(box.left - 1, box.top - 1).Annotation
    return Note(sheet, annotation) if annotation is not None and annotation.String else None


def add_note(sheet: Sheet, box: Box, text: str) -> Note:
    """A note at the first cell of a rectangle, in place of the one that is there."""
    sheet.refuse_protected()
    address = bridge.struct("table.CellAddress", Sheet=sheet.place, Row=box.top - 1, Column=box.left - 1)
    sheet.uno.Annotations.insertNew(address, text)
    found = note_at(sheet, box)
    if found is None:
        raise ValueError("a note needs a text")
    return found
