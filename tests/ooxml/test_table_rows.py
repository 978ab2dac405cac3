"""Rows put under a table of a closed workbook: the table grows, what staff made around it stays."""

import datetime as dt
import io
import re

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.rates_book import NEW, ROWS, SHEET, TABLE, append, made, member, values
from ooxml.scratch_books import M, by_hand, sheet_by_hand
from raw_members import changed_members, raw_members

from tdag_xl.errors import RoomTakenError
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.table_rows import append_rows
from tdag_xl.ooxml.workbook import Workbook, unescaped
from tdag_xl.ooxml.xml_part import DamagedPartError


@pytest.mark.parametrize("count", [1, 2])
def test_a_table_whose_rows_were_all_deleted_in_excel_has_rows_again(tmp_path, count):
    path = made(tmp_path / "empty.xlsx", [])
    with Archive.open(path) as archive:
        package = Package(archive)
        table = package.tree(PartName(TABLE))
        table.set("insertRow", "1")
        package.write_tree(PartName(TABLE), table)
        stream = io.BytesIO()
        archive.write(stream, package.changes)
    path.write_bytes(stream.getvalue())
    append(path, *[NEW] * count)
    table = member(path, TABLE)
    assert "insertRow" not in table.attrib
    assert table.get("ref") == f"A4:D{4 + count}"


def test_the_row_stands_under_the_last_one_and_looks_like_it(tmp_path):
    path = made(tmp_path / "a.xlsx")
    before = raw_members(path)
    append(path)
    sheet = openpyxl.load_workbook(path)["Rates"]
    assert [cell.value for cell in sheet[7]] == ["=CHF", dt.datetime(2022, 3, 1), 0.92, " a & <b> "]
    assert sheet["A7"].data_type == "inlineStr" or sheet["A7"].data_type == "s"
    assert [cell.number_format for cell in sheet[7]] == [cell.number_format for cell in sheet[6]]
    assert sheet.tables["tblRates"].ref == sheet.tables["tblRates"].autoFilter.ref == "A4:D7"
    assert member(path, SHEET).find("m:dimension", M).get("ref") == sheet.dimensions == "A1:D7"
    assert values(path, "A5:D6") == [[c, dt.datetime(d.year, d.month, d.day), u, s] for c, d, u, s in ROWS]
    assert changed_members(before, raw_members(path)) == {SHEET, TABLE}


def test_a_workbook_that_does_not_calculate_on_opening_is_made_to(tmp_path):
    path = made(tmp_path / "a.xlsx")
    with by_hand(path) as package:
        book = Workbook(package)
        del book.root.find("m:calcPr", M).attrib["fullCalcOnLoad"]
        package.write_tree(book.part, book.root)
    append(path)
    assert member(path, "xl/workbook.xml").find("m:calcPr", M).get("fullCalcOnLoad") == "1"


@pytest.mark.parametrize("blank", [1, 3])
def test_blank_rows_at_the_end_of_the_table_are_filled_first(blank, tmp_path):
    path = made(tmp_path / "a.xlsx", [*ROWS, *[[None] * 4] * blank])
    append(path, NEW, NEW)
    assert [row[0] for row in values(path)] == ["CHF", "CHF", "=CHF", "=CHF", None]
    last = max(6 + blank, 8)
    assert openpyxl.load_workbook(path)["Rates"].tables["tblRates"].ref == f"A4:D{last}"


def test_the_one_blank_row_of_an_empty_table_is_filled(tmp_path):
    path = made(tmp_path / "a.xlsx", [])
    append(path)
    assert values(path, "A5:D6") == [["=CHF", dt.datetime(2022, 3, 1), 0.92, " a & <b> "], [None] * 4]
    assert openpyxl.load_workbook(path)["Rates"].tables["tblRates"].ref == "A4:D5"


def test_a_day_shows_as_a_day_also_where_no_cell_of_the_column_does(tmp_path):
    path = made(tmp_path / "a.xlsx", [["CHF", "soon", 0.9, "x"]])
    with sheet_by_hand(path, "Rates") as root:
        for cell in root.iterfind(".//m:c[@r='B5']", M):
            cell.attrib.pop("s", None)
        for column in root.findall("m:cols", M):
            root.remove(column)
    append(path, NEW, NEW)
    for cell in ("B6", "B7"):
        assert openpyxl.load_workbook(path)["Rates"][cell].value == dt.datetime(2022, 3, 1)
    formats = member(path, "xl/styles.xml").find("m:cellXfs", M)
    assert int(formats.get("count")) == len(formats) == 4
    once = path.read_bytes()
    append(path)
    assert len(member(path, "xl/styles.xml").find("m:cellXfs", M)) == 4
    assert once != path.read_bytes()


def test_days_count_from_1904_where_the_workbook_has_it_so(tmp_path):
    path = made(tmp_path / "a.xlsx", options={"date_1904": True})
    append(path)
    assert openpyxl.load_workbook(path)["Rates"]["B7"].value == dt.datetime(2022, 3, 1)
    assert member(path, SHEET).find(".//m:c[@r='B7']/m:v", M).text == str(
        (dt.date(2022, 3, 1) - dt.date(1904, 1, 1)).days
    )


