"""The scratch of XlsxWriter is read with strings inline and the master's styles; what is not regular is refused."""

import io
from types import MappingProxyType

import pytest
import xlsxwriter
from lxml import etree
from ooxml.scratch_books import CHECKS, REGIONS, SUMMARY, M, scratch_book

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.scratch import Body, chart_frame, master_rows, scratch_package, scratch_sheets
from tdag_xl.ooxml.styles import StyleMaps

MAPS = StyleMaps(tuple(range(100, 120)), tuple(range(200, 220)))
STRINGS = ["<t>zero</t>", '<t xml:space="preserve"> one &amp; </t>', "<r><t>two</t></r>"]


def sheets_of(build, bodies=MappingProxyType({})):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        build(book, book.add_worksheet("S"))
    return scratch_sheets(scratch_package(stream.getvalue()), MAPS, bodies)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("", ""),
        ('<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="1"><c r="A1"><v>1</v></c></row>'),
        (
            '<row r="2" spans="1:2"><c r="A2" s="3" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c></row>',
            f'<row r="2"><c r="A2" s="103" t="inlineStr"><is>{STRINGS[1]}</is></c>'
            f'<c r="B2" t="inlineStr"><is>{STRINGS[2]}</is></c></row>',
        ),
        (
            '<row r="3" spans="1:2" s="4" customFormat="1" ht="30" customHeight="1" x14ac:dyDescent="0.25">'
            '<c r="A3" s="0"/></row>',
            '<row r="3" s="104" customFormat="1" ht="30" customHeight="1"><c r="A3" s="100"/></row>',
        ),
        ('<row r="4" ht="30" customHeight="1"/>', '<row r="4" ht="30" customHeight="1"/>'),
        ('<row r="5"><c r="A5" t="b"><v>1</v></c></row>', '<row r="5"><c r="A5" t="b"><v>1</v></c></row>'),
    ],
)
def test_rows_get_their_strings_and_the_styles_of_the_master(rows, expected):
    assert master_rows(rows, STRINGS, MAPS.formats) == expected


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c  r="A1"><v>1</v></c></row>',
        '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f>1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="1"  t="s"><v>1</v></c></row>',
        '<row r="1" x14ac:dyDescent="0,25"/>',
    ],
)
def test_rows_that_are_not_regular_are_refused(rows):
    words = r"^the scratch's cells are not written as XlsxWriter 3\.3\.1 writes them, or hold formulas$"
    with pytest.raises(ValueError, match=words):
        master_rows(rows, STRINGS, MAPS.formats)


def test_a_sheet_is_taken_apart():
    layout = {SUMMARY: [("out_a", 3, REGIONS), ("out_b", 20, REGIONS)], CHECKS: []}
    found = scratch_sheets(scratch_package(scratch_book(layout)), MAPS)
    assert list(found) == [SUMMARY, CHECKS]
    sheet = found[SUMMARY]
    assert sheet.name == SUMMARY
    assert [area.text for area in sheet.cells.areas] == ["A1", "A3", "A4:C7", "A20", "A21:C24"]
    assert len(sheet.root.find("m:sheetData", M)) == 0
    assert "".join(sheet.root.itertext()) == ""
    assert sheet.root.find("m:pageSetup", M) is not None, "what follows the rows is there"
    assert [number for number, _ in sheet.rows] == [1, 3, 4, 5, 6, 7, 20, 21, 22, 23, 24]
    assert [table.get("name") for table in sheet.tables] == ["out_a", "out_b"]
    assert [chart.name for chart in sheet.charts] == ["out_a 1", "out_b 1"]
    assert all(b"c:chartSpace" in chart.data for chart in sheet.charts)
    assert sheet.names == {"_xlnm.Print_Titles": f"'{SUMMARY}'!$1:$2"}
    assert (found[CHECKS].tables, found[CHECKS].charts) == ((), ())


def test_a_sheet_without_cells_has_none():
    empty = sheets_of(lambda book, sheet: None)["S"]
    assert (empty.cells.areas, list(empty.rows)) == ((), [])


def test_runs_of_cells_with_gaps_are_several_areas():
    def build(book, sheet):
        sheet.write_row(1, 1, [1, 2])
        sheet.write_row(1, 4, [1])
        sheet.set_row(2, 30)
        sheet.write_row(5, 0, [1])

    assert [area.text for area in sheets_of(build)["S"].cells.areas] == ["B2:C2", "E2", "A6"]


