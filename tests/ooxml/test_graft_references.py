"""What refers to our tables follows them; parts that need not change are copied raw."""

import xlsxwriter
from lxml import etree
from ooxml.scratch_books import (
    CHECKS,
    MANY,
    REGIONS,
    SUMMARY,
    M,
    both,
    by_hand,
    formula,
    grafted,
    opened,
    part_of,
    put_cell,
    refresh,
    sheet_by_hand,
    two_sheets,
    with_part,
)
from raw_members import raw_members

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.calc_chain import chain_entries
from tdag_xl.ooxml.part_edit import add_part, relate
from tdag_xl.ooxml.part_names import PartName


def test_references_follow_a_table_that_grew(master):
    result = refresh(master, two_sheets(MANY))
    assert formula(master, "Staff", "A1") == f"SUM('{SUMMARY}'!$B$5:$B$11)"
    assert formula(master, "Staff", "A2") == "SUM(out_2022_regions[USD])"
    assert formula(master, "Staff", "A3") == f"'{SUMMARY}'!B6"
    assert formula(master, "Staff", "A4") == "\"'Summary 2022'!B5:B7\""
    book = opened(master)
    staff = book["Staff"]
    assert staff._charts[0].series[0].val.numRef.f == f"'{SUMMARY}'!$B$5:$B$11"
    assert staff.data_validations.dataValidation[0].formula1 == f"'{SUMMARY}'!$A$5:$A$11"
    assert book.defined_names["Figures"].value == f"'{SUMMARY}'!$B$5:$B$11"
    assert f"<xm:f>'{SUMMARY}'!B5:B11</xm:f>".encode() in with_part(master, "xl/worksheets/sheet1.xml")
    assert f"Staff!A1: SUM('{SUMMARY}'!$B$5:$B$7) is now SUM('{SUMMARY}'!$B$5:$B$11)" in result.followed
    assert len(result.followed) == 5
    assert "xl/sharedStrings.xml" not in result.changes


def test_references_follow_a_table_that_moved(master):
    refresh(master, two_sheets(top=8))
    assert formula(master, "Staff", "A1") == f"SUM('{SUMMARY}'!$B$10:$B$12)"
    assert formula(master, "Staff", "A3") == f"'{SUMMARY}'!B11"


def test_our_own_charts_say_where_their_tables_are_already(master):
    refresh(master, two_sheets(MANY))
    refresh(master, two_sheets(top=4), both("d3"))
    assert b"$B$6:$B$8</c:f>" in with_part(master, "xl/charts/chart2.xml")


def test_a_chart_of_staff_over_one_row_grows_with_the_table(tmp_path):
    path = tmp_path / "master.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Staff")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": f"='{SUMMARY}'!$B$5", "values_data": [1.5]})
        page.insert_chart("C3", chart)
    grafted(path, path, two_sheets(REGIONS[:1]), both())
    refresh(path, two_sheets(MANY))
    assert opened(path)["Staff"]._charts[0].series[0].val.numRef.f == f"'{SUMMARY}'!$B$5:$B$11"


def test_formulas_and_rules_beside_our_table_follow_it_too(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "E30", "<f>SUM(B5:B7)</f><v>6.5</v>")
        rule = '<cfRule type="cellIs" priority="1" operator="greaterThan"><formula>$B$5</formula></cfRule>'
        root.find("m:sheetData", M).addnext(
            etree.fromstring(
                f'<conditionalFormatting xmlns="{ns.MAIN}" sqref="C5:C7 H1">{rule}</conditionalFormatting>'
            )
        )
        ignored = f'<ignoredErrors xmlns="{ns.MAIN}"><ignoredError sqref="A5:A7"/></ignoredErrors>'
        root.find("m:drawing", M).addprevious(etree.fromstring(ignored))
    result = refresh(master, two_sheets(MANY))
    assert formula(master, SUMMARY, "E30") == "SUM(B5:B11)"
    assert b'sqref="C5:C11 H1"' in with_part(master, "xl/worksheets/sheet2.xml")
    assert b'sqref="A5:A11"' in with_part(master, "xl/worksheets/sheet2.xml")
    assert f"'{SUMMARY}'!E30: SUM(B5:B7) is now SUM(B5:B11)" in result.followed
    assert f"a rule or link on sheet {SUMMARY!r}: C5:C7 H1 is now C5:C11 H1" in result.followed
    assert not any("A5:A11" in told for told in result.followed), "where errors are not marked is nobody's concern"


def test_parts_without_such_a_reference_are_copied_raw(master):
    before = raw_members(master)
    result = refresh(master, two_sheets(MANY))
    after = raw_members(master)
    assert list(after) == list(before)
    assert {name for name in after if after[name] != before[name]} == set(result.changes)
    assert {"xl/styles.xml", "[Content_Types].xml", "xl/theme/theme1.xml"}.isdisjoint(result.changes)


def test_the_workbook_computes_its_formulas_when_it_is_opened(master):
    assert b'fullCalcOnLoad="1"' in with_part(master, "xl/workbook.xml")


def test_the_calculation_chain_stays_until_one_of_its_formulas_goes(master):
    chain = PartName("/xl/calcChain.xml")
    with by_hand(master) as package:
        data = f'<calcChain xmlns="{ns.MAIN}"><c r="A1" i="1"/><c r="A2"/><c r="B5" i="2"/></calcChain>'
        add_part(package, chain, data.encode(), "application/chain")
        relate(package, package.workbook_part, ns.CALC_CHAIN, chain)
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "B5", "<f>1+1</f><v>2</v>")
    with sheet_by_hand(master, CHECKS) as root:
        put_cell(root, "H5", "<f>1+1</f><v>2</v>")
    result = refresh(master)
    assert result.changes["xl/calcChain.xml"] is None
    assert b"calcChain" not in with_part(master, "xl/_rels/workbook.xml.rels")
    with by_hand(master) as package:
        data = f'<calcChain xmlns="{ns.MAIN}"><c r="A1" i="1"/><c r="A2"/><c r="H5" i="3"/></calcChain>'
        add_part(package, chain, data.encode(), "application/chain")
        relate(package, package.workbook_part, ns.CALC_CHAIN, chain)
    assert "xl/calcChain.xml" not in refresh(master, two_sheets(MANY), both("d3")).changes


def test_an_entry_of_the_calculation_chain_without_a_sheet_is_of_the_sheet_before():
    root = etree.fromstring(f'<calcChain xmlns="{ns.MAIN}"><c r="A1"/><c r="B1" i="2"/><c r="B2"/></calcChain>')
    assert list(chain_entries(root)) == [(0, "A1"), (2, "B1"), (2, "B2")]


def test_parts_in_another_encoding_are_edited_all_the_same(master):
    def to_utf16(data):
        return data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

    with by_hand(master) as package:
        for part in (package.workbook_part, part_of(package, "Staff"), part_of(package, SUMMARY)):
            package.write_part(part, to_utf16(package.read_part(part)))
    refresh(master, two_sheets(MANY))
    assert formula(master, "Staff", "A1") == f"SUM('{SUMMARY}'!$B$5:$B$11)"
    assert with_part(master, "xl/workbook.xml").decode("utf-16").startswith('<?xml version="1.0" encoding="UTF-16"')
    assert grafted(master, master, two_sheets(MANY), both("d2")).changes == {}
