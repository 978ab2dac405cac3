"""Defined names, of a workbook or of a sheet alone."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from tdag_xl.libreoffice.members import engine_class


@engine_class
class Names(base_classes.Names):
    """The defined names of a workbook, or of a sheet."""

    def __init__(self, parent: Any) -> None:
        self._parent = parent
