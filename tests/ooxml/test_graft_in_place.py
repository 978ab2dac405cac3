"""A refreshed sheet is updated in place: ours is replaced, what staff did on it stays."""

import pytest
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
    cell_xml,
    formula,
    grafted,
    opened,
    part_of,
    problems,
    put_cell,
    raw_members,
    scratch_book,
    sheet,
    sheet_by_hand,
    summary,
    text,
    two_sheets,
    with_part,
    workbook_by_hand,
)

from tdag_xl.errors import RoomTakenError, UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.markers import generated_sheets
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_edit import add_part, relate
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.workbook import Workbook


@pytest.fixture
def master(tmp_path):
    """A master with a sheet of staff, into which both generated sheets were grafted once."""
    path = tmp_path / "master.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Staff")
        page.write_formula("A1", f"=SUM('{SUMMARY}'!$B$5:$B$7)", None, 6.5)
        page.write_formula("A2", "=SUM(out_2022_regions[USD])", None, 6.5)
        page.write_formula("A3", f"='{SUMMARY}'!B6", None, 2)
        page.write_formula("A4", "=\"'Summary 2022'!B5:B7\"", None, "")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": f"='{SUMMARY}'!$B$5:$B$7", "values_data": [1.5, 2, 3]})
        page.insert_chart("C3", chart)
        page.data_validation("D1", {"validate": "list", "source": f"='{SUMMARY}'!$A$5:$A$7"})
        page.add_sparkline("E1", {"range": f"'{SUMMARY}'!B5:B7"})
        book.define_name("Figures", f"='{SUMMARY}'!$B$5:$B$7")
    grafted(path, path, two_sheets(), both())
    assert problems(path) == []
    return path


def refresh(path, scratch=None, sheets=None):
    result = grafted(path, path, scratch or two_sheets(), sheets or both("d2"))
    assert problems(path) == []
    return result


def test_new_sheets_stand_last_and_are_known_by_their_marker(master):
    with Archive.open(master) as archive:
        found = generated_sheets(Package(archive))
    assert [(s.key, s.name, s.digest, s.moment) for s in found] == [
        ("summary/2022", SUMMARY, "d1", "2026-01-01 10:00"),
        ("checks", CHECKS, "d1", "2026-01-01 10:00"),
    ]
    assert [area.text for area in found[0].cells] == ["A1", "A3", "A4:C7", "A20", "A21:C24"]
    book = opened(master)
    assert book.sheetnames == ["Staff", SUMMARY, CHECKS]
    assert book[SUMMARY]["A1"].value == f"Title é <{SUMMARY}> & 'quoted'"
    assert book[SUMMARY].print_title_rows == "$1:$2"
    assert [bool(page.sheet_view.tabSelected) for page in book] == [True, False, False]


def test_the_same_graft_again_changes_nothing(master):
    before = master.read_bytes()
    assert grafted(master, master, two_sheets(), both()).changes == {}
    assert master.read_bytes() == before


def test_a_new_moment_changes_the_workbook_part_alone(master):
    assert set(grafted(master, master, two_sheets(), both("d2")).changes) == {"xl/workbook.xml"}


def test_figures_rows_and_charts_are_replaced(master):
    refresh(master, two_sheets(MANY))
    page = opened(master)[SUMMARY]
    assert page.tables["out_2022_regions"].ref == "A4:C11"
    assert [row[0].value for row in page["A5:A11"]] == [region for region, _, _ in MANY]
    assert page["C5"].number_format == "0%"
    assert len(page._charts) == 2
    series = page._charts[0].series[0]
    assert series.val.numRef.f == f"'{SUMMARY}'!$B$5:$B$11"


def test_fewer_rows_leave_no_old_figures_behind(master):
    refresh(master, two_sheets(MANY))
    refresh(master, two_sheets(REGIONS))
    page = opened(master)[SUMMARY]
    assert [page[f"A{row}"].value for row in range(8, 20)] == [None] * 12
    assert page.dimensions == "A1:C24"


def test_parts_ids_and_relationships_are_used_again(master):
    def facts():
        with Archive.open(master) as archive:
            book = Workbook(Package(archive))
            tables = [(t.name, t.id, t.part) for t in book.tables]
            return archive.names, tables, [(s.name, s.sheet_id, s.relationship, s.part) for s in book.sheets]

    before = facts()
    refresh(master, two_sheets(MANY))
    assert facts() == before