def test_entries_beside_the_table_stay(tmp_path):
    def around(book, sheet):
        sheet.write("F7", "a note beside")
        sheet.write("F9", "=1+1")
        sheet.set_row(6, 33)

    path = made(tmp_path / "a.xlsx", around=around)
    append(path)
    sheet = openpyxl.load_workbook(path)["Rates"]
    assert (sheet["A7"].value, sheet["F7"].value, sheet["F9"].value) == ("=CHF", "a note beside", "=1+1")
    assert sheet.row_dimensions[7].height == 33


def test_rows_and_cells_without_addresses_are_counted(tmp_path):
    path = made(
        tmp_path / "a.xlsx", around=lambda book, sheet: sheet.write_row(1, 0, "abcd") or sheet.write_row(2, 0, "efgh")
    )
    with sheet_by_hand(path, "Rates") as root:
        for row in root.iterfind(".//m:row", M):
            del row.attrib["r"]
            for cell in row:
                del cell.attrib["r"]
    append(path)
    assert openpyxl.load_workbook(path)["Rates"]["A7"].value == "=CHF"


def test_a_heading_that_the_table_does_not_have_is_an_error(tmp_path):
    with pytest.raises(ValueError, match=r"^the table 'tblRates' has no column 'Other'$"):
        append(made(tmp_path / "a.xlsx"), {"Other": 1, "Strange": 1})


def test_a_sheet_that_lost_its_cells_is_damaged(tmp_path):
    path = made(tmp_path / "a.xlsx")
    with sheet_by_hand(path, "Rates") as root:
        root.remove(root.find("m:sheetData", M))
    with pytest.raises(DamagedPartError) as damage:
        append(path)
    assert (damage.value.part, str(damage.value)) == (f"/{SHEET}", "the sheet holds a table and no cells")


def test_no_rows_change_nothing(tmp_path):
    with Archive.open(made(tmp_path / "a.xlsx")) as archive:
        package = Package(archive)
        done = append_rows(package, Workbook(package).table("tblRates"), [])
    assert (done.changes, done.followed) == ({}, ())


def test_a_table_without_a_header_row_grows_as_well(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Rates")
        sheet.add_table("A4:B5", {"name": "tblRates", "header_row": False, "data": [["CHF", 1], ["EUR", 2]],
                                  "columns": [{"header": "Currency"}, {"header": "Units"}]})  # fmt: skip
        sheet.write_formula("D1", "=SUM(B4:B5)")
    append(path, {"Currency": "AUD", "Units": 3})
    assert openpyxl.load_workbook(path)["Rates"]["D1"].value == "=SUM(B4:B6)"
    assert values(path, "A4:B6") == [["CHF", 1], ["EUR", 2], ["AUD", 3]]
    assert openpyxl.load_workbook(path)["Rates"].tables["tblRates"].ref == "A4:B6"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
CELLS = st.fixed_dictionaries(
    {"Currency": TEXTS, "Units": st.floats(allow_nan=False, allow_infinity=False), "Source": TEXTS}
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=3))
def test_whatever_is_appended_is_read_back_and_every_other_part_stays(tmp_path_factory, batches):
    path = made(
        tmp_path_factory.mktemp("book") / "a.xlsx", around=lambda book, sheet: book.add_worksheet("Mine").write(0, 0, 1)
    )
    before = raw_members(path)
    for rows in batches:
        append(path, *rows)
    added = [row for rows in batches for row in rows]
    data = member(path, SHEET).findall(".//m:row", M)[-len(added) :]
    read = [
        {"Currency": unescaped(row[0].findtext(".//m:t", "", M)), "Units": float(row[2].findtext("m:v", "", M)),
         "Source": unescaped(row[3].findtext(".//m:t", "", M))} for row in data
    ]  # fmt: skip
    assert read == added
    assert changed_members(before, raw_members(path)) == {SHEET, TABLE}


def test_the_validator_finds_no_error(tmp_path, validation_errors):
    def around(book, sheet):
        sheet.conditional_format("C5:C6", {"type": "data_bar", "data_bar_2010": True})
        sheet.write("F8", "a note beside")

    path = made(tmp_path / "a.xlsx", columns=[{"header": "Own", "formula": "=1+$A$1"}], around=around)
    append(path, NEW, {}, {**NEW, "From": None, "Source": True})
    assert validation_errors(path) == []


SHEET_OR_TABLE = re.compile(r"xl/(styles|workbook|calcChain|tables/table\d+|worksheets/sheet\d+)\.xml")
IN_A_WAY = re.compile(r"is a total row|holds an entry|cells are merged")


def test_the_tables_of_other_programs_take_rows_without_a_new_error(corpus_file, tmp_path, validation_errors):
    with Archive.open(corpus_file) as archive:
        package = Package(archive)
        tables = Workbook(package).tables if package.has(package.workbook_part) else ()
        for number, table in enumerate(tables):
            path = tmp_path / f"{number}{corpus_file.suffix}"
            try:
                done = append_rows(package, table, [{table.columns[0]: "=x", table.columns[-1]: dt.date(2024, 1, 1)}])
            except RoomTakenError as refused:
                assert IN_A_WAY.search(str(refused))
                continue
            with path.open("w+b") as stream:
                archive.write(stream, done.changes)
            assert validation_errors.new_errors(path, corpus_file) == set()
            changed = changed_members(raw_members(corpus_file), raw_members(path))
            assert [name for name in changed if not SHEET_OR_TABLE.fullmatch(name)] == []
