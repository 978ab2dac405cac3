"""The formulas in real cells of Calc, beside what their Python functions give."""

from __future__ import annotations

import re
import zipfile

import pytest
from tdag_udfs.catalogue import FORMULAS

from tdag_xl.cells import CellError
from tdag_xl.extension.inside.tdag_cells import Cells
from tdag_xl.extension.inside.tdag_names import is_range

NA, VALUE = CellError("#N/A"), CellError("#VALUE!")
RATES = (
    ("Currency", "Effective from", "Units per USD", "Source"),
    ("CHF", 44562.0, 0.92, "UN"),
    ("EUR", 44562.0, 0.88, "ECB"),
    ("EUR", 44593.0, 0.9, "=1+1"),
)
LABELS = (("a",), ("b",), ("a",), ("",))
VALUES = ((1.0,), (2.0,), (4.0,), ("",))
TABLE = (("Figure", "Value"), ("Agreements", 71.0), ("Partners", 74.0))
R, L, V, T = "$A$1:$D$4", "F1:F4", "G1:G4", "I1:J3"

CASES = [
    ("TDAG_USD", f'100;"CHF";44621;{R}', (100.0, "CHF", 44621.0, RATES)),
    ("TDAG_USD", f'100;"EUR";"2022-03-01";{R}', (100.0, "EUR", "2022-03-01", RATES)),
    ("TDAG_USD", f'"x";"CHF";44621;{R}', ("x", "CHF", 44621.0, RATES)),
    ("TDAG_USD", f'1;"XXX";44621;{R}', (1.0, "XXX", 44621.0, RATES)),
    ("TDAG_USD", f'1;"CHF";44621;{V}', (1.0, "CHF", 44621.0, VALUES)),
    ("TDAG_USD", f"Z1;Z2;Z3;{R}", (None, None, None, RATES)),
    ("TDAG_USD", f"5;Z2;44621;{R}", (5.0, None, 44621.0, RATES)),
    ("TDAG_RATE", f'"EUR";44600;{R}', ("EUR", 44600.0, RATES)),
    ("TDAG_RATE", f"Z1;44600;{R}", (None, 44600.0, RATES)),
    ("TDAG_RATE_SOURCE", f'"CHF";44600;{R}', ("CHF", 44600.0, RATES)),
    ("TDAG_RATE_SOURCE", f'"EUR";44600;{R}', ("EUR", 44600.0, RATES)),
    ("TDAG_USD_WHY", f'1;"XXX";44600;{R}', (1.0, "XXX", 44600.0, RATES)),
    ("TDAG_USD_WHY", f'1;"CHF";44600;{R}', (1.0, "CHF", 44600.0, RATES)),
    ("TDAG_SHARE", V, (VALUES,)),
    ("TDAG_SHARE", f"{V};1", (VALUES, 1.0)),
    ("TDAG_SHARE", f'{V};0;"largest-remainder"', (VALUES, 0.0, "largest-remainder")),
    ("TDAG_SHARE", f'{V};;"largest-remainder"', (VALUES, None, "largest-remainder")),
    ("TDAG_SHARE", f'{V};1;"other"', (VALUES, 1.0, "other")),
    ("TDAG_SHARE_COUNT", L, (LABELS,)),
    ("TDAG_DISTINCT", L, (LABELS,)),
    ("TDAG_TOP", f"2;{L};{V}", (2.0, LABELS, VALUES)),
    ("TDAG_TOP", f"0.5;{L};{V}", (0.5, LABELS, VALUES)),
    ("TDAG_ATTAINABLE", "0.42;57", (0.42, 57.0)),
    ("TDAG_ATTAINABLE", "0.08;57", (0.08, 57.0)),
    ("TDAG_ATTAINABLE", "0.5;300;0", (0.5, 300.0, 0.0)),
    ("TDAG_FIGURE", f'{T};"Partners";"Value"', (TABLE, "Partners", "Value")),
    ("TDAG_FIGURE", f'{T};"None";"Value"', (TABLE, "None", "Value")),
]
FUNCTIONS = {formula.name: formula.function for formula in FORMULAS}


def put(sheet, address, rows):
    box = sheet.getCellRangeByName(address)
    start = box.RangeAddress
    sheet.getCellRangeByPosition(
        start.StartColumn, start.StartRow, start.StartColumn + len(rows[0]) - 1, start.StartRow + len(rows) - 1
    ).setDataArray(rows)


