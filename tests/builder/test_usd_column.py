"""The column USD: what the workbook shows before anybody recalculates it, and what LibreOffice makes of its formula."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from tdag_xl.builder.input_sheets import HEADER_ROW
from tdag_xl.builder.master import master_workbook
from tdag_xl.builder.register_files import register_in, shipped_register
from tdag_xl.builder.usd_column import FORMULA, usd_values
from tdag_xl.rates import RateRow, RateTable

CASES = list(csv.DictReader((Path(__file__).parent / "usd_cases.csv").read_text("utf-8").splitlines()))

AGREEMENTS = [
    [ref, "", signed, "", "P", "", "", "", ""]
    for ref, signed in [
        ("A1", "2022-03-02"),
        ("a1", "2022-02-02"),
        ("A?", "2022-01-02"),
        ("2022", "2022-01-09"),
        ("A3", ""),
        ("A2", "2022-03-02"),
    ]
]

# Out of order on purpose: newest last, first and in between.
RATES = [
    ["CHF", "2022-03-01", "0.9", ""],
    ["EUR", "2022-02-01", "0.8", ""],
    ["CHF", "2022-01-01", "0.95", ""],
    ["chf", "2022-03-01", "0.1", ""],
    ["EUR", "2022-06-01", "0.5", ""],
    ["AUD", "2022-01-01", "1.4", ""],
    ["AUD", "1 May 2022", "2", ""],
    ["Sek", "2022-02-01", "20", ""],
    ["SEK", "2022-02-01", "2", ""],
]  # fmt: skip


LINES = [[case["Ref"], "P", case["Kind"], case["Currency"], case["Amount"], case["Value date"]] for case in CASES]


@pytest.fixture
def register(make_register):
    return register_in(make_register(agreements=AGREEMENTS, rates=RATES, contributions=LINES))


@pytest.fixture
def backwards(make_register):
    return register_in(make_register(agreements=AGREEMENTS, rates=RATES[::-1], contributions=LINES))


def shown(value):
    return value if isinstance(value, str) else str(value) if not isinstance(value, (int, float)) else f"{value:.9g}"


def test_every_case_gives_what_the_register_promises(register):
    given = {case["Case"]: shown(value) for case, value in zip(CASES, usd_values(register), strict=True)}
    assert given == {case["Case"]: case["USD"] for case in CASES}


def test_the_order_of_the_rates_does_not_matter(register, backwards):
    assert usd_values(backwards) == usd_values(register)


def test_the_shipped_register_converts_every_line_at_the_rate_of_its_day():
    register = shipped_register()
    table = RateTable(RateRow(*row) for row in register.tables["tblRates"].rows)
    lines = register.tables["tblContributions"].rows
    expected = [amount / table.rate(currency, day).units_per_usd for _, _, _, currency, amount, day in lines]
    assert usd_values(register) == pytest.approx(expected, rel=1e-12)


def test_the_formula_needs_no_excel_younger_than_2010():
    younger = ["MAXIFS", "XLOOKUP", "FILTER(", "LET(", "IFS(", "SORT"]
    assert not [name for name in younger if name in FORMULA]
    assert "[@" not in FORMULA
    assert FORMULA.count("AGGREGATE(") == FORMULA.count("_xlfn.AGGREGATE(")


def test_the_formula_is_short_enough_to_read():
    assert len(FORMULA) <= 700


def stored_and_recalculated(register, libreoffice, folder):
    path = folder / "built.xlsm"
    path.write_bytes(master_workbook(register))
    return [openpyxl.load_workbook(p, data_only=True) for p in (path, libreoffice.recalculated(path))]


@pytest.fixture(scope="module")
def shipped_books(libreoffice, tmp_path_factory):
    return stored_and_recalculated(shipped_register(), libreoffice, tmp_path_factory.mktemp("shipped"))


def usd_cells(book):
    rows = book["Contributions"].iter_rows(min_row=HEADER_ROW + 2, min_col=7, max_col=7, values_only=True)
    return ["" if value is None else value for (value,) in rows]


def near(values):
    return [pytest.approx(value, rel=1e-9) if isinstance(value, (int, float)) else str(value) for value in values]


def test_libreoffice_recalculates_what_is_stored_for_every_case(register, libreoffice, tmp_path):
    stored, recalculated = map(usd_cells, stored_and_recalculated(register, libreoffice, tmp_path))
    assert [shown(value) for value in stored] == [case["USD"] for case in CASES]
    assert recalculated == near(stored)


def test_libreoffice_finds_the_same_rates_in_any_order(backwards, libreoffice, tmp_path):
    _, recalculated = map(usd_cells, stored_and_recalculated(backwards, libreoffice, tmp_path))
    assert recalculated == near(usd_values(backwards))


def test_libreoffice_converts_by_a_single_rate(make_register, libreoffice, tmp_path):
    lines = [["A1", "P", "Cash", currency, "90", ""] for currency in ("CHF", "EUR", "USD")]
    folder = make_register(agreements=AGREEMENTS[:1], rates=RATES[:1], contributions=lines)
    stored, recalculated = map(usd_cells, stored_and_recalculated(register_in(folder), libreoffice, tmp_path))
    assert stored == [pytest.approx(100), "#N/A", 90]
    assert recalculated == near(stored)


def test_libreoffice_recalculates_what_is_stored_for_the_shipped_register(shipped_books):
    stored, recalculated = map(usd_cells, shipped_books)
    assert stored == near(usd_values(shipped_register()))
    assert recalculated == near(stored)