def test_everything_beside_our_cells_stays(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "E2", text("a remark"))
        put_cell(root, "D5", "<f>B5*2</f><v>3</v>")
        put_cell(root, "H40", "<v>7</v>")
        root.xpath("//m:row[@r='5']", namespaces=M)[0].set("outlineLevel", "1")
        root.xpath("//m:sheetView", namespaces=M)[0].set("zoomScale", "150")
        root.xpath("//m:cols/m:col", namespaces=M)[0].set("width", "33")
        root.xpath("//m:pageSetup", namespaces=M)[0].set("paperSize", "9")
    refresh(master, two_sheets(MANY))
    book = opened(master)
    page = book[SUMMARY]
    assert (page["E2"].value, page["D5"].value, page["H40"].value) == ("a remark", "=B5*2", 7)
    assert page["A5"].value == "Region 0"
    assert page.row_dimensions[5].outlineLevel == 1
    assert (page.sheet_view.zoomScale, page.column_dimensions["A"].width, page.page_setup.paperSize) == (150, 33, 9)
    assert page.dimensions == "A1:H40"


def test_staff_entries_in_the_way_refuse_the_refresh_and_name_themselves(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "A9", text("do not lose me"))
        put_cell(root, "B10", "<f>SUM(B5:B7)</f><v>6.5</v>")
    before = master.read_bytes()
    with pytest.raises(RoomTakenError) as refusal:
        grafted(master, master, two_sheets(MANY), both("d2"))
    assert f"on sheet {SUMMARY!r}" in str(refusal.value)
    assert "A9 ('do not lose me'), B10 (=SUM(B5:B7))" in str(refusal.value)
    assert master.read_bytes() == before


def test_a_shared_string_in_the_way_is_quoted(master):
    with by_hand(master) as package:
        strings = package.related(package.workbook_part, f"{ns.OFFICE}/sharedStrings")
        part = strings[0] if strings else PartName("/xl/sharedStrings.xml")
        add_part(
            package, part, f'<sst xmlns="{ns.MAIN}"><si><t>first</t></si><si><t>kept</t></si></sst>'.encode(), "a/b"
        )
        relate(package, package.workbook_part, f"{ns.OFFICE}/sharedStrings", part)
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "A9", "<v>1</v>")
        root.xpath("//m:c[@r='A9']", namespaces=M)[0].set("t", "s")
    with pytest.raises(RoomTakenError, match=r"A9 \('kept'\)"):
        grafted(master, master, two_sheets(MANY), both("d2"))


def test_blank_formatted_cells_are_not_in_the_way(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "A9", "")
    refresh(master, two_sheets(MANY))
    assert opened(master)[SUMMARY]["A9"].value == "Region 4"


def test_a_formula_typed_over_our_cell_is_written_over_and_named(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "B5", "<f>1+1</f><v>2</v>")
    result = refresh(master)
    assert result.warnings == (f"'{SUMMARY}'!B5 held the formula =1+1, and was written over.",)


def test_an_array_formula_that_reaches_into_our_cells_refuses_the_refresh(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "B9", '<f t="array" ref="B9:D12">A1</f><v>1</v>')
    with pytest.raises(RoomTakenError, match="the array formula in B9:D12"):
        grafted(master, master, two_sheets(MANY), both("d2"))


def test_a_shared_formula_keeps_its_master_cell(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "C7", '<f t="shared" ref="C7:D7" si="0">A1</f><v>1</v>')
        put_cell(root, "D7", '<f t="shared" si="0"/><v>1</v>')
    with pytest.raises(RoomTakenError, match="the shared formula at D7"):
        grafted(master, master, two_sheets(), both("d2"))


def test_merged_cells_across_our_table_refuse_the_refresh_but_a_merged_title_stays(master):
    def merge(area):
        with sheet_by_hand(master, SUMMARY) as root:
            for old in root.findall("m:mergeCells", M):
                root.remove(old)
            root.find("m:sheetData", M).addnext(
                etree.fromstring(f'<mergeCells xmlns="{ns.MAIN}" count="1"><mergeCell ref="{area}"/></mergeCells>')
            )

    merge("A1:D1")
    refresh(master)
    merge("A6:B6")
    with pytest.raises(RoomTakenError, match="the merged cells A6:B6"):
        grafted(master, master, two_sheets(), both("d3"))


