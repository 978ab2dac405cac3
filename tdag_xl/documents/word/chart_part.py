"""A native chart of a figure, and the small workbook with its data that opens behind it in Word.

XlsxWriter makes both, as it makes the charts of the sheets. The figures at the bars are texts of the document: a number
format would follow the language of the reader's PC.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import xlsxwriter
from lxml import etree

from tdag_xl.documents.word.elements import child, element, q
from tdag_xl.documents.word.fonts import fonts_of
from tdag_xl.documents.word.isolates import plain
from tdag_xl.hosts.cell_text import cell_text
from tdag_xl.hosts.looks import EARLIER_COLOUR, GAPS, GREY, INK, LABEL_SIZE, LINE, MEASURE_COLOURS
from tdag_xl.hosts.table_cells import write_text
from tdag_xl.ooxml.explicit_charts import explicit_chart
from tdag_xl.report import ChartKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from xlsxwriter.chart import Chart as DrawnChart
    from xlsxwriter.worksheet import Worksheet

    from tdag_xl.documents.document import Figure, Series
    from tdag_xl.documents.word.chart_shape import Shape
    from tdag_xl.languages.language import Language

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_LABELS = {"size": LABEL_SIZE, "color": INK}
_GAP_OF_ONE = 200
"""Percent of a bar, where there is one category: it would be as wide as the page."""

_SHEET = "Data"
_BEFORE_DATA = tuple(map(q, ("c:chart", "c:spPr", "c:txPr", "c:clrMapOvr")))


@dataclass(frozen=True)
class ChartFiles:
    """The chart part, which refers to its workbook by the relationship `rId1`, and that workbook."""

    chart: bytes
    workbook: bytes


def chart_files(figure: Figure, shape: Shape, language: Language) -> ChartFiles:
    """The chart of the figure, in the document's language and direction, and its data."""
    with zipfile.ZipFile(io.BytesIO(_workbook(figure, shape, language))) as archive:
        root = etree.fromstring(explicit_chart(archive.read("xl/charts/chart1.xml")))
    _name_categories(root)
    _set_labels(root, figure.series)
    _set_language(root, language)
    _refer_to_data(root)
    return ChartFiles(etree.tostring(root, xml_declaration=True, encoding="UTF-8"), _workbook(figure))