@pytest.fixture(scope="module")
def document(office_with_formulas):
    document = office_with_formulas.new()
    sheet = document.Sheets.getByIndex(0)
    for address, rows in (("A1", RATES), ("F1", LABELS), ("G1", VALUES), ("I1", TABLE)):
        put(sheet, address, rows)
    yield document
    document.close(True)


@pytest.fixture
def sheet(document):
    sheet = document.Sheets.getByIndex(0)
    yield sheet
    sheet.getCellRangeByName("L1:Y60").clearContents(1023)


def shown(box):
    """The cells as the formulas' functions give them."""
    return [list(row) for row in Cells(CellError).of_range(box)]


def array(sheet, address, formula):
    box = sheet.getCellRangeByName(address)
    box.setArrayFormula(formula)
    return shown(box)


def as_rows(result):
    return result if isinstance(result, list) else [[result]]


@pytest.mark.parametrize(("name", "arguments", "values"), CASES)
def test_a_formula_gives_in_calc_what_its_function_gives(sheet, name, arguments, values):
    expected = as_rows(FUNCTIONS[name](*values))
    box = (
        sheet.getCellRangeByName("L1")
        .getSpreadsheet()
        .getCellRangeByPosition(11, 0, 10 + len(expected[0]), len(expected) - 1)
    )
    box.setArrayFormula(f"={name}({arguments})")
    assert shown(box) == expected


def test_every_formula_is_among_the_cases():
    assert {name for name, _, _ in CASES} == set(FUNCTIONS)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (f'ISNA(TDAG_USD(1;"XXX";44621;{R}))', 1.0),
        (f'IFERROR(TDAG_USD("x";"CHF";44621;{R});"caught")', "caught"),
        (f'TDAG_USD(92;"CHF";44621;{R})+1', 101.0),
        (f'TDAG_RATE_SOURCE("CHF";44621;{R})&"!"', "UN!"),
        (f'TDAG_USD(NA();"CHF";44621;{R})', NA),
    ],
)
def test_other_formulas_take_the_results_and_see_the_errors(sheet, formula, expected):
    cell = sheet.getCellRangeByName("L1")
    cell.Formula = f"={formula}"
    assert shown(cell) == [[expected]]


def test_the_area_of_an_array_formula_shows_no_more_than_it_holds_and_na_beyond_the_result(sheet):
    assert array(sheet, "L1:N1", f"=TDAG_SHARE_COUNT({L})") == [["a", 2.0, 2 / 3]]
    assert array(sheet, "P1:R3", f"=TDAG_SHARE_COUNT({L})")[1:] == [["b", 1.0, 1 / 3], [NA, NA, NA]]
    cell = sheet.getCellRangeByName("T1")
    cell.Formula = f"=TDAG_SHARE_COUNT({L})"
    assert shown(cell) == [["a"]]


def test_true_arrives_as_1(sheet):
    sheet.getCellRangeByName("L1").Formula = "=TRUE()"
    sheet.getCellRangeByName("L2").Value = 3
    assert array(sheet, "M1:M2", "=TDAG_SHARE(L1:L2)") == [[0.25], [0.75]]


def test_a_blank_amount_counts_as_0_where_currency_and_day_are_there(sheet):
    cell = sheet.getCellRangeByName("L1")
    cell.Formula = f'=TDAG_USD(Z1;"CHF";44621;{R})'
    assert shown(cell) == [[0.0]]


def test_a_column_or_table_that_is_computed_is_refused(sheet):
    cell = sheet.getCellRangeByName("L1")
    cell.Formula = "=TDAG_DISTINCT({1;2})"
    assert cell.getError() == 504


def test_an_error_in_a_computed_column_is_the_result_of_all_rows_unless_it_is_caught(sheet):
    put(sheet, "L1", ((92.0,), (46.0,)))
    sheet.getCellRangeByName("L2").Formula = "=NA()"
    rest = f'"CHF";44621;{R})'
    assert array(sheet, "M1:M2", f"=TDAG_USD(L1:L2*1;{rest}") == [[NA], [NA]]
    assert array(sheet, "N1:N2", f'=TDAG_USD(IFERROR(L1:L2;"");{rest}') == [[100.0], [""]]


def test_an_error_in_one_row_stays_there_where_every_row_has_its_formula(sheet):
    put(sheet, "L1", ((92.0,), (46.0,)))
    sheet.getCellRangeByName("L1").Formula = "=1/0"
    for row in (1, 2):
        sheet.getCellRangeByName(f"M{row}").Formula = f'=TDAG_USD(L{row};"CHF";44621;{R})'
    assert shown(sheet.getCellRangeByName("M1:M2")) == [[CellError("#DIV/0!")], [50.0]]


