"""Widths, page breaks and print scale of a generated sheet: ours until staff change them, then theirs."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.schema_order import WORKSHEET, insert_in_order
from tdag_xl.ooxml.xml_part import decimal_number, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

_ELEMENTS = {"rows": "rowBreaks", "columns": "colBreaks", "widths": "cols"}
_MOST_COLUMNS = 256


def setup_of(sheet: Element) -> dict[str, str]:
    """A fingerprint of each: page breaks by `rows` and `columns`, column `widths`, print `scale`.

    They are taken of what the elements mean, since programs write the same widths and breaks in many ways.
    """
    page = sheet.find(q("pageSetup"))
    facts = {
        "rows": " ".join(_breaks(sheet, "rowBreaks")),
        "columns": " ".join(_breaks(sheet, "colBreaks")),
        "widths": " ".join(_widths(sheet)),
        "scale": "100" if page is None else page.get("scale", "100"),
    }
    return {name: hashlib.sha256(fact.encode()).hexdigest()[:8] for name, fact in facts.items()}


def _breaks(sheet: Element, name: str) -> Iterator[str]:
    return (b.get("id", "0") for b in sheet.iterfind(f"{q(name)}/{q('brk')}") if b.get("man") in ("1", "true"))


def _widths(sheet: Element) -> Iterator[str]:
    for column in sheet.iterfind(f"{q('cols')}/{q('col')}"):
        if column.get("customWidth") in ("1", "true") or column.get("hidden") in ("1", "true"):
            first, last = whole_number(column, "min", 1), whole_number(column, "max", 1)
            width = f"{decimal_number(column, 'width'):.2f}{column.get('hidden', '')}"
            for number in range(first, min(last, first + _MOST_COLUMNS) + 1):
                yield f"{number}:{width}"


def take_over_setup(sheet: Element, fresh: Element, written: Mapping[str, str]) -> None:
    """Give `sheet` the setup of `fresh`, wherever it still has the one that was `written` last time."""
    now = setup_of(sheet)
    for name, element in _ELEMENTS.items():
        if now[name] == written.get(name):
            _replace(sheet, fresh, element)
    page, new = sheet.find(q("pageSetup")), fresh.find(q("pageSetup"))
    if page is not None and new is not None and now["scale"] == written.get("scale"):
        page.attrib.pop("scale", "")
        if (scale := new.get("scale")) is not None:
            page.set("scale", scale)


def _replace(sheet: Element, fresh: Element, name: str) -> None:
    old, new = sheet.find(q(name)), fresh.find(q(name))
    if old is not None:
        sheet.remove(old)
    if new is not None:
        insert_in_order(sheet, new, WORKSHEET)
