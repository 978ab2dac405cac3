"""A part says the same in Transitional and in Strict; names of namespaces and percentages are written otherwise."""

import pytest
from lxml import etree

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.dialects import (
    in_strict,
    in_transitional,
    is_strict_workbook,
    strict_relationship,
    transitional_relationship,
)
from tdag_xl.ooxml.xml_part import parsed

STRICT = "http://purl.oclc.org/ooxml"
STRICT_EDGE = f"{STRICT}/officeDocument/relationships"
FOREIGN = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


@pytest.mark.parametrize(
    ("transitional", "strict"),
    [(ns.WORKSHEET, f"{STRICT_EDGE}/worksheet"), (ns.WORKBOOK, f"{STRICT_EDGE}/officeDocument"), (FOREIGN, FOREIGN)],
)
def test_a_type_of_relationship_has_a_name_in_each_dialect(transitional, strict):
    assert strict_relationship(transitional) == strict
    assert transitional_relationship(strict) == transitional_relationship(transitional) == transitional


def test_the_relationship_to_the_workbook_tells_the_dialect():
    assert is_strict_workbook(f"{STRICT_EDGE}/officeDocument")
    assert not is_strict_workbook(ns.WORKBOOK)
    assert not is_strict_workbook(f"{STRICT_EDGE}/worksheet")


FRAME = (
    '<d:anchor xmlns:d="{sheet_drawing}" xmlns:a="{drawing}" x="{unknown}"><a:graphicData uri="{chart}"><c:chart '
    'xmlns:c="{chart}" xmlns:r="{office}" r:id="rId1"/></a:graphicData>'
    '<!-- "{comment}" --><a:t t="say {comment}">"{comment}"</a:t><m:c xmlns:m="{main}"/></d:anchor>'
)
TRANSITIONAL = FRAME.format(
    sheet_drawing=ns.SHEET_DRAWING,
    drawing=ns.DRAWING,
    chart=ns.CHART,
    office=ns.OFFICE,
    main=ns.MAIN,
    unknown=ns.CHART_EX,
    comment=ns.MAIN,
)
IN_STRICT = FRAME.format(
    sheet_drawing=f"{STRICT}/drawingml/spreadsheetDrawing",
    drawing=f"{STRICT}/drawingml/main",
    chart=f"{STRICT}/drawingml/chart",
    office=STRICT_EDGE,
    main=f"{STRICT}/spreadsheetml/main",
    unknown=ns.CHART_EX,
    comment=ns.MAIN,
)


def test_declarations_and_attributes_that_name_a_namespace_change_and_no_text_does():
    root = etree.fromstring(TRANSITIONAL)
    assert etree.tostring(in_strict(root)).decode() == IN_STRICT
    assert etree.tostring(in_transitional(etree.fromstring(IN_STRICT))).decode() == TRANSITIONAL
    assert etree.tostring(root).decode() == TRANSITIONAL, "what was given stays"


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "UTF-16"])
def test_the_encoding_of_a_part_stays(encoding):
    root = parsed(
        f'<?xml version="1.0" encoding="{encoding}"?><worksheet xmlns="{ns.MAIN}">é</worksheet>'.encode(encoding)
    )
    for turned in (in_strict(root), in_transitional(in_strict(root))):
        assert turned.text == "é"
        assert turned.getroottree().docinfo.encoding == encoding


def chart(inner):
    """A chart in Strict of the XML `inner`."""
    root = in_strict(etree.fromstring(f'<c:chart xmlns:c="{ns.CHART}" xmlns:a="{ns.DRAWING}">{inner}</c:chart>'))
    return etree.tostring(root).decode().partition(">")[2].removesuffix("</c:chart>")


@pytest.mark.parametrize("name", ["gapWidth", "overlap", "holeSize", "lblOffset"])
def test_strict_writes_percentages_of_charts_with_their_sign(name):
    assert chart(f'<c:{name} val="50"/><c:grouping val="50"/>') == f'<c:{name} val="50%"/><c:grouping val="50"/>'
    assert chart(f'<c:{name} val="-7%"/><c:{name}/>') == f'<c:{name} val="-7%"/><c:{name}/>', "said so, or by default"


@pytest.mark.parametrize("run", ["defRPr", "rPr"])
def test_text_on_the_line_needs_no_word_in_strict(run):
    assert chart(f'<a:{run} baseline="0" b="1"/><a:x baseline="0"/>') == f'<a:{run} b="1"/><a:x baseline="0"/>'
    assert chart(f'<a:{run} baseline="30%"/><a:{run}/>') == f'<a:{run} baseline="30%"/><a:{run}/>'
