"""The cells of a worksheet one after another, and a worksheet cut down to some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml.areas import LAST_COLUMN, LAST_ROW, Area, cell_position, column_letters
from tdag_xl.ooxml.namespaces import MAIN
from tdag_xl.ooxml.xml_part import DamagedPartError, whole_number
from tdag_xl.ooxml.xml_stream import events

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element


def cells(chunks: Iterable[bytes]) -> Iterator[tuple[int, int, Element]]:
    """Row, column and element of each cell, in the order of the part; an element lives until the next is asked for.

    A row or cell without an address follows the one before it (ECMA-376 Part 1 §18.3.1.73, §18.3.1.4). Raises
    DamagedPartError for what is not well formed, or outside the sheet.
    """
    row = column = 0
    for event, element in events(chunks, ("{*}row", "{*}c")):
        is_row = str(element.tag).endswith("row")
        if event == "start":
            row, column = (whole_number(element, "r", row + 1), 0) if is_row else (row, column)
        elif not is_row:
            address = element.get("r")
            here = (row, column + 1) if address is None else cell_position(address)
            if here[0] > LAST_ROW or here[1] > LAST_COLUMN:
                raise DamagedPartError("", f"a cell stands in row {here[0]:,} and column {here[1]:,}")
            column = here[1]
            yield *here, element
        if event == "end" and (parent := element.getparent()) is not None:
            parent.remove(element)


def cut_sheet(chunks: Iterable[bytes], area: Area) -> bytes:
    """A worksheet that holds the cells of `area` alone. Raises DamagedPartError."""
    rows: dict[int, list[str]] = {}
    for row, column, element in cells(chunks):
        if area.holds(row, column):
            element.set("r", f"{column_letters(column)}{row}")
            rows.setdefault(row, []).append(etree.tostring(element, encoding="unicode", with_tail=False))
    written = (f'<row r="{row}">{"".join(held)}</row>' for row, held in sorted(rows.items()))
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(written)}</sheetData></worksheet>'.encode()
