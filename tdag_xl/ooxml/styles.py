"""The scratch's styles merged into the master's: appended where new, found again where there.

Nothing of the master's style sheet is changed or removed (ECMA-376 Part 1 §18.8), so that each of its ids keeps its
meaning; two merges of the same styles leave what one left.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.part_edit import add_xml_part, relate
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.schema_order import STYLE_SHEET, insert_in_order
from tdag_xl.ooxml.xml_part import next_number, parsed, serialized, whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package

_CONTENT_TYPE = f"{ns.CONTENT}spreadsheetml.styles+xml"
_EMPTY = f'<styleSheet xmlns="{ns.MAIN}"/>'.encode()
_BUILT_IN = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "@": 49}
_FIRST_CUSTOM_FORMAT = 164
_NEEDED = ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
"""The lists of which index 0 is the default of every cell."""


@dataclass(frozen=True)
class StyleMaps:
    """Where the scratch's cell formats and differential formats stand in the master."""

    formats: tuple[int, ...]
    differential: tuple[int, ...]


def merged_styles(package: Package, scratch: Package) -> StyleMaps:
    """The ids in `package` of the scratch's styles; what the master lacks is appended to its style sheet."""
    part = next(iter(package.related(package.workbook_part, ns.STYLES)), None)
    there = part is not None and package.has(part) and package.read_part(part).strip() != b""
    root = package.tree(part) if part is not None and there else parsed(_EMPTY)
    own = scratch.tree(scratch.related(scratch.workbook_part, ns.STYLES)[0])
    merge = _Merge(root, own)
    maps = StyleMaps(tuple(merge.cell_formats()), tuple(merge.differential_formats()))
    if merge.appended:
        if part is not None and there:
            package.write_tree(part, root)
        else:
            part = part or PartName(f"{package.workbook_part.folder}styles.xml")
            add_xml_part(package, part, serialized(root), _CONTENT_TYPE)
            relate(package, package.workbook_part, ns.STYLES, part)
    return maps


class _Merge:
    """One merge of the style sheet `scratch` into `master`."""

    def __init__(self, master: Element, scratch: Element) -> None:
        self.master, self.scratch = master, scratch
        self.appended = False
        self._known: dict[str, dict[object, int]] = {}
        for name in _NEEDED:
            self._ensure_default(name)

    def _ensure_default(self, name: str) -> None:
        if self.master.find(q(name)) is None or len(self._items(self.master, name)) == 0:
            for item in self._items(self.scratch, name)[:1]:
                self._append(name, deepcopy(item))

    def cell_formats(self) -> list[int]:
        fonts = [0, *(self._font(item) for item in self._items(self.scratch, "fonts")[1:])]
        fills = [self._index("fills", item) for item in self._items(self.scratch, "fills")]
        borders = [self._index("borders", item) for item in self._items(self.scratch, "borders")]
        codes = self._codes(self.scratch)
        normal = self._normal()
        ids = [0]  # an unformatted cell takes the master's default
        for item in self._items(self.scratch, "cellXfs")[1:]:
            cell = deepcopy(item)
            number = item.get("numFmtId", "0")
            cell.set("numFmtId", str(self._number_format(codes[number])) if number in codes else number)
            cell.set("fontId", str(fonts[whole_number(item, "fontId")]))
            cell.set("fillId", str(fills[whole_number(item, "fillId")]))
            cell.set("borderId", str(borders[whole_number(item, "borderId")]))
            cell.set("xfId", normal)
            ids.append(self._index("cellXfs", cell))
        return ids

    def differential_formats(self) -> list[int]:
        ids = []
        for item in self._items(self.scratch, "dxfs"):
            differential = deepcopy(item)
            for number in differential.iter(q("numFmt")):
                number.set("numFmtId", str(self._number_format(number.get("formatCode", "General"))))
            ids.append(self._index("dxfs", differential))
        return ids

    def _normal(self) -> str:
        for style in self._items(self.master, "cellStyles"):
            if style.get("builtinId") == "0":
                return style.get("xfId", "0")
        return "0"

    def _font(self, item: Element) -> int:
        """The font's index; a font with the face of the scratch's default gets the face of the master's."""
        default = self._items(self.scratch, "fonts")[0]
        font = deepcopy(item)
        if _value(font, "name") == _value(default, "name"):
            _take_face(font, self._items(self.master, "fonts")[0])
        return self._index("fonts", font)

    def _codes(self, root: Element) -> dict[str, str]:
        return {n.get("numFmtId", ""): n.get("formatCode", "") for n in self._items(root, "numFmts")}

    def _number_format(self, code: str) -> int:
        if code in _BUILT_IN:
            return _BUILT_IN[code]
        codes = {whole_number(n, "numFmtId"): n.get("formatCode") for n in self._items(self.master, "numFmts")}
        for number, known in codes.items():
            if known == code:
                return number
        free = next_number(codes, _FIRST_CUSTOM_FORMAT)
        item = etree.Element(q("numFmt"))
        item.set("numFmtId", str(free))
        item.set("formatCode", code)
        self._append("numFmts", item)
        return free

    def _index(self, name: str, item: Element) -> int:
        if name not in self._known:
            known: dict[object, int] = {}
            for index, own in enumerate(self._items(self.master, name)):
                known.setdefault(_structure(own), index)
            self._known[name] = known
        known = self._known[name]
        key = _structure(item)
        if key not in known:
            known[key] = len(self._items(self.master, name))
            self._append(name, item)
        return known[key]

    def _append(self, name: str, item: Element) -> None:
        items = self.master.find(q(name))
        if items is None:
            items = etree.Element(q(name))
            insert_in_order(self.master, items, STYLE_SHEET)
        items.append(item)
        items.set("count", str(len(self._items(self.master, name))))
        self.appended = True

    @staticmethod
    def _items(root: Element, name: str) -> list[Element]:
        items = root.find(q(name))
        return [] if items is None else [item for item in items if isinstance(item.tag, str)]


def _structure(element: Element) -> object:
    children = tuple(_structure(child) for child in element if isinstance(child.tag, str))
    return element.tag, tuple(sorted(element.items())), (element.text or "").strip(), children


def _value(font: Element, name: str) -> str | None:
    child = font.find(q(name))
    return None if child is None else child.get("val")


def _take_face(font: Element, default: Element) -> None:
    for name in ("name", "family", "charset", "scheme"):
        mine, theirs = font.find(q(name)), default.find(q(name))
        if mine is not None:
            font.remove(mine)
        if theirs is not None:
            font.append(deepcopy(theirs))
