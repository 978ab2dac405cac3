"""The custom formulas inside LibreOffice Calc: `python -m benchmarks.libreoffice_formulas [ROWS]`.

Every contender calculates the same rows, anew: built-in formulas, a custom formula in every row, one array formula over
all rows, and the Python function alone. The tests know how to start an office with the extension.
"""

from __future__ import annotations

import importlib
import random
import sys
from pathlib import Path
from typing import Any

from tdag_udfs.conversion import usd

from benchmarks.clock import best

CURRENCIES = ("CHF", "EUR", "AUD")
FIRST_DAY = 44562  # 1 January 2022
MONTHS = 16
RUNS = 2
_EVERYTHING = 1023

Rows = tuple[tuple[Any, ...], ...]


def main() -> None:
    """Print what calculating the rows costs, in seconds and in microseconds a row."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    lines, rates = _cells(rows)
    amounts, currencies, days = (tuple((line[place],) for line in lines) for place in range(3))
    print(f"{rows:,} rows, {len(rates) - 1} rates")
    print(f"{'':44}{'seconds':>9}{'us / row':>10}")
    _print("the Python function, one array call", rows, best(lambda: usd(amounts, currencies, days, rates), runs=RUNS))
    _print(
        "the Python function, a call a row",
        rows,
        best(lambda: [usd(amount, code, day, rates) for amount, code, day in lines], runs=RUNS),
    )
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    judge: Any = importlib.import_module("judges.extended_calc")
    with judge.extended_calc() as office:
        document = office.new()
        _in_calc(document, lines, rates)
        document.close(True)


def _in_calc(document: Any, lines: Rows, rates: Rows) -> None:
    sheet = document.Sheets.getByIndex(0)
    count = len(lines)
    sheet.getCellRangeByPosition(0, 0, 2, count - 1).setDataArray(lines)
    sheet.getCellRangeByPosition(10, 0, 13, len(rates) - 1).setDataArray(rates)
    results = sheet.getCellRangeByPosition(5, 0, 5, count - 1)
    table = f"$K$1:$N${len(rates)}"
    for name, formula in (
        ("Calc, built-in IF a row", '=IF(B1="USD";A1;A1/2)'),
        ("Calc, TDAG_ATTAINABLE a row", "=TDAG_ATTAINABLE(0.42;MOD(A1;90)+10)"),
        ("Calc, TDAG_USD a row", f"=TDAG_USD(A1;B1;C1;{table})"),
    ):
        sheet.getCellByPosition(5, 0).Formula = formula
        results.fillAuto(0, 1)  # downwards
        _print(name, count, best(document.calculateAll, runs=RUNS))
        results.clearContents(_EVERYTHING)
    for name, formula in (
        ("Calc, TDAG_USD, one array formula", f"=TDAG_USD(A1:A{count};B1:B{count};C1:C{count};{table})"),
        ("Calc, TDAG_SHARE, one array formula", f"=TDAG_SHARE(A1:A{count})"),
    ):
        results.setArrayFormula(formula)
        _print(name, count, best(document.calculateAll, runs=RUNS))
        results.clearContents(_EVERYTHING)


def _cells(rows: int) -> tuple[Rows, Rows]:
    """Amounts, currencies and dates, and the rates with their headings."""
    chance = random.Random(20230511)
    rates = [
        (code, float(FIRST_DAY + 30 * month), chance.uniform(0.9, 1.5), "made up")
        for code in CURRENCIES
        for month in range(MONTHS)
    ]
    lines = [
        (
            float(chance.randint(1, 10**6)),
            chance.choice(("USD", *CURRENCIES)),
            float(FIRST_DAY + chance.randint(0, 480)),
        )
        for _ in range(rows)
    ]
    return tuple(lines), (("Currency", "Effective from", "Units per USD", "Source"), *rates)


def _print(name: str, rows: int, seconds: float) -> None:
    print(f"{name:44}{seconds:>9.3f}{seconds / rows * 1e6:>10.1f}", flush=True)


if __name__ == "__main__":
    main()
