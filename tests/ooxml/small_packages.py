"""Packages of a few parts, written by hand."""

import io
import zipfile
from pathlib import Path

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package

TYPES = f'<Types xmlns="{ns.TYPES}"><Default Extension="XML" ContentType="application/xml"/>%s</Types>'
RELATIONSHIPS = f'<Relationships xmlns="{ns.PACKAGE}">%s</Relationships>'


def package_of(members):
    """A package of members by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for name, data in members.items():
            book.writestr(name, data)
    return Package(Archive(stream, Path("book.xlsx")))


def edge(identifier, kind, target, mode=""):
    """The XML of a relationship."""
    return f'<Relationship Id="{identifier}" Type="{kind}" Target="{target}"{mode}/>'


def small(target="xl/workbook.xml", workbook="xl/workbook.xml", types="", inner="", members=()):
    """A package of a workbook part with the XML `inner`, the relationship to it, content types and more `members`."""
    return package_of(
        {
            "[Content_Types].xml": TYPES % types,
            "_rels/.rels": RELATIONSHIPS % edge("rId1", f"{ns.OFFICE}/officeDocument", target),
            workbook: f'<workbook xmlns="{ns.MAIN}" xmlns:r="{ns.OFFICE}">{inner}</workbook>',
            **dict(members),
        }
    )


def with_sheets(states, *, before="", after=""):
    """A workbook of sheets S0, S1 … with sheet ids from 11 on, visible (v) or hidden (h), in the order of `states`."""
    hidden = {"v": "", "h": ' state="hidden"'}
    sheets = "".join(
        f'<sheet name="S{n}" sheetId="{11 + n}"{hidden[state]} r:id="rId{n}"/>' for n, state in enumerate(states)
    )
    edges = "".join(edge(f"rId{n}", ns.WORKSHEET, f"worksheets/s{n}.xml") for n in range(len(states)))
    parts = {f"xl/worksheets/s{n}.xml": f'<worksheet xmlns="{ns.MAIN}"/>' for n in range(len(states))}
    return small(
        inner=f"{before}<sheets>{sheets}</sheets>{after}",
        members={"xl/_rels/workbook.xml.rels": RELATIONSHIPS % edges, **parts},
    )
