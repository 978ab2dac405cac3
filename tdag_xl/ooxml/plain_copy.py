"""A workbook's cells in the plainest form, for readers that understand less than the format allows.

The readers in Rust find the relationships of a workbook only where its part is named `workbook.xml`, read UTF-8 alone
(ECMA-376 Part 2 §6.2.5 allows UTF-16, and XML what it declares), and open no workbook with macro sheets.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.xml_part import is_utf8, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName

_HEAD = 200
"""The bytes of a part that hold its byte order mark and XML declaration."""

SHARED = (ns.STYLES, ns.SHARED_STRINGS)
"""The kinds of part that the cells of all worksheets refer to."""

_FROM_ROOT = ("/", "xl/")
_CELL_SHEETS = ("/worksheet", "/chartsheet")


def is_plain(package: Package) -> bool:
    """Whether the readers understand the workbook as it is."""
    book = Workbook(package)
    return (
        book.part.lower().endswith("/workbook.xml")
        and all(sheet.kind.endswith(_CELL_SHEETS) for sheet in book.sheets)
        and _found_as_written(package, book)
        and all(is_utf8(package.head(part, _HEAD)) for part in _parts_read(package, book))
    )


def plain_copy(package: Package) -> bytes:
    """A workbook with the worksheets of `package`, their names, values and formats, and nothing else."""
    book = Workbook(package)
    parts = {sheet.name: sheet.part for sheet in book.sheets if sheet.is_worksheet and sheet.part is not None}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        edges = []
        for number, part in enumerate(parts.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", _in_utf8(package, part))
            edges.append((ns.WORKSHEET, f"worksheets/sheet{number}.xml"))
        for kind in SHARED:
            for part in package.related(book.part, kind)[:1]:
                if package.has(part):
                    name = f"{kind.rpartition('/')[2]}.xml"
                    archive.writestr(f"xl/{name}", _in_utf8(package, part))
                    edges.append((kind, name))
        archive.writestr("xl/workbook.xml", _workbook(list(parts), date1904=book.date1904))
        archive.writestr("xl/_rels/workbook.xml.rels", _relationships(edges))
        archive.writestr("_rels/.rels", _relationships([(ns.WORKBOOK, "xl/workbook.xml")]))
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{ns.TYPES}"/>')
    return stream.getvalue()


def _found_as_written(package: Package, book: Workbook) -> bool:
    """Whether the readers, which take targets letter by letter and the last of two alike, find the same parts."""
    edges = package.relationships(book.part)
    read = [edge for edge in edges if edge.type in SHARED or edge.type.endswith(_CELL_SHEETS)]
    names = {
        edge.part: edge.target.lstrip("/") if edge.target.startswith(_FROM_ROOT) else book.part.folder[1:] + edge.target
        for edge in read
        if edge.part is not None and package.has(edge.part)
    }
    return len({edge.id for edge in edges}) == len(edges) and all(
        name == part.member and name in package.archive.members for part, name in names.items()
    )


def _parts_read(package: Package, book: Workbook) -> Iterator[PartName]:
    yield book.part
    yield from (part for part in (book.part.relationships,) if package.has(part))
    yield from (sheet.part for sheet in book.sheets if sheet.part is not None)
    yield from (part for kind in SHARED for part in package.related(book.part, kind) if package.has(part))


def _in_utf8(package: Package, part: PartName) -> bytes:
    if is_utf8(package.head(part, _HEAD)):
        return package.read_part(part)
    return etree.tostring(package.tree(part), encoding="UTF-8")


def _workbook(sheets: list[str], *, date1904: bool) -> bytes:
    root = parsed(f'<workbook xmlns="{ns.MAIN}" xmlns:r="{ns.OFFICE}"/>'.encode())
    etree.SubElement(root, q("workbookPr")).set("date1904", str(int(date1904)))
    group = etree.SubElement(root, q("sheets"))
    for number, name in enumerate(sheets, 1):
        sheet = etree.SubElement(group, q("sheet"))
        sheet.set("name", name)
        sheet.set("sheetId", str(number))
        sheet.set(q("id", ns.OFFICE), f"rId{number}")
    return etree.tostring(root, encoding="UTF-8")


def _relationships(edges: list[tuple[str, str]]) -> str:
    elements = (f'<Relationship Id="rId{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(edges, 1))
    return f'<Relationships xmlns="{ns.PACKAGE}">{"".join(elements)}</Relationships>'
