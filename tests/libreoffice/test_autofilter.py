"""Filters of tables and ranges in LibreOffice: which rows show, and what is read back."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest
import xlwings as xw

from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError

DAYS = [dt.datetime(2025, 1, day) for day in (1, 2, 3, 4)]
ROWS = [["who", "day", "n"], ["x", DAYS[0], 1], ["X*", DAYS[1], 2], ["y", DAYS[2], 10], [None, DAYS[3], 20]]


@pytest.fixture(params=["table", "range"])
def filtered(request: pytest.FixtureRequest, calc_book: xw.Book) -> xw.main.AutoFilter:
    """A filter over A1:C5 of the first sheet, of a table or of the cells."""
    sheet = calc_book.sheets[0]
    sheet["A1"].value = ROWS
    return (sheet.tables.add(sheet["A1:C5"]) if request.param == "table" else sheet["A1:C5"]).autofilter


def shown(filtered: xw.main.AutoFilter) -> list[int]:
    """The rows that show, from 1 under the headings."""
    sheet = filtered.parent.range.sheet if isinstance(filtered.parent, xw.main.Table) else filtered.parent.sheet
    return [row for row in range(1, 5) if not sheet.range((row + 1, 1)).rows.hidden]


COMPARISONS = [
    (3, "greater_than", 2, None, [3, 4]), (3, "greater_than_or_equal", 2, None, [2, 3, 4]),
    (3, "less_than", 2, None, [1]), (3, "less_than_or_equal", 2.0, None, [1, 2]),
    (3, "equal_to", 10, None, [3]), (3, "not_equal_to", 10, None, [1, 2, 4]),
    (3, "between", 2, 10, [2, 3]), (3, "not_between", 2, 10, [1, 4]), (1, "equal_to", "x", None, [1]),
    (1, "equal_to", "X*", None, [2]), (1, "equal_to", None, None, [4]), (1, "not_equal_to", None, None, [1, 2, 3]),
    (2, "equal_to", dt.date(2025, 1, 2), None, [2]), (2, "greater_than", DAYS[1], None, [3, 4]),
    (2, "between", DAYS[1], dt.date(2025, 1, 3), [2, 3]),
]  # fmt: skip


def test_rows_that_compare(filtered):
    for field, operator, one, other, expected in COMPARISONS:
        filtered.apply_comparison(field, operator, one, other)
        assert shown(filtered) == expected, (operator, one)
        criterion = filtered.criteria[field - 1]
        assert (criterion.type, criterion.operator) == ("comparison", operator)
        filtered.clear(field)
        assert shown(filtered) == [1, 2, 3, 4]
        assert [criterion.type for criterion in filtered.criteria] == ["none"] * 3


VALUES = [(1, ["x", "y"], [1, 3]), (3, [1, 20], [1, 4]), (1, ["X*"], [2]), (1, ["x", ""], [1, 4]), (1, ["none"], [])]


def test_rows_that_show_a_value(filtered):
    for field, values, expected in VALUES:
        filtered.apply_values(field, values)
        assert shown(filtered) == expected, values
        criterion = filtered.criteria[field - 1]
        assert (criterion.values or [criterion.value1]) == [str(value) for value in values]
        filtered.clear()


ENDS = [("top_items", 2, [3, 4]), ("bottom_items", 1, [1]), ("top_percent", 50, [3, 4]), ("bottom_percent", 20, [1])]


def test_rows_at_an_end(filtered):
    for end, count, expected in ENDS:
        getattr(filtered, f"apply_{end}")(3, count)
        assert shown(filtered) == expected, end
        criterion = filtered.criteria[2]
        assert (criterion.type, criterion.count or criterion.percent) == (end, count)


def test_columns_are_filtered_together_and_cleared_one_by_one(filtered):
    filtered.apply_comparison(1, "not_equal_to", "x")
    filtered.apply_comparison(3, "greater_than", 2)
    assert shown(filtered) == [3, 4]
    filtered.apply_comparison(3, "less_than", 15)
    assert shown(filtered) == [2, 3]
    filtered.clear(3)
    assert shown(filtered) == [2, 3, 4]
    filtered.clear()
    assert shown(filtered) == [1, 2, 3, 4]


def test_what_libreoffice_would_mix_up_is_not_supported(filtered):
    filtered.apply_values(1, ["x"])
    with pytest.raises(NotSupportedError, match="not_between"):
        filtered.apply_comparison(3, "not_between", 1, 2)
    assert shown(filtered) == [1]


def test_a_sheet_has_one_filter_besides_its_tables(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = ROWS
    assert [one.type for one in sheet["A1:C5"].autofilter.criteria] == ["none"] * 3
    sheet["A1:C5"].autofilter.apply_values(1, ["x"])
    with pytest.raises(RefusedError, match="already"):
        sheet["A1:B5"].autofilter.apply_values(1, ["x"])
    sheet["A1:B5"].autofilter.clear()
    assert [one.type for one in sheet["A1:C5"].autofilter.criteria] == ["comparison", "none", "none"]
    assert len(sheet.tables) == 0


def test_several_values_of_a_table_go_with_another_column(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = ROWS
    filtered = sheet.tables.add(sheet["A1:C5"]).autofilter
    filtered.apply_values(1, ["x", "y"])
    filtered.apply_comparison(3, "greater_than", 1)
    assert shown(filtered) == [3]
    filtered.clear(3)
    assert shown(filtered) == [1, 3]


def test_a_table_without_its_filter_shows_all_rows(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = ROWS
    table = sheet.tables.add(sheet["A1:C5"])
    table.autofilter.apply_values(1, ["x"])
    table.show_autofilter = False
    assert shown(table.autofilter) == [1, 2, 3, 4]
    assert table.show_autofilter is False
    table.autofilter.apply_values(1, ["y"])
    assert (table.show_autofilter, shown(table.autofilter)) == (True, [3])


def test_the_total_row_shows_and_adds_up_what_shows(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = ROWS
    table = sheet.tables.add(sheet["A1:C5"])
    table.show_totals = True
    table.autofilter.apply_comparison(3, "less_than", 5)
    assert (table.totals_row_range.value, sheet["A6"].rows.hidden) == (["Total", None, 3.0], False)


def test_a_filter_is_in_the_file(filtered, tmp_path, calc):
    filtered.apply_comparison(3, "between", 2, 10)
    book = (
        filtered.parent.range.sheet.book if isinstance(filtered.parent, xw.main.Table) else filtered.parent.sheet.book
    )
    book.save(tmp_path / "filtered.xlsx")
    again = calc.books.open(shutil.copy(tmp_path / "filtered.xlsx", tmp_path / "copy.xlsx"))
    try:
        hidden = [again.sheets[0].range((row + 1, 1)).rows.hidden for row in range(1, 5)]
    finally:
        again.close()
    assert hidden == [True, False, False, True]
