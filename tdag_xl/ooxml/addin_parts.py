"""Macros and ribbon of a package: the VBA project, the customization of the ribbon, code names.

[MS-OFFMACRO2] §2.2.1 (parts of a macro-enabled workbook), [MS-CUSTOMUI2] §2.1 (the ribbon's part), ECMA-376 Part 1
§18.2.28 and §18.3.1.82 (`codeName`, which binds a sheet to its document module).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.part_edit import add_part, free_part, relate, set_content_type, sweep, unrelate
from tdag_xl.ooxml.part_names import CONTENT_TYPES, ROOT, PartName
from tdag_xl.ooxml.schema_order import WORKBOOK, insert_in_order
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.xml_stream import first_element

if TYPE_CHECKING:
    from tdag_xl.ooxml.package import Package

VBA_PROJECT = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_VBA_CONTENT = "application/vnd.ms-office.vbaProject"
_SIGNATURE = "http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature"
_RIBBON = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_RIBBONS = (_RIBBON, "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility")
_RIBBON_PART = PartName("/customUI/customUI14.xml")
_XML_CONTENT = "application/xml"
_MACRO_ENABLED = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_BEFORE_CELLS = ("{*}sheetPr", "{*}sheetData")
_CHART_SHEET = f"{ns.OFFICE}/chartsheet"


@dataclass(frozen=True)
class CodeNames:
    """The names of document modules that a package binds: the workbook's (None: unbound), sheets', chart sheets'."""

    workbook: str | None
    sheets: tuple[str, ...]
    chart_sheets: tuple[str, ...]


def vba_part(package: Package) -> PartName | None:
    """The part of the VBA project, where there is one."""
    parts = package.related(package.workbook_part, VBA_PROJECT)
    return parts[0] if parts and package.has(parts[0]) else None


def put_vba_project(package: Package, data: bytes) -> bool:
    """Put the VBA project and make the package macro-enabled; return whether that took a signature of the macros away.

    A signature covers the bytes of the project ([MS-OFFMACRO2] §2.2.3), so it goes where they change.
    """
    make_macro_enabled(package)
    part = vba_part(package)
    unsigned = False
    if part is None:
        plain = PartName(f"{package.workbook_part.folder}vbaProject.bin")
        part = free_part(package, plain.folder, "vbaProject", "bin") if package.has(plain) else plain
    elif package.read_part(part) != data:
        unsigned = _unsign(package, part)
    add_part(package, part, data, _VBA_CONTENT)
    relate(package, package.workbook_part, VBA_PROJECT, part)
    return unsigned


def _unsign(package: Package, project: PartName) -> bool:
    reached = package.reachable()
    signatures = [edge for edge in package.relationships(project) if edge.type.startswith(_SIGNATURE)]
    for edge in signatures:
        unrelate(package, project, edge.id)
    sweep(package, reached)
    return bool(signatures)


def make_macro_enabled(package: Package) -> None:
    """Let the workbook be of the kind that may hold macros, .xlsm."""
    part = package.workbook_part
    if package.content_type(part) == _MACRO_ENABLED:
        return
    root = package.tree(CONTENT_TYPES)
    for override in root.findall(q("Override", ns.TYPES)):
        if PartName.of_member(override.get("PartName", "")).folded == part.folded:
            override.set("ContentType", _MACRO_ENABLED)
            package.write_tree(CONTENT_TYPES, root)
            return
    set_content_type(package, part, _MACRO_ENABLED)


def ribbon_parts(package: Package) -> tuple[PartName, ...]:
    """The parts that customize the ribbon, of either schema."""
    return tuple(part for kind in _RIBBONS for part in package.related(ROOT, kind) if package.has(part))


def put_ribbon(package: Package, data: bytes) -> None:
    """Put the customization of the ribbon, over the one of the same schema that is there."""
    there = [part for part in package.related(ROOT, _RIBBON) if package.has(part)]
    part = there[0] if there else _RIBBON_PART
    add_part(package, part, data, _XML_CONTENT)
    relate(package, ROOT, _RIBBON, part)


def code_names(package: Package) -> CodeNames:
    """The code names of the workbook and of its sheets, in the order of the tabs; a sheet without one is left out."""
    book = Workbook(package)
    properties = book.root.find(q("workbookPr"))
    own = properties.get("codeName") if properties is not None else None
    sheets: list[str] = []
    charts: list[str] = []
    for sheet in book.sheets:
        found = first_element(package.chunks(sheet.part), _BEFORE_CELLS) if sheet.part is not None else None
        name = found.get("codeName") if found is not None else None
        if name:
            (charts if sheet.kind == _CHART_SHEET else sheets).append(name)
    return CodeNames(own or None, tuple(sheets), tuple(charts))


def bind_workbook(package: Package, code_name: str) -> None:
    """Bind the workbook to the document module `code_name`."""
    book = Workbook(package)
    properties = book.root.find(q("workbookPr"))
    if properties is None:
        properties = etree.Element(q("workbookPr"))
        insert_in_order(book.root, properties, WORKBOOK)
    properties.set("codeName", code_name)
    package.write_tree(book.part, book.root)
