"""The scratch workbook that XlsxWriter made, its sheets ready to be put into a master.

Cells are rewritten as text, in one pass that relies on XlsxWriter's regular output and checks that it is so: strings
go inline, because the master's shared strings stay as they are, and style ids become the master's.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.areas import Area, CellSet, areas_of, column_number, runs_of
from tdag_xl.ooxml.explicit_charts import explicit_chart
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.xml_part import parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.part_names import PartName
    from tdag_xl.ooxml.styles import StyleMaps
    from tdag_xl.ooxml.workbook import SheetInfo
    from tdag_xl.ooxml.worksheet import FreshRow

_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"(?: s="([0-9]+)")?(?: t="s"><v>([0-9]+)</v>)?')
_ROW = re.compile(r'<row r="([0-9]+)"(?: spans="[0-9:]+")?([^>]*?)(?: x14ac:dyDescent="[0-9.]+")?(/?)>')
_WHOLE_ROW = re.compile(r'<row r="([0-9]+)"[^>]*(?:/>|(?<!/)>.*?</row>)', re.DOTALL)
_COLUMN = re.compile('<c r="([A-Z]+)')
_STYLED = re.compile('<c r="([A-Z]+)[0-9]+" s="([0-9]+)"')
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
    rows: Iterable[FreshRow]
    cells: CellSet
    tables: tuple[Element, ...]
    charts: tuple[ScratchChart, ...]
    names: dict[str, str]


@dataclass(frozen=True)
class Body:
    """Rows of a sheet that are too many for the scratch: `areas` are their cells.

    The scratch has its last row in the place of their first, as a model, and its tables end there. `rows` gives them in
    the default namespace and with strings inline, when told the master's cell format of each column of the model.
    """

    areas: tuple[Area, ...]
    rows: Callable[[Mapping[int, int]], Iterator[FreshRow]]


_NO_BODY = Body((), lambda styles: iter(()))


def scratch_package(data: bytes) -> Package:
    """The package of a workbook in memory."""
    return Package(Archive(io.BytesIO(data), Path("scratch.xlsx")))


def scratch_sheets(
    scratch: Package, styles: StyleMaps, bodies: Mapping[str, Body] = MappingProxyType({})
) -> dict[str, ScratchSheet]:
    """The scratch's sheets by name, those named in `bodies` with more rows.

    Raises ValueError where XlsxWriter's output is not as expected.
    """
    book = Workbook(scratch)
    strings = _strings(scratch, book.part)
    sheets = {}
    for sheet in book.sheets:
        if sheet.part is None:
            raise ValueError(f"the scratch sheet {sheet.name!r} has no part")
        local = {name.name: name.text for name in book.names if name.sheet == sheet.position}
        body = bodies.get(sheet.name, _NO_BODY)
        sheets[sheet.name] = _sheet(scratch, sheet, sheet.part, strings, styles, body, local)
    return sheets


def _strings(scratch: Package, book: PartName) -> list[str]:
    parts = scratch.related(book, ns.SHARED_STRINGS)
    return _STRING.findall(scratch.read_part(parts[0]).decode()) if parts else []


def _sheet(
    scratch: Package,
    sheet: SheetInfo,
    part: PartName,
    strings: list[str],
    styles: StyleMaps,
    body: Body,
    names: dict[str, str],
) -> ScratchSheet:
    text = scratch.read_part(part).decode()
    before, rows_there, rest = text.partition("<sheetData>")
    inner, _, after = rest.partition("</sheetData>")
    root = parsed((f"{before}<sheetData/>{after}" if rows_there else text).encode())
    _map_styles(root, styles)
    head = _rows(master_rows(inner, strings, styles.formats))
    model = _styles(head.pop()) if body.areas else {}
    cells = CellSet(areas_of(chain(map(_runs, head), _body_runs(body.areas))))
    rows = _Rows(head, body, model)
    tables = tuple(scratch.tree(table) for table in scratch.related(part, ns.TABLE))
    for table in tables:
        map_differential(table, styles)
        _lengthen(table, body.areas)
    return ScratchSheet(sheet.name, root, rows, cells, tables, _charts(scratch, part), names)


@dataclass(frozen=True)
class _Rows:
    """The rows of the scratch, and those of the body under them."""

    head: list[FreshRow]
    body: Body
    model: Mapping[int, int]

    def __iter__(self) -> Iterator[FreshRow]:
        return chain(self.head, self.body.rows(self.model))


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


def _rows(text: str) -> list[FreshRow]:
    return [(int(row[1]), row[0]) for row in _WHOLE_ROW.finditer(text)]


def _styles(row: FreshRow) -> dict[int, int]:
    """The cell formats of the row by column."""
    return {column_number(letters): int(style) for letters, style in _STYLED.findall(row[1])}


def _runs(row: FreshRow) -> tuple[int, list[tuple[int, int]]]:
    """The row's number, and which of its columns have cells."""
    number, text = row
    return number, runs_of(column_number(letters) for letters in _COLUMN.findall(text))


def _body_runs(areas: Sequence[Area]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    top, bottom = min((area.top for area in areas), default=1), max((area.bottom for area in areas), default=0)
    for row in range(top, bottom + 1):
        yield row, [(area.left, area.right) for area in areas if area.top <= row <= area.bottom]


def _lengthen(table: Element, bodies: Sequence[Area]) -> None:
    """Let the table, and its filter, reach to the end of its body."""
    area = Area.of(table.get("ref", ""))
    for body in bodies:
        if (body.top, body.left, body.right) == (area.top + 1, area.left, area.right):
            for element in (table, *table.iterfind(q("autoFilter"))):
                element.set("ref", Area(area.top, area.left, body.bottom, area.right).text)


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
