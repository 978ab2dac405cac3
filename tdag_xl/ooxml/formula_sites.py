"""Where formulas stand in the parts of a workbook, and their texts replaced with nothing else touched.

A part is edited as text: of a worksheet with 100,000 cells only the formulas that change are written anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from html import escape, unescape
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml.formula_references import quoted
from tdag_xl.ooxml.xml_part import is_utf8, parsed

if TYPE_CHECKING:
    from collections.abc import Callable


class Site(Enum):
    """What the text is.

    A formula, one of a chart, a list of areas (`A1:B2 C3`), one of areas where Excel shall not mark errors, a pivot
    table's source, a link.
    """

    FORMULA = "formula"
    CHART = "chart"
    AREAS = "areas"
    UNCHECKED = "unchecked"
    PIVOT = "pivot"
    LINK = "link"


@dataclass(frozen=True)
class Edit:
    """A text that was replaced; `cell` where it stands in one."""

    site: Site
    cell: str
    before: str
    after: str


_TEXTS = "f|formula|formula1|formula2|calculatedColumnFormula|totalsRowFormula|FmlaLink|FmlaRange|FmlaGroup|sqref"
_ELEMENT = re.compile(rf"<((?:\w+:)?({_TEXTS}))(?:\s[^<>]*)?>([^<]*)</\1\s*>")
_ATTRIBUTE_NAMES = {
    "sp": "textlink",
    "formControlPr": "fmlaLink|fmlaRange|fmlaGroup|fmlaTxbx",
    "hyperlink": "location",
    "conditionalFormatting": "sqref",
    "dataValidation": "sqref",
    "protectedRange": "sqref",
    "ignoredError": "sqref",
}
_TAG = re.compile(rf"<(?:\w+:)?({'|'.join(_ATTRIBUTE_NAMES)})\s[^<>]*>")
_ATTRIBUTES = {tag: re.compile(rf"""\s({names})=("[^"<]*"|'[^'<]*')""") for tag, names in _ATTRIBUTE_NAMES.items()}
_ATTRIBUTE_SITES = {"sqref": Site.AREAS, "location": Site.LINK}
_PIVOT_SOURCE = re.compile(r"<(?:\w+:)?worksheetSource\s[^<>]*>")
_REF = re.compile(r"""\sref=("[^"<]*"|'[^'<]*')""")
_SHEET = re.compile(r"""\ssheet=("[^"<]*"|'[^'<]*')""")
_CELL = re.compile(r"""<(?:\w+:)?c\s[^<>]*?\br=["']([A-Z]+[0-9]+)["'][^<>]*(?<!/)>""")


def _escaped(formula: str, before: str) -> str:
    """The formula as XML text, or as the value of an attribute where the character `before` it is a quote."""
    entity = {'"': "&quot;", "'": "&apos;"}.get(before)
    text = escape(formula, quote=False)
    return text.replace(before, entity) if entity else text


def rewritten(data: bytes, rewrite: Callable[[Site, str], str], *, chart: bool) -> tuple[bytes, list[Edit]]:
    """The part with every formula that `rewrite` changes, and those edits; the same bytes when there are none.

    The source of a pivot table is offered as a sheet-qualified reference, and must stay one.
    """
    text = _text(data)
    edits: list[Edit] = []
    pieces: list[tuple[int, int, str]] = []

    def offer(site: Site, start: int, end: int, before: str) -> None:
        after = rewrite(site, before)
        if after != before:
            edits.append(Edit(site, _cell_before(text, start), before, after))
            pieces.append((start, end, _escaped(after, text[start - 1])))

    for match in _ELEMENT.finditer(text):
        site = Site.AREAS if match[2] == "sqref" else Site.CHART if chart else Site.FORMULA
        offer(site, match.start(3), match.end(3), unescape(match[3]))
    for tag in _TAG.finditer(text):
        for match in _ATTRIBUTES[tag[1]].finditer(text, tag.start(), tag.end()):
            site = Site.UNCHECKED if tag[1] == "ignoredError" else _ATTRIBUTE_SITES.get(match[1], Site.FORMULA)
            offer(site, match.start(2) + 1, match.end(2) - 1, unescape(match[2][1:-1]))
    for tag in _PIVOT_SOURCE.finditer(text):
        _offer_pivot(tag, rewrite, edits, pieces)
    if not edits:
        return data, []
    return _spliced(text, sorted(pieces)).encode(), edits


def _text(data: bytes) -> str:
    """The part's text; one in another encoding, or with CDATA sections, is first written as plain UTF-8."""
    if is_utf8(data[:200]) and b"<![CDATA[" not in data:
        return data.decode()
    tree = parsed(data).getroottree()
    return etree.tostring(tree, encoding="UTF-8", standalone=True).decode()


def _offer_pivot(
    tag: re.Match[str],
    rewrite: Callable[[Site, str], str],
    edits: list[Edit],
    pieces: list[tuple[int, int, str]],
) -> None:
    ref, sheet = _REF.search(tag.group()), _SHEET.search(tag.group())
    if ref is None or sheet is None or "r:id=" in tag.group():
        return
    before = f"{quoted(unescape(sheet[1][1:-1]))}!{ref[1][1:-1]}"
    after = rewrite(Site.PIVOT, before)
    if after != before:
        edits.append(Edit(Site.PIVOT, "", before, after))
        start = tag.start() + ref.start(1) + 1
        pieces.append((start, start + len(ref[1]) - 2, after.rpartition("!")[2]))


def _cell_before(text: str, position: int) -> str:
    """The address of the cell that holds the formula at `position`; empty for a formula outside cells."""
    near = text[max(0, position - 600) : position]
    found = list(_CELL.finditer(near))
    if not found or re.search(r"</(?:\w+:)?c>", near[found[-1].end() :]):
        return ""
    return found[-1][1]


def _spliced(text: str, pieces: list[tuple[int, int, str]]) -> str:
    out, at = [], 0
    for start, end, new in pieces:
        out += [text[at:start], new]
        at = end
    return "".join([*out, text[at:]])
