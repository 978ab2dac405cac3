"""Values of Python in cells and back, as xlwings' users see them in Excel."""

import datetime as dt
import decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdag_xl.libreoffice.errors import RefusedError

LIVE = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MOMENT = dt.datetime(2024, 2, 29, 13, 14, 15)


@pytest.mark.parametrize(
    ("given_value", "held", "number_format"),
    [
        (1, 1.0, "General"),
        (1.5, 1.5, "General"),
        (True, True, "General"),
        ("text", "text", "General"),
        (None, None, "General"),
        (float("nan"), None, "General"),
        (pd.NaT, None, "General"),
        (MOMENT, MOMENT, "m/d/yyyy h:mm"),
        (dt.datetime(2024, 2, 29), dt.datetime(2024, 2, 29), "m/d/yyyy"),
        (dt.date(2024, 2, 29), dt.datetime(2024, 2, 29), "m/d/yyyy"),
        (pd.Timestamp(MOMENT), MOMENT, "m/d/yyyy h:mm"),
        (np.datetime64("2024-02-29"), dt.datetime(2024, 2, 29), "m/d/yyyy"),
        (np.int64(7), 7.0, "General"),
        (np.bool_(True), True, "General"),
        (np.str_("text"), "text", "General"),
        (decimal.Decimal("1.25"), 1.25, "General"),
    ],
)
def test_a_value_of_python_and_what_the_cell_holds(calc_book, given_value, held, number_format):
    cell = calc_book.sheets[0].range("B2")
    cell.value = given_value
    assert (cell.value, type(cell.value), cell.number_format) == (held, type(held), number_format)


def test_error_values_are_none_or_their_texts_or_the_numbers_of_excel(calc_book):
    cells = calc_book.sheets[0].range("A1:G1")
    texts = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"]
    cells.value = texts
    assert cells.options(err_to_str=True).value == texts
    assert cells.value == [None] * 7
    assert cells.raw_value[0][1] == -2146826281
    assert cells.formula == (tuple(texts),)


@pytest.mark.parametrize(
    ("formula", "held"),
    [
        ("=1=1", True),
        ("=DATE(2024,2,29)", dt.datetime(2024, 2, 29)),
        ("=1/0", "#DIV/0!"),
        ("=NA()", "#N/A"),
        ("=SQRT(-1)", "#NUM!"),
        ('=VALUE("x")', "#VALUE!"),
        ("=CHOOSE(5,1)", "#VALUE!"),
        ("=VLOOKUP(1,B1:C2,5)", "#REF!"),
        ("=nosuchname", "#NAME?"),
        ('="a"&1', "a1"),
        ('=""', None),
        ("=1+1", 2.0),
    ],
)
def test_the_result_of_a_formula(calc_book, formula, held):
    cell = calc_book.sheets[0].range("A1")
    cell.formula = formula
    assert cell.options(err_to_str=True).value == held


def test_a_scalar_fills_all_cells(calc_book):
    cells = calc_book.sheets[0].range("A1:B2")
    cells.value = "x"
    assert cells.value == [["x", "x"], ["x", "x"]]


def test_a_number_in_place_of_a_truth_is_a_number(calc_book):
    cells = calc_book.sheets[0].range("A1:A2")
    cells.value = [[True], [False]]
    cells.value = [[1.0], [True]]
    assert cells.value == [1.0, True]
    assert [type(value) for value in cells.value] == [float, bool]


def test_only_the_first_of_merged_cells_takes_a_value(calc_book):
    sheet = calc_book.sheets[0]
    sheet.range("B2:C3").merge()
    sheet.range("A1:D4").value = [[1, 2, 3, 4]] * 4
    sheet.range("B2:C3").unmerge()
    assert sheet.range("A2:D3").value == [[1.0, 2.0, None, 4.0], [1.0, None, None, 4.0]]


@pytest.mark.parametrize("value", [float("inf"), -float("inf"), dt.datetime(1899, 12, 31), 10**400])
def test_what_no_cell_holds_is_refused_and_nothing_is_written(calc_book, value):
    cells = calc_book.sheets[0].range("A1:B1")
    cells.value = ["before", "before"]
    with pytest.raises(RefusedError, match=r"Sheet1!B1"):
        cells.impl.raw_value = [["after", value]]
    assert cells.value == ["before", "before"]


def test_dates_keep_a_format_that_a_cell_has_and_blanks_get_none(calc_book):
    cells = calc_book.sheets[0].range("A1:A3")
    cells[1].number_format = "yyyy-mm-dd"
    cells.value = [[MOMENT.replace(hour=0, minute=0, second=0)], [MOMENT], [None]]
    assert [cell.number_format for cell in cells] == ["m/d/yyyy", "yyyy-mm-dd", "General"]


def test_a_frame_comes_back(calc_book):
    frame = pd.DataFrame(
        {
            "name": ["a", "b", "c"],
            "day": pd.to_datetime(["2024-01-01", None, "2024-03-01"]).astype("datetime64[us]"),
            "amount": [1.5, np.nan, -3.0],
            "is open": [True, False, True],
        }
    )
    cell = calc_book.sheets[0].range("B3")
    cell.options(index=False).value = frame
    found = cell.options(pd.DataFrame, index=False, expand="table").value
    pd.testing.assert_frame_equal(found, frame)


def test_an_array_of_numpy_comes_back(calc_book):
    numbers = np.arange(12, dtype=float).reshape(3, 4)
    cell = calc_book.sheets[0].range("A1")
    cell.value = numbers
    assert np.array_equal(cell.options(np.array, expand="table").value, numbers)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False),
    st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 30)).map(lambda moment: moment.replace(microsecond=0)),
    st.text(st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=("Cc", "Cs", "Cn")), min_size=1),
)


@LIVE
@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(VALUES, min_size=width, max_size=width), min_size=1)))
def test_any_block_comes_back(calc_book, rows):
    sheet = calc_book.sheets[0]
    sheet.clear()
    cells = sheet.range("A1").resize(len(rows), len(rows[0]))
    cells.value = [[f"'{value}" if isinstance(value, str) else value for value in row] for row in rows]
    assert cells.options(ndim=2).value == rows
