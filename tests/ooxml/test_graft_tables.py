"""Our tables and charts are known by name and replaced; those of staff stay."""

import pytest
import xlsxwriter
from lxml import etree
from ooxml.scratch_books import (
    MANY,
    REGIONS,
    SUMMARY,
    M,
    both,
    by_hand,
    edit_table,
    formula,
    grafted,
    opened,
    part_of,
    put_cell,
    refresh,
    scratch_book,
    sheet,
    sheet_by_hand,
    summary,
    text,
    two_sheets,
    with_part,
)

from tdag_xl.errors import NotAWorkbookError, RoomTakenError, UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_edit import add_part, relate
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.sheet_charts import chart_names
from tdag_xl.ooxml.workbook import Workbook


@pytest.mark.parametrize(
    ("taken", "what"),
    [
        ("table", "the table 'OUT_2022_Regions' on sheet 'Staff'"),
        ("name", "the defined name 'out_2022_regions'"),
    ],
)
def test_a_table_or_name_of_staff_with_our_name_refuses_the_refresh(tmp_path, taken, what):
    path = tmp_path / "master.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Staff")
        if taken == "table":
            page.add_table("A1:B3", {"name": "OUT_2022_Regions"})
        else:
            book.define_name("OUT_2022_Regions", "=Staff!$A$1")
    with pytest.raises(UnsupportedWorkbookError) as refusal:
        grafted(path, path, summary(), [sheet()])
    assert str(refusal.value) == (
        f"{path}: {what} has the name of a table that the refresh must write. Give it another name, save, and refresh "
        "again. Nothing was changed."
    )


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
    assert result.warnings == (
        f"The table 'out_2022_regions' on sheet {SUMMARY!r} moved: 'Remark', added by hand, stayed in place and is no "
        "column of it any more.",
    )
    assert opened(master)[SUMMARY].tables["out_2022_regions"].ref == "A6:C13"


def test_a_column_put_inside_our_table_refuses_the_refresh(master):
    def inside(root):
        columns = root.find("m:tableColumns", M)
        columns.insert(1, etree.fromstring(f'<tableColumn xmlns="{ns.MAIN}" id="9" name="Remark"/>'))
        root.set("ref", "A4:D7")

    edit_table(master, "out_2022_regions", inside)
    with pytest.raises(RoomTakenError) as refusal:
        grafted(master, master, two_sheets(), both("d2"))
    assert str(refusal.value) == (
        f"{master}: on sheet {SUMMARY!r} the column 'Remark' was put inside the table 'out_2022_regions', where a "
        "refresh would overwrite it. Move it to the right end of the table or outside it, save, and refresh again. "
        "Nothing was changed."
    )


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
    with pytest.raises(RoomTakenError) as refusal:
        grafted(master, master, two_sheets(MANY), both("d3"))
    assert str(refusal.value) == (
        f"{master}: on sheet {SUMMARY!r} the table 'out_2022_regions' has a total row where the refreshed table needs "
        "room. Take the tick from Table Design › Total Row, save, and refresh again. Nothing was changed."
    )


@pytest.mark.parametrize(
    ("heading", "todo"),
    [
        ("USD", "If this is the table 'out_2022_regions', give it that name again under Table Design"),
        ("Euro", "Move it below or beside the generated tables, or to another sheet"),
    ],
)
def test_a_table_renamed_by_staff_is_told_from_a_foreign_one(master, heading, todo):
    def renamed(root):
        for attribute in ("name", "displayName"):
            root.set(attribute, "Mine")
        root.find("m:tableColumns", M)[1].set("name", heading)

    edit_table(master, "out_2022_regions", renamed)
    with pytest.raises(RoomTakenError) as refusal:
        grafted(master, master, two_sheets(), both("d2"))
    assert str(refusal.value) == (
        f"{master}: on sheet {SUMMARY!r} the table 'Mine' (A4:C7) stands where a generated table needs room. {todo}, "
        "save, and refresh again. Nothing was changed."
    )


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
    assert b'<tableParts count="1">' in with_part(master, "xl/worksheets/sheet2.xml")


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


def test_a_drawing_whose_relationship_is_of_another_type_is_replaced(master):
    with by_hand(master) as package:
        part = part_of(package, SUMMARY).relationships
        package.write_part(part, package.read_part(part).replace(b'/drawing"', b'/drawn"'))
    refresh(master, two_sheets(MANY))
    with Archive.open(master) as archive:
        package = Package(archive)
        assert chart_names(package, part_of(package, SUMMARY)) == {"out_2022_regions 1", "out_2022_types 1"}


@pytest.mark.parametrize(("right", "wrong"), [(b' ref="', b' ref="nowhere'), (b' id="', b' id="x')])
def test_a_damaged_table_is_told_with_its_sheet(master, right, wrong):
    with by_hand(master) as package:
        table = package.related(part_of(package, SUMMARY), ns.TABLE)[0]
        package.write_part(table, package.read_part(table).replace(right, wrong, 1))
    with Archive.open(master) as archive, pytest.raises(NotAWorkbookError, match="a table on sheet 'Summary 2022'"):
        Workbook(Package(archive)).tables  # noqa: B018
