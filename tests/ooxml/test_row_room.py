"""What stands in the way of new rows of a table is named, and nothing is written."""

from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter
from lxml import etree
from ooxml.rates_book import NEW, SHEET, append, made, member
from ooxml.scratch_books import M, sheet_by_hand

from tdag_xl.errors import RoomTakenError, UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml import row_room
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.row_room import body_of, first_free_row
from tdag_xl.ooxml.table_rows import append_rows
from tdag_xl.ooxml.workbook import TableInfo, Workbook

MOVE = "Move it below or beside the table, leaving room, or to another sheet"
UNMERGE = "Unmerge them, or move them below or beside the table"
IN_THE_WAY = {
    "the cell A7 holds an entry": (lambda book, sheet: sheet.write("A7", 1), MOVE),
    "the cell B8 holds an entry": (lambda book, sheet: sheet.write("B8", "Source: see the wiki"), MOVE),
    "the cell D7 holds an entry": (lambda book, sheet: sheet.write_formula("D7", "=A1"), MOVE),
    "cells are merged in A8:B8": (lambda book, sheet: sheet.merge_range("A8:B8", ""), UNMERGE),
    "the table 'Table2' stands in C8:E9": (lambda book, sheet: sheet.add_table("C8:E9"), MOVE),
}


@pytest.mark.parametrize("sentence", IN_THE_WAY)
def test_what_stands_under_the_table_is_named_and_nothing_is_written(sentence, tmp_path):
    around, todo = IN_THE_WAY[sentence]
    path = made(tmp_path / "a.xlsx", around=around)
    before = path.read_bytes()
    with pytest.raises(RoomTakenError) as refusal:
        append(path, NEW, NEW)
    assert str(refusal.value) == (
        f"{path}: on sheet 'Rates' {sentence}, where new rows of the table 'tblRates' must go. {todo}, save, and try "
        "again. Nothing was changed."
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "around",
    [
        lambda book, sheet: sheet.write("A9", 1),
        lambda book, sheet: sheet.write("E7", 1),
        lambda book, sheet: sheet.merge_range("E7:F8", ""),
        lambda book, sheet: sheet.add_table("E4:F9"),
        lambda book, sheet: book.add_worksheet("Other").add_table("A4:D9"),
    ],
)
def test_what_stands_below_or_beside_the_new_rows_is_not_in_the_way(around, tmp_path):
    path = made(tmp_path / "a.xlsx", around=around)
    append(path, NEW, NEW)
    assert openpyxl.load_workbook(path)["Rates"].tables["tblRates"].ref == "A4:D8"


def test_a_blank_formatted_cell_under_the_table_is_no_entry(tmp_path):
    path = made(
        tmp_path / "a.xlsx", around=lambda b, sheet: sheet.write_blank("B7", None, b.add_format({"bold": True}))
    )
    append(path)
    assert openpyxl.load_workbook(path)["Rates"]["B7"].number_format == "dd mmm yyyy"
    row = member(path, SHEET).find(".//m:row[@r='7']", M)
    assert [cell.get("r") for cell in row] == ["A7", "B7", "C7", "D7"]


def test_a_total_row_is_in_the_way(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Rates").add_table(
            "A4:B7", {"name": "tblRates", "total_row": True, "columns": [{"header": "Currency"}, {"header": "Units"}]}
        )
    append(path, {"Currency": "a"}, {"Currency": "b"})  # into its blank rows
    with pytest.raises(RoomTakenError) as refusal:
        append(path, {"Currency": "c"})
    assert str(refusal.value) == (
        f"{path}: on sheet 'Rates' row 7 is a total row, where new rows of the table 'tblRates' must go. Take the tick "
        "from Table Design › Total Row, save, and try again. Nothing was changed."
    )


def test_the_sheet_has_an_end(tmp_path):
    path = made(tmp_path / "a.xlsx")
    with Archive.open(path) as archive:
        package = Package(archive)
        with pytest.raises(RoomTakenError) as refusal:
            append_rows(package, Workbook(package).table("tblRates"), [NEW] * 1_048_571)
    assert str(refusal.value) == (
        f"{path}: on sheet 'Rates' row 1,048,576 is the last, where new rows of the table 'tblRates' must go. Remove "
        "rows that are no longer needed, save, and try again. Nothing was changed."
    )


def test_the_last_row_of_the_sheet_can_be_filled(tmp_path, monkeypatch):
    path = made(tmp_path / "a.xlsx")
    monkeypatch.setattr(row_room, "LAST_ROW", 7)
    append(path)
    with pytest.raises(RoomTakenError, match="row 7 is the last"):
        append(path)


def test_a_protected_sheet_is_refused(tmp_path):
    path = made(tmp_path / "a.xlsx", around=lambda book, sheet: sheet.protect("secret"))
    with pytest.raises(UnsupportedWorkbookError) as refusal:
        append(path)
    assert str(refusal.value) == (
        f"{path}: the sheet 'Rates' is protected, so no row may be added to the table 'tblRates'. Take the protection "
        "off (Review › Unprotect Sheet), save, and try again. Nothing was changed."
    )


@pytest.mark.parametrize(("sheet", "refused"), [("true", True), ("1", True), ("0", False), (None, False)])
def test_a_sheet_is_protected_where_its_protection_is_on(tmp_path, sheet, refused):
    path = made(tmp_path / "a.xlsx")
    with sheet_by_hand(path, "Rates") as root:
        protection = etree.Element(f"{{{ns.MAIN}}}sheetProtection")
        if sheet is not None:
            protection.set("sheet", sheet)
        root.find("m:sheetData", M).addnext(protection)
    if refused:
        with pytest.raises(UnsupportedWorkbookError, match="is protected"):
            append(path)
    else:
        append(path)


TWO_COLUMNS = TableInfo("t", "S", Area(4, 1, 5, 2), True, False, ("One", "Two"), 1, PartName("/t.xml"))


@pytest.mark.parametrize(("header", "row"), [(True, 5), (False, 4)])
def test_a_table_of_which_nothing_is_left_but_a_row_has_one_for_an_entry(header, row):
    table = replace(TWO_COLUMNS, area=Area(4, 1, 4, 2), header=header)
    assert body_of(table) == Area(row, 1, row, 2)


@pytest.mark.parametrize(("calculated", "free"), [((), 6), (("One",), 6), (("Two",), 5)])
def test_a_row_is_in_use_where_one_of_its_columns_that_is_not_calculated_is(calculated, free):
    row = etree.fromstring(f'<row xmlns="{ns.MAIN}" r="5"><c r="B5"><v>1</v></c></row>')
    assert first_free_row(TWO_COLUMNS, {5: row}, calculated) == free
