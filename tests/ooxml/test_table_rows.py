"""Rows put under a table of a closed workbook: the table grows, what staff made around it stays and follows."""

import datetime as dt
import io
import re

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from ooxml.scratch_books import M, by_hand, sheet_by_hand
from raw_members import changed_members, raw_members

from tdag_xl.errors import RoomTakenError, UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_edit import add_part, relate
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.table_rows import append_rows
from tdag_xl.ooxml.workbook import Workbook, unescaped

ROWS = [["CHF", dt.date(2022, 1, 1), 0.91, "x"], ["CHF", dt.date(2022, 2, 1), 0.93, "x"]]
NEW = {"Currency": "=CHF", "From": dt.date(2022, 3, 1), "Units": 0.92, "Source": " a & <b> "}
SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"


def made(path, rows=ROWS, *, columns=(), options=None, around=lambda book, sheet: None):
    """A workbook whose sheet Rates has the table tblRates at A4; further `columns`; `around` adds what stands by."""
    with xlsxwriter.Workbook(path, options or {}) as book:
        sheet = book.add_worksheet("Rates")
        day, units = book.add_format({"num_format": "dd mmm yyyy"}), book.add_format({"num_format": "0.000000"})
        headed = [{"header": "Currency"}, {"header": "From", "format": day}, {"header": "Units", "format": units},
                  {"header": "Source"}, *columns]  # fmt: skip
        sheet.write(0, 0, "Rates")
        sheet.add_table(
            3, 0, 3 + max(len(rows), 1), len(headed) - 1, {"name": "tblRates", "columns": headed, "data": rows}
        )
        around(book, sheet)
    return path


def append(path, *rows, table="tblRates"):
    """Put the rows under the table and write the file; the result."""
    with Archive.open(path) as archive:
        package = Package(archive)
        done = append_rows(package, Workbook(package).table(table), rows or [NEW])
        assert package.changes == {}, "the package that was given must stay as it was"
        stream = io.BytesIO()
        archive.write(stream, done.changes)
    path.write_bytes(stream.getvalue())
    return done


def member(path, name):
    with Archive.open(path) as archive:
        return etree.fromstring(archive.read(name))


def values(path, area="A5:D9"):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["Rates"][area]]


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
    assert sheet.dimensions == "A1:D7"
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


def test_a_heading_that_the_table_does_not_have_is_an_error(tmp_path):
    with pytest.raises(ValueError, match=r"^the table 'tblRates' has no column 'Other'$"):
        append(made(tmp_path / "a.xlsx"), {"Other": 1, "Strange": 1})


def test_no_rows_change_nothing(tmp_path):
    with Archive.open(made(tmp_path / "a.xlsx")) as archive:
        package = Package(archive)
        done = append_rows(package, Workbook(package).table("tblRates"), [])
    assert (done.changes, done.followed) == ({}, ())


def test_a_column_of_formulas_goes_on(tmp_path):
    inverse = {"header": "Inverse", "formula": "=1/tblRates[[#This Row],[Units]]*$A$1"}
    path = made(tmp_path / "a.xlsx", columns=[inverse, {"header": "Mine"}])
    append(path)
    sheet = openpyxl.load_workbook(path)["Rates"]
    assert (sheet["E7"].value, sheet["E7"].value) == (sheet["E6"].value, "=1/tblRates[[#This Row],[Units]]*$A$1")
    assert sheet["F7"].value is None


def test_a_column_of_formulas_goes_on_also_where_the_table_does_not_say_it_is_one(tmp_path):
    """LibreOffice leaves that out."""
    path = made(tmp_path / "a.xlsx", columns=[{"header": "Inverse", "formula": "=1/tblRates[[#This Row],[Units]]"}])
    with by_hand(path) as package:
        part = Workbook(package).table("tblRates").part
        root = package.tree(part)
        for formula in root.findall(".//m:calculatedColumnFormula", M):
            formula.getparent().remove(formula)
        package.write_tree(part, root)
    append(path)
    assert openpyxl.load_workbook(path)["Rates"]["E7"].value == "=1/tblRates[[#This Row],[Units]]"


@pytest.mark.parametrize("formula", ["=C5*2", "=SUM(C$5:C5)", "=SUM(5:5)"])
def test_a_column_whose_formulas_name_cells_by_their_distance_is_refused(formula, tmp_path):
    path = made(tmp_path / "a.xlsx", columns=[{"header": "Own", "formula": formula}])
    with pytest.raises(UnsupportedWorkbookError, match=f"the column 'Own'.*{re.escape(formula)}"):
        append(path)


def test_a_formula_in_one_cell_makes_no_column_of_formulas(tmp_path):
    path = made(
        tmp_path / "a.xlsx", columns=[{"header": "Own"}], around=lambda b, sheet: sheet.write_formula("E6", "=C6*2")
    )
    append(path)
    assert openpyxl.load_workbook(path)["Rates"]["E7"].value is None


def test_formulas_that_differ_from_row_to_row_are_refused(tmp_path):
    def around(book, sheet):
        sheet.write_formula("E5", "=C5*2")
        sheet.write_formula("E6", "=C6*2")

    with pytest.raises(UnsupportedWorkbookError, match="the column 'Own'"):
        append(made(tmp_path / "a.xlsx", columns=[{"header": "Own"}], around=around))


def test_formulas_of_staff_in_a_column_that_gets_a_value_do_not_matter(tmp_path):
    def around(book, sheet):
        sheet.write_formula("C5", "=1/1.08")
        sheet.write_formula("C6", "=C5*1.01")

    path = made(tmp_path / "a.xlsx", around=around)
    append(path)
    assert [row[2] for row in values(path, "A5:D7")] == ["=1/1.08", "=C5*1.01", 0.92]


