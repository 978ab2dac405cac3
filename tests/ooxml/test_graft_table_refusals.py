"""What staff did to tables refuses a refresh where it would be lost, in a sentence."""

import pytest
import xlsxwriter
from lxml import etree
from ooxml.scratch_books import (
    MANY,
    SUMMARY,
    M,
    both,
    by_hand,
    edit_table,
    grafted,
    opened,
    part_of,
    put_cell,
    refresh,
    sheet,
    sheet_by_hand,
    summary,
    two_sheets,
)

from tdag_xl.errors import NotAWorkbookError, RoomTakenError, UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.xml_part import DamagedPartError


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


@pytest.mark.parametrize(("right", "wrong"), [(b' ref="', b' ref="nowhere'), (b' id="', b' id="x')])
def test_a_damaged_table_is_told_with_its_sheet(master, right, wrong):
    with by_hand(master) as package:
        table = package.related(part_of(package, SUMMARY), ns.TABLE)[0]
        package.write_part(table, package.read_part(table).replace(right, wrong, 1))
    with Archive.open(master) as archive, pytest.raises(NotAWorkbookError, match="a table on sheet 'Summary 2022'"):
        Workbook(Package(archive)).tables  # noqa: B018


def test_a_table_of_ours_without_columns_is_damaged(master):
    edit_table(master, "out_2022_regions", lambda root: root.remove(root.find("m:tableColumns", M)))
    with pytest.raises(DamagedPartError) as damage:
        grafted(master, master, two_sheets(), both("d2"))
    assert (damage.value.part, str(damage.value)) == ("/xl/tables/table1.xml", "the table has no columns")
