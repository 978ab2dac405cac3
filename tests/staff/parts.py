"""The parts of a workbook under construction: added, related and edited in memory, saved reproducibly."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT_2007 = "http://schemas.microsoft.com/office/2007/relationships"
MICROSOFT_2017 = "http://schemas.microsoft.com/office/2017/10/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_WRITTEN_BY_HAND = Path(__file__).parent / "xml"

# CT_Worksheet's children in the order of its schema (ECMA-376 Part 1 §18.3.1.99).
_SHEET_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
    "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks "
    "customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects "
    "controls AlternateContent webPublishItems tableParts extLst"
)


def by_hand(name: str, /, **texts: object) -> bytes:
    """The XML file `name` of the folder `xml`, every `{{word}}` in it replaced by that of `texts`."""
    xml = (_WRITTEN_BY_HAND / name).read_text(encoding="utf-8")
    for word, text in texts.items():
        xml = xml.replace("{{" + word + "}}", str(text))
    return xml.encode()


class Parts:
    """The members of a workbook by name, in their order."""

    def __init__(self, path_or_stream: object) -> None:
        with zipfile.ZipFile(path_or_stream) as archive:
            self.members = {name: archive.read(name) for name in archive.namelist()}

    def saved(self, path: Path) -> Path:
        """Writes the workbook to `path`: members in order, with the date that a new zip file has."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.members.items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return path

    def edit(self, name: str, change: Callable[[etree._Element], object]) -> None:
        """Lets `change` alter the root element of the XML part `name`."""
        root = etree.fromstring(self.members[name], etree.XMLParser(resolve_entities=False, no_network=True))
        change(root)
        self.members[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def replace(self, name: str, old: str, new: str) -> None:
        """Replaces the one occurrence of `old` in the part `name`."""
        assert self.members[name].count(old.encode()) == 1, (name, old)
        self.members[name] = self.members[name].replace(old.encode(), new.encode())

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """A new part; of type `content_type`, unless its extension says so already."""
        assert name not in self.members, name
        self.members[name] = data
        self.edit(_TYPES_PART, lambda root: _declare(root, name, content_type))

    def add_related(self, source: str, name: str, data: bytes, content_type: str, kind: str) -> str:
        """A new part to which `source` has a relationship of type `kind`; its id."""
        self.add(name, data, content_type)
        return self.relate(source, kind, name)

    def relate(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """A new relationship of the part `source` (or of the package: ""), its id. External targets are addresses."""
        name = rels_of(source)
        self.members.setdefault(name, f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode())
        folder = posixpath.dirname(source)
        given = target if external else posixpath.relpath(target, folder or ".")
        identity = f"rId{self.members[name].count(b'<Relationship ') + 1}"
        attributes = {"Id": identity, "Type": kind, "Target": given} | ({"TargetMode": "External"} if external else {})
        self.edit(name, lambda root: etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", attributes))
        return identity

    def targets(self, source: str, ending: str) -> list[str]:
        """The parts that `source` is related to by a type with this ending."""
        root = etree.fromstring(self.members[rels_of(source)])
        folder = posixpath.dirname(source)
        return [
            posixpath.normpath(posixpath.join("/", folder, r.get("Target"))).lstrip("/")
            for r in root
            if r.get("Type").endswith(ending)
        ]

    def sheet(self, title: str) -> str:
        """The part of the sheet with this name on its tab."""
        workbook = etree.fromstring(self.members["xl/workbook.xml"])
        (wanted,) = [s.get(f"{{{RELATED}}}id") for s in workbook.iterfind(f".//{{{MAIN}}}sheet[@name='{title}']")]
        relationships = etree.fromstring(self.members[rels_of("xl/workbook.xml")])
        (target,) = [r.get("Target") for r in relationships if r.get("Id") == wanted]
        return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def rels_of(source: str) -> str:
    """The part that holds the relationships of `source`."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def put_in_order(sheet: etree._Element, child: etree._Element, order: str = _SHEET_ORDER) -> None:
    """Puts `child` where `order`, the schema's, wants it: after those of its kind."""
    names = order.split()
    rank = names.index(etree.QName(child).localname)
    before = [e for e in sheet if names.index(etree.QName(e).localname) <= rank]
    sheet.insert(sheet.index(before[-1]) + 1 if before else 0, child)


def add_extension(root: etree._Element, xml: str) -> None:
    """Adds the `ext` element written in `xml` to the extension list of `root`, which is its last child."""
    tag = f"{{{MAIN}}}extLst"
    found = root.find(tag)
    listing = found if found is not None else etree.SubElement(root, tag)
    listing.append(etree.fromstring(xml))


def _declare(root: etree._Element, name: str, content_type: str) -> None:
    extension = posixpath.splitext(name)[1].lstrip(".")
    defaults = {e.get("Extension"): e.get("ContentType") for e in root.iterfind(f"{{{_TYPES}}}Default")}
    if defaults.get(extension) != content_type:
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
