"""Blocks of cells through the engine for LibreOffice: `python -m benchmarks.libreoffice_blocks [ROWS]`.

Rows of twelve mixed cells (four texts, two days with gaps, three floats, a whole number, a truth, a short text), in the
same run as the least that LibreOffice can do (setDataArray, getDataArray), and as openpyxl and pandas with a file.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd

from benchmarks.clock import RUNS, best
from tdag_xl import libreoffice

if TYPE_CHECKING:
    import xlwings as xw

FIRST_DAY = dt.datetime(2022, 1, 1)  # noqa: DTZ001 - a calendar day
HEADINGS = [f"text {n}" for n in range(4)] + ["from", "until", "a", "b", "c", "count", "open", "code"]


def main() -> None:
    """Print what each contender takes, and its ratio to UNO alone."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    frame = _frame(rows)
    app = libreoffice.started()
    try:
        book = app.books.add()
        writing, reading = _through_libreoffice(book, frame)
    finally:
        app.kill()
    with tempfile.TemporaryDirectory() as folder:
        file_writing, file_reading = _through_files(Path(folder) / "rows.xlsx", frame)
    print(f"{rows:,} rows of {len(HEADINGS)} cells, the fastest of {RUNS} runs (files: of 1)")
    _print("writing", writing | file_writing)
    _print("reading", reading | file_reading)


def _frame(rows: int) -> pd.DataFrame:
    chance = random.Random(20230511)
    days: list[dt.datetime | None] = [FIRST_DAY + dt.timedelta(days=day) for day in range(900)]
    columns: list[list[Any]] = [[f"{word} {chance.randrange(10_000)}" for _ in range(rows)] for word in "abcd"]
    columns += [[chance.choice(days) if chance.random() < 0.9 else None for _ in range(rows)] for _ in range(2)]
    columns += [[chance.uniform(-1e6, 1e6) for _ in range(rows)] for _ in range(3)]
    columns += [[chance.randrange(1000) for _ in range(rows)], [chance.random() < 0.5 for _ in range(rows)]]
    columns += [[chance.choice(("CHF", "EUR", "USD")) for _ in range(rows)]]
    return pd.DataFrame(dict(zip(HEADINGS, columns, strict=True)))


def _through_libreoffice(book: xw.Book, frame: pd.DataFrame) -> tuple[dict[str, float], dict[str, float]]:
    raw, own, whole = (book.sheets.add() for _ in range(3))
    values: list[list[Any]] = frame.astype(object).where(frame.notna(), None).values.tolist()
    plain = tuple(tuple(map(_plain, row)) for row in values)
    size = (len(values), len(HEADINGS))
    uno = raw.range((1, 1)).resize(*size).api
    cells = own.range((1, 1)).resize(*size)
    table = whole.range((1, 1)).resize(size[0] + 1, size[1])
    writing = {
        "UNO alone: setDataArray": best(lambda: uno.setDataArray(plain)),
        "Range.raw_value = rows": best(lambda: setattr(cells, "raw_value", values), own.clear),
        "Range.value = rows": best(lambda: setattr(cells, "value", values), own.clear),
        "Range.options(index=False).value = frame": best(lambda: _put(whole, frame), whole.clear),
    }
    reading = {
        "UNO alone: getDataArray": best(uno.getDataArray),
        "Range.raw_value": best(lambda: cells.raw_value),
        "Range.value": best(lambda: cells.value),
        "Range.options(DataFrame).value": best(lambda: table.options(pd.DataFrame, index=False).value),
    }
    return writing, reading


def _plain(value: Any) -> float | str:
    """A value as LibreOffice takes it, prepared before the clock starts."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return float((value - dt.datetime(1899, 12, 30)).days)  # noqa: DTZ001
    return value if isinstance(value, str) else float(value)


def _put(sheet: xw.Sheet, frame: pd.DataFrame) -> None:
    sheet.range("A1").options(index=False).value = frame


def _through_files(path: Path, frame: pd.DataFrame) -> tuple[dict[str, float], dict[str, float]]:
    writing = {
        "pandas and openpyxl: a file": best(lambda: frame.to_excel(path, index=False, engine="openpyxl"), runs=1)
    }
    reading = {
        "openpyxl: a file": best(lambda: list(openpyxl.load_workbook(path).active.values), runs=1),
        "pandas and openpyxl: a file": best(lambda: pd.read_excel(path, engine="openpyxl"), runs=1),
    }
    return writing, reading


def _print(doing: str, costs: dict[str, float]) -> None:
    least = next(iter(costs.values()))
    print(f"{doing:44}{'seconds':>9}{'of UNO':>9}")
    for name, seconds in costs.items():
        print(f"{name:44}{seconds:>9.2f}{seconds / least:>9.2f}")


if __name__ == "__main__":
    main()
