"""Cells of new rows: values as they stand in a worksheet, with the formats of the cells above them."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml.areas import cell_position, column_letters
from tdag_xl.ooxml.date_formats import DateFormats
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.row_room import body_of
from tdag_xl.ooxml.xml_part import whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.workbook import TableInfo, Workbook

Value = bool | int | float | str | dt.date | None

_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LEAP_DAY = 60
"""The number of 29 February 1900, a day that Excel has and the calendar has not."""
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class CellWriter:
    """Puts cells into rows of a sheet under those of `table`, whose last row has the formats to take."""

    def __init__(
        self, package: Package, book: Workbook, table: TableInfo, root: Element, rows: Mapping[int, Element]
    ) -> None:
        self._date1904 = book.date1904
        self._dates = DateFormats(package, book)
        self._styles = _styles(table, root, rows)
        self._last = body_of(table).bottom

    def put(self, row: Element, column: int, value: Value, formula: str | None) -> None:
        """The cell with the value, or the formula, in place of a blank one; text stays text, whatever it starts with.

        Formulas have no value until they are calculated. A day gets a format of days if the column has none.
        """
        address = f"{column_letters(column)}{row.get('r')}"
        old = next((cell for cell in row.iterchildren(q("c")) if cell.get("r") == address), None)
        style = self._styles.get(column, 0)
        if old is not None and whole_number(row, "r") <= self._last:
            style = whole_number(old, "s") or style
        if isinstance(value, dt.date):
            style = self._dates.of(style)
        cell = etree.Element(q("c"))
        cell.set("r", address)
        if style:
            cell.set("s", str(style))
        _fill(cell, value, formula, date1904=self._date1904)
        if old is not None:
            row.replace(old, cell)
        elif len(cell) or style:
            _insert(row, cell, column)


def _styles(table: TableInfo, root: Element, rows: Mapping[int, Element]) -> dict[int, int]:
    """The format of each column's last cell in the table, else of the sheet's column."""
    styles: dict[int, int] = {}
    body = body_of(table)
    columns = set(range(table.area.left, table.area.right + 1))
    for number in range(body.bottom, body.top - 1, -1):
        for cell in () if number not in rows else rows[number].iterchildren(q("c")):
            column = cell_position(cell.get("r", ""))[1]
            if column in columns - styles.keys():
                styles[column] = whole_number(cell, "s")
        if len(styles) == len(columns):
            return styles
    for element in root.iterfind(f"{q('cols')}/{q('col')}"):
        for column in columns - styles.keys():
            if whole_number(element, "min") <= column <= whole_number(element, "max"):
                styles[column] = whole_number(element, "style")
    return styles


def _fill(cell: Element, value: Value, formula: str | None, *, date1904: bool) -> None:
    if formula is not None:
        etree.SubElement(cell, q("f")).text = formula
    elif isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, q("is")), q("t"))
        text.text = escaped(value)
        if value != value.strip():
            text.set(_XML_SPACE, "preserve")
    elif isinstance(value, bool):
        cell.set("t", "b")
        etree.SubElement(cell, q("v")).text = str(int(value))
    elif isinstance(value, dt.date):
        etree.SubElement(cell, q("v")).text = repr(serial(value, date1904=date1904))
    elif value is not None:
        etree.SubElement(cell, q("v")).text = repr(value)


def _insert(row: Element, cell: Element, column: int) -> None:
    """Put the cell before the first one to its right; the hint which columns the row uses goes where it is wrong."""
    row.attrib.pop("spans", "")
    for other in row:
        if other.tag != q("c") or cell_position(other.get("r", ""))[1] > column:
            other.addprevious(cell)
            return
    row.append(cell)


def serial(day: dt.date, *, date1904: bool) -> int | float:
    """The number of a day, or moment (ECMA-376 Part 1 §18.17.4.1); before 1 March 1900 as if that year had a leap day.

    >>> serial(dt.date(2022, 1, 1), date1904=False), serial(dt.datetime(1904, 1, 2, 12), date1904=True)
    (44562, 1.5)
    """
    moment = day.replace(tzinfo=None) if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
    passed = moment - (dt.datetime(1904, 1, 1) if date1904 else dt.datetime(1899, 12, 30))  # noqa: DTZ001 - a calendar day
    early = not date1904 and passed.days <= _LEAP_DAY
    return (passed / dt.timedelta(days=1) if isinstance(day, dt.datetime) else passed.days) - early


def escaped(text: str) -> str:
    r"""`text` as ST_Xstring (ECMA-376 Part 1 §22.9.2.19) has it: what XML cannot hold, and what looks so, escaped.

    >>> escaped("a\x07b"), escaped("_x0041_")
    ('a_x0007_b', '_x005F_x0041_')
    """
    return _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
