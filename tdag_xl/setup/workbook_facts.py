"""What the parts of a workbook tell about the add-in in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.ooxml.addin_parts import vba_part
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.vba.project_reader import read

if TYPE_CHECKING:
    from tdag_xl.ooxml.package import Package
    from tdag_xl.vba.modules import Project

_XLWINGS_VERSION = re.compile(r'^Public Const XLWINGS_VERSION As String = "([^"]*)"', re.MULTILINE)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b([^<>]*?)(?:/>|>([^<]*)</)")
_SHARED = re.compile(rb'\bsi="(\d+)"')
_OURS = re.compile(rb"\bTDAG_\w", re.IGNORECASE)


def vba_project(package: Package) -> Project | None:
    """The VBA project; None where there is none. Raises VbaProjectError."""
    part = vba_part(package)
    return None if part is None else read(package.read_part(part))


def xlwings_version(project: Project | None) -> str | None:
    """The version that the module of xlwings states; None where there is no such module."""
    modules = () if project is None else project.modules
    sources = (module.source for module in modules if module.name.casefold() == "xlwings")
    return next((found[1] for source in sources if (found := _XLWINGS_VERSION.search(source))), None)


def formula_cells(package: Package) -> int:
    """How many formulas call a TDAG function; an array formula is one, a shared one as many as its cells."""
    book = Workbook(package)
    return sum(_calls(package.read_part(sheet.part)) for sheet in book.sheets if sheet.part is not None)


def _calls(worksheet: bytes) -> int:
    count, shared = 0, set[bytes]()
    for attributes, text in _FORMULA.findall(worksheet):
        group = _SHARED.search(attributes)
        if _OURS.search(text):
            count += 1
            if group:
                shared.add(group[1])
        elif not text and group and group[1] in shared:
            count += 1
    return count


def clashing_names(package: Package) -> tuple[str, ...]:
    """The defined names that are spelled like a TDAG function, such as a LAMBDA of that name."""
    names = {name.name for name in Workbook(package).names}
    return tuple(sorted(name for name in names if name.upper().startswith("TDAG_")))
