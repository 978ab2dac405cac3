"""Our tables are known by name and replaced; those of staff stay."""

import pytest
from lxml import etree
from ooxml.scratch_books import (
    CHECKS,
    MANY,
    REGIONS,
    SUMMARY,
    M,
    both,
    by_hand,
    edit_table,
    formula,
    opened,
    part_of,
    put_cell,
    refresh,
    scratch_book,
    sheet,
    sheet_by_hand,
    text,
    two_sheets,
    with_part,
)

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_edit import add_part, relate
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.workbook import Workbook


def with_columns_of_staff(master, *names, ref="A4:D7", header="1"):
    """The master, in whose table of regions staff put columns."""

    def add_columns(root):
        columns = root.find("m:tableColumns", M)
        for number, name in enumerate(names):
            column = etree.fromstring(f'<tableColumn xmlns="{ns.MAIN}" id="{9 + number}" name="{name}"/>')
            columns.insert(3 + number, column)
        columns.set("count", str(len(columns)))
        root.set("ref", ref)
        root.set("headerRowCount", header)

    edit_table(master, "out_2022_regions", add_columns)


def test_a_column_added_at_the_right_end_stays_in_the_table(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "D4", text("Remark"))
        put_cell(root, "D5", text("ours"))
    with_columns_of_staff(master, "Remark")
    refresh(master, two_sheets(MANY))
    page = opened(master)[SUMMARY]
    assert page.tables["out_2022_regions"].ref == "A4:D11"
    assert [c.name for c in page.tables["out_2022_regions"].tableColumns] == ["Region", "USD", "Share", "Remark"]
    assert (page["D4"].value, page["D5"].value) == ("Remark", "ours")


@pytest.mark.parametrize(
    ("names", "told"), [(["Remark"], "'Remark'"), (["Remark", "Seen by"], "'Remark', 'Seen by'")], ids=["one", "two"]
)
def test_columns_added_by_hand_stay_in_place_when_their_table_moves(master, names, told):
    with_columns_of_staff(master, *names, ref="A4:D7" if len(names) == 1 else "A4:E7")
    result = refresh(master, two_sheets(MANY, top=5))
    assert result.warnings == (
        f"The table 'out_2022_regions' on sheet {SUMMARY!r} moved: {told}, added by hand, stayed in place and is no "
        "column of it any more.",
    )
    assert opened(master)[SUMMARY].tables["out_2022_regions"].ref == "A6:C13"


def test_a_column_added_to_a_table_without_its_header_row_stays_too(master):
    with_columns_of_staff(master, "Remark", ref="A5:D7", header="0")
    result = refresh(master, two_sheets(MANY))
    assert result.warnings == ()
    assert opened(master)[SUMMARY].tables["out_2022_regions"].ref == "A4:D11"


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


@pytest.mark.parametrize("others", [{CHECKS: [("out_checks", 3, REGIONS)]}, {}], ids=["alone", "and a sheet"])
def test_a_block_that_is_no_longer_written_goes_and_formulas_say_so(master, others):
    with sheet_by_hand(master, "Staff") as root:
        put_cell(root, "A9", "<f>SUM(out_2022_types[USD])+SUM(out_2022_regions[USD])</f><v>1</v>")
    scratch = scratch_book({SUMMARY: [("out_2022_regions", 3, REGIONS)], **others})
    result = refresh(master, scratch, both("d2")[: 1 + len(others)])
    assert formula(master, "Staff", "A9") == "SUM(#REF!)+SUM(out_2022_regions[USD])"
    assert any(w.startswith("Staff!A9 refers to what is removed") for w in result.warnings)
    page = opened(master)[SUMMARY]
    assert list(page.tables) == ["out_2022_regions"]
    assert len(page._charts) == 1
    assert page["A21"].value is None
    assert b'<tableParts count="1">' in with_part(master, "xl/worksheets/sheet2.xml")


KEPT = f"""<table xmlns="{ns.MAIN}" xmlns:u="urn:u" id="77" name="OUT_2022_Regions" displayName="OUT_2022_Regions"
 ref="A4:D7" headerRowCount="1" totalsRowShown="0" u:uid="theirs"><autoFilter ref="A4:D7" u:uid="filter">%s</autoFilter>
%s<tableColumns count="4"><tableColumn id="9" name="USD" dataDxfId="3" u:uid="usd">%s</tableColumn><tableColumn id="4"
 name="Share"/><tableColumn id="5" name="Old"/><tableColumn id="6" name="Remark"/></tableColumns>
<tableStyleInfo name="TableStyleDark1" showRowStripes="0"/></table>"""


