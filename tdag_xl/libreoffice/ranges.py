"""Ranges of cells, put together from what they hold, how they look and how they are shaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.range_base import Box
from tdag_xl.libreoffice.range_contents import RangeContents
from tdag_xl.libreoffice.range_layout import RangeLayout
from tdag_xl.libreoffice.range_looks import RangeLooks
from tdag_xl.libreoffice.range_tables import RangeTables

if TYPE_CHECKING:
    from tdag_xl.libreoffice.sheet import Sheet


@engine_class
class Range(RangeContents, RangeLooks, RangeLayout, RangeTables):
    """The cells of a rectangle of a sheet."""


def range_of(sheet: Sheet, arg1: Any, arg2: Any = None) -> Range:
    """The range from a corner, or an address or name, to another."""
    if isinstance(arg1, tuple) and len(arg1) == 4:
        row, column, height, width = arg1
        return Range(sheet, Box(row, column, row + height - 1, column + width - 1))
    first = _box(sheet, arg1)
    second = first if arg2 is None else _box(sheet, arg2)
    corners = [*zip(first, second, strict=True)]
    return Range(sheet, Box(min(corners[0]), min(corners[1]), max(corners[2]), max(corners[3])))


def _box(sheet: Sheet, given: Any) -> Box:
    if isinstance(given, Range):
        return given.box
    if isinstance(given, tuple):
        if 0 in given:
            raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
        return Box(given[0], given[1], given[0], given[1])
    found = sheet.uno.getCellRangeByName(given).RangeAddress
    return Box(found.StartRow + 1, found.StartColumn + 1, found.EndRow + 1, found.EndColumn + 1)