def _workbook(figure: Figure, shape: Shape | None = None, language: Language | None = None) -> bytes:
    """The data of the figure on one sheet; with a shape and a language, with the chart."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as workbook:
        workbook.set_properties({"created": _CREATED})
        worksheet = workbook.add_worksheet(_SHEET)
        _write_data(worksheet, figure, workbook.add_format())
        if shape is not None and language is not None:
            drawn = workbook.add_chart({"type": figure.kind.value})
            _draw(drawn, figure, shape, from_right=language.is_right_to_left)
            worksheet.insert_chart(0, len(figure.series) + 2, drawn)
    return stream.getvalue()


def _write_data(worksheet: Worksheet, figure: Figure, form: Any) -> None:
    for row, name in enumerate(figure.categories, start=1):
        write_text(worksheet, row, 0, cell_text(plain(name)), form)
    for column, series in enumerate(figure.series, start=1):
        write_text(worksheet, 0, column, cell_text(plain(series.name)), form)
        for row, value in enumerate(series.values, start=1):
            if value is not None and math.isfinite(value):
                worksheet.write_number(row, column, value)


def _draw(drawn: DrawnChart, figure: Figure, shape: Shape, *, from_right: bool) -> None:
    last = max(1, len(figure.categories))
    for place in range(1, len(figure.series) + 1):
        colour = MEASURE_COLOURS[figure.measure] if place == len(figure.series) else EARLIER_COLOUR
        drawn.add_series(
            {
                "name": [_SHEET, 0, place],
                "categories": [_SHEET, 1, 0, last, 0],
                "values": [_SHEET, 1, place, last, place],
                "fill": {"color": colour},
                "border": {"none": True},
                "gap": GAPS[figure.kind] if last > 1 else _GAP_OF_ONE,
                "overlap": 0,
                "data_labels": {"value": True, "position": "outside_end", "font": _LABELS},
            }
        )
    drawn.set_title({"none": True})  # else the name of a single series stands there
    _set_axes(drawn, figure.kind, from_right=from_right)
    drawn.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    if len(figure.series) == 1:
        drawn.set_legend({"none": True})
    else:
        drawn.set_legend({"position": "bottom", "font": {"size": LABEL_SIZE, "color": GREY}})
    if shape.bars is not None:
        drawn.set_plotarea({"layout": shape.bars})


def _set_axes(drawn: DrawnChart, kind: ChartKind, *, from_right: bool) -> None:
    names: dict[str, Any] = {
        "num_font": _LABELS,
        "line": {"color": LINE},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
    }
    figures: dict[str, Any] = {"visible": False, "min": 0, "major_gridlines": {"visible": False}}
    if kind is ChartKind.BAR:
        drawn.set_x_axis({**figures, "reverse": from_right})
        drawn.set_y_axis({**names, "reverse": True})
    else:
        drawn.set_x_axis({**names, "reverse": from_right})
        drawn.set_y_axis(figures)


def _name_categories(root: Element) -> None:
    """Let categories be texts: XlsxWriter takes those that look like numbers, as periods do, for numbers."""
    for numbers in root.findall(f".//{q('c:cat')}/{q('c:numRef')}"):
        cache = child(numbers, "c:numCache")
        numbers.tag, cache.tag = q("c:strRef"), q("c:strCache")
        cache.remove(child(cache, "c:formatCode"))


def _set_labels(root: Element, all_series: tuple[Series, ...]) -> None:
    """Let every bar have its figure as a text, or nothing where there is none."""
    for drawn, series in zip(root.iter(q("c:ser")), all_series, strict=True):
        labels = child(drawn, "c:dLbls")
        look = child(labels, "c:txPr")
        labels[:0] = [_label(place, plain(text), look) for place, text in enumerate(series.labels)]


def _label(place: int, text: str, look: Element) -> Element:
    index = element("c:idx", val=str(place))
    if not text:
        return element("c:dLbl", index, element("c:delete", val="1"))
    shown = {"showVal": "1"}
    names = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    return element(
        "c:dLbl",
        index,
        element("c:tx", _rich(text, look)),
        element("c:dLblPos", val="outEnd"),
        *(element(f"c:{name}", val=shown.get(name, "0")) for name in names),
    )


def _rich(text: str, look: Element) -> Element:
    """The text with the properties of the series' other labels."""
    rich = deepcopy(look)
    rich.tag = q("c:rich")
    child(rich, "a:bodyPr").set("wrap", "none")
    paragraph = child(rich, "a:p")
    properties = deepcopy(child(child(paragraph, "a:pPr"), "a:defRPr"))
    properties.tag = q("a:rPr")
    written = element("a:t")
    written.text = text
    paragraph[1:] = [element("a:r", properties, written)]
    return rich


def _set_language(root: Element, language: Language) -> None:
    """Mark all text as of the language, and set it in fonts of three scripts, as the document is."""
    for run in (*root.iter(q("a:defRPr")), *root.iter(q("a:rPr")), *root.iter(q("a:endParaRPr"))):
        run.set("lang", language.tag)
    for spoken in root.iter(q("c:lang")):
        spoken.set("val", language.tag)
    if language.is_right_to_left:
        for properties in root.iter(q("a:pPr")):
            properties.set("rtl", "1")
    fonts = fonts_of(language)
    of_all = element(
        "a:defRPr",
        element("a:latin", typeface=fonts.latin),
        element("a:ea", typeface=fonts.east_asian),
        element("a:cs", typeface=fonts.complex),
        lang=language.tag,
    )
    text = element(
        "c:txPr",
        element("a:bodyPr"),
        element("a:lstStyle"),
        element("a:p", element("a:pPr", of_all), element("a:endParaRPr", lang=language.tag)),
    )
    _insert(root, text, _BEFORE_DATA[:2])


def _refer_to_data(root: Element) -> None:
    for settings in root.findall(q("c:printSettings")):
        root.remove(settings)
    data = element("c:externalData", element("c:autoUpdate", val="0"))
    data.set(q("r:id"), "rId1")
    _insert(root, data, _BEFORE_DATA)


def _insert(root: Element, child: Element, after: tuple[str, ...]) -> None:
    """Put the child behind the last of the elements that come before it in the schema."""
    root.insert(max(root.index(one) for one in root if one.tag in after) + 1, child)
