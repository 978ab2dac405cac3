"""The order that the schema asks of children (ECMA-376 Part 1 §18.2.27, §18.3.1.99, §18.8.39)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml import namespaces as ns

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

WORKBOOK = """
fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames
calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects
extLst
"""
WORKSHEET = """
sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems
tableParts extLst
"""
STYLE_SHEET = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"


def insert_in_order(parent: Element, child: Element, schema: str) -> None:
    """Put `child` before the first child of `parent` that must follow it."""
    order = schema.split()
    rank = order.index(etree.QName(child).localname)
    for sibling in parent:
        if _rank(sibling, order) > rank:
            sibling.addprevious(child)
            return
    parent.append(child)


def _rank(element: Element, order: list[str]) -> int:
    """The element's place; alternative content stands where the first element that it wraps would."""
    if not isinstance(element.tag, str):
        return -1
    if element.tag == ns.q("AlternateContent", ns.COMPATIBILITY):
        wrapped = (child for choice in element if isinstance(choice.tag, str) for child in choice)
        return max((_rank(child, order) for child in wrapped), default=-1)
    name = etree.QName(element).localname
    return order.index(name) if name in order else -1
