"""A list of UN operational rates of exchange: units of local currency per US dollar, from an effective date on.

The Treasury's download is text between tabs: some lines about the list, then country, name of the currency, its code,
effective date (`1 Jan 2023`) and rate, without headings that one could rely on. Lists that passed through a
spreadsheet have headings, and they vary. Both are read: by headings where known ones stand together, else by that
order. A currency stands once for each country that uses it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.rate_files.days import day
from tdag_xl.rate_files.listed_rates import CODE, Columns, listed_rates
from tdag_xl.rate_files.numbers import is_number
from tdag_xl.rate_files.rate_file import FileFormat, RateFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tdag_xl.rate_files.records import Record

_DOWNLOADED = (2, 3, 4)
"""Where code, date and rate stand in the download."""

# Headings as they are known, letters only, the most telling first.
_CURRENCY = """
currencycode fcurrcode currcode isocode isocurrencycode currencyabbreviation currencyabbrev abbreviation abbrev code
currency
"""
_DAY = "effectivedate effdate effectivefrom dateeffective effective date"
_UNITS = """
operationalrate operationalrates unoperationalrate rateofexchange operationalrateofexchange exchangerate unitsperusd
unitsperusdollar localcurrencyperusd rateperusd rate
"""


def un_list(path: Path, records: Sequence[Record]) -> RateFile | None:
    """The rates of such a list; None where `records` are none. Lines without a currency's code are prose."""
    found = _by_headings(records) or _by_content(records)
    if found is None:
        return None
    columns, rows = found
    coded = [row for row in rows if CODE.fullmatch(row.field(columns.currency))]
    source = f"UN operational rates of exchange, file {path.name}"
    rates, flaws = listed_rates(coded, columns, source)
    return RateFile(path, FileFormat.UN, tuple(rates), tuple(flaws))


def _by_headings(records: Sequence[Record]) -> tuple[Columns, Sequence[Record]] | None:
    for number, record in enumerate(records):
        headings = [re.sub(r"[^a-z]", "", field.casefold()) for field in record.fields]
        places = [_place(headings, known) for known in (_CURRENCY, _DAY, _UNITS)]
        if None not in places:
            currency, start, units = (place for place in places if place is not None)
            names = (record.fields[currency], record.fields[start], record.fields[units])
            return Columns(currency, start, units, None, names), records[number + 1 :]
    return None


def _place(headings: Sequence[str], known: str) -> int | None:
    return next((headings.index(name) for name in known.split() if name in headings), None)


def _by_content(records: Sequence[Record]) -> tuple[Columns, Sequence[Record]] | None:
    for record in records:
        code, start, units = (record.field(place) for place in _DOWNLOADED)
        if CODE.fullmatch(code) and day(start) is not None and is_number(units):
            currency, start_place, units_place = _DOWNLOADED
            names = (f"column {currency + 1}", f"column {start_place + 1}", f"column {units_place + 1}")
            return Columns(currency, start_place, units_place, None, names), records
    return None