def test_columns_rules_and_tables_take_the_styles_of_the_master():
    def build(book, sheet):
        bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "red"})
        sheet.set_column(0, 0, 20, bold)
        sheet.set_column(1, 1, 20)
        sheet.conditional_format("A1", {"type": "cell", "criteria": ">", "value": 1, "format": red})
        sheet.conditional_format("A2", {"type": "data_bar"})
        sheet.add_table("A4:B5", {"columns": [{"header": "x", "format": book.add_format({"num_format": "0%"})}]})

    sheet = sheets_of(build)["S"]
    assert [column.get("style") for column in sheet.root.iterfind("m:cols/m:col", M)] == ["101", None]
    assert [rule.get("dxfId") for rule in sheet.root.iterfind(".//m:cfRule", M)] == ["200", None]
    assert [column.get("dataDxfId") for column in sheet.tables[0].iterfind(".//m:tableColumn", M)] == ["201", None]


def test_a_body_stands_in_the_place_of_its_model_and_its_table_reaches_to_its_end():
    def build(book, sheet):
        day, share = book.add_format({"num_format": "yyyy"}), book.add_format({"num_format": "0%"})
        sheet.write(0, 0, "title")
        for area in ("A4:C5", "E4:F5"):
            sheet.add_table(area)
        sheet.write_row(3, 0, ["Day", "Plain", "Share"])
        for column, style in enumerate([day, None, share]):
            sheet.write_number(4, column, 1, style)

    asked = []

    def rows(styles):
        asked.append(styles)
        return iter([(number, f'<row r="{number}"/>') for number in range(5, 10)])

    areas = (Area(5, 1, 9, 3), Area(7, 8, 8, 9))
    sheet = sheets_of(build, {"S": Body(areas, rows)})["S"]
    assert [area.text for area in sheet.cells.areas] == ["A1", "A4:C9", "E4:F4", "H7:I8"]
    assert [number for number, _ in sheet.rows] == [1, 4, 5, 6, 7, 8, 9]
    assert asked == [{1: 101, 3: 102}]
    refs = [(table.get("ref"), table.find("m:autoFilter", M).get("ref")) for table in sheet.tables]
    assert refs == [("A4:C9", "A4:C9"), ("E4:F5", "E4:F5")]


def test_a_scratch_sheet_has_a_part():
    package = scratch_package(scratch_book({"S": []}))
    package.remove_part(PartName("/xl/worksheets/sheet1.xml"))
    with pytest.raises(ValueError, match=r"^the scratch sheet 'S' has no part$"):
        scratch_sheets(package, MAPS)


def test_a_picture_is_no_chart():
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
    )

    def build(book, sheet):
        sheet.insert_image(0, 0, "x.png", {"image_data": io.BytesIO(png)})

    with pytest.raises(ValueError, match=r"^the scratch's drawing holds an object, which is no chart by itself$"):
        sheets_of(build)


FRAME = (
    '<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="N"/></xdr:nvGraphicFramePr>%s</xdr:graphicFrame>'
)
CHART = '<a:graphic><c:chart r:id="rId7"/></a:graphic>'


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        (FRAME % CHART, ("N", "rId7")),
        (f"<xdr:grpSp>{FRAME % CHART}</xdr:grpSp>", ("N", "rId7")),
        (FRAME % "", ("", "")),
        (f"<xdr:graphicFrame>{CHART}</xdr:graphicFrame>", ("", "")),
        ('<xdr:sp><xdr:cNvPr id="2" name="N"/></xdr:sp>', ("", "")),
        (FRAME.replace(' name="N"', "") % CHART.replace(' r:id="rId7"', ""), ("", "")),
    ],
)
def test_the_frame_of_a_chart(inner, found):
    spaces = f'xmlns:xdr="{ns.SHEET_DRAWING}" xmlns:a="{ns.DRAWING}" xmlns:c="{ns.CHART}" xmlns:r="{ns.OFFICE}"'
    assert chart_frame(etree.fromstring(f"<xdr:oneCellAnchor {spaces}>{inner}</xdr:oneCellAnchor>")) == found
