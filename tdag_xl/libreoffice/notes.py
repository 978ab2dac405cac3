"""Notes at cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlwings import base_classes

from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from tdag_xl.libreoffice.sheet import Sheet


@engine_class
class Notes(base_classes.Collection):
    """The notes of a sheet."""

    def __init__(self, parent: Sheet) -> None:
        self._parent = parent
