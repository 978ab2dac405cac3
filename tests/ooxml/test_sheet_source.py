"""A worksheet is read row by row, and put together again as it was."""

import re

import pytest
from lxml import etree
from ooxml.small_packages import small

from tdag_xl.errors import NotAWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.content import Packed
from tdag_xl.ooxml.namespaces import MAIN
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.row_text import RowTexts, write_sheet
from tdag_xl.ooxml.sheet_source import sheet_source
from tdag_xl.ooxml.xml_part import STANDALONE, DamagedPartError

STRICT = b"http://purl.oclc.org/ooxml/"
PART = PartName("/xl/worksheets/sheet1.xml")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
MORE = 'xmlns:r="urn:r" xmlns:x14ac="urn:x14ac" xmlns:mc="urn:mc" mc:Ignorable="x14ac"'
ROWS = (
    '<row r="2" x14ac:dyDescent="0.25"><c r="A2" t="s"><v>1</v></c></row>\n  '
    '<row r="7"><c r="B7"><f>A2&lt;1</f></c></row>'
)


def sheet(rows=ROWS, *, before="", after="<pageMargins/>", space=""):
    return f'<worksheet xmlns="{MAIN}" {MORE}>{before}<sheetData>{space}{rows}</sheetData>{after}</worksheet>'


def package_with(data):
    package = small()
    package.write_part(PART, data if isinstance(data, bytes) else data.encode())
    return package


def written_again(package):
    source = sheet_source(package, PART)
    texts = RowTexts(source.root)
    rows = Packed([texts.of_element(row).encode() for _, row in source.rows()])
    write_sheet(package, PART, source.root, rows, package.head(PART, 500))
    return package.read_part(PART)


@pytest.mark.parametrize(
    "data",
    [
        HEAD + sheet(),
        sheet(),
        "\ufeff" + HEAD + sheet(space="\n  "),
        HEAD + sheet(before='<!-- rows --><sheetPr codeName="rows_"/>', after='<rowBreaks count="1"/><!--rows-->'),
        HEAD + "<!--rows-->" + sheet(),
        HEAD + sheet("", after=""),
        HEAD + sheet('<row r="1"/>'),
        HEAD + sheet().replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=").replace("<x:?", "<?"),
        HEAD.replace("UTF-8", "us-ascii") + sheet('<row r="1"><c r="A1"><is><t>&#233;</t></is></c></row>'),
        (HEAD.replace("UTF-8", "UTF-16").replace("\r", "") + sheet()).encode("utf-16"),
    ],
)
def test_a_sheet_that_does_not_change_is_written_as_it_was(data):
    package = package_with(data)
    before = package.read_part(PART)
    assert written_again(package) == before


def test_rows_come_with_their_numbers_and_the_root_without_them():
    source = sheet_source(package_with(sheet()), PART)
    assert [child.tag.rpartition("}")[2] for child in source.root] == ["sheetData", "pageMargins"]
    assert len(source.root[0]) == 0
    found = [(number, [cell.get("r") for cell in row], row.tail) for number, row in source.rows()]
    assert found == [(2, ["A2"], "\n  "), (7, ["B7"], None)]
    assert len(list(source.rows())) == 2, "they can be gone through once more"


def test_rows_and_cells_without_addresses_get_them():
    source = sheet_source(
        package_with(sheet("<row><c/><c/></row><row r='4'><c r='C4'/><c/></row><row><c/><extLst/></row>")), PART
    )
    found = [(number, row.get("r"), [cell.get("r") for cell in row]) for number, row in source.rows()]
    assert found == [(1, "1", ["A1", "B1"]), (4, "4", ["C4", "D4"]), (5, "5", ["A5", None])]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="5"/><row r="2"/><!--x--><row r="5" ht="9"/><row r="3"/>',
        '<row r="2"/><row r="3"/><row r="5"/><row r="5" ht="9"/>',
    ],
)
def test_rows_that_are_out_of_order_come_in_order_and_the_later_of_two_counts(rows):
    source = sheet_source(package_with(sheet(rows)), PART)
    assert [(number, row.get("ht")) for number, row in source.rows()] == [(2, None), (3, None), (5, "9")]


def test_a_row_elsewhere_in_the_part_is_none_of_the_sheet():
    other = f'<extLst><ext><sheetData xmlns="{MAIN}"><row r="9"/></sheetData></ext></extLst>'
    package = package_with(HEAD + sheet(after=other))
    source = sheet_source(package, PART)
    assert [number for number, _ in source.rows()] == [2, 7]
    assert source.root.find(".//{*}ext/{*}sheetData/{*}row").get("r") == "9"


def test_comments_between_rows_go():
    source = sheet_source(package_with(sheet('<row r="1"/><!--x--><row r="2"/>')), PART)
    assert [number for number, _ in source.rows()] == [1, 2]
    assert len(source.root[0]) == 0


def test_a_row_of_ours_takes_the_prefix_of_the_sheet():
    root = etree.fromstring(f'<x:worksheet xmlns:x="{MAIN}" xmlns:p="urn:p"/>')
    assert RowTexts(root).of_text('<row r="1"><c r="A1"/></row>') == '<x:row r="1"><x:c r="A1"/></x:row>'


MANY = "".join(f' a{n}=""' for n in range(1001))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (sheet()[:-5], r"the part /xl/worksheets/sheet1\.xml is damaged \(expected '>'"),
        (sheet() + "<", "is damaged"),
        (f"<!DOCTYPE worksheet>{sheet()}", "document type declaration"),
        (sheet(after=f"<pageMargins{MANY}/>"), "more than 1,000 attributes"),
        (sheet(f'<row r="1"><c r="A1"{MANY}/></row>'), "more than 1,000 attributes"),
        (sheet('<row r="x"/>'), "holds no number"),
    ],
)
def test_a_damaged_sheet_is_refused(data, words):
    with pytest.raises((NotAWorkbookError, DamagedPartError), match=words):
        list(sheet_source(package_with(data), PART).rows())


def test_a_missing_sheet_is_refused():
    with pytest.raises(NotAWorkbookError, match=re.escape(f"the part {PART} is missing")):
        sheet_source(small(), PART)


def test_a_part_that_is_new_begins_with_a_declaration():
    package = small()
    write_sheet(package, PART, etree.fromstring(sheet("")), Packed([b"<row/>"]), STANDALONE)
    assert package.read_part(PART) == STANDALONE + sheet("<row/>").encode()


def test_a_sheet_of_a_strict_workbook_is_written_in_strict():
    package = small()
    edges = PartName("/_rels/.rels")
    package.write_part(
        edges, package.read_part(edges).replace(ns.OFFICE.encode(), STRICT + b"officeDocument/relationships")
    )
    write_sheet(package, PART, etree.fromstring(sheet("")), Packed([b"<row/>"]), STANDALONE)
    assert b'<worksheet xmlns="' + STRICT + b'spreadsheetml/main"' in package.read_part(PART)
