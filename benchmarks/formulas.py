"""The custom formulas beside the loop a user would write: `python -m benchmarks.formulas [ROWS]`.

Every contender gets the same cells. "through xlwings" is its own CallUDF over stand-ins for Windows' libraries: all
that Python does, without what COM needs to carry the cells.
"""

from __future__ import annotations

import datetime as dt
import importlib
import random
import sys
from bisect import bisect_right
from pathlib import Path
from typing import Any

from tdag_udfs import rate_grid
from tdag_udfs.conversion import usd
from tdag_udfs.labels import share_count
from tdag_udfs.shares_of import shares

from benchmarks.clock import RUNS, best

Column = list[list[Any]]

CURRENCIES = ("CHF", "EUR", "AUD")
FIRST_DAY = dt.datetime(2022, 1, 1)  # noqa: DTZ001 - a calendar day
SINGLE_CALLS = 1_000


def main() -> None:
    """Print what each call costs, and its ratio to the user's loop."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    amounts, currencies, days, rates = _cells(rows)
    print(f"{rows:,} conversions, {len(rates) - 1} rates")
    loop = best(lambda: _loop(amounts, currencies, days, rates))
    costs = {
        "a user's loop over rows and rates": loop,
        "a user's loop, rates sorted and bisected": best(lambda: _bisected(amounts, currencies, days, rates)),
        "TDAG_USD, one array call": best(lambda: usd(amounts, currencies, days, rates)),
        **_through_xlwings(amounts, currencies, days, rates),
    }
    print(f"{'':44}{'seconds':>9}{'loop / it':>11}")
    for name, seconds in costs.items():
        print(f"{name:44}{seconds:>9.3f}{loop / seconds:>11.2f}")
    _print_single_calls(amounts, currencies, days, rates)
    _print_others(amounts, currencies)


def _cells(rows: int) -> tuple[Column, Column, Column, Column]:
    """Amounts, currencies and dates, a cell each row, and the rates of 16 months with their headings."""
    chance = random.Random(20230511)
    months = [dt.datetime(2022 + month // 12, month % 12 + 1, 1) for month in range(16)]  # noqa: DTZ001
    rates: Column = [["Currency", "Effective from", "Units per USD", "Source"]]
    rates += [[code, month, chance.uniform(0.9, 1.5), "made up"] for code in CURRENCIES for month in months]
    days = [FIRST_DAY + dt.timedelta(days=offset) for offset in range(485)]
    return (
        [[chance.uniform(1, 1e6)] for _ in range(rows)],
        [[chance.choice(("USD", *CURRENCIES))] for _ in range(rows)],
        [[chance.choice(days)] for _ in range(rows)],
        rates,
    )


def _loop(amounts: Column, currencies: Column, days: Column, rates: Column) -> Column:
    """For each row, the newest of the rates that fit; no check of any cell."""
    found = []
    for (amount,), (currency,), (day,) in zip(amounts, currencies, days, strict=True):
        units = 1.0
        if currency != "USD":
            _, units = max((row[1], row[2]) for row in rates[1:] if row[0] == currency and row[1] <= day)
        found.append([amount / units])
    return found


def _bisected(amounts: Column, currencies: Column, days: Column, rates: Column) -> Column:
    """The same by a user who sorts the rates first."""
    by_code: dict[str, list[tuple[dt.datetime, float]]] = {}
    for currency, day, units, _ in rates[1:]:
        by_code.setdefault(currency, []).append((day, units))
    starts = {code: [day for day, _ in sorted(pairs)] for code, pairs in by_code.items()}
    units_of = {code: [units for _, units in sorted(pairs)] for code, pairs in by_code.items()}
    found = []
    for (amount,), (currency,), (day,) in zip(amounts, currencies, days, strict=True):
        units = 1.0 if currency == "USD" else units_of[currency][bisect_right(starts[currency], day) - 1]
        found.append([amount / units])
    return found


def _through_xlwings(amounts: Column, currencies: Column, days: Column, rates: Column) -> dict[str, float]:
    seconds = _served_seconds(amounts, currencies, days, rates, calls=RUNS)
    return {"TDAG_USD, one array call through xlwings": seconds}


def _served_seconds(*ranges: Column, calls: int) -> float:
    """The fastest of some calls of TDAG_USD through xlwings' server, which the tests know how to start."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "udfs"))
    stubs: Any = importlib.import_module("windows_stubs")
    with stubs.ExcelServer() as excel:
        return float(excel.seconds("TDAG_USD", *map(stubs.Cells, ranges), calls=calls))


def _print_single_calls(amounts: Column, currencies: Column, days: Column, rates: Column) -> None:
    lines: list[tuple[float, str, dt.datetime]] = [
        (amounts[row][0], currencies[row][0], days[row][0]) for row in range(min(SINGLE_CALLS, len(amounts)))
    ]
    alone = best(lambda: [usd(*line, rates) for line in lines]) / len(lines)
    loop = best(lambda: [_loop([[a]], [[c]], [[d]], rates) for a, c, d in lines]) / len(lines)
    forgetful = best(lambda: [_unremembered(line, rates) for line in lines]) / len(lines)
    served = _served_seconds(*([[cell]] for cell in lines[0]), rates, calls=SINGLE_CALLS)
    print(f"one cell a call, microseconds{'':15}{'':>9}{'loop / it':>11}")
    for name, seconds in (
        ("a user's loop", loop),
        ("TDAG_USD", alone),
        ("TDAG_USD, the rates read anew each time", forgetful),
        ("TDAG_USD through xlwings", served),
    ):
        print(f"{name:44}{seconds * 1e6:>9.0f}{loop / seconds:>11.2f}")


def _unremembered(line: tuple[float, str, dt.datetime], rates: Column) -> Any:
    rate_grid._read.cache_clear()
    return usd(*line, rates)


def _print_others(amounts: Column, currencies: Column) -> None:
    print("other formulas over the same rows, seconds")
    for name, call in (
        ("TDAG_SHARE", lambda: shares(amounts)),
        ("TDAG_SHARE, largest remainder", lambda: shares(amounts, 2, "largest-remainder")),
        ("TDAG_SHARE_COUNT", lambda: share_count(currencies)),
    ):
        print(f"{name:44}{best(call):>9.3f}")


if __name__ == "__main__":
    main()
