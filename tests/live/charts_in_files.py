"""What the charts of a saved workbook show, read from the file itself."""

from __future__ import annotations

import posixpath
import zipfile
from typing import NamedTuple

from lxml import etree

_NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}
_ID = f"{{{_NS['r']}}}id"
_KINDS = {("barChart", "bar"): "bar_clustered", ("barChart", "col"): "column_clustered"}


class ShownChart(NamedTuple):
    """A chart's type and title, and for each series the cells of its name, its categories and its values."""

    kind: str
    title: str | None
    series: tuple[tuple[str, str, str], ...]


def charts_by_sheet(path) -> dict[str, dict[str, ShownChart]]:
    """The charts of every sheet by the names of their frames."""
    with zipfile.ZipFile(path) as file:
        sheets = _tree(file, "xl/workbook.xml").iterfind("main:sheets/main:sheet", _NS)
        targets = _related(file, "xl/workbook.xml")
        return {sheet.get("name"): _charts(file, targets[sheet.get(_ID)]) for sheet in sheets}


def _charts(file, sheet):
    drawings = [part for part in _related(file, sheet).values() if "/drawings/drawing" in part]
    found = {}
    for drawing in drawings:
        targets = _related(file, drawing)
        for frame in _tree(file, drawing).iter(f"{{{_NS['xdr']}}}graphicFrame"):
            for chart in frame.iter(f"{{{_NS['c']}}}chart"):
                name = frame.find("xdr:nvGraphicFramePr/xdr:cNvPr", _NS).get("name")
                found[name] = _shown(_tree(file, targets[chart.get(_ID)]))
    return found


def _shown(tree):
    [plot] = [element for element in tree.find("c:chart/c:plotArea", _NS) if element.find("c:ser", _NS) is not None]
    direction = plot.find("c:barDir", _NS)
    kind = etree.QName(plot).localname, direction.get("val") if direction is not None else ""
    title = tree.findall("c:chart/c:title//a:t", _NS)
    return ShownChart(
        _KINDS.get(kind, kind[0]),
        "".join(text.text for text in title) if title else None,
        tuple(
            tuple(series.findtext(f"c:{part}//c:f", "", _NS).replace("'", "") for part in ("tx", "cat", "val"))
            for series in plot.iterfind("c:ser", _NS)
        ),
    )


def _tree(file, part):
    return etree.fromstring(file.read(part))


def _related(file, part):
    folder, name = posixpath.split(part)
    relationships = f"{folder}/_rels/{name}.rels"
    if relationships not in file.namelist():
        return {}
    return {
        one.get("Id"): posixpath.normpath(posixpath.join("/", folder, one.get("Target"))).lstrip("/")
        for one in _tree(file, relationships)
        if one.get("TargetMode") != "External"
    }
