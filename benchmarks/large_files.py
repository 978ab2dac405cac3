"""A made-up register of any size, as Parquet files: a third as many agreements as contributions, some rows wrong.

Made by DuckDB in a private database, a million contributions in about a second; the same rows each time.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import duckdb

from benchmarks.large_workbook import CATEGORIES, KINDS, OUT, PRIORITIES, REGIONS, TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_CURRENCIES = ("USD", "CHF", "EUR", "AUD")
_WRONG = 0.002
"""The share of rows with a fault: a blank currency, one without a rate, a negative amount, no date, a doubled Ref."""


def large_files(contributions: int) -> Path:
    """The folder of a register with that many contributions, made where it is not there yet."""
    folder = OUT / f"files-{contributions}"
    if not (folder / "periods.parquet").exists():
        print(f"making {folder.name} …", file=sys.stderr)
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder, contributions)
    return folder


def _write(folder: Path, contributions: int) -> None:
    agreements, partners = max(1, contributions // 3), max(10, contributions // 100)
    with duckdb.connect() as database:
        for name, query in _queries(agreements, partners, contributions).items():
            path = str(folder / f"{name}.parquet").replace("'", "''")
            database.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")


def _queries(agreements: int, partners: int, contributions: int) -> dict[str, str]:
    """One query for each table; what is random is a hash of the row's number, so that no order can change it."""
    return {
        "agreements": f"""
            SELECT 'A' || CASE WHEN {_is_wrong(1)} THEN i // 2 ELSE i END AS "Ref",
              'Agreement ' || i AS "Title",
              CASE WHEN NOT {_is_wrong(2)} THEN {_day(3)} END AS "Signed",
              {_one_of(KINDS, 4)} AS "Type",
              {_partner(5, partners)} AS "Partner",
              CASE WHEN {_chance(6)} < 0.1 THEN {_partner(7, partners)} END AS "Other partners",
              {_one_of(REGIONS, 8)} AS "Region",
              'Kigali Action Plan' AS "Plan",
              {_one_of(PRIORITIES, 9)} AS "Priority"
            FROM range({agreements}) AS r(i)""",
        "contributions": f"""
            SELECT 'A' || CAST({agreements - 1} * {_chance(11)} AS BIGINT) AS "Ref",
              {_partner(12, partners)} AS "Partner",
              CASE WHEN {_chance(13)} < 0.1 THEN 'In kind' ELSE 'Cash' END AS "Kind",
              CASE WHEN {_is_wrong(14)} THEN NULL WHEN {_is_wrong(15)} THEN 'XXX'
                ELSE {_one_of(_CURRENCIES, 16)} END AS "Currency",
              round(CASE WHEN {_is_wrong(17)} THEN -1 ELSE 1 END * 500000 * {_chance(18)}, 2) AS "Amount",
              CASE WHEN {_chance(19)} < 0.3 THEN {_day(20)} END AS "Value date"
            FROM range({contributions}) AS r(i)""",
        "partners": f"""
            SELECT 'Partner ' || i AS "Partner", {_one_of(TYPES, 21)} AS "Partner type",
              {_one_of(CATEGORIES, 22)} AS "ITU category", NULL::VARCHAR AS "Country", NULL::VARCHAR AS "Aliases"
            FROM range({partners}) AS r(i)""",
        "rates": """
            SELECT c AS "Currency", d::DATE AS "Effective from", u * (1 + 0.01 * (hash(d) % 5)) AS "Units per USD",
              'Made up' AS "Source"
            FROM (VALUES ('CHF', 0.95), ('EUR', 0.93), ('AUD', 1.45)) AS rates(c, u),
              range(DATE '2021-12-01', DATE '2023-06-01', INTERVAL 1 MONTH) AS months(d)""",
        "periods": """
            SELECT * FROM (VALUES ('2022', DATE '2022-01-01', DATE '2022-12-31', 'yes', NULL),
              ('Jan–Apr 2023', DATE '2023-01-01', DATE '2023-04-30', 'yes', 'Jan–Apr 2022'),
              ('Jan–Apr 2022', DATE '2022-01-01', DATE '2022-04-30', 'no', NULL))
              AS p("Period", "From", "To", "Sheet", "Compare with")""",
    }


def _chance(salt: int) -> str:
    return f"((hash(i * 64 + {salt}) % 1000003) / 1000003.0)"


def _is_wrong(salt: int) -> str:
    return f"({_chance(salt)} < {_WRONG})"


def _one_of(values: Sequence[str], salt: int) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"[{listed}][1 + CAST(floor({len(values)} * {_chance(salt)}) AS INTEGER)]"


def _day(salt: int) -> str:
    return f"DATE '2022-01-01' + CAST(485 * {_chance(salt)} AS INTEGER)"


def _partner(salt: int, partners: int) -> str:
    return f"'Partner ' || (hash(i * 64 + {salt}) % {partners})"
