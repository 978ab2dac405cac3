"""Rows of a worksheet as text that stands in its part, and the part put together from its tree and that text."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml import etree

from tdag_xl.ooxml.dialects import in_strict
from tdag_xl.ooxml.namespaces import MAIN, q
from tdag_xl.ooxml.schema_order import WORKSHEET, insert_in_order
from tdag_xl.ooxml.xml_part import head_of, parsed, serialized

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.content import Packed
    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName

_DATA = q("sheetData")
_START = f'<row xmlns="{MAIN}" '
_UTF8 = ("UTF-8", "UTF8")


class RowTexts:
    """How rows are spelled in the worksheet `root`, whose namespaces are declared in its first tag."""

    def __init__(self, root: Element) -> None:
        self._data = etree.SubElement(etree.Element(root.tag, nsmap=cast("dict[str, str]", root.nsmap)), _DATA)
        self._is_default = root.nsmap.get(None) == MAIN
        self._data.text = "|"
        text = self._document()
        self._before, self._behind = text.rindex("|"), text.rindex("|") + 1 - len(text)
        self._data.text = None

    def of_element(self, row: Element) -> str:
        """The row, which is taken out of its tree, with the white space behind it."""
        self._data.append(row)
        text = self._document()[self._before : self._behind]
        self._data.remove(row)
        return text

    def of_text(self, row: str) -> str:
        """The row, which is written in the default namespace."""
        return row if self._is_default else self.of_element(element_of(row))

    def _document(self) -> str:
        return str(etree.tostring(self._data.getroottree(), encoding="unicode"))


def element_of(row: str) -> Element:
    """The row, which is written in the default namespace, as a tree."""
    return etree.fromstring(row.replace("<row ", _START, 1))


def data_of(root: Element) -> Element:
    """The place of the rows in a worksheet, made where there is none."""
    data = root.find(_DATA)
    if data is None:
        data = etree.Element(_DATA)
        insert_in_order(root, data, WORKSHEET)
    return data


def write_sheet(package: Package, part: PartName, root: Element, rows: Packed, like: bytes) -> None:
    """Put the worksheet `root` with `rows`, in UTF-8, as its rows; its beginning is in the manner of the bytes `like`.

    A part in another encoding, or of a Strict workbook, is held as one tree on the way.
    """
    before, behind = _around_rows(root)
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    if not package.is_strict and encoding.upper() in _UTF8:
        package.write_part(part, rows.between(head_of(like) + before.encode(), behind.encode()))
        return
    text = f'<?xml version="1.0" encoding="{encoding}"?>{before}{b"".join(rows).decode()}{behind}'
    again = parsed(text.encode(encoding, "xmlcharrefreplace"))
    package.write_part(part, serialized(in_strict(again) if package.is_strict else again, like))


def _around_rows(root: Element) -> tuple[str, str]:
    """The text of the worksheet before and behind its rows."""
    tree, data = root.getroottree(), data_of(root)
    mark, space = "rows", data.text or ""
    while mark in etree.tostring(tree, encoding="unicode"):
        mark += "_"
    data.text = mark
    before, _, behind = str(etree.tostring(tree, encoding="unicode")).partition(mark)
    data.text = space
    return before + space, behind
