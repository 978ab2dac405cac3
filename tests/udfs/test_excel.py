"""xlwings' own server and generator over every formula, on stand-ins for Windows' libraries."""

from __future__ import annotations

import datetime as dt
import decimal
import re

import pytest
from tdag_udfs.catalogue import FORMULAS
from tdag_udfs.excel_errors import NUMBERS, error_of, marked
from udfs.formula_cases import FORMULA, each_case
from udfs.windows_stubs import MISSING, SCODES, Cells, ExcelServer

from tdag_xl.cells import CellError

RATES = Cells([["Currency", "Effective from", "Units per USD"], ["CHF", dt.date(2022, 1, 1), 0.5]])
DAY = Cells([[dt.datetime(2022, 3, 1)]])


@pytest.fixture(scope="module")
def excel():
    with ExcelServer() as server:
        yield server


def argument(given):
    """Rows as a range; a cell as a worksheet passes what it has calculated, an error as a number."""
    if isinstance(given, list):
        return Cells(given)
    return SCODES.get(given, given) if isinstance(given, str) else given


def sent(gives):
    """What CallUDF returns for a result: a cell alone, a single row alone, errors as marked texts."""
    if not isinstance(gives, list):
        return marked(CellError(gives)) if isinstance(gives, str) and gives in NUMBERS else gives
    rows = [[sent(cell) for cell in row] for row in gives]
    return rows[0] if len(rows) == 1 else rows


@each_case()
def test_a_formula_gives_the_same_through_xlwings(excel, name, arguments, gives):
    left_out = [MISSING] * (len(FORMULA[name].arguments) - len(arguments))
    assert excel.call(name, *map(argument, arguments), *left_out) == sent(gives)


def test_cells_in_a_currency_format_are_numbers(excel):
    assert excel.call("TDAG_USD", Cells([[decimal.Decimal("100.25")]]), "CHF", DAY, RATES) == 200.5
    assert excel.call("TDAG_SHARE", Cells([[decimal.Decimal(1)], [3.0]]), MISSING, MISSING) == [[0.25], [0.75]]


def test_a_computed_row_and_an_array_are_taken_like_ranges(excel):
    assert excel.call("TDAG_USD", (100.0, 50.0), "CHF", DAY, RATES) == [200.0, 100.0]
    assert excel.call("TDAG_USD", ((100.0,), (SCODES["#REF!"],)), "CHF", DAY, RATES) == [[200.0], [marked_of("#REF!")]]


def test_the_text_of_an_error_is_a_text_and_an_error_is_an_error(excel):
    texts = ("#N/A", "a", SCODES["#N/A"])
    assert excel.call("TDAG_DISTINCT", texts) == marked_of("#N/A")
    assert excel.call("TDAG_DISTINCT", texts[:2]) == 2


def test_an_error_that_is_younger_than_xlwings_stays_that_error(excel):
    spill = SCODES["#N/A"] - 2042 + 2045
    assert excel.call("TDAG_USD", spill, "CHF", DAY, RATES) == marked_of("#SPILL!")


def test_a_text_that_begins_with_the_mark_never_becomes_an_error(excel):
    rates = Cells(
        [["Currency", "Effective from", "Units per USD", "Source"], ["X", dt.date(2022, 1, 1), 1, "\ue0002042"]]
    )
    assert excel.call("TDAG_RATE_SOURCE", "X", DAY, rates) == "2042"


def marked_of(code):
    return marked(CellError(code))


def test_every_error_has_the_number_that_cverr_takes():
    for code, scode in SCODES.items():
        assert error_of(scode) == CellError(code)
        assert marked_of(code) == f"\ue000{scode - -2146828288}"
    assert marked_of("#UNHEARD-OF!") == marked_of("#VALUE!")
    assert error_of(100) is None


def test_nothing_leaves_python_that_com_cannot_carry(excel):
    rows = excel.call("TDAG_SHARE_COUNT", Cells([["a"], [None], [True], [SCODES["#N/A"]], [dt.date(2022, 1, 1)]]))
    assert {type(cell) for row in rows for cell in row} == {str, int, float}


def test_excel_is_told_name_category_descriptions_and_help_of_every_formula(excel):
    assert excel.registered() == {
        formula.name: {
            "category": "TDAG",
            "description": formula.description,
            "arguments": {argument.name: argument.help for argument in formula.arguments},
            "optional": [argument.name for argument in formula.arguments if argument.optional],
        }
        for formula in FORMULAS
    }


def test_the_generated_wrappers_pass_every_argument_in_order(excel):
    vba = excel.wrappers()
    assert sorted(re.findall(r"^Function (\w+)", vba, re.MULTILINE)) == sorted(FORMULA)
    for formula in FORMULAS:
        names = [argument.name for argument in formula.arguments]
        signature = ", ".join(f"Optional {a.name}" if a.optional else a.name for a in formula.arguments)
        call = f'XLPy.CallUDF("tdag_udfs.excel", "{formula.name}", Array({", ".join(names)}), '
        assert f"Function {formula.name}({signature})\n" in vba
        assert f"{formula.name} = {call}ThisWorkbook, Application.Caller)\n" in vba


def test_an_unknown_formula_is_an_error_of_the_server(excel):
    with pytest.raises(RuntimeError, match="TDAG_NOPE"):
        excel.call("TDAG_NOPE")
