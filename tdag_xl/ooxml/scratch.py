"""The scratch workbook that XlsxWriter made, its sheets ready to be put into a master.

Cells are rewritten as text, in one pass that relies on XlsxWriter's regular output and checks that it is so: strings
go inline, because the master's shared strings stay as they are, and style ids become the master's.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.areas import CellSet, areas_of, cell_position, runs_of
from tdag_xl.ooxml.explicit_charts import explicit_chart
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.xml_part import parsed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.part_names import PartName
    from tdag_xl.ooxml.styles import StyleMaps
    from tdag_xl.ooxml.workbook import SheetInfo

_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"(?: s="([0-9]+)")?(?: t="s"><v>([0-9]+)</v>)?')
_ROW = re.compile(r'<row r="([0-9]+)"(?: spans="[0-9:]+")?([^>]*?)(?: x14ac:dyDescent="[0-9.]+")?(/?)>')
_STYLE = re.compile(r' s="([0-9]+)"')
_STRING = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_GRAPHIC_FRAME = f".//{q('graphicFrame', ns.SHEET_DRAWING)}"


@dataclass(frozen=True)
class ScratchChart:
    """A chart: the name of its frame, the anchor that holds the frame, and the chart part's bytes, made explicit."""

    name: str
    anchor: Element
    data: bytes


@dataclass(frozen=True)
class ScratchSheet:
    """A sheet: `root` without its rows, `rows` with strings inline and the master's style ids, `cells` all written."""

    name: str
    root: Element
    rows: Element
    cells: CellSet
    tables: tuple[Element, ...]
    charts: tuple[ScratchChart, ...]
    names: dict[str, str]


def scratch_package(data: bytes) -> Package:
    """The package of a workbook in memory."""
    return Package(Archive(io.BytesIO(data), Path("scratch.xlsx")))


def scratch_sheets(scratch: Package, styles: StyleMaps) -> dict[str, ScratchSheet]:
    """The scratch's sheets by name. Raises ValueError where XlsxWriter's output is not as expected."""
    book = Workbook(scratch)
    strings = _strings(scratch, book.part)
    sheets = {}
    for sheet in book.sheets:
        if sheet.part is None:
            raise ValueError(f"the scratch sheet {sheet.name!r} has no part")
        local = {name.name: name.text for name in book.names if name.sheet == sheet.position}
        sheets[sheet.name] = _sheet(scratch, sheet, sheet.part, strings, styles, local)
    return sheets


def _strings(scratch: Package, book: PartName) -> list[str]:
    parts = scratch.related(book, ns.SHARED_STRINGS)
    return _STRING.findall(scratch.read_part(parts[0]).decode()) if parts else []


def _sheet(
    scratch: Package, sheet: SheetInfo, part: PartName, strings: list[str], styles: StyleMaps, names: dict[str, str]
) -> ScratchSheet:
    text = scratch.read_part(part).decode()
    before, rows_there, rest = text.partition("<sheetData>")
    inner, _, after = rest.partition("</sheetData>")
    root = parsed((f"{before}<sheetData/>{after}" if rows_there else text).encode())
    _map_styles(root, styles)
    rows = master_rows(inner, strings, styles.formats)
    tables = tuple(scratch.tree(table) for table in scratch.related(part, ns.TABLE))
    for table in tables:
        map_differential(table, styles)
    data = parsed(f'<sheetData xmlns="{ns.MAIN}">{rows}</sheetData>'.encode())
    return ScratchSheet(sheet.name, root, data, _cells(data), tables, _charts(scratch, part), names)


def master_rows(rows: str, strings: list[str], formats: tuple[int, ...]) -> str:
    """The text of the rows with strings inline and style ids mapped. Raises ValueError for what is not regular."""

    def cell(match: re.Match[str]) -> str:
        address, style, string = match.groups()
        mapped = f' s="{formats[int(style)]}"' if style else ""
        inline = f' t="inlineStr"><is>{strings[int(string)]}</is>' if string else ""
        return f'<c r="{address}"{mapped}{inline}'

    def row(match: re.Match[str]) -> str:
        attributes = _STYLE.sub(lambda style: f' s="{formats[int(style[1])]}"', match[2])
        return f'<row r="{match[1]}"{attributes}{match[3]}>'

    text, count = _CELL.subn(cell, rows)
    text = _ROW.sub(row, text)
    if count != rows.count("<c ") or "<f>" in rows or "x14ac:" in text or ' t="s"' in text:
        raise ValueError("the scratch's cells are not written as XlsxWriter 3.3.1 writes them, or hold formulas")
    return text


def _cells(data: Element) -> CellSet:
    """The cells of the rows; addresses within a row that is one run are not read one by one."""
    rows = []
    for row in data:
        if len(row) == 0:
            continue
        number, first = cell_position(row[0].get("r", ""))
        _, last = cell_position(row[-1].get("r", ""))
        whole = last - first + 1 == len(row)
        columns = (cell_position(cell.get("r", ""))[1] for cell in row)
        rows.append((number, [(first, last)] if whole else runs_of(columns)))
    return CellSet(areas_of(rows))


def _map_styles(root: Element, styles: StyleMaps) -> None:
    for column in root.iterfind(f"{q('cols')}/{q('col')}"):
        if style := column.get("style"):
            column.set("style", str(styles.formats[int(style)]))
    for rule in root.iter(q("cfRule")):
        if differential := rule.get("dxfId"):
            rule.set("dxfId", str(styles.differential[int(differential)]))


def map_differential(table: Element, styles: StyleMaps) -> None:
    """Give the table's and its columns' differential formats the master's ids."""
    for element in table.iter():
        for name, value in element.items():
            if str(name).endswith("DxfId"):
                element.set(name, str(styles.differential[int(value)]))


def _charts(scratch: Package, sheet: PartName) -> tuple[ScratchChart, ...]:
    charts = []
    for drawing in scratch.related(sheet, ns.DRAWING_PART):
        edges = {edge.id: edge for edge in scratch.relationships(drawing)}
        for anchor in scratch.tree(drawing):
            name, identifier = chart_frame(anchor)
            part = edges[identifier].part if identifier in edges else None
            if part is None or scratch.relationships(part):
                raise ValueError(f"the scratch's drawing holds {name or 'an object'}, which is no chart by itself")
            charts.append(ScratchChart(name, anchor, explicit_chart(scratch.read_part(part))))
    return tuple(charts)


def chart_frame(anchor: Element) -> tuple[str, str]:
    """The name of the anchor's chart and the id of the relationship to its part; both empty for another object."""
    frame = anchor.find(_GRAPHIC_FRAME)
    chart = frame.find(f".//{q('chart', ns.CHART)}") if frame is not None else None
    properties = frame.find(f".//{q('cNvPr', ns.SHEET_DRAWING)}") if frame is not None else None
    if chart is None or properties is None:
        return "", ""
    return properties.get("name", ""), chart.get(q("id", ns.OFFICE), "")
