"""What users meet that no single noun has: the order of workbooks, frames with gaps, a sheet shown twice."""

import pandas as pd
import pytest
import xlwings as xw

from tdag_xl.libreoffice.errors import NotSupportedError


def test_workbooks_stay_in_the_order_in_which_they_were_opened(calc, calc_book):
    others = [calc.books.add(), calc.books.add()]
    names = [book.name for book in calc.books]
    calc_book.activate()
    assert names == [calc_book.name, *(book.name for book in others)] == [book.name for book in calc.books]
    for book in others:
        book.close()


@pytest.mark.parametrize(
    ("column", "seen"),
    [
        (pd.array([1, None], dtype="Int64"), [1.0, None]),
        (pd.array([True, None], dtype="boolean"), [True, None]),
        (pd.array(["x", None], dtype="string"), ["x", None]),
        (pd.Categorical(["x", None]), ["x", None]),
    ],
    ids=["whole", "truth", "text", "category"],
)
def test_the_gaps_of_a_frame_are_blank_cells(calc_book, column, seen):
    sheet = calc_book.sheets[0]
    sheet["A1"].options(index=False).value = pd.DataFrame({"column": column})
    assert sheet["A2:A3"].value == seen


def test_a_frame_is_viewed_again_on_the_same_sheet(calc_book):
    sheet = calc_book.sheets[0]
    xw.view(pd.DataFrame({"a": [1, 2, 3]}), sheet)
    xw.view(pd.DataFrame({"b": [4]}), sheet)
    assert sheet["A1"].expand().value == [[" ", "b"], [0.0, 4.0]]
    assert [table.range.address for table in sheet.tables] == ["$A$1:$B$2"]


def test_clearing_a_part_of_a_table_or_contents_alone_leaves_the_table(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = [["a", "b"], [1, 2], [3, 4]]
    sheet.tables.add(sheet["A1:B3"], name="kept")
    sheet["A2:B3"].clear()
    sheet.clear_contents()
    assert [table.name for table in sheet.tables] == ["kept"]
    sheet["A1:C3"].clear()
    assert len(sheet.tables) == 0
    sheet.tables.add(sheet["A1:B2"], name="kept")
    assert sheet.tables["kept"].range.address == "$A$1:$B$2"


@pytest.mark.parametrize("ask", [lambda sheet: sheet.pivot_tables, lambda sheet: sheet["A:C"].group()])
def test_what_no_base_class_declares_says_that_it_is_lacking_too(calc_book, ask):
    with pytest.raises(NotSupportedError, match="is not available in LibreOffice"):
        ask(calc_book.sheets[0])


def test_a_sheet_is_whole_after_cells_in_it_are_deleted(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = [[row * 10 + column for column in range(5)] for row in range(9)]
    sheet["B3:D3"].delete("up")
    assert sheet["A9:D9"].value == [80.0, None, None, None]
    assert (sheet["B3"].value, sheet.used_range.address) == (31.0, "$A$1:$E$9")


@pytest.mark.parametrize(
    ("hidden_rows", "hidden_columns", "rows", "columns"),
    [
        ((), (), False, False),
        (("2:4",), (), True, False),
        (("3:3",), (), None, False),
        ((), ("B:D",), False, True),
        (("2:2",), ("C:D",), None, None),
        (("3:3",), ("B:D",), None, True),
        (("2:4",), ("B:D",), True, True),
    ],
)
def test_rows_and_columns_are_hidden_all_or_none_or_some(calc_book, hidden_rows, hidden_columns, rows, columns):
    sheet = calc_book.sheets[0]
    for address in hidden_rows:
        sheet[address].rows.hidden = True
    for address in hidden_columns:
        sheet[address].columns.hidden = True
    cells = sheet["B2:D4"]
    assert (cells.rows.hidden, cells.columns.hidden) == (rows, columns)


@pytest.mark.parametrize(("cell", "direction", "found"), [
    ("A1048576", "up", "$A$3"), ("B1048576", "up", "$B$1"), ("XFD2", "left", "$A$2"), ("A4", "up", "$A$3"),
    ("A2", "up", "$A$1"), ("C9", "left", "$A$9"), ("A3", "down", "$A$1048576"), ("A3", "right", "$XFD$3"),
])  # fmt: skip
def test_the_end_of_a_column_is_found_from_the_end_of_the_sheet(calc_book, cell, direction, found):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = [[1], [2], [3]]
    assert sheet[cell].end(direction).address == found


def test_a_copy_in_another_workbook_has_the_name_that_excel_gives(calc, calc_book):
    other = calc.books.add()
    copies = [calc_book.sheets[0].copy(after=other.sheets[0]).name for _ in range(2)]
    assert copies == ["Sheet1 (2)", "Sheet1 (3)"]
    other.close()


def test_a_chart_is_found_however_often_it_is_asked_for(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = [["a", "b"], [1, 2], [3, 4]]
    sheet.charts.add()
    for chart_type in ["doughnut", "line"] * 15:
        sheet.charts[0].set_source_data(sheet["A1:B3"])
        sheet.charts[0].chart_type = chart_type
    assert [chart.chart_type for chart in sheet.charts] == ["line"]
