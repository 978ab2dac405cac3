"""The register's tables as staff fill them: the illustrative register, and made-up agreements up to a number."""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

import tdag_xl

Cell = str | float | dt.date | None
Rows = list[list[Cell]]

_FOLDER = Path(tdag_xl.__file__).parents[1] / "workbook" / "register"
_DATES = {"Signed", "Value date", "Effective from", "From", "To"}
_NUMBERS = {"Amount", "Units per USD", "Value"}
_CURRENCIES = ("CHF", "EUR", "AUD", "USD")


def table(name: str) -> tuple[list[str], Rows]:
    """The headings and the typed rows of the register's table `name`, such as "partners"."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = csv.reader(file)
    return headings, [[_cell(h, text) for h, text in zip(headings, row, strict=True)] for row in rows]


def agreements_and_contributions(rows: int) -> tuple[Rows, Rows]:
    """`rows` agreements, those of the illustrative register first, and the contributions to them."""
    agreements, contributions = table("agreements")[1][:rows], table("contributions")[1]
    known = {row[0] for row in agreements}
    contributions = [row for row in contributions if row[0] in known]
    chosen = random.Random(2022)
    partners = [row[0] for row in table("partners")[1]]
    patterns = list(agreements)
    for number in range(len(agreements) + 1, rows + 1):
        ref, partner = f"S-{number:05}", chosen.choice(partners)
        signed = dt.date(2022, 1, 1) + dt.timedelta(days=chosen.randrange(485))
        _, _, _, kind, _, _, region, plan, priority = chosen.choice(patterns)
        agreements.append([ref, f"Staff agreement {number}", signed, kind, partner, None, region, plan, priority])
        if chosen.random() < 0.6:
            amount = float(chosen.randrange(5, 900) * 1000)
            contributions.append([ref, partner, "Cash", chosen.choice(_CURRENCIES), amount, signed])
    return agreements, contributions


def dollars(contributions: Rows, rates: Rows) -> list[float]:
    """What the worksheet formula of the column USD gives: the amount at the newest rate on or before the value date."""
    return [round(row[4] / _units(row[3], row[5], rates), 2) for row in contributions]


def _units(currency: Cell, day: Cell, rates: Rows) -> float:
    return 1.0 if currency == "USD" else [row[2] for row in rates if row[0] == currency and row[1] <= day][-1]


def _cell(heading: str, text: str) -> Cell:
    if not text:
        return None
    if heading in _DATES:
        return dt.date.fromisoformat(text)
    return float(text) if heading in _NUMBERS else text
