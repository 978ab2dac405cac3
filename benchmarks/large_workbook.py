"""A made-up register of any size, as a workbook."""

from __future__ import annotations

import datetime as dt
import random
import sys
from pathlib import Path
from typing import Any

import xlsxwriter

OUT = Path(__file__).parent / "out"
"""Where workbooks are made and copies written; not kept in Git."""

FIRST_DAY = dt.datetime(2022, 1, 1)  # noqa: DTZ001 - a calendar day
TYPES = ("Government entities", "Private sector entities", "Academia", "United Nations organizations", "Other entities")
CATEGORIES = ("ADMIN", "ROA", "SIO", "Not a member")
REGIONS = ("Africa", "Americas", "Arab States", "Asia-Pacific", "CIS", "Europe", "Multi-regional")
PRIORITIES = ("Cybersecurity", "Digital inclusion", "Environment", "Statistics", "Digital transformation")
KINDS = ("Memorandum of understanding", "Cooperation agreement", "Contribution agreement")
UNITS = {"CHF": 0.95, "EUR": 0.93, "AUD": 1.45}

Rows = list[list[Any]]


def large_workbook(agreements: int, *, spoilt: bool = False) -> Path:
    """The workbook with that many agreements, made where it is not there yet."""
    OUT.mkdir(exist_ok=True)
    path = OUT / f"{'spoilt' if spoilt else 'register'}-{agreements}.xlsx"
    if not path.exists():
        print(f"making {path.name} …", file=sys.stderr)
        write_large_workbook(path, agreements, spoilt=spoilt)
    return path


def write_large_workbook(path: Path, agreements: int, *, spoilt: bool = False) -> None:
    """Write a workbook with that many agreements and as many contributions; the same bytes each time.

    In a `spoilt` one each agreement has an unknown partner, and each contribution a text for its amount.
    """
    chance = random.Random(20230511)
    partners = [f"Partner {number:05d}" for number in range(max(10, agreements // 20))]
    days = [FIRST_DAY + dt.timedelta(days=offset) for offset in range(485)]
    agreement_rows = [_agreement(number, chance, partners, days) for number in range(agreements)]
    contribution_rows = [_contribution(chance.choice(agreement_rows), chance, days) for _ in range(agreements)]
    if spoilt:
        _spoil(agreement_rows, contribution_rows)
    with xlsxwriter.Workbook(path, {"in_memory": False, "default_date_format": "yyyy-mm-dd"}) as book:
        _table(
            book,
            "Agreements",
            ["Ref", "Title", "Signed", "Type", "Partner", "Other partners", "Region", "Plan", "Priority"],
            agreement_rows,
        )
        _table(
            book,
            "Contributions",
            ["Ref", "Partner", "Kind", "Currency", "Amount", "Value date", "USD"],
            contribution_rows,
        )
        _table(
            book,
            "Partners",
            ["Partner", "Partner type", "ITU category", "Country", "Aliases"],
            [[name, chance.choice(TYPES), chance.choice(CATEGORIES), None, None] for name in partners],
        )
        _table(book, "Rates", ["Currency", "Effective from", "Units per USD", "Source"], _rates(chance))
        _table(
            book,
            "Periods",
            ["Period", "From", "To", "Sheet", "Compare with"],
            [
                ["2022", days[0], days[364], "yes", None],
                ["Jan–Apr 2023", days[365], days[484], "yes", "Jan–Apr 2022"],
                ["Jan–Apr 2022", days[0], days[119], "no", None],
            ],
        )


def _spoil(agreements: Rows, contributions: Rows) -> None:
    for row in agreements:
        row[4] = f"{row[4]} (unknown)"
    for row in contributions:
        row[4] = f"some {row[4]}"


def _table(book: xlsxwriter.Workbook, name: str, headings: list[str], rows: Rows) -> None:
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, row)
    columns = [{"header": heading} for heading in headings]
    sheet.add_table(0, 0, len(rows), len(headings) - 1, {"name": f"tbl{name}", "columns": columns})


def _agreement(number: int, chance: random.Random, partners: list[str], days: list[dt.datetime]) -> list[Any]:
    others = "; ".join(chance.sample(partners, 2)) if chance.random() < 0.1 else None
    return [
        f"A{number:07d}", f"Agreement on a programme of work {number}", chance.choice(days), chance.choice(KINDS),
        chance.choice(partners), others, chance.choice(REGIONS), "Kigali Action Plan", chance.choice(PRIORITIES),
    ]  # fmt: skip


def _contribution(agreement: list[Any], chance: random.Random, days: list[dt.datetime]) -> list[Any]:
    currency, amount = chance.choice(["USD", *UNITS]), chance.randrange(1_000, 1_000_000)
    kind = "Cash" if chance.random() < 0.9 else "In kind"
    usd = amount / UNITS.get(currency, 1) if kind == "Cash" else None
    return [agreement[0], agreement[4], kind, currency, amount, chance.choice(days), usd]


def _rates(chance: random.Random) -> Rows:
    months = [dt.datetime(2022 + month // 12, month % 12 + 1, 1) for month in range(16)]  # noqa: DTZ001
    return [
        [currency, month, round(units * chance.uniform(0.95, 1.05), 6), "made up"]
        for currency, units in UNITS.items()
        for month in months
    ]
