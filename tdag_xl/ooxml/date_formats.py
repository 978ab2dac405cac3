"""Cell formats that show a number as a day."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING

from tdag_xl.errors import UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.xml_part import whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName
    from tdag_xl.ooxml.workbook import Workbook

_DAY = 14
"""The number format of a day in the order of the user's country (ECMA-376 Part 1 §18.8.30)."""

_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


class DateFormats:
    """The cell formats of a workbook; one that its days need and that is not there is appended."""

    def __init__(self, package: Package, book: Workbook) -> None:
        self._package, self._book = package, book

    @cached_property
    def _part(self) -> PartName:
        parts = self._package.related(self._book.part, ns.STYLES)
        if not parts or not self._package.has(parts[0]):
            raise UnsupportedWorkbookError(
                self._package.path,
                "the workbook has no cell formats, so that a date would show as a number. Open it in Excel and save "
                "it once. Nothing was changed.",
            )
        return parts[0]

    @cached_property
    def _root(self) -> Element:
        return self._package.tree(self._part)

    def of(self, style: int) -> int:
        """The cell format `style` where it shows days, else the like one that does."""
        formats = self._root.find(q("cellXfs"))
        if formats is None or style >= len(formats):
            return style
        if self._shows_days(formats[style]):
            return style
        wanted = deepcopy(formats[style])
        wanted.set("numFmtId", str(_DAY))
        wanted.set("applyNumberFormat", "1")
        for number, known in enumerate(formats):
            if _same(known, wanted):
                return number
        formats.append(wanted)
        formats.set("count", str(len(formats)))
        self._package.write_tree(self._part, self._root)
        return len(formats) - 1

    def _shows_days(self, cell_format: Element) -> bool:
        number = whole_number(cell_format, "numFmtId")
        code = next(
            (e.get("formatCode", "") for e in self._root.iter(q("numFmt")) if e.get("numFmtId") == str(number)), None
        )
        return number in _BUILT_IN if code is None else re.search("[dmyhs]", _LITERAL.sub("", code), re.I) is not None


def _same(one: Element, other: Element) -> bool:
    return dict(one.items()) == dict(other.items()) and [dict(e.items()) for e in one] == [
        dict(e.items()) for e in other
    ]
