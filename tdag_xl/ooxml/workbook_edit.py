"""Sheets added to and removed from a workbook part, its index-based attributes kept right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.errors import UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.part_edit import relate, unrelate
from tdag_xl.ooxml.schema_order import WORKBOOK, insert_in_order
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.xml_part import next_number, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName
    from tdag_xl.ooxml.workbook import SheetInfo


def add_sheet(package: Package, name: str, part: PartName) -> Workbook:
    """The workbook with a sheet more, after the last; `part` must be there."""
    book = Workbook(package)
    sheets = book.root.find(q("sheets"))
    if sheets is None:
        sheets = etree.Element(q("sheets"))
        insert_in_order(book.root, sheets, WORKBOOK)
    element = etree.SubElement(sheets, q("sheet"))
    element.set("name", name)
    element.set("sheetId", str(next_number(sheet.sheet_id for sheet in book.sheets)))
    element.set(q("id", ns.OFFICE), relate(package, book.part, ns.WORKSHEET, part))
    package.write_tree(book.part, book.root)
    return Workbook(package)


def remove_sheets(package: Package, gone: Sequence[SheetInfo], *, more_follow: bool) -> Workbook:
    """The workbook without the sheets `gone`: names local to them go, indexes of later sheets shift.

    Their parts stay until the package is swept. Raises UnsupportedWorkbookError where no visible sheet would be left
    and none is to follow.
    """
    book = Workbook(package)
    positions = {sheet.position for sheet in gone}
    left = [sheet for sheet in book.sheets if sheet.position not in positions]
    if not more_follow and not any(sheet.state == "visible" for sheet in left):
        raise UnsupportedWorkbookError(
            package.path,
            "the refresh would remove all sheets but hidden ones. Show another sheet, save, and refresh again.",
        )
    elements = book.root.findall(f"{q('sheets')}/{q('sheet')}")
    for sheet in gone:
        unrelate(package, book.part, sheet.relationship)
        _remove(elements[sheet.position])
    new = {sheet.position: index for index, sheet in enumerate(left)}
    for element in book.root.findall(f"{q('definedNames')}/{q('definedName')}"):
        if "localSheetId" in element.attrib:
            local = whole_number(element, "localSheetId")
            if local in new:
                element.set("localSheetId", str(new[local]))
            elif local in positions:
                _remove(element)
    _drop_empty(book.root, "definedNames")
    _shift_views(book, left, new)
    package.write_tree(book.part, book.root)
    return Workbook(package)


def _shift_views(book: Workbook, left: Sequence[SheetInfo], new: dict[int, int]) -> None:
    """The active and first shown tab stay the same sheets; where that sheet goes, the nearest visible one is it."""

    def nearest(position: int) -> str:
        visible = [sheet.position for sheet in left if sheet.state == "visible"]
        return str(new[min(visible, key=lambda p: (abs(p - position), p))]) if visible else "0"

    for view in book.root.iterfind(f"{q('bookViews')}/{q('workbookView')}"):
        for name in ("activeTab", "firstSheet"):
            if (text := view.get(name)) is not None or name == "activeTab":
                position = whole_number(view, name)
                index = str(new[position]) if position in new else nearest(position)
                if text is not None or index != "0":
                    view.set(name, index)
    ids = {str(sheet.sheet_id) for sheet in left}
    for view in book.root.iterfind(f"{q('customWorkbookViews')}/{q('customWorkbookView')}"):
        if left and view.get("activeSheetId") not in ids:
            view.set("activeSheetId", str(left[0].sheet_id))


def calculate_on_load(root: Element) -> None:
    """Ask Excel to compute all formulas when it opens the workbook, since figures they use have changed."""
    calculation = root.find(q("calcPr"))
    if calculation is None:
        calculation = etree.Element(q("calcPr"))
        insert_in_order(root, calculation, WORKBOOK)
    calculation.set("fullCalcOnLoad", "1")


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _drop_empty(root: Element, name: str) -> None:
    group = root.find(q(name))
    if group is not None and len(group) == 0:
        root.remove(group)
