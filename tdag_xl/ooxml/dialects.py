"""The two dialects of the format: Transitional, in which this package works, and Strict (ECMA-376 Part 1, Annex A).

They differ in the names of namespaces and relationship types, and Strict writes percentages with their sign. What is
read from a Strict workbook is put into Transitional, and what is written to it into Strict.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.xml_part import parsed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STRICT = "http://purl.oclc.org/ooxml/"
_STRICT_RELATIONSHIP = f"{_STRICT}officeDocument/relationships"
_NAMES = {
    ns.MAIN: f"{_STRICT}spreadsheetml/main",
    ns.OFFICE: _STRICT_RELATIONSHIP,
    ns.DRAWING: f"{_STRICT}drawingml/main",
    ns.SHEET_DRAWING: f"{_STRICT}drawingml/spreadsheetDrawing",
    ns.CHART: f"{_STRICT}drawingml/chart",
    ns.CHART_DRAWING: f"{_STRICT}drawingml/chartDrawing",
}
_TRANSITIONAL_NAMES = {strict: name for name, strict in _NAMES.items()}
_NAMED = re.compile(r'(?<==")http://(?:schemas\.openxmlformats|purl\.oclc)\.org/[^"<>]*(?=")')
_TAG = re.compile(r"<[^<>!?/][^<>]*>")

_PERCENTAGES = [ns.q(name, _NAMES[ns.CHART]) for name in ("gapWidth", "overlap", "holeSize", "lblOffset")]
"""The elements of charts whose value is a percentage, in Transitional a whole number of percent (Part 4 §12.1)."""
_RUNS = [ns.q(name, _NAMES[ns.DRAWING]) for name in ("defRPr", "rPr")]


def transitional_relationship(kind: str) -> str:
    """The Transitional type of a relationship, which may be of either dialect."""
    return ns.OFFICE + kind.removeprefix(_STRICT_RELATIONSHIP) if kind.startswith(_STRICT_RELATIONSHIP) else kind


def strict_relationship(kind: str) -> str:
    """The Strict type of a relationship with a Transitional type."""
    return _STRICT_RELATIONSHIP + kind.removeprefix(ns.OFFICE) if kind.startswith(f"{ns.OFFICE}/") else kind


def is_strict_workbook(kind: str) -> bool:
    """Whether the type of relationship is that of a package to a Strict workbook."""
    return kind == strict_relationship(ns.WORKBOOK)


def in_transitional(root: Element) -> Element:
    """The part of a Strict workbook in Transitional names."""
    return _renamed(root, _TRANSITIONAL_NAMES)


def in_strict(root: Element) -> Element:
    """The part, which is in Transitional, for a Strict workbook."""
    strict = _renamed(root, _NAMES)
    for element in strict.iter(*_PERCENTAGES):
        if (percentage := element.get("val")) is not None:
            element.set("val", percentage.removesuffix("%") + "%")
    for run in strict.iter(*_RUNS):
        if run.get("baseline") == "0":  # a percentage too; without it the text stands on the line as well
            del run.attrib["baseline"]
    return strict


def _renamed(root: Element, names: dict[str, str]) -> Element:
    """A copy whose declarations, and attributes that name a namespace, say the new names; prefixes stay."""
    tree = root.getroottree()
    text = str(etree.tostring(tree, encoding="unicode"))
    encoding = tree.docinfo.encoding or "UTF-8"

    def renamed(tag: re.Match[str]) -> str:
        return _NAMED.sub(lambda name: names.get(name[0], name[0]), tag[0])

    return parsed(f'<?xml version="1.0" encoding="{encoding}"?>{_TAG.sub(renamed, text)}'.encode(encoding))
