"""What a text becomes that is put into a cell: the cases in cases/typed_text.csv, as Excel in English (US) has them."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.typed_text import is_plain, typed

CASES = list(csv.DictReader((Path(__file__).parent / "cases" / "typed_text.csv").read_text("utf-8").splitlines()))
ORIGIN = dt.datetime(1899, 12, 30)


def test_the_cases_are_what_cells_hold_then(calc_book):
    cells = calc_book.sheets[0].range("A1").resize(len(CASES), 1)
    cells.value = [[case["typed"]] for case in CASES]
    held = cells.options(dates=lambda **parts: dt.datetime(**parts), err_to_str=True).value
    formats = [cell.number_format for cell in cells]
    found = [(c["typed"], _shown(v), f) for c, v, f in zip(CASES, held, formats, strict=True)]
    assert found == [(case["typed"], _expected(case), case["format"]) for case in CASES]


def _shown(value):
    if isinstance(value, dt.datetime):
        return repr(round((value - ORIGIN) / dt.timedelta(days=1), 9))
    return repr(round(value, 9)) if type(value) is float else str(value)


def _expected(case):
    if case["kind"] == "number":
        return repr(round(float(case["value"]), 9))
    return "2.0" if case["kind"] == "formula" else case["value"]


@pytest.mark.parametrize(
    ("text", "formula"),
    [("-A2", "=-A2"), ("+A2+1", "=+A2+1"), ("@SUM(A2)", "=SUM(A2)"), ("--5", "=--5"), ("=A2", "=A2")],
)
def test_what_begins_like_a_formula_is_one(calc_book, text, formula):
    cell = calc_book.sheets[0].range("A1")
    cell.value = text
    assert cell.formula == formula


@pytest.mark.parametrize("text", ["'00123", "'=A1", "'TRUE", "'#N/A", "'1/2/2024", "''quoted", "'x"])
def test_an_apostrophe_makes_a_text_of_anything_and_no_format(calc_book, text):
    cell = calc_book.sheets[0].range("A1")
    cell.value = text
    assert (cell.value, cell.number_format) == (text[1:], "General")


@pytest.mark.parametrize("text", ["5", "=1+1", "TRUE", "1/2/2024", "#N/A"])
def test_a_cell_formatted_as_text_takes_it_as_it_is(calc_book, text):
    cell = calc_book.sheets[0].range("A1")
    cell.number_format = "@"
    cell.value = text
    assert (cell.value, cell.number_format) == (text, "@")


def test_a_cell_formatted_as_text_makes_texts_of_numbers_and_truths(calc_book):
    cells = calc_book.sheets[0].range("A1:C1")
    cells.number_format = "@"
    cells.value = [1.5, True, 7]
    assert cells.value == ["1.5", "TRUE", "7"]


def test_a_cell_with_a_format_keeps_it(calc_book):
    cell = calc_book.sheets[0].range("A1")
    cell.number_format = "0.000"
    cell.value = "5%"
    assert (cell.value, cell.number_format) == (0.05, "0.000")


@pytest.mark.parametrize("text", ["x" * 32_768, "bell\x07", "half \ud800", "\ufffe"])
def test_what_no_cell_holds_is_refused_and_nothing_is_written(calc_book, text):
    cells = calc_book.sheets[0].range("A1:A2")
    cells.value = [["before"], ["before"]]
    with pytest.raises(RefusedError, match=r"Sheet1!A2"):
        cells.value = [["after"], [text]]
    assert cells.value == ["before", "before"]


def test_the_longest_text_fits(calc_book):
    cell = calc_book.sheets[0].range("A1")
    cell.value = "'" + "x" * 32_767
    assert len(cell.value) == 32_767


def test_a_day_without_its_year_is_of_this_year():
    value, shown, _ = typed("3/4", ORIGIN)
    day = ORIGIN + dt.timedelta(days=value)
    assert ((day.month, day.day), shown) == ((3, 4), "d-mmm")


@given(st.text(max_size=12))
def test_a_plain_text_stays_and_an_apostrophe_keeps_any(text):
    assert typed("'" + text, ORIGIN) == (text, None, False)
    if is_plain(text):
        assert typed(text, ORIGIN) == (text, None, False)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300))
def test_a_number_with_fifteen_digits_is_read_as_it_is(number):
    text = f"{number:.15g}"
    assert typed(text, ORIGIN).value == float(text)