def test_a_table_of_ours_keeps_what_is_not_written_again(master):
    """Its part, ids and look stay; its columns, their formats and its place are those of the scratch."""
    filtered = '<filterColumn colId="0"><filters/></filterColumn>'
    sort, formula = '<sortState ref="A5:D7"/>', "<calculatedColumnFormula>1</calculatedColumnFormula>"
    with by_hand(master) as package:
        part = Workbook(package).table("out_2022_regions").part
        package.write_part(part, (KEPT % (filtered, sort, formula)).encode())
    refresh(master, two_sheets(MANY))
    with Archive.open(master) as archive:
        package = Package(archive)
        table = Workbook(package).table("out_2022_regions")
        root = package.tree(table.part)
        share = (
            package.tree(Workbook(package).table("out_2022_types").part).find("m:tableColumns", M)[2].get("dataDxfId")
        )
    assert (table.part, table.area.text, table.id) == (part, "A4:C11", 77)
    assert dict(root.items()) == {
        "id": "77", "name": "OUT_2022_Regions", "displayName": "OUT_2022_Regions", "ref": "A4:C11",
        "totalsRowShown": "0", "{urn:u}uid": "theirs",
    }  # fmt: skip
    filters, columns, style = root
    assert dict(style.items()) == {"name": "TableStyleDark1", "showRowStripes": "0"}
    assert columns.get("count") == "3"
    assert [len(column) for column in columns] == [0, 0, 0]
    assert (dict(filters.items()), len(filters)) == ({"ref": "A4:C11", "{urn:u}uid": "filter"}, 0)
    assert [dict(column.items()) for column in columns] == [
        {"id": "10", "name": "Region"},
        {"id": "9", "name": "USD", "{urn:u}uid": "usd"},
        {"id": "4", "name": "Share", "dataDxfId": share},
    ]


def test_columns_that_are_new_get_the_next_ids(master):
    def with_one_column(root):
        columns = root.find("m:tableColumns", M)
        columns[:] = columns[1:2]
        columns[0].set("id", "9")

    edit_table(master, "out_2022_regions", with_one_column)
    refresh(master)
    with Archive.open(master) as archive:
        package = Package(archive)
        columns = package.tree(Workbook(package).table("out_2022_regions").part).find("m:tableColumns", M)
    assert [(column.get("name"), column.get("id")) for column in columns] == [
        ("Region", "10"), ("USD", "9"), ("Share", "11"),
    ]  # fmt: skip


def test_a_new_table_gets_an_id_that_no_other_has(master):
    edit_table(master, "out_checks", lambda root: root.set("id", "41"))
    tables = [("out_2022_regions", 3, REGIONS), ("out_2022_new", 12, REGIONS), ("out_2022_types", 20, REGIONS)]
    refresh(master, scratch_book({SUMMARY: tables, CHECKS: [("out_checks", 3, REGIONS)]}))
    with Archive.open(master) as archive:
        package = Package(archive)
        found = {table.name: (table.id, table.part) for table in Workbook(package).tables}
    assert found["out_2022_new"] == (42, "/xl/tables/table4.xml")
    root = etree.fromstring(with_part(master, "xl/worksheets/sheet2.xml"))
    assert (root.find("m:tableParts", M).get("count"), len(root.find("m:tableParts", M))) == ("3", 3)


@pytest.mark.parametrize("name", ["out_mine", "Mine"])
def test_a_table_of_staff_on_our_sheet_stays_whatever_its_name(master, name):
    with by_hand(master) as package:
        page = part_of(package, SUMMARY)
        part = PartName("/xl/tables/mine.xml")
        data = (
            f'<table xmlns="{ns.MAIN}" id="50" name="{name}" displayName="{name}" ref="H4:H5"><tableColumns count="1">'
            '<tableColumn id="1" name="x"/></tableColumns></table>'
        ).encode()
        add_part(package, part, data, f"{ns.CONTENT}spreadsheetml.table+xml")
        root = package.tree(page)
        group = root.find("m:tableParts", M)
        etree.SubElement(group, f"{{{ns.MAIN}}}tablePart").set(
            f"{{{ns.OFFICE}}}id", relate(package, page, ns.TABLE, part)
        )
        group.set("count", "3")
        package.write_tree(page, root)
    refresh(master, two_sheets(MANY))
    assert with_part(master, "xl/tables/mine.xml") == data
    assert set(opened(master)[SUMMARY].tables) == {"out_2022_regions", "out_2022_types", name}


def test_a_table_of_ours_is_known_whatever_its_case(master):
    edit_table(master, "out_2022_types", lambda root: [root.set(a, "OUT_2022_Types") for a in ("name", "displayName")])
    result = refresh(master, scratch_book({SUMMARY: [("out_2022_regions", 3, REGIONS)]}), [sheet(digest="d2")])
    assert list(opened(master)[SUMMARY].tables) == ["out_2022_regions"]
    assert result.warnings == ()


def test_a_table_without_its_header_row_gets_it_again_and_its_references_follow(master):
    def headless(root):
        root.set("headerRowCount", "0")
        root.set("ref", "A5:C7")

    edit_table(master, "out_2022_regions", headless)
    refresh(master, two_sheets(MANY))
    table = opened(master)[SUMMARY].tables["out_2022_regions"]
    assert (table.ref, table.headerRowCount) == ("A4:C11", 1)
    assert formula(master, "Staff", "A1") == f"SUM('{SUMMARY}'!$B$5:$B$11)"
