"""The column USD of tblContributions: a worksheet formula, and what it gives.

The formula uses functions of Excel 2010 and earlier only, and none that ignores case or reads wildcards. Structured
references stand in full, because LibreOffice reads no others; `_xlfn.` marks AGGREGATE as a function that is younger
than the file format ([MS-XLSX] §2.3.3, future functions), and the program does not show it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tdag_xl.builder.worksheet_text import trimmed
from tdag_xl.cells import CellError, CellValue, Kind, reading
from tdag_xl.domain.columns import AGREEMENTS, CONTRIBUTIONS, IN_KIND, RATES
from tdag_xl.rates import USD, RateRow, RateTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tdag_xl.builder.register import Register

USD_COLUMN = "USD"
"""The column that the workbook calculates; what a CSV file holds there is not read."""

NOT_AVAILABLE = CellError("#N/A")


def _of_line(heading: str) -> str:
    return f"{CONTRIBUTIONS.name}[[#This Row],[{heading}]]"


def _formula() -> str:
    kind, currency, amount, ref, value_date = map(_of_line, ("Kind", "Currency", "Amount", "Ref", "Value date"))
    codes, days, units = (f"{RATES.name}[{heading}]" for heading in ("Currency", "Effective from", "Units per USD"))
    signed = f"LOOKUP(2,1/EXACT(TRIM({AGREEMENTS.name}[Ref]),TRIM({ref})),{AGREEMENTS.name}[Signed])"
    day = f'INT(IF({value_date}="",{signed},{value_date}))'
    # A rate's day counts as a date, or as text that begins like an ISO date, which every country's Excel reads alike.
    is_dated = f'(ISNUMBER({days})+(MID({days},8,1)="-"))'
    is_rate = f"EXACT(TRIM({codes}),TRIM({currency}))*ISNUMBER({units})*({units}>0)*{is_dated}"
    newest = f"_xlfn.AGGREGATE(14,6,INT({days})/({is_rate}*(INT({days})<={day})),1)"
    found = f"{units}/({is_rate}*(INT({days})={newest}))"
    # Two rates of one currency on one day: neither is right, so there is none.
    rate = f"IF(ISERROR(_xlfn.AGGREGATE(14,6,{found},2)),_xlfn.AGGREGATE(14,6,{found},1),NA())"
    number = f"IF(ISNUMBER({amount}),{amount},NA())"
    return (
        f'=IF(OR(EXACT(TRIM({kind}),"{IN_KIND}"),{amount}=""),"",'
        f'IFERROR({number}/IF(EXACT(TRIM({currency}),"{USD}"),1,{rate}),NA()))'
    )


FORMULA = _formula()
"""Blank for In kind or no amount; the amount in USD; `#N/A` for no number, no rate, or two rates of that day."""


def usd_values(register: Register) -> tuple[CellValue, ...]:
    """What `FORMULA` gives for every row of tblContributions: a number, blank text, or `#N/A`."""
    rates = _Rates(register)
    signed = _signed(register)
    table = register.tables[CONTRIBUTIONS.name]
    columns = zip(*(table.column(heading) for heading in CONTRIBUTIONS.columns), strict=True)
    values: list[CellValue] = []
    for ref, _, kind, currency, amount, value_date in columns:
        day = signed.get(trimmed(ref)) if value_date is None else value_date
        values.append(_dollars(kind, amount, rates.units(trimmed(currency), day)))
    return tuple(values)


def _dollars(kind: CellValue, amount: CellValue, units: float | None) -> CellValue:
    if trimmed(kind) == IN_KIND or amount is None:
        return ""
    if units is None or not isinstance(amount, (int, float)):
        return NOT_AVAILABLE
    return amount / units


def _signed(register: Register) -> dict[str, CellValue]:
    """The day of signature by Ref; of several rows with one Ref the last, as LOOKUP finds it."""
    table = register.tables[AGREEMENTS.name]
    return {trimmed(ref): day for ref, day in zip(table.column("Ref"), table.column("Signed"), strict=True)}


class _Rates:
    def __init__(self, register: Register) -> None:
        self._twice: set[tuple[str, dt.date]] = set()
        self._table = RateTable(self._single(_rate_rows(register)))

    def _single(self, rows: Iterator[RateRow]) -> Sequence[RateRow]:
        by_key: dict[tuple[str, dt.date], RateRow] = {}
        for row in rows:
            key = (row.currency, row.effective_from)
            if key in by_key:
                self._twice.add(key)
            by_key[key] = row
        return list(by_key.values())

    def units(self, currency: str, day: CellValue) -> float | None:
        """Units per USD on `day`; None where the worksheet finds no rate, or two."""
        if currency == USD:
            return 1.0
        if not isinstance(day, dt.date):
            return None
        rate = self._table.rate(currency, day)
        is_single = rate is not None and (currency, rate.effective_from) not in self._twice
        return rate.units_per_usd if rate is not None and is_single else None


def _rate_rows(register: Register) -> Iterator[RateRow]:
    table = register.tables[RATES.name]
    for currency, day, units, _ in zip(*(table.column(heading) for heading in RATES.columns), strict=True):
        read = reading(day, Kind.DATE).value
        if isinstance(read, dt.datetime) and isinstance(units, (int, float)) and units > 0:
            yield RateRow(trimmed(currency), read.date(), float(units))
