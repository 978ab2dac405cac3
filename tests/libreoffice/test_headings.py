"""The headings of tables in LibreOffice: texts, unique, not blank, and known to formulas, whatever is written there."""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdag_xl.libreoffice.headings import headings


@pytest.fixture
def table(calc_book: xw.Book) -> xw.main.Table:
    """The table `tbl` at A1:C2 of the first sheet."""
    sheet = calc_book.sheets[0]
    sheet["A1"].value = [["a", "b", "c"], [1, 2, 3]]
    return sheet.tables.add(sheet["A1:C2"], name="tbl")


WRITTEN = {
    "a number": (2022, "2022"), "a fraction": (0.5, "0.5"), "a truth": (True, "TRUE"), "a blank": (None, "Column1"),
    "one that is there": ("C", "C2"), "itself": ("b", "b"), "itself in another case": ("B", "B"),
    "a day": (dt.datetime(2024, 3, 31), "3/31/2024"), "a formula": ('="x"&1', "x1"), "spaces": ("  ", "  "),
    "a quoted number": ("'007", "007"),
}  # fmt: skip


def test_what_becomes_of_a_heading(table):
    sheet = table.range.sheet
    for what, (given_value, expected) in WRITTEN.items():
        sheet["B1"].value = "b"
        sheet["B1"].value = given_value
        assert table.header_row_range.value == ["a", expected, "c"], what
        assert sheet["B1"].formula == expected
        sheet["B1"].number_format = "General"


def test_a_heading_looks_as_the_cell_did(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = [[0.25, 1234.5], [1, 2]]
    sheet["A1"].number_format = "0%"
    sheet["B1"].number_format = "#,##0.00"
    assert sheet.tables.add(sheet["A1:B2"]).header_row_range.value == ["25%", "1,234.50"]


def test_headings_of_a_new_table_are_unique(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = [["x", None, "X", "x", None, "Column1"], [1] * 6]
    table = sheet.tables.add(sheet["A1:F2"])
    assert table.header_row_range.value == ["x", "Column2", "X2", "x3", "Column3", "Column1"]


@pytest.mark.parametrize("how", ["value", "formula", "block", "copy"])
def test_formulas_follow_a_heading_that_changes(table, how):
    sheet = table.range.sheet
    other = sheet.book.sheets.add(before=sheet)  # LibreOffice alone follows headings until the sheet has another place
    other["A1"].formula = "=SUM(tbl[b])"
    other["B1"].formula = "=tbl[[#Headers],[b]]"
    sheet["E1"].value = "new"
    match how:
        case "value":
            sheet["B1"].value = "new"
        case "formula":
            sheet["B1"].formula = '="n"&"ew"'
        case "block":
            sheet["A1"].value = [["a", "new", "c"], [1, 2, 3]]
        case _:
            sheet["E1"].copy(sheet["B1"])
    assert other["A1:B1"].formula == (("=SUM(tbl[new])", "=tbl[[#Headers],[new]]"),)
    assert other["A1:B1"].value == [2.0, "new"]
    other["A2"].formula = "=SUM(tbl[new])"
    assert other["A2"].value == 2.0


def test_headings_that_change_places_stay_what_they_are(table):
    sheet = table.range.sheet
    sheet["A1"].value = ["c", "a", "b"]
    assert table.header_row_range.value == ["c", "a", "b"]


def test_a_heading_gets_its_number_where_it_was_written(table):
    sheet = table.range.sheet
    sheet["A1"].value = "b"
    assert table.header_row_range.value == ["b2", "b", "c"]


@pytest.mark.parametrize("clear", [xw.Range.clear_contents, xw.Range.clear])
def test_headings_that_are_cleared_get_names(table, clear):
    clear(table.range.sheet["B1:C1"])
    assert table.header_row_range.value == ["a", "Column1", "Column2"]


def test_cells_beside_and_below_stay_as_they_are(table):
    sheet = table.range.sheet
    sheet["D1"].value = 1
    sheet["A3"].value = [[1, 2, 3]]
    assert (sheet["D1"].value, sheet["A3:C3"].value) == (1.0, [1.0, 2.0, 3.0])


def test_a_table_that_moved_keeps_its_headings_and_leaves_other_cells_alone(table):
    sheet = table.range.sheet
    table.range.move(sheet["A5"])
    sheet["A1"].value = [[1, 1, 1]]
    sheet["A5"].value = [[1, 1, 1]]
    assert sheet["A1:C1"].value == [1.0, 1.0, 1.0]
    assert sheet["A5:C5"].value == ["1", "12", "13"]


@pytest.mark.parametrize("how", ["sheet added before", "sheet moved"])
def test_headings_are_kept_when_sheets_change_places(table, how):
    sheet = table.range.sheet
    sheet["A9"].value = 1
    other = sheet.book.sheets.add(**{"before" if how == "sheet added before" else "after": sheet})
    if how == "sheet moved":
        sheet.move(after=other)
    sheet["A1"].value = 6
    other["A1"].value = 5
    assert (other["A1"].value, sheet["A1"].value) == (5.0, "6")


TEXTS = st.lists(st.sampled_from(["", "a", "A", "a2", "Column1", "column2", "x"]), min_size=1, max_size=6)


@given(texts=TEXTS, data=st.data())
def test_headings_are_unique_and_kept_where_they_were_not_written(texts, data):
    before = headings(texts, range(len(texts)))
    written = data.draw(st.sets(st.sampled_from(range(len(before)))))
    given_texts = [
        data.draw(st.sampled_from(["", "a", "Column1"])) if n in written else t for n, t in enumerate(before)
    ]
    made = headings(given_texts, written)
    assert all(made)
    assert len({heading.casefold() for heading in made}) == len(made)
    assert [made[n] for n in range(len(made)) if n not in written] == [
        text for n, text in enumerate(before) if n not in written
    ]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(
        st.none() | st.integers(-5, 5) | st.sampled_from(["a", "A", "b", "Column2", "TRUE"]), min_size=3, max_size=3
    )
)
def test_any_values_written_as_headings_are_known_to_formulas(table, values):
    sheet = table.range.sheet
    sheet["A1"].value = values
    names = table.header_row_range.value
    assert all(isinstance(name, str) for name in names)
    assert len({name.casefold() for name in names}) == 3
    sheet["E1:G1"].formula = [[f"=SUM(tbl[{name}])" for name in names]]
    assert sheet["E1:G1"].value == [1.0, 2.0, 3.0]
