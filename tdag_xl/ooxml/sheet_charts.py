"""The charts of a generated sheet: ours replaced in their frames and parts, every other anchor left as it is."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.part_edit import add_xml_part, free_part, relate, unrelate
from tdag_xl.ooxml.schema_order import WORKSHEET, insert_in_order
from tdag_xl.ooxml.scratch import ScratchChart, chart_frame
from tdag_xl.ooxml.xml_part import DamagedPartError, next_number, parsed, serialized, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName

_DRAWING_TYPE = f"{ns.CONTENT}drawing+xml"
_CHART_TYPE = f"{ns.CONTENT}drawingml.chart+xml"
_EMPTY = f'<xdr:wsDr xmlns:xdr="{ns.SHEET_DRAWING}" xmlns:a="{ns.DRAWING}"/>'.encode()
_PROPERTIES = q("cNvPr", ns.SHEET_DRAWING)


@dataclass(frozen=True)
class SheetCharts:
    """The charts of one worksheet part, to be made those of the scratch."""

    package: Package
    part: PartName
    owned_prefix: str

    def put(self, root: Element, fresh: Sequence[ScratchChart]) -> frozenset[str]:
        """Make `fresh` our charts on the sheet; the folded names of their parts."""
        element = root.find(q("drawing"))
        if element is None and not fresh:
            return frozenset()
        drawing = self._drawing(root, element)
        tree = self.package.tree(drawing)
        ours = self._ours(tree, {chart.name for chart in fresh})
        parts = []
        for chart in fresh:
            anchor = ours.pop(chart.name, None)
            parts.append(self._add(drawing, tree, chart) if anchor is None else self._replace(drawing, anchor, chart))
        for anchor in ours.values():
            _, identifier = chart_frame(anchor)
            tree.remove(anchor)
            unrelate(self.package, drawing, identifier)
        self.package.write_tree(drawing, tree)
        return frozenset(part.folded for part in parts)

    def _drawing(self, root: Element, element: Element | None) -> PartName:
        """The sheet's drawing part, new where the sheet has none or names one that is not there."""
        if element is not None:
            identifier = element.get(q("id", ns.OFFICE))
            edges = self.package.relationships(self.part)
            found = next((e.part for e in edges if (e.id, e.type) == (identifier, ns.DRAWING_PART)), None)
            if found is not None and self.package.has(found):
                return found
        part = free_part(self.package, f"{self.package.workbook_part.folder}drawings/", "drawing")
        add_xml_part(self.package, part, _EMPTY, _DRAWING_TYPE)
        if element is None:
            element = etree.Element(q("drawing"))
            insert_in_order(root, element, WORKSHEET)
        element.set(q("id", ns.OFFICE), relate(self.package, self.part, ns.DRAWING_PART, part))
        return part

    def _ours(self, tree: Element, names: set[str]) -> dict[str, Element]:
        """Our anchors by chart name; of two with one name, the one with the lower id, the other is a copy."""
        found: dict[str, tuple[int, Element]] = {}
        for anchor in tree:
            name, identifier = chart_frame(anchor)
            if identifier and (name in names or name.startswith(self.owned_prefix)):
                number = _frame_id(anchor)
                if name not in found or number < found[name][0]:
                    found[name] = (number, anchor)
        return {name: anchor for name, (_, anchor) in found.items()}

    def _replace(self, drawing: PartName, old: Element, chart: ScratchChart) -> PartName:
        _, identifier = chart_frame(old)
        part = next((e.part for e in self.package.relationships(drawing) if e.id == identifier), None)
        if part is None:
            raise DamagedPartError(drawing, f"it leads to no part of the chart {chart.name!r}")
        anchor = _anchor(chart, _frame_id(old), identifier)
        anchor.tail = old.tail
        parent = old.getparent()
        if parent is not None:
            parent.replace(old, anchor)
        self.package.write_xml(part, _with_user_shapes(chart.data, self.package.tree(part)))
        return part

    def _add(self, drawing: PartName, tree: Element, chart: ScratchChart) -> PartName:
        part = free_part(self.package, f"{self.package.workbook_part.folder}charts/", "chart")
        add_xml_part(self.package, part, chart.data, _CHART_TYPE)
        free = next_number((whole_number(p, "id") for p in tree.iter(_PROPERTIES)), 2)
        tree.append(_anchor(chart, free, relate(self.package, drawing, ns.CHART_PART, part)))
        return part


def chart_names(package: Package, sheet: PartName) -> frozenset[str]:
    """The names of the frames of all charts on a worksheet."""
    drawings = (package.tree(part) for part in package.related(sheet, ns.DRAWING_PART) if package.has(part))
    return frozenset(chart_frame(anchor)[0] for tree in drawings for anchor in tree)


def _frame_id(anchor: Element) -> int:
    return whole_number(next(anchor.iter(_PROPERTIES)), "id")


def _anchor(chart: ScratchChart, number: int, relationship: str) -> Element:
    anchor = deepcopy(chart.anchor)
    for properties in anchor.iter(_PROPERTIES):
        properties.set("id", str(number))
    for element in anchor.iter(q("chart", ns.CHART)):
        element.set(q("id", ns.OFFICE), relationship)
    return anchor


def _with_user_shapes(data: bytes, old: Element) -> bytes:
    """The chart, with what staff drew inside the old one: a part that the chart's relationships still lead to."""
    shapes = old.find(q("userShapes", ns.CHART))
    if shapes is None:
        return data
    root = parsed(data)
    root.append(deepcopy(shapes))
    return serialized(root)
