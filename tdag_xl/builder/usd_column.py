"""The column USD of tblContributions: a worksheet formula, and what it gives.

The formula uses functions of Excel 2010 and earlier only. Structured references stand in full, because LibreOffice
reads no others; `_xlfn.` marks AGGREGATE as a function that is younger than the file format ([MS-XLSX] §2.3.3, future
functions), and the program does not show it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tdag_xl.cells import CellError, CellValue
from tdag_xl.domain.columns import AGREEMENTS, CONTRIBUTIONS, IN_KIND, RATES
from tdag_xl.rates import USD, RateRow, RateTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tdag_xl.builder.register import Register

USD_COLUMN = "USD"
"""The column that the workbook calculates; what a CSV file holds there is not read."""

NO_RATE = CellError("#N/A")
NO_NUMBER = CellError("#VALUE!")


def _of_line(heading: str) -> str:
    return f"{CONTRIBUTIONS.name}[[#This Row],[{heading}]]"


def _formula() -> str:
    kind, currency, amount, ref, value_date = map(_of_line, ("Kind", "Currency", "Amount", "Ref", "Value date"))
    codes, days, units = (f"{RATES.name}[{heading}]" for heading in ("Currency", "Effective from", "Units per USD"))
    # LOOKUP of 2 among ones and errors finds the last one: unlike MATCH it heeds case and reads no wildcards.
    signed = f"LOOKUP(2,1/EXACT({AGREEMENTS.name}[Ref],{ref}),{AGREEMENTS.name}[Signed])"
    # INT reads text as a day or gives an error: text is greater than every number, and would find the newest rate.
    day = f'INT(IF({value_date}="",{signed},{value_date}))'
    is_currency = f"EXACT({codes},{currency})"
    newest = f"_xlfn.AGGREGATE(14,6,{days}/({is_currency}*({days}<{day}+1)),1)"
    # Without a rate AGGREGATE gives #NUM!, and what LOOKUP makes of that depends on the program and the number of rows.
    rate = f"IFERROR(LOOKUP(2,1/({is_currency}*({days}={newest})),{units}),NA())"
    return f'=IF(OR({kind}="{IN_KIND}",{amount}=""),"",{amount}/IF(EXACT({currency},"{USD}"),1,{rate}))'


FORMULA = _formula()
"""Blank for In kind or no amount; else the amount in USD, `#N/A` without a rate, `#VALUE!` for an amount in words."""


def usd_values(register: Register) -> tuple[CellValue, ...]:
    """What `FORMULA` gives for every row of tblContributions: a number, blank text or an error."""
    agreements = register.tables[AGREEMENTS.name]
    signed = dict(zip(agreements.column("Ref"), agreements.column("Signed"), strict=True))
    rates = RateTable(_rate_rows(register))
    lines = register.tables[CONTRIBUTIONS.name]
    values: list[CellValue] = []
    for row in zip(*map(lines.column, CONTRIBUTIONS.columns), strict=True):
        ref, _, kind, currency, amount, value_date = row
        day = signed.get(ref) if value_date is None else value_date
        is_blank = amount is None or str(kind).lower() == IN_KIND.lower()
        values.append("" if is_blank else _dollars(amount, _units(rates, currency, day)))
    return tuple(values)


def _dollars(amount: CellValue, units: float | None) -> CellValue:
    if units is None:
        return NO_RATE
    return amount / units if isinstance(amount, (int, float)) else NO_NUMBER


def _units(rates: RateTable, currency: CellValue, day: CellValue) -> float | None:
    if currency == USD:
        return 1.0
    rate = rates.rate(str(currency), day) if isinstance(day, dt.date) else None
    return rate.units_per_usd if rate else None


def _rate_rows(register: Register) -> Iterable[RateRow]:
    """The rates that can be used; of two of one currency on one day the last, as LOOKUP finds it."""
    table = register.tables[RATES.name]
    rows = {}
    for currency, day, units, _ in zip(*map(table.column, RATES.columns), strict=True):
        if isinstance(day, dt.date) and isinstance(units, (int, float)) and units > 0:
            rows[currency, day] = RateRow(str(currency), day, float(units))
    return rows.values()
