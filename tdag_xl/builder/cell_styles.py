"""The named cell styles of the workbook, and the formats of its cells, each bound to one of them.

XlsxWriter writes formats but names no styles; `named` puts the names into the style sheet it wrote
(ECMA-376 Part 1 §18.8.7 cellStyle, §18.8.9 cellStyleXfs).
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.xml_part import parsed, serialized

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

ACCENT = "#0072B2"  # Okabe and Ito's blue: the inputs
_INK, _GREY = "#1F2933", "#52606D"


@dataclass(frozen=True)
class CellStyle:
    """A cell style as staff find it under Home › Cell Styles; `builtin` is its number where Excel knows it."""

    name: str
    properties: Mapping[str, Any]
    builtin: int | None = None


TITLE = CellStyle("TDAG Title", {"bold": True, "font_size": 16, "font_color": ACCENT})
HEADING_1 = CellStyle("Heading 1", {"bold": True, "font_size": 13, "font_color": ACCENT}, builtin=16)
COLUMN_HEADING = CellStyle(
    "TDAG Column heading",
    {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "bottom": 1,
        "bottom_color": ACCENT,
        "text_wrap": True,
        "valign": "vcenter",
    },
)
INPUT = CellStyle("TDAG Input", {"font_color": _INK, "valign": "top"})
CALCULATED = CellStyle("TDAG Calculated", {"font_color": _INK, "bg_color": "#E9EDF2", "valign": "top"})
NOTE = CellStyle("TDAG Note", {"italic": True, "font_color": _GREY, "valign": "top"})
LINK = CellStyle("Hyperlink", {"font_color": "#0563C1", "underline": 1, "valign": "top"}, builtin=8)
NORMAL = CellStyle("Normal", {}, builtin=0)

STYLES = (TITLE, HEADING_1, COLUMN_HEADING, INPUT, CALCULATED, NOTE, LINK)
"""Every style but Normal, in the order of the style sheet."""


class Formats:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, tuple[tuple[str, Any], ...]], tuple[CellStyle, Format]] = {}

    def of(self, style: CellStyle, **further: Any) -> Format:
        """The format of `style` with further XlsxWriter properties, such as `num_format`."""
        key = (style.name, tuple(sorted(further.items())))
        if key not in self._made:
            self._made[key] = (style, self._workbook.add_format({**style.properties, **further}))
        return self._made[key][1]

    def styles_by_index(self) -> dict[int, CellStyle]:
        """The style of each cell format in the style sheet, by its index, once the workbook is closed."""
        return {made.xf_index: style for style, made in self._made.values() if made.xf_index is not None}


def named(style_sheet: bytes, styles: Mapping[int, CellStyle]) -> bytes:
    """The style sheet with `STYLES` named, and the cell formats of `styles` (by index) bound to them.

    Every style must have a cell format without further properties, from which its own format is taken.
    """
    root = parsed(style_sheet)
    parents, formats, names = (_child(root, name) for name in ("cellStyleXfs", "cellXfs", "cellStyles"))
    cells = formats.findall(q("xf"))
    for style in STYLES:
        bound = [cells[index] for index, other in sorted(styles.items()) if other is style]
        parent = _parent_format(bound)
        number = str(len(parents))
        parents.append(parent)
        for cell in bound:
            cell.set("xfId", number)
        _append_name(names, style, number)
    for counted in (parents, names):
        counted.set("count", str(len(counted)))
    return serialized(root, style_sheet)


def _child(root: Element, name: str) -> Element:
    child = root.find(q(name))
    if child is None:
        raise ValueError(f"the style sheet has no {name}")
    return child


def _parent_format(bound: list[Element]) -> Element:
    parent = deepcopy(min(bound, key=lambda xf: xf.get("numFmtId") != "0"))
    del parent.attrib["xfId"]
    return parent


def _append_name(names: Element, style: CellStyle, number: str) -> None:
    name = etree.SubElement(names, q("cellStyle"), name=style.name, xfId=number)
    if style.builtin is not None:
        name.set("builtinId", str(style.builtin))