def test_widths_breaks_and_scale_are_ours_until_staff_change_them(master):
    def facts():
        page = opened(master)[SUMMARY]
        return [b.id for b in page.row_breaks.brk], page.column_dimensions["A"].width, page.page_setup.scale

    def scratch(**setup):
        return scratch_book({SUMMARY: [("out_2022_regions", 3, REGIONS)]}, **setup)

    refresh(master, scratch(break_after=30, width=20, scale=70), [sheet(digest="d2")])
    assert facts() == ([30], pytest.approx(20.71, abs=0.01), 70)
    refresh(master, scratch(break_after=40, width=25, scale=100), [sheet(digest="d3")])
    assert facts() == ([40], pytest.approx(25.71, abs=0.01), None)
    with sheet_by_hand(master, SUMMARY) as root:
        root.xpath("//m:rowBreaks/m:brk", namespaces=M)[0].set("id", "12")
        root.xpath("//m:cols/m:col", namespaces=M)[0].set("width", "55")
        root.xpath("//m:pageSetup", namespaces=M)[0].set("scale", "90")
    refresh(master, scratch(break_after=30, width=30, scale=60), [sheet(digest="d4")])
    assert facts() == ([12], 55, 90)


def test_a_renamed_and_moved_sheet_stays_where_and_what_it_is(master):
    with workbook_by_hand(master) as root:
        sheets = root.find("m:sheets", M)
        sheets.insert(0, sheets[1])
        sheets[0].set("name", "My summary")
        names = {"0": "1", "1": "0"}
        for name in root.find("m:definedNames", M):
            name.set("localSheetId", names.get(name.get("localSheetId"), name.get("localSheetId"))) if name.get(
                "localSheetId"
            ) else None
            name.text = name.text.replace("'Summary 2022'", "'My summary'")
    result = refresh(master, two_sheets(MANY, "My summary"), both("d2", "My summary"))
    assert result.updated == ("My summary", CHECKS)
    book = opened(master)
    assert book.sheetnames == ["My summary", "Staff", CHECKS]
    assert book["My summary"]["A11"].value == "Region 6"


def test_building_under_the_old_name_of_a_renamed_sheet_is_a_mistake(master):
    with workbook_by_hand(master) as root:
        root.find("m:sheets", M)[1].set("name", "Mine")
    with pytest.raises(ValueError, match="is named 'Mine' in the workbook"):
        grafted(master, master, two_sheets(), both())


def test_a_copied_sheet_belongs_to_staff(master):
    with by_hand(master) as package:
        part, copy = part_of(package, SUMMARY), PartName("/xl/worksheets/copy.xml")
        root = package.tree(part)
        for element in root.xpath("m:drawing | m:tableParts", namespaces=M):
            root.remove(element)
        add_part(package, copy, etree.tostring(root), package.content_type(part))
        identifier = relate(package, package.workbook_part, ns.WORKSHEET, copy)
        book = package.tree(package.workbook_part)
        new = etree.SubElement(book.find("m:sheets", M), f"{{{ns.MAIN}}}sheet")
        new.set("name", "Copy")
        new.set("sheetId", "99")
        new.set(f"{{{ns.OFFICE}}}id", identifier)
        names = book.find("m:definedNames", M)
        for name in names.xpath("m:definedName[@localSheetId='1']", namespaces=M):
            twin = etree.fromstring(etree.tostring(name))
            twin.set("localSheetId", "3")
            twin.text = twin.text.replace("'Summary 2022'", "Copy")
            names.append(twin)
        package.write_tree(package.workbook_part, book)
    copied = with_part(master, "xl/worksheets/copy.xml")
    refresh(master, two_sheets(MANY))
    assert with_part(master, "xl/worksheets/copy.xml") == copied
    with Archive.open(master) as archive:
        assert [s.name for s in generated_sheets(Package(archive))] == [SUMMARY, CHECKS]


def test_a_sheet_of_staff_with_our_name_refuses_the_refresh(tmp_path):
    path = tmp_path / "master.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet(SUMMARY.upper())
    with pytest.raises(UnsupportedWorkbookError, match="there is a sheet named"):
        grafted(path, path, summary(), [sheet()])


@pytest.mark.parametrize("taken", ["table", "name"])
def test_a_table_or_name_of_staff_with_our_name_refuses_the_refresh(tmp_path, taken):
    path = tmp_path / "master.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Staff")
        if taken == "table":
            page.add_table("A1:B3", {"name": "OUT_2022_Regions"})
        else:
            book.define_name("OUT_2022_Regions", "=Staff!$A$1")
    with pytest.raises(UnsupportedWorkbookError, match="has the name of a table that the refresh must write"):
        grafted(path, path, summary(), [sheet()])


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


