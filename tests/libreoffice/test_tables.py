"""Tables in LibreOffice, through xlwings' public API: what Excel would do with them."""

from __future__ import annotations

import pytest
from libreoffice.small_table import ROWS, computed, sheet_of

from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError


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


def test_what_excel_takes_as_no_name_of_a_table_is_refused(table):
    for name in ("", "a b", "A1", "R1C1", "c", "1a", "a-b", "x" * 256):
        with pytest.raises(RefusedError, match="cannot be a table"):
            table.name = name
    assert table.name == "tbl"


def test_names_that_libreoffices_formulas_misread_are_not_supported(table):
    with pytest.raises(NotSupportedError, match=r"my\.table"):
        table.name = "my.table"


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


def test_formulas_know_the_parts_of_a_table(table):
    assert {formula: computed(table, formula) for formula in REFERENCES} == REFERENCES


CELLS = {
    "tbl": "$B$3:$D$5", "TBL[#All]": "$B$2:$D$6", "tbl[b]": "$C$3:$C$5", "tbl[[#Headers],[B]]": "$C$2",
    "tbl[]": "$B$3:$D$5",
    "tbl[[#Headers],[#Data],[a]:[b]]": "$B$2:$C$5", "tbl[#Totals]": "$B$6:$D$6", "tbl[[#All],[c]]": "$D$2:$D$6",
}  # fmt: skip


def test_a_reference_leads_to_its_cells(table):
    table.show_totals = True
    assert {reference: sheet_of(table)[reference].address for reference in CELLS} == CELLS


def test_a_reference_to_nothing_is_refused(table):
    for reference in ("tbl[x]", "tbl[#Totals]", "tbl[[a]:[x]]", "other[a]"):
        with pytest.raises(RefusedError):
            _ = sheet_of(table)[reference].address


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
