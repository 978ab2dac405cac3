"""Workbooks written as the format allows and few programs do: each a function from the members of a plain workbook."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Members = dict[str, bytes]

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
TRANSITIONAL = f"{OFFICE}/relationships"
STRICT = "http://purl.oclc.org/ooxml/"
_STRICT_NAMES = {
    MAIN: f"{STRICT}spreadsheetml/main",
    TRANSITIONAL: f"{STRICT}officeDocument/relationships",
    f"{OFFICE}/extended-properties": f"{STRICT}officeDocument/extendedProperties",
    f"{OFFICE}/custom-properties": f"{STRICT}officeDocument/customProperties",
    f"{OFFICE}/docPropsVTypes": f"{STRICT}officeDocument/docPropsVTypes",
    f"{OFFICE}/customXml": f"{STRICT}officeDocument/customXml",
    "http://schemas.openxmlformats.org/drawingml/2006/": f"{STRICT}drawingml/",
}
_DEEP = "content/book/_rels/main.xml.rels"
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_DAY = re.compile(rb'(<c r="[A-Z]+\d+" s="2")><v>(4[45]\d\d\d)</v>')
"""A cell with a day: 2 is the format of days in the workbook of the tests."""


def strict(members: Members) -> Members:
    """All names of namespaces and relationship types are those of Strict."""
    return {name: _with_strict_names(data) if _is_xml(name) else data for name, data in members.items()}


def _with_strict_names(data: bytes) -> bytes:
    text = data.decode()
    for transitional, name in _STRICT_NAMES.items():
        text = text.replace(f'"{transitional}', f'"{name}')
    return re.sub(r"(relationships/(?:extended|custom))-properties", r"\1Properties", text).encode()


def strict_with_iso_dates(members: Members) -> Members:
    """Strict, and days stand in cells as ISO 8601 (ECMA-376 Part 1 §18.18.11, type `d`)."""

    def iso(cell: re.Match[bytes]) -> bytes:
        day = (dt.date(1899, 12, 30) + dt.timedelta(int(cell[2]))).isoformat()
        return cell[1] + b' t="d"><v>' + day.encode() + b"</v>"

    return strict(_with_days(members, iso))


def _with_days(members: Members, day: Callable[[re.Match[bytes]], bytes]) -> Members:
    return {name: _DAY.sub(day, data) if _SHEET.fullmatch(name) else data for name, data in members.items()}


def elsewhere(members: Members) -> Members:
    """The workbook part stands in no folder, and its parts beside it."""
    moved = {name.removeprefix("xl/"): data for name, data in members.items()}
    root = moved["_rels/.rels"].replace(b'"xl/', b'"')
    types = re.sub(rb'PartName="/xl/', b'PartName="/', moved["[Content_Types].xml"])
    return moved | {"_rels/.rels": root, "[Content_Types].xml": types}


def deep(members: Members) -> Members:
    """The workbook part has another name, in a folder of its own."""
    folders = {"xl/workbook.xml": "content/book/main.xml", "xl/_rels/workbook.xml.rels": _DEEP}
    moved = {folders.get(name, re.sub("^xl/", "content/", name)): data for name, data in absolute(members).items()}
    for name in ("[Content_Types].xml", *(name for name in moved if name.endswith(".rels"))):
        moved[name] = (
            moved[name].replace(b'"/xl/workbook.xml', b'"/content/book/main.xml').replace(b'"/xl/', b'"/content/')
        )
    return moved


def absolute(members: Members) -> Members:
    """Every target starts at the package."""

    def changed(name: str, data: bytes) -> bytes:
        if not name.endswith(".rels"):
            return data
        folder = "/" + posixpath.dirname(posixpath.dirname(name))
        root = etree.fromstring(data)
        for edge in root:
            if edge.get("TargetMode") != "External" and not edge.get("Target").startswith("#"):
                edge.set("Target", posixpath.normpath(posixpath.join(folder, edge.get("Target"))))
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return {name: changed(name, data) for name, data in members.items()}


def prefixed(members: Members) -> Members:
    """The main namespace has a prefix, in every part."""

    def changed(name: str, data: bytes) -> bytes:
        if not _is_xml(name) or name.endswith(".rels") or f'xmlns="{MAIN}"'.encode() not in data:
            return data
        text = data.decode().replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        return re.sub(r"(</?)([A-Za-z]\w*)(?=[\s/>])", r"\1x:\2", text).encode()

    return {name: changed(name, data) for name, data in members.items()}


def utf16(members: Members) -> Members:
    """Every part but those of the package format is UTF-16."""

    def changed(name: str, data: bytes) -> bytes:
        if not _is_xml(name) or name.endswith(".vml"):
            return data
        text = re.sub(r"^<\?xml[^>]*\?>\s*", "", data.decode())
        return f'<?xml version="1.0" encoding="UTF-16" standalone="yes"?>\r\n{text}'.encode("utf-16")

    return {name: changed(name, data) for name, data in members.items()}


def backslashes(members: Members) -> Members:
    """Names of members with backslashes, as some programs for Windows write them."""
    return {name.replace("/", "\\"): data for name, data in members.items()}


def odd_case(members: Members) -> Members:
    """Names of members in another case than the targets that lead to them."""
    return {name if name == "[Content_Types].xml" else name.upper(): data for name, data in members.items()}


def overrides_only(members: Members) -> Members:
    """The content types have no defaults."""
    root = etree.fromstring(members["[Content_Types].xml"])
    defaults = {e.get("Extension").lower(): e.get("ContentType") for e in root.iter(f"{{{TYPES}}}Default")}
    overridden = {e.get("PartName") for e in root.iter(f"{{{TYPES}}}Override")}
    for element in root.findall(f"{{{TYPES}}}Default"):
        root.remove(element)
    for name in members:
        if f"/{name}" not in overridden and name != "[Content_Types].xml":
            kind = defaults[name.rpartition(".")[2].lower()]
            etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
    return members | {"[Content_Types].xml": etree.tostring(root, xml_declaration=True, encoding="UTF-8")}


def workbook_by_default(members: Members) -> Members:
    """The type of `.xml` is that of a workbook, so that every other XML part needs an override."""
    root = etree.fromstring(overrides_only(members)["[Content_Types].xml"])
    for element in root.iter(f"{{{TYPES}}}Override"):
        if element.get("PartName") == "/xl/workbook.xml":
            default = etree.Element(f"{{{TYPES}}}Default", Extension="XML", ContentType=element.get("ContentType"))
            root.remove(element)
            root.insert(0, default)
            break
    return members | {"[Content_Types].xml": etree.tostring(root)}


def days_from_1904(members: Members) -> Members:
    """Days count from 1904."""
    changed = re.sub(rb"<workbookPr\b", b'<workbookPr date1904="1"', members["xl/workbook.xml"])
    shifted = _with_days(members, lambda cell: cell[1] + b"><v>%d</v>" % (int(cell[2]) - 1462))
    return shifted | {"xl/workbook.xml": changed}


def very_hidden(members: Members) -> Members:
    """All sheets but the first are very hidden."""
    text = members["xl/workbook.xml"].decode()
    _, *others = re.findall(r"<sheet [^>]*/>", text)
    for sheet in others:
        shown = re.sub(r' state="\w+"', "", sheet)
        text = text.replace(sheet, shown.replace("<sheet ", '<sheet state="veryHidden" '))
    text = re.sub(r' (activeTab|firstSheet)="\d+"', "", text)
    return members | {"xl/workbook.xml": text.encode()}


def protected_structure(members: Members) -> Members:
    """The structure is protected."""
    text = re.sub(rb"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>', members["xl/workbook.xml"])
    return members | {"xl/workbook.xml": text}


def declared_latin(members: Members) -> Members:
    """Parts without a declaration, or in another encoding than UTF-8."""

    def changed(name: str, data: bytes) -> bytes:
        if not _is_xml(name) or name.endswith((".rels", ".vml")):
            return data
        text = re.sub(r"^<\?xml[^>]*\?>\s*", "", data.decode())
        if name.endswith(("workbook.xml", "styles.xml")):
            return b'<?xml version="1.0" encoding="ISO-8859-1"?>' + text.encode("latin-1", "xmlcharrefreplace")
        return text.encode()

    return {name: changed(name, data) for name, data in members.items()}


UNUSUAL = {
    "Strict": (strict,),
    "Strict with ISO dates": (protected_structure, overrides_only, strict_with_iso_dates, absolute),
    "from 1904, prefixed": (days_from_1904, very_hidden, prefixed),
    "UTF-16": (utf16,),
    "in no folder": (declared_latin, elsewhere),
    "deep": (overrides_only, deep),
    "odd names": (workbook_by_default, odd_case, backslashes),
}
"""What the tests make of a workbook, in steps."""


def rewritten(path: Path, steps: Iterable[Callable[[Members], Members]], target: Path) -> Path:
    """The workbook at `path` with its members changed in steps, at `target`."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for step in steps:
        members = step(members)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.filename = name  # the constructor turns backslashes around where they part folders
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return target


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels", ".vml"))
