"""Charts that say what XlsxWriter leaves out, so that nobody takes it for true.

An element of ECMA-376 Part 1 §21.2.2 that is left out is false to Excel 2007, whose files XlsxWriter writes, and may be
true to later programs, which tell by the version in the properties of the workbook; a master has its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.xml_part import parsed, serialized

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_AXIS = "axId scaling"
_LABELS = "numFmt spPr txPr dLblPos"
_FALSE = (
    ("chartSpace", "roundedCorners", "date1904 lang"),
    ("chart", "autoTitleDeleted", "title"),
    ("title", "overlay", "tx layout"),
    ("legend", "overlay", "legendPos legendEntry layout"),
    ("barChart", "varyColors", "barDir grouping"),
    ("ser", "invertIfNegative", "idx order tx spPr"),
    ("catAx", "delete", _AXIS),
    ("valAx", "delete", _AXIS),
    ("catAx", "noMultiLvlLbl", "*"),
    ("dLbls", "showLegendKey", _LABELS),
    ("dLbls", "showCatName", f"{_LABELS} showLegendKey showVal"),
    ("dLbls", "showSerName", f"{_LABELS} showLegendKey showVal showCatName"),
    ("dLbls", "showPercent", f"{_LABELS} showLegendKey showVal showCatName showSerName"),
    ("dLbls", "showBubbleSize", f"{_LABELS} showLegendKey showVal showCatName showSerName showPercent"),
)
"""Parent, child, and the children before it in the schema (`*`: all)."""


def explicit_chart(data: bytes) -> bytes:
    """The chart part with every element that is false by being left out."""
    root = parsed(data)
    for parent, child, before in _FALSE:
        for element in list(root.iter(q(parent, ns.CHART))):
            if element.find(q(child, ns.CHART)) is None:
                element.insert(_place(element, before), _false(child))
    return serialized(root, data)


def _place(parent: Element, before: str) -> int:
    if before == "*":
        return len(parent)
    names = {q(name, ns.CHART) for name in before.split()}
    return sum(child.tag in names for child in parent)


def _false(name: str) -> Element:
    element = etree.Element(q(name, ns.CHART), nsmap={"c": ns.CHART})
    element.set("val", "0")
    return element
