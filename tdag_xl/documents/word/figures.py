"""Charts in the line of text, each a part of the package with its data beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part

from tdag_xl.documents.word.chart_part import chart_files
from tdag_xl.documents.word.chart_shape import chart_shape
from tdag_xl.documents.word.elements import CHART, element, q, w
from tdag_xl.documents.word.isolates import plain

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart
    from lxml.etree import _Element as Element

    from tdag_xl.documents.document import Figure
    from tdag_xl.languages.language import Language

_POINT = 12_700
"""English Metric Units in a point."""

_FIRST_IDENTIFIER = 10_000
"""Far above those of pictures in a template's headers: identifiers of drawings differ in a document."""


def figure_run(figure: Figure, part: DocumentPart, language: Language, *, width: float, number: int) -> Element:
    """A run that holds the chart, `width` points wide; its parts go into the package. `number` counts the charts."""
    shape = chart_shape(figure, width, from_right=language.is_right_to_left)
    files = chart_files(figure, shape, language)
    package = part.package
    if package is None:
        raise ValueError("the part of the document is in no package")
    places = (package.next_partname("/word/embeddings/data%d.xlsx"), package.next_partname("/word/charts/chart%d.xml"))
    workbook = Part(places[0], CONTENT_TYPE.SML_SHEET, files.workbook, package)
    chart = Part(places[1], CONTENT_TYPE.DML_CHART, files.chart, package)
    chart.load_rel(RELATIONSHIP_TYPE.PACKAGE, workbook, "rId1")
    reference = element("c:chart")
    reference.set(q("r:id"), part.relate_to(chart, RELATIONSHIP_TYPE.CHART))
    return w("r", w("drawing", _inline(figure, reference, round(width * _POINT), round(shape.height * _POINT), number)))


def _inline(figure: Figure, reference: Element, width: int, height: int, number: int) -> Element:
    margins = dict.fromkeys(("distT", "distB", "distL", "distR"), "0")
    return element(
        "wp:inline",
        element("wp:extent", cx=str(width), cy=str(height)),
        element("wp:effectExtent", l="0", t="0", r="0", b="0"),
        element("wp:docPr", id=str(_FIRST_IDENTIFIER + number), name=plain(figure.name), descr=plain(figure.alt_text)),
        element("wp:cNvGraphicFramePr"),
        element("a:graphic", element("a:graphicData", reference, uri=CHART)),
        **margins,
    )
