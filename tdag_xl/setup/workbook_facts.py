"""What the parts of a workbook tell about the add-in in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.ooxml.addin_parts import vba_part
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.vba.project_reader import read

if TYPE_CHECKING:
    from tdag_xl.ooxml.package import Package

XLWINGS_MODULE, SETUP_MODULE = "xlwings", "TdagSetup"

_CONSTANT = r'^\s*Public\s+Const\s+{}\s+As\s+String\s*=\s*"([^"]*)"'
_FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)</)")
_SHARED = re.compile(rb'\bsi="(\d+)"')
_OURS = re.compile(rb"\bTDAG_\w", re.IGNORECASE)


def vba_sources(package: Package) -> dict[str, str]:
    """The modules' texts by name; none without a VBA project. Raises VbaProjectError."""
    part = vba_part(package)
    return {} if part is None else {module.name: module.source for module in read(package.read_part(part)).modules}


def xlwings_version(package: Package) -> str | None:
    """The version that the module of xlwings states; None where there is no such module. Raises VbaProjectError."""
    return _constant(vba_sources(package).get(XLWINGS_MODULE, ""), "XLWINGS_VERSION")


def addin_version(package: Package) -> str | None:
    """The version that the add-in's own module states; None where there is no such module. Raises VbaProjectError."""
    return _constant(vba_sources(package).get(SETUP_MODULE, ""), "TDAG_VERSION")


def _constant(source: str, name: str) -> str | None:
    found = re.search(_CONSTANT.format(name), source, re.MULTILINE | re.IGNORECASE)
    return found[1] if found else None


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