def test_formulas_and_rules_beside_our_table_follow_it_too(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "E30", "<f>SUM(B5:B7)</f><v>6.5</v>")
        rule = '<cfRule type="cellIs" priority="1" operator="greaterThan"><formula>$B$5</formula></cfRule>'
        root.find("m:sheetData", M).addnext(
            etree.fromstring(
                f'<conditionalFormatting xmlns="{ns.MAIN}" sqref="C5:C7 H1">{rule}</conditionalFormatting>'
            )
        )
    refresh(master, two_sheets(MANY))
    assert formula(master, SUMMARY, "E30") == "SUM(B5:B11)"
    assert b'sqref="C5:C11 H1"' in with_part(master, "xl/worksheets/sheet2.xml")


def test_parts_without_such_a_reference_are_copied_raw(master):
    before = raw_members(master)
    result = refresh(master, two_sheets(MANY))
    after = raw_members(master)
    assert list(after) == list(before)
    assert {name for name in after if after[name] != before[name]} == set(result.changes)
    assert {"xl/styles.xml", "[Content_Types].xml", "xl/theme/theme1.xml"}.isdisjoint(result.changes)


def test_a_column_added_at_the_right_end_stays_in_the_table(master):
    def add_column(where):
        with by_hand(master) as package:
            table = next(t for t in Workbook(package).tables if t.name == "out_2022_regions")
            root = package.tree(table.part)
            columns = root.find("m:tableColumns", M)
            columns.insert(where, etree.fromstring(f'<tableColumn xmlns="{ns.MAIN}" id="9" name="Remark"/>'))
            columns.set("count", str(len(columns)))
            root.set("ref", "A4:D7")
            package.write_tree(table.part, root)

    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "D4", text("Remark"))
        put_cell(root, "D5", text("ours"))
    add_column(3)
    refresh(master, two_sheets(MANY))
    page = opened(master)[SUMMARY]
    assert page.tables["out_2022_regions"].ref == "A4:D11"
    assert [c.name for c in page.tables["out_2022_regions"].tableColumns] == ["Region", "USD", "Share", "Remark"]
    assert (page["D4"].value, page["D5"].value) == ("Remark", "ours")
    result = refresh(master, two_sheets(MANY, top=5), both("d3"))
    assert any("'Remark', added by hand, stayed in place" in warning for warning in result.warnings)
    assert opened(master)[SUMMARY].tables["out_2022_regions"].ref == "A6:C13"


def edit_table(master, name, edit):
    with by_hand(master) as package:
        table = next(t for t in Workbook(package).tables if t.name == name)
        root = package.tree(table.part)
        edit(root)
        package.write_tree(table.part, root)


def test_a_column_put_inside_our_table_refuses_the_refresh(master):
    def inside(root):
        columns = root.find("m:tableColumns", M)
        columns.insert(1, etree.fromstring(f'<tableColumn xmlns="{ns.MAIN}" id="9" name="Remark"/>'))
        root.set("ref", "A4:D7")

    edit_table(master, "out_2022_regions", inside)
    with pytest.raises(RoomTakenError, match="the column 'Remark' was put inside the table 'out_2022_regions'"):
        grafted(master, master, two_sheets(), both("d2"))


def test_a_total_row_stays_while_the_rows_do_and_refuses_when_they_change(master):
    def total(root):
        root.set("ref", "A4:C8")
        root.set("totalsRowCount", "1")
        root.find("m:tableColumns", M)[1].set("totalsRowFunction", "sum")

    edit_table(master, "out_2022_regions", total)
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "B8", "<f>SUBTOTAL(109,out_2022_regions[USD])</f><v>6.5</v>")
    refresh(master)
    page = opened(master)[SUMMARY]
    assert (page.tables["out_2022_regions"].ref, page.tables["out_2022_regions"].totalsRowCount) == ("A4:C8", 1)
    with pytest.raises(RoomTakenError, match="Total Row"):
        grafted(master, master, two_sheets(MANY), both("d3"))


def test_a_table_renamed_by_staff_is_told_from_a_foreign_one(master):
    edit_table(master, "out_2022_regions", lambda root: [root.set(a, "Mine") for a in ("name", "displayName")])
    with pytest.raises(RoomTakenError, match="If this is the table 'out_2022_regions', give it that name again"):
        grafted(master, master, two_sheets(), both("d2"))


