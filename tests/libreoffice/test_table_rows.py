"""Rows and columns of tables in LibreOffice: added and deleted as in Excel."""

from __future__ import annotations

import pandas as pd
import pytest
from libreoffice.small_table import computed, sheet_of


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
