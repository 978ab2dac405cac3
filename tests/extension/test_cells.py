"""Cells between Calc and the formulas, without an office."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.cells import CellError
from tdag_xl.extension.inside.tdag_cells import Cells, code_of, nan_of, with_blanks

CELLS = Cells(CellError)
CODES = {"#NULL!": 521, "#DIV/0!": 532, "#VALUE!": 519, "#REF!": 524, "#NAME?": 525, "#NUM!": 503, "#N/A": 32767}


@given(st.integers(1, 65535))
def test_an_error_keeps_its_code_in_a_number_that_is_none(code):
    assert math.isnan(nan_of(code))
    assert code_of(nan_of(code)) == code


@pytest.mark.parametrize(("name", "code"), CODES.items())
def test_an_error_leaves_with_its_code(name, code):
    assert code_of(CELLS.sent(CellError(name))) == code
    assert [[code_of(sent) for sent in row] for row in CELLS.given([[CellError(name)]])] == [[code]]


def test_an_error_that_calc_has_not_is_a_bad_value():
    assert code_of(CELLS.sent(CellError("#SPILL!"))) == CODES["#VALUE!"]


def test_whole_numbers_leave_as_calc_takes_them():
    ((number, yes, text),) = CELLS.given([[10**15, True, "x"]])
    assert (type(number), number, yes, text) == (float, 1e15, True, "x")


def test_the_errors_of_a_range_are_asked_of_their_cells():
    codes = {(1, 0): 532, (0, 1): 508}
    cells = SimpleNamespace(
        getDataArray=lambda: (("a", None), (None, "")),
        getCellByPosition=lambda column, row: SimpleNamespace(getError=lambda: codes[column, row]),
    )
    assert CELLS.of_range(cells) == (("a", CellError("#DIV/0!")), (CellError("#VALUE!"), ""))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.0, "CHF", 44621.0], [0.0, "CHF", 44621.0]),
        ([0.0, 0.0, 44621.0], [None, None, 44621.0]),
        ([0.0, "CHF", 0.0], [None, "CHF", None]),
        ([5.0, 0.0, 0.0], [5.0, None, None]),
        ([((0.0,),), 0.0, 1.0], [((0.0,),), None, 1.0]),
    ],
)
def test_a_blank_cell_is_told_from_0_where_0_can_be_no_answer(values, expected):
    assert with_blanks(["amount", "currency_code", "value_date"], values) == expected


def test_0_decimals_stay_0():
    assert with_blanks(["percent", "base_count", "decimals"], [0.0, 0.0, 0.0]) == [0.0, 0.0, 0.0]