def test_an_error_in_a_column_given_as_it_is_reaches_all_rows(sheet):
    sheet.getCellRangeByName("L1").Formula = "=NA()"
    array(sheet, "M1:M2", f'=TDAG_USD(L1:L2;"CHF";44621;{R})')
    assert [sheet.getCellRangeByName(one).getError() for one in ("M1", "M2")] == [504, 504]


def test_an_error_in_a_table_or_in_labels_and_values_stays_where_it_is(sheet):
    put(sheet, "L1", (*RATES, ("USD", "", "", "")))
    sheet.getCellRangeByName("N3").Formula = "=1/0"
    assert array(sheet, "Q1", '=TDAG_USD(92;"CHF";44621;$L$1:$O$5)') == [[100.0]]
    put(sheet, "S1", ((1.0,), (2.0,), (3.0,)))
    sheet.getCellRangeByName("S2").Formula = "=1/0"
    assert array(sheet, "T1:T3", "=TDAG_SHARE(S1:S3)") == [[0.25], [CellError("#DIV/0!")], [0.75]]


def test_a_result_follows_a_rate_that_changes(sheet):
    put(sheet, "L1", RATES)
    cell = sheet.getCellRangeByName("Q1")
    cell.Formula = '=TDAG_USD(92;"CHF";44621;$L$1:$O$4)'
    assert cell.Value == 100
    sheet.getCellRangeByName("N2").Value = 0.46
    assert cell.Value == 200
    sheet.getCellRangeByName("N2").Formula = "=A1"
    assert shown(cell) == [[NA]]


def test_the_rates_may_themselves_be_computed(sheet):
    put(sheet, "L1", RATES)
    sheet.getCellRangeByName("N2").Formula = "=P1*2"
    sheet.getCellRangeByName("P1").Value = 0.46
    cell = sheet.getCellRangeByName("Q1")
    cell.Formula = '=TDAG_USD(92;"CHF";44621;$L$1:$O$4)'
    assert cell.Value == 100
    sheet.getCellRangeByName("P1").Value = 0.23
    assert cell.Value == 200


def test_a_workbook_of_the_1904_date_system_finds_the_same_rates(office_with_formulas):
    document = office_with_formulas.new()
    null = document.NullDate
    null.Year, null.Month, null.Day = 1904, 1, 1
    document.NullDate = null
    sheet = document.Sheets.getByIndex(0)
    put(sheet, "A1", [tuple(cell - 1462 if cell in (44562.0, 44593.0) else cell for cell in row) for row in RATES])
    sheet.getCellRangeByName("F1").Formula = '=TDAG_USD(90;"EUR";DATE(2022;3;1);$A$1:$D$4)'
    assert sheet.getCellRangeByName("F1").Value == 100
    document.close(True)


def test_a_saved_workbook_keeps_the_names_and_computes_again(office_with_formulas, document, sheet, tmp_path):
    sheet.getCellRangeByName("L1").Formula = f'=TDAG_USD(92;"CHF";44621;{R})'
    array(sheet, "M1:O3", f"=TDAG_SHARE_COUNT({L})")
    saved = office_with_formulas.saved(document, "saved.xlsx")
    with zipfile.ZipFile(saved) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<f[^>]*>(TDAG\w*)\(", text) == ["TDAG_USD", "TDAG_SHARE_COUNT"]
    again = office_with_formulas.opened(saved.rename(tmp_path / "saved.xlsx"))
    try:
        again.calculateAll()
        assert again.Sheets.getByIndex(0).getCellRangeByName("L1").Value == 100
    finally:
        again.close(True)


def test_the_function_wizard_explains_every_formula(office_with_formulas):
    # It asks for ranges only: to Calc, what may be a value of any kind may be left out.
    descriptions = office_with_formulas.service("com.sun.star.sheet.FunctionDescriptions")
    found = {}
    for place in range(descriptions.Count):
        one = {value.Name: value.Value for value in descriptions.getByIndex(place)}
        if one["Name"].startswith("TDAG_"):
            found[one["Name"]] = (
                one["Description"],
                [(argument.Name, argument.Description, argument.IsOptional) for argument in one["Arguments"]],
            )
    assert found == {
        formula.name: (
            formula.description,
            [(one.name, one.help, not is_range(one.name)) for one in formula.arguments],
        )
        for formula in FORMULAS
    }
