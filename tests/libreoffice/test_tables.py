"""Tables in LibreOffice, through xlwings' public API: what Excel would do with them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
import xlwings as xw  # noqa: TC002 - pytest reads the fixtures' types

from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = [["a", "b", "c"], [1, 2, 3], [3, 4, 5], [5, 6, 7]]
MASTER = "workbook/TDAG_Partnerships.xlsm"


@pytest.fixture
def table(calc_book: xw.Book) -> xw.main.Table:
    """The table `tbl` at B2:D5 of the first sheet."""
    sheet = calc_book.sheets[0]
    sheet["B2"].value = ROWS
    return sheet.tables.add(sheet["B2:D5"], name="tbl")


def sheet_of(table: xw.main.Table) -> xw.Sheet:
    return table.range.sheet


def computed(table: xw.main.Table, formula: str) -> object:
    """What a formula gives on another sheet."""
    book = table.range.sheet.book
    sheet = book.sheets[1] if len(book.sheets) > 1 else book.sheets.add(after=book.sheets[0])
    sheet["Z1"].formula = formula
    return sheet["Z1"].value


def test_the_parts_of_a_table(table):
    assert table.range.address == "$B$2:$D$5"
    assert table.header_row_range.value == ["a", "b", "c"]
    assert table.data_body_range.address == "$B$3:$D$5"
    assert (table.totals_row_range, table.insert_row_range) == (None, None)
    assert (table.show_headers, table.show_totals, table.show_autofilter) == (True, False, True)
    assert (table.name, table.display_name, table.parent.name) == ("tbl", "tbl", "Sheet1")
    assert [column.name for column in table.columns] == ["a", "b", "c"]
    assert table.columns["B"].data_body_range.address == "$C$3:$C$5"
    assert [row.range.value for row in table.rows] == ROWS[1:]


def test_tables_are_found_by_name_in_any_case_and_by_place(table):
    sheet = sheet_of(table)
    sheet.tables.add(sheet["F1:F2"], name="Above")
    assert [one.name for one in sheet.tables] == ["Above", "tbl"]
    assert sheet.tables["TBL"] == table
    assert sheet.tables[1] == table
    assert "TBL" in sheet.tables
    assert "none" not in sheet.tables
    assert sheet["C4"].table == table
    assert sheet["A1"].table is None
    with pytest.raises(KeyError):
        sheet.tables["none"]


@pytest.mark.parametrize(("source", "name"), [("D5:E6", "x"), ("A1:F9", "x"), ("F1:G2", "TBL"), ("F1:G2", "RATE")])
def test_a_table_is_refused_where_another_is_or_its_name_is_taken(table, source, name):
    sheet = sheet_of(table)
    sheet.book.names.add("rate", "=1")
    with pytest.raises(RefusedError):
        sheet.tables.add(sheet[source], name=name)
    assert [one.name for one in sheet.tables] == ["tbl"]


@pytest.mark.parametrize("name", ["", "a b", "A1", "R1C1", "c", "1a", "a-b", "x" * 256])
def test_what_excel_takes_as_no_name_of_a_table_is_refused(table, name):
    with pytest.raises(RefusedError, match="cannot be a table"):
        table.name = name
    assert table.name == "tbl"


def test_a_table_gets_the_next_free_name(calc_book):
    sheet = calc_book.sheets[0]
    calc_book.names.add("table2", "=1")
    made = [sheet.tables.add(sheet.range((1, column), (2, column))).name for column in (1, 3, 5)]
    assert made == ["Table1", "Table3", "Table4"]


def test_a_single_row_gets_a_blank_row_and_its_neighbours_below_go_down(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = [["x", "y"], ["below", None]]
    table = sheet.tables.add(sheet["A1:B1"])
    assert table.range.value == [["x", "y"], [None, None]]
    assert sheet["A3"].value == "below"
    assert (table.data_body_range, len(table.rows), table.insert_row_range.address) == (None, 0, "$A$2:$B$2")


def test_cells_without_headings_get_them_above(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = [[1, 2], [3, 4], ["below", None]]
    table = sheet.tables.add(sheet["A1:B2"], has_headers=False)
    assert table.range.value == [["Column1", "Column2"], [1, 2], [3, 4]]
    assert sheet["A4"].value == "below"


@pytest.mark.parametrize("other", [{"link_source": True}, {"source_type": "external"}])
def test_sources_that_are_no_cells_are_not_supported(calc_book, other):
    sheet = calc_book.sheets[0]
    with pytest.raises(NotSupportedError):
        sheet.tables.add(sheet["A1:B2"], **other)


def test_styles_read_as_none_and_cannot_be_given(table):
    assert table.table_style is None
    with pytest.raises(NotSupportedError):
        table.table_style = "TableStyleLight1"


REFERENCES = {
    "=SUM(tbl[b])": 12.0, "=SUM(tbl[[a]:[b]])": 21.0, "=ROWS(tbl)": 3.0, "=ROWS(tbl[#All])": 4.0,
    "=INDEX(tbl,1,2)": 2.0, "=tbl[[#Headers],[c]]": "c", "=COUNTA(tbl[#Headers])": 3.0, "=SUM(TBL[B])": 12.0,
}  # fmt: skip


@pytest.mark.parametrize("formula", REFERENCES)
def test_formulas_know_the_parts_of_a_table(table, formula):
    assert computed(table, formula) == REFERENCES[formula]


CELLS = {
    "tbl": "$B$3:$D$5", "TBL[#All]": "$B$2:$D$6", "tbl[b]": "$C$3:$C$5", "tbl[[#Headers],[B]]": "$C$2",
    "tbl[]": "$B$3:$D$5",
    "tbl[[#Headers],[#Data],[a]:[b]]": "$B$2:$C$5", "tbl[#Totals]": "$B$6:$D$6", "tbl[[#All],[c]]": "$D$2:$D$6",
}  # fmt: skip


@pytest.mark.parametrize("reference", CELLS)
def test_a_reference_leads_to_its_cells(table, reference):
    table.show_totals = True
    assert sheet_of(table)[reference].address == CELLS[reference]


@pytest.mark.parametrize("reference", ["tbl[x]", "tbl[#Totals]", "tbl[[a]:[x]]", "other[a]"])
def test_a_reference_to_nothing_is_refused(table, reference):
    with pytest.raises(RefusedError):
        sheet_of(table)[reference].address  # noqa: B018


def test_a_row_knows_itself(table):
    sheet = sheet_of(table)
    sheet["D3:D5"].formula = "=[@a]*10"
    assert sheet["D3:D5"].value == [10.0, 30.0, 50.0]
    assert sheet["D4"].formula == "=tbl[[#This Row],[a]]*10"


def test_formulas_follow_a_table_that_gets_another_name(table):
    sheet = sheet_of(table)
    sheet["F1"].formula = "=SUM(tbl[b])+ROWS(tbl)"
    sheet["F2:F4"].formula_array = "=tbl[a]*2"
    sheet.book.names.add("heads", "=tbl[#Headers]")
    table.name = "Other"
    assert (sheet["F1"].formula, sheet["F1"].value) == ("=SUM(Other[b])+ROWS(Other)", 15.0)
    assert (sheet["F2:F4"].formula_array, sheet["F4"].value) == ("=Other[a]*2", 10.0)
    assert sheet.book.names["heads"].refers_to == "=Other[#Headers]"
    assert [one.name for one in sheet.tables] == ["Other"]


def test_formulas_elsewhere_follow_a_table_that_is_resized(table):
    sheet = sheet_of(table)
    sheet["B6"].value = [7, 8, 9]
    before = computed(table, "=SUM(tbl[b])+ROWS(tbl[#All])")
    table.resize(sheet["B2:D6"])
    assert (before, sheet.book.sheets[1]["Z1"].value) == (16.0, 25.0)
    table.resize(sheet["B2:D3"])
    assert sheet.book.sheets[1]["Z1"].value == 4.0
    assert sheet["B6"].value == 7.0


@pytest.mark.parametrize("source", ["B3:D6", "B2:D2", "F2:G6", "B2:I6"])
def test_a_table_is_resized_from_its_headings_with_a_row_and_not_over_another(table, source):
    sheet = sheet_of(table)
    sheet.tables.add(sheet["I2:I3"], name="another")
    with pytest.raises(RefusedError):
        table.resize(sheet[source])
    assert table.range.address == "$B$2:$D$5"


def test_a_table_takes_in_what_stands_where_it_grows(table):
    sheet = sheet_of(table)
    sheet["E2"].value = [[2024], [1], [2], [3], [4]]
    table.resize(sheet["B2:F6"])
    assert table.header_row_range.value == ["a", "b", "c", "2024", "Column1"]
    assert table.columns["2024"].data_body_range.value == [1, 2, 3, 4]
    assert computed(table, "=SUM(tbl[2024])") == 10.0


def test_computed_columns_go_on_in_new_rows(table):
    sheet = sheet_of(table)
    sheet["C3:C5"].formula = "=B3*10"
    sheet["D3"].formula = "=B3"
    sheet["B6"].value = 9
    table.resize(sheet["B2:D7"])
    assert sheet["B6:D7"].formula == (("9", "=B6*10", ""), ("", "=B7*10", ""))
    assert sheet["C6"].value == 90.0


def test_the_total_row_goes_along_with_what_it_shows(table):
    sheet = sheet_of(table)
    table.show_totals = True
    assert table.totals_row_range.value == ["Total", None, 15.0]
    assert table.data_body_range.address == "$B$3:$D$5"
    assert computed(table, "=SUM(tbl[c])") == 15.0
    sheet["C6"].formula = "=SUBTOTAL(101,[b])"
    table.resize(sheet["B2:D8"])
    assert table.totals_row_range.address == "$B$8:$D$8"
    assert table.totals_row_range.value == ["Total", 4.0, 15.0]
    table.show_totals = False
    assert (table.range.address, sheet["B8:D8"].value) == ("$B$2:$D$7", [None] * 3)
    table.show_totals = True
    assert table.totals_row_range.value == ["Total", 4.0, 15.0]


def test_texts_in_the_last_column_are_counted_in_the_total_row(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = [["n", "it's #1"], [1, "x"], [2, "y"]]
    table = sheet.tables.add(sheet["A1:B3"])
    table.show_totals = True
    assert table.totals_row_range.value == ["Total", 2.0]


@pytest.mark.parametrize("below", ["entry", "table"])
def test_no_total_row_is_put_over_something(table, below):
    sheet = sheet_of(table)
    if below == "entry":
        sheet["C6"].value = "mine"
    else:
        sheet.tables.add(sheet["D6:E7"], name="under")
    with pytest.raises(RefusedError):
        table.show_totals = True
    assert (table.range.address, table.show_totals) == ("$B$2:$D$5", False)


def test_rows_are_added_where_they_should_be(table):
    sheet = sheet_of(table)
    sheet["D3:D5"].formula = "=B3+C3"
    sheet["B5"].color = (1, 2, 3)
    assert table.rows.add().range.formula == (("", "", "=B6+C6"),)
    assert table.rows.add([7, 8, 9]).range.value == [7, 8, 9]
    assert table.rows.add([0, 0, 0], index=1).index == 1
    assert table.data_body_range.columns[0].value == [0, 1, 3, 5, None, 7]
    assert sheet["B7"].color == (1, 2, 3)
    assert computed(table, "=SUM(tbl[a])") == 16.0


def test_a_row_at_the_end_pushes_down_what_is_below(table):
    sheet = sheet_of(table)
    sheet["C6"].value = "mine"
    sheet["A6"].value = "beside"
    table.rows.add([7, 8, 9])
    assert (table.range.address, sheet["C7"].value, sheet["A6"].value) == ("$B$2:$D$6", "mine", "beside")


def test_the_first_row_of_a_table_without_rows_is_its_blank_one(calc_book):
    sheet = calc_book.sheets[0]
    table = sheet.tables.add(sheet["A1:B1"])
    table.rows.add([1, 2])
    assert table.range.value == [["Column1", "Column2"], [1, 2]]
    table.rows[0].delete()
    assert (table.range.address, len(table.rows)) == ("$A$1:$B$2", 0)


def test_columns_are_added_and_deleted(table):
    sheet = sheet_of(table)
    sheet["F3"].value = "beside"
    table.columns.add("new", index=2)
    table.columns.add("2024")
    assert table.header_row_range.value == ["a", "new", "b", "c", "2024"]
    assert computed(table, "=SUM(tbl[b])+COUNTA(tbl[[#Headers],[2024]])") == 13.0
    sheet["B9"].formula = "=SUM(tbl[b])&tbl[[#Headers],[c]]"
    table.columns["b"].delete()
    assert table.header_row_range.value == ["a", "new", "c", "2024"]
    assert sheet["B9"].formula == "=SUM(#REF!)&tbl[[#Headers],[c]]"


def test_the_only_column_stays(calc_book):
    sheet = calc_book.sheets[0]
    table = sheet.tables.add(sheet["A1:A2"])
    with pytest.raises(ValueError, match="last table column"):
        table.columns[0].delete()


@pytest.mark.parametrize(
    ("address", "shift", "expected"),
    [
        ("3:3", "up", "$B$2:$D$4"), ("1:1", "up", "$B$1:$D$4"), ("B3:D4", "up", "$B$2:$D$3"),
        ("3:5", "up", "$B$2:$D$3"), ("B3:D9", "up", "$B$2:$D$3"), ("C:C", "left", "$B$2:$C$5"),
        ("A1:A9", "left", "$A$2:$C$5"),
    ],
)  # fmt: skip
def test_a_table_follows_cells_that_are_deleted(table, address, shift, expected):
    sheet_of(table)[address].delete(shift)
    assert table.range.address == expected
    assert computed(table, "=ROWS(tbl)") == table.range.rows.count - 1
    assert computed(table, "=tbl[[#Headers],[a]]") == "a"


@pytest.mark.parametrize(
    ("address", "shift", "expected"),
    [("3:3", "down", "$B$2:$D$6"), ("A1:E1", "down", "$B$3:$D$6"), ("C1:C9", "right", "$B$2:$E$5"),
     ("B2:D2", "down", "$B$3:$D$6"), ("B2:B5", "right", "$C$2:$E$5"), ("B6:D6", "down", "$B$2:$D$5")],
)  # fmt: skip
def test_a_table_follows_cells_that_are_inserted(table, address, shift, expected):
    sheet_of(table)[address].insert(shift)
    assert table.range.address == expected
    assert computed(table, "=SUM(tbl[b])") == 12.0


@pytest.mark.parametrize(
    ("address", "shift", "deleted"),
    [("B3:C3", "down", False), ("A1", "right", False), ("A3:A4", "left", True), ("C1", "up", True), ("2:2", "up", True),
     ("B3:B4", "up", True)],
)  # fmt: skip
def test_a_table_is_not_torn(table, address, shift, deleted):
    cells = sheet_of(table)["A3" if address == "A1" else address]
    with pytest.raises(RefusedError, match="tbl"):
        (cells.delete if deleted else cells.insert)(shift)
    assert table.range.value == ROWS


@pytest.mark.parametrize("rows", ["6:6", "5:7"])
def test_a_total_row_that_is_deleted_is_none_any_more(table, rows):
    table.show_totals = True
    sheet_of(table)[rows].delete("up")
    assert (table.show_totals, table.totals_row_range) == (False, None)
    assert computed(table, "=SUM(tbl[a])") == sum(table.columns["a"].data_body_range.value)


def gone_by_rows(sheet: xw.Sheet) -> None:
    sheet["1:9"].delete("up")


def gone_by_cells(sheet: xw.Sheet) -> None:
    sheet["B2:D5"].delete("left")


def gone_by_clearing(sheet: xw.Sheet) -> None:
    sheet["A1:D5"].clear()


def gone_with_its_sheet(sheet: xw.Sheet) -> None:
    sheet.delete()


@pytest.mark.parametrize("gone", [gone_by_rows, gone_by_cells, gone_by_clearing, gone_with_its_sheet])
def test_formulas_show_that_a_table_is_gone(table, gone: Callable[[xw.Sheet], None]):
    book = sheet_of(table).book
    assert computed(table, "=SUM(tbl[a])+ROWS(tbl)+ROWS(tbl[#All])") == 16.0
    gone(sheet_of(table))
    cell = book.sheets[-1]["Z1"]
    assert cell.formula == "=SUM(#REF!)+ROWS(#REF!)+ROWS(#REF!)"
    assert cell.options(err_to_str=True).value == "#REF!"
    again = book.sheets[-1]
    assert again.tables.add(again["A1:B2"], name="tbl").name == "tbl"
    assert cell.formula == "=SUM(#REF!)+ROWS(#REF!)+ROWS(#REF!)"


def test_cells_that_are_cleared_leave_the_table(table):
    table.range.clear_contents()
    assert table.header_row_range.value == ["Column1", "Column2", "Column3"]
    assert table.range.address == "$B$2:$D$5"


def test_rows_are_sorted_by_columns(table):
    sheet = sheet_of(table)
    sheet["B3"].value = [[2, "y", 1], [1, "X", 2], [2, None, 3]]
    table.show_totals = True
    table.sort([1, 2], [False, True])
    assert table.data_body_range.value == [[2, "y", 1], [2, None, 3], [1, "X", 2]]
    table.sort(2)
    assert table.columns["b"].data_body_range.value == ["X", "y", None]
    assert table.totals_row_range[0].value == "Total"


@pytest.mark.parametrize("index", [True, False])
@pytest.mark.parametrize("rows", [1, 2, 6])
def test_a_data_frame_goes_into_a_table(table, rows, index):
    frame = pd.DataFrame({"a": range(rows), "x": [f"t{row}" for row in range(rows)]})
    table.update(frame, index=index)
    expected = [[*([row] if index else []), row, f"t{row}"] for row in range(rows)]
    assert table.header_row_range.value[-2:] == ["a", "x"]
    assert table.data_body_range.options(ndim=2).value == expected
    assert sheet_of(table)["B2:D9"].value[rows + 1] == [None, None, None]


def test_a_table_is_made_of_a_data_frame_as_the_documentation_shows(calc_book):
    sheet = calc_book.sheets[0]
    frame = pd.DataFrame({"k": ["x", "y"], "v": [1, 2]}).set_index("k")
    table = sheet.tables.add(source=sheet["A1"], name="mytable").update(frame)
    assert table.range.value == [["k", "v"], ["x", 1], ["y", 2]]


def test_a_protected_sheet_keeps_its_tables(table):
    sheet = sheet_of(table)
    sheet.api.protect("")
    steps = [
        lambda: table.resize(sheet["B2:D9"]), lambda: setattr(table, "show_totals", True), lambda: table.rows.add(),
        lambda: table.sort(1), lambda: sheet.tables.add(sheet["F1:F2"]), lambda: table.range.move(sheet["H9"]),
        lambda: table.autofilter.apply_values(1, ["x"]), lambda: table.columns.add("d"),
    ]  # fmt: skip
    for step in steps:
        with pytest.raises(RefusedError):
            step()
    assert table.range.value == ROWS


def test_a_copied_sheet_has_its_own_tables(table):
    sheet = sheet_of(table)
    sheet["F1"].formula = "=SUM(tbl[b])"
    sheet["G1:G3"].formula_array = "=tbl[a]*2"
    table.show_totals = True
    copy = sheet.copy(after=sheet)
    copy["C3"].value = 100
    (made,) = copy.tables
    assert (made.range.address, made.show_totals, made.name != "tbl") == ("$B$2:$D$6", True, True)
    assert copy["F1"].formula == f"=SUM({made.name}[b])"
    assert copy["G1:G3"].formula_array == f"={made.name}[a]*2"
    assert (sheet["F1"].value, copy["F1"].value) == (12.0, 110.0)


def test_tables_go_along_into_another_workbook(table):
    sheet = sheet_of(table)
    sheet["F1"].formula = "=SUM(tbl[b])"
    other = sheet.book.app.books.add()
    try:
        copy = sheet.copy(after=other.sheets[0])
        copy["C3"].value = 100
        assert [(one.name, one.range.address, one.show_autofilter) for one in copy.tables] == [
            ("tbl", "$B$2:$D$5", True)
        ]
        assert (copy["F1"].formula, copy["F1"].value) == ("=SUM(tbl[b])", 110.0)
        assert len(other.sheets[0].tables) == 0
        again = sheet.copy(after=copy)
        assert [one.name for one in again.tables] == ["tbl_2"]
        assert (again["F1"].formula, again["F1"].value) == ("=SUM(tbl_2[b])", 12.0)
    finally:
        other.close()


def test_the_tables_of_the_master_workbook(calc: xw.App, tmp_path: Path):
    shutil.copy(MASTER, tmp_path / "copy.xlsm")
    book = calc.books.open(tmp_path / "copy.xlsm")
    found = {
        table.name: (sheet.name, table.range.get_address(False, False), table.show_totals, table.header_row_range.value)
        for sheet in book.sheets
        for table in sheet.tables
    }
    book.close()
    expected = {
        table.displayName: (sheet.title, table.ref, bool(table.totalsRowCount), [c.name for c in table.tableColumns])
        for sheet in openpyxl.load_workbook(MASTER).worksheets
        for table in sheet.tables.values()
    }
    assert {name: (*facts[:3], list(facts[3])) for name, facts in found.items()} == expected


def test_tables_are_in_the_file_that_is_saved(table, tmp_path: Path):
    sheet = sheet_of(table)
    sheet["C2"].value = "renamed"
    table.name = "saved"
    table.show_totals = True
    table.autofilter.apply_comparison(1, "between", 2, 4)
    other = sheet.tables.add(sheet["G1:G3"], name="plain")
    other.show_autofilter = False
    sheet.book.save(tmp_path / "saved.xlsx")
    tables = openpyxl.load_workbook(tmp_path / "saved.xlsx").worksheets[0].tables
    facts = {
        one.displayName: (
            one.ref,
            [column.name for column in one.tableColumns],
            one.totalsRowCount,
            bool(one.autoFilter),
        )
        for one in tables.values()
    }
    assert facts == {
        "saved": ("B2:D6", ["a", "renamed", "c"], 1, True),
        "plain": ("G1:G3", ["Column1"], 0, False),
    }