def test_a_filter_on_our_table_is_taken_off_and_its_hidden_rows_are_shown(master):
    def filtered(root):
        filters = (
            f'<autoFilter xmlns="{ns.MAIN}" ref="A4:C7"><filterColumn colId="0"><filters/></filterColumn></autoFilter>'
        )
        root.insert(0, etree.fromstring(filters))

    edit_table(master, "out_2022_regions", filtered)
    with sheet_by_hand(master, SUMMARY) as root:
        for row in ("6", "22"):
            root.xpath(f"//m:row[@r='{row}']", namespaces=M)[0].set("hidden", "1")
    refresh(master, two_sheets(MANY))
    page = opened(master)[SUMMARY]
    assert not page.row_dimensions[6].hidden
    assert page.row_dimensions[22].hidden, "hidden by hand, not by a filter"
    assert page.tables["out_2022_regions"].autoFilter.ref == "A4:C11"
    assert page.tables["out_2022_regions"].autoFilter.filterColumn == []


def test_charts_and_shapes_of_staff_on_our_sheet_stay(master):
    with by_hand(master) as package:
        drawing = package.related(part_of(package, SUMMARY), ns.DRAWING_PART)[0]
        root = package.tree(drawing)
        copy = etree.fromstring(etree.tostring(root[0]))
        for properties in copy.iter(f"{{{ns.SHEET_DRAWING}}}cNvPr"):
            properties.set("id", "77")
        chart = PartName("/xl/charts/pasted.xml")
        add_part(
            package, chart, b'<c:chartSpace xmlns:c="urn:c"/>', package.content_type(PartName("/xl/charts/chart2.xml"))
        )
        for element in copy.iter(f"{{{ns.CHART}}}chart"):
            element.set(f"{{{ns.OFFICE}}}id", relate(package, drawing, ns.CHART_PART, chart))
        root.insert(0, copy)
        shape = f'<xdr:absoluteAnchor xmlns:xdr="{ns.SHEET_DRAWING}"><xdr:sp textlink="$B$5"/></xdr:absoluteAnchor>'
        root.append(etree.fromstring(shape))
        package.write_tree(drawing, root)
        name = drawing.member
    refresh(master, two_sheets(MANY))
    root = etree.fromstring(with_part(master, name))
    ids = root.xpath("//*[local-name()='cNvPr']/@id")
    assert ids == ["77", "2", "3"]
    assert root.xpath("boolean(//*[@textlink='$B$5'])")
    assert with_part(master, "xl/charts/pasted.xml") == b'<c:chartSpace xmlns:c="urn:c"/>'


def test_a_block_that_is_no_longer_written_goes_and_formulas_say_so(master):
    with sheet_by_hand(master, "Staff") as root:
        put_cell(root, "A9", "<f>SUM(out_2022_types[USD])+SUM(out_2022_regions[USD])</f><v>1</v>")
    result = refresh(master, scratch_book({SUMMARY: [("out_2022_regions", 3, REGIONS)]}), [sheet(digest="d2")])
    assert formula(master, "Staff", "A9") == "SUM(#REF!)+SUM(out_2022_regions[USD])"
    assert any(w.startswith("Staff!A9 refers to what is removed") for w in result.warnings)
    page = opened(master)[SUMMARY]
    assert list(page.tables) == ["out_2022_regions"]
    assert len(page._charts) == 1
    assert page["A21"].value is None


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


def test_rows_and_cells_without_addresses_are_understood(master):
    with sheet_by_hand(master, SUMMARY) as root:
        data = root.find("m:sheetData", M)
        for row in list(data)[6:]:
            data.remove(row)
        for row in data:
            if row.get("r") in ("4", "5"):
                row.attrib.pop("r")
                for cell in row:
                    cell.attrib.pop("r")
    refresh(master, two_sheets(MANY))
    assert opened(master)[SUMMARY]["A5"].value == "Region 0"
    assert cell_xml(master, SUMMARY, "A11") is not None


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


def test_what_staff_drew_inside_our_chart_stays_in_it(master):
    chart, shapes = PartName("/xl/charts/chart1.xml"), PartName("/xl/drawings/inside.xml")
    with by_hand(master) as package:
        add_part(package, shapes, b"<a/>", "a/b")
        root = package.tree(chart)
        element = etree.SubElement(root, f"{{{ns.CHART}}}userShapes")
        element.set(f"{{{ns.OFFICE}}}id", relate(package, chart, f"{ns.OFFICE}/chartUserShapes", shapes))
        package.write_tree(chart, root)
    refresh(master, two_sheets(MANY))
    assert etree.fromstring(with_part(master, "xl/charts/chart1.xml"))[-1].tag == f"{{{ns.CHART}}}userShapes"
    assert with_part(master, "xl/drawings/inside.xml") == b"<a/>"
    assert grafted(master, master, two_sheets(MANY), both("d2")).changes == {}
