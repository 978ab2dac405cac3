"""A generated sheet is known by its marker, whatever its name and place."""

import re

import pytest
import xlsxwriter
from lxml import etree
from ooxml.scratch_books import (
    CHECKS,
    MANY,
    SUMMARY,
    M,
    both,
    by_hand,
    grafted,
    opened,
    part_of,
    refresh,
    scratch_book,
    sheet,
    summary,
    two_sheets,
    with_part,
    workbook_by_hand,
)

from tdag_xl.errors import UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.markers import generated_sheets
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_edit import add_part, relate
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.workbook import Workbook


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


def test_parts_ids_and_relationships_are_used_again(master):
    def facts():
        with Archive.open(master) as archive:
            book = Workbook(Package(archive))
            tables = [(t.name, t.id, t.part) for t in book.tables]
            return archive.names, tables, [(s.name, s.sheet_id, s.relationship, s.part) for s in book.sheets]

    before = facts()
    refresh(master, two_sheets(MANY))
    assert facts() == before


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
    words = r"^the sheet 'summary/2022' is named 'Mine' in the workbook, not 'Summary 2022'$"
    with pytest.raises(ValueError, match=words):
        grafted(master, master, two_sheets(), both())


@pytest.mark.parametrize("sheets", [[sheet()], [*both(), sheet("More", "more")], [sheet("Other"), both()[1]]])
def test_a_scratch_of_other_sheets_is_a_mistake(master, sheets):
    words = rf"^the scratch workbook must hold exactly the sheets {re.escape(str([each.name for each in sheets]))}$"
    with pytest.raises(ValueError, match=words):
        grafted(master, master, two_sheets(), sheets)


def test_what_was_done_is_told_sheet_by_sheet(master):
    result = grafted(master, master, scratch_book({"New": [], CHECKS: []}), [sheet("New", "new"), both()[1]])
    assert (result.added, result.updated, result.removed) == (("New",), (CHECKS,), (SUMMARY,))


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
    with pytest.raises(UnsupportedWorkbookError) as refusal:
        grafted(path, path, summary(), [sheet()])
    assert str(refusal.value) == (
        f"{path}: there is a sheet named {SUMMARY!r} already, which is not the generated one. Rename it, save, and "
        "refresh again. Nothing was changed."
    )


def test_a_new_sheet_may_take_the_name_of_one_that_goes(master):
    result = refresh(master, summary(), [sheet(key="another")])
    assert (result.added, result.removed) == ((SUMMARY,), (SUMMARY, CHECKS))


@pytest.mark.parametrize("copy_first", [True, False])
def test_a_copy_that_stands_before_the_original_is_still_the_copy(tmp_path, copy_first):
    """LibreOffice numbers the sheets anew from left to right, and calls a copy's table by the old name and `_2`."""
    path = tmp_path / "master.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Staff")
    tables = {"Copy": [("out_2022_regions_2", 3, MANY)], SUMMARY: [("out_2022_regions", 3, MANY)]}
    order = list(tables) if copy_first else list(reversed(tables))
    sheets = [sheet(name, key=f"summary/{name}") for name in order]
    grafted(path, path, scratch_book({name: tables[name] for name in order}), sheets)
    with workbook_by_hand(path) as root:
        for name in root.iter(f"{{{ns.MAIN}}}definedName"):
            name.text = name.text.replace("summary/Copy", f"summary/{SUMMARY}")
    with Archive.open(path) as archive:
        assert [s.name for s in generated_sheets(Package(archive))] == [SUMMARY]