def test_a_value_wins_over_the_formula_of_its_column(tmp_path):
    path = made(tmp_path / "a.xlsx", columns=[{"header": "Own", "formula": "=1+$A$1"}])
    append(path, {**NEW, "Own": 5}, NEW)
    sheet = openpyxl.load_workbook(path)["Rates"]
    assert (sheet["E7"].value, sheet["E8"].value) == (5, "=1+$A$1")


CHAIN = PartName("/xl/calcChain.xml")


def with_chain(path, entries):
    """Give the workbook a calculation chain."""
    with by_hand(path) as package:
        data = f'<calcChain xmlns="{ns.MAIN}">{entries}</calcChain>'.encode()
        add_part(package, CHAIN, data, f"{ns.CONTENT}spreadsheetml.calcChain+xml")
        relate(package, package.workbook_part, ns.CALC_CHAIN, CHAIN)
    return path


OWN = {"header": "Own", "formula": "=1+$A$1"}


def test_new_formulas_join_the_calculation_chain(tmp_path):
    path = with_chain(
        made(tmp_path / "a.xlsx", columns=[OWN]),
        '<c r="E6" i="1"/><c r="E5"/><c r="E9"/><c r="E7" i="2"/>',
    )
    append(path, NEW, {**NEW, "Own": 5}, NEW)
    chain = [(c.get("r"), c.get("i")) for c in member(path, "xl/calcChain.xml").findall("m:c", M)]
    assert chain == [("E6", "1"), ("E5", None), ("E9", None), ("E7", "2"), ("E7", "1")]


def test_rows_without_formulas_leave_the_calculation_chain_as_it_is(tmp_path):
    path = with_chain(made(tmp_path / "a.xlsx", columns=[OWN]), '<c  r="E6"  i="1" ></c>')
    assert "xl/calcChain.xml" not in append(path, {**NEW, "Own": 5}).changes


def test_a_calculation_chain_that_is_not_there_is_not_missed(tmp_path):
    path = with_chain(made(tmp_path / "a.xlsx", columns=[OWN]), "")
    with by_hand(path) as package:
        package.remove_part(CHAIN)
    append(path)
    assert openpyxl.load_workbook(path)["Rates"]["E7"].value == "=1+$A$1"


def test_what_reached_to_the_last_row_still_does(tmp_path):
    def around(book, sheet):
        other = book.add_worksheet("Mine")
        other.write_formula("A1", "=SUM(Rates!$C$5:$C$6)")
        other.write_formula("A2", "=Rates!$C$6")
        sheet.write_formula("F1", "=MAX(C5:C6)")
        book.define_name("AllUnits", "=Rates!$C$5:$C$6")
        book.define_name("Title", "=Rates!$A$1")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Rates!$C$5:$C$6", "categories": "=Rates!$B$5:$B$6"})
        other.insert_chart("C3", chart)
        sheet.conditional_format("C5:C6", {"type": "cell", "criteria": ">", "value": 1, "format": book.add_format()})
        sheet.conditional_format("A5:A500", {"type": "duplicate", "format": book.add_format()})
        sheet.data_validation("B5:B6", {"validate": "date", "criteria": ">", "value": dt.date(2000, 1, 1)})

    path = made(tmp_path / "a.xlsx", around=around)
    done = append(path)
    book = openpyxl.load_workbook(path)
    assert (book["Mine"]["A1"].value, book["Mine"]["A2"].value) == ("=SUM(Rates!$C$5:$C$7)", "=Rates!$C$6")
    assert book["Rates"]["F1"].value == "=MAX(C5:C7)"
    assert (book.defined_names["AllUnits"].value, book.defined_names["Title"].value) == (
        "Rates!$C$5:$C$7",
        "Rates!$A$1",
    )
    [series] = book["Mine"]._charts[0].series
    assert series.val.numRef.f == "Rates!$C$5:$C$7"
    assert sorted(str(area.sqref) for area in book["Rates"].conditional_formatting) == ["A5:A500", "C5:C7"]
    assert [str(rule.sqref) for rule in book["Rates"].data_validations.dataValidation] == ["B5:B7"]
    assert "Mine!A1: SUM(Rates!$C$5:$C$6) is now SUM(Rates!$C$5:$C$7)" in done.followed


def test_the_order_that_staff_sorted_by_reaches_over_the_new_rows(tmp_path):
    path = made(tmp_path / "a.xlsx")
    with by_hand(path) as package:
        part = Workbook(package).table("tblRates").part
        root = package.tree(part)
        sort = etree.fromstring(f'<sortState xmlns="{M["m"]}" ref="A5:D6"><sortCondition ref="B5:B6"/></sortState>')
        root.find("m:autoFilter", M).addnext(sort)
        package.write_tree(part, root)
    append(path)
    sort = member(path, TABLE).find("m:sortState", M)
    assert (sort.get("ref"), sort[0].get("ref")) == ("A5:D7", "B5:B7")


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
        before = set(validation_errors(corpus_file)) if tables else set()
        for number, table in enumerate(tables):
            path = tmp_path / f"{number}{corpus_file.suffix}"
            try:
                done = append_rows(package, table, [{table.columns[0]: "=x", table.columns[-1]: dt.date(2024, 1, 1)}])
            except RoomTakenError as refused:
                assert IN_A_WAY.search(str(refused))
                continue
            with path.open("w+b") as stream:
                archive.write(stream, done.changes)
            assert set(validation_errors(path)) - before == set()
            changed = changed_members(raw_members(corpus_file), raw_members(path))
            assert [name for name in changed if not SHEET_OR_TABLE.fullmatch(name)] == []
