"""Amounts in US dollars: TDAG_USD, TDAG_RATE, TDAG_RATE_SOURCE and TDAG_USD_WHY.

Blank in, blank out: a blank amount, or for the two of the rate a blank currency or date. An amount that is there but
cannot be converted is an error, never a blank, so that no sum leaves it out in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_udfs.excel_errors import NA, NUM, VALUE
from tdag_udfs.grids import Argument, Cell, Result, broadcast, is_blank, result
from tdag_udfs.rate_grid import SOURCE, Rates, rates_of
from tdag_udfs.readings import LARGEST, Fault, day, number, text
from tdag_xl.rates import USD, Rate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tdag_xl.cells import CellValue

_LONGEST_REASON = 255
_MOST_KNOWN = 50_000
"""Pairs of currency and date kept with their rate before all are forgotten."""

_OUTSIDE = "The amounts, currencies and dates differ in number: one of them has no cell here."


def usd(amount: Argument, currency_code: Argument, value_date: Argument, rates: Argument | Rates | Fault) -> Result:
    """TDAG_USD: the amount divided by the units per USD of its currency on its day."""
    dollars = _Conversion(rates).dollars
    return result(broadcast(_errors_of(dollars), amount, currency_code, value_date))


def usd_why(amount: Argument, currency_code: Argument, value_date: Argument, rates: Argument | Rates | Fault) -> Result:
    """TDAG_USD_WHY: why TDAG_USD gives an error, as a sentence; blank where it gives none."""
    dollars = _Conversion(rates).dollars

    def why(*cells: Cell) -> str:
        found = dollars(*cells)
        return _cut(found.why) if isinstance(found, Fault) else ""

    return result(broadcast(why, amount, currency_code, value_date, outside=_OUTSIDE))


def rate(currency_code: Argument, value_date: Argument, rates: Argument | Rates | Fault) -> Result:
    """TDAG_RATE: the units of the currency that buy one US dollar on the day."""
    conversion = _Conversion(rates)

    def units(currency: Cell, value_day: Cell) -> CellValue | Fault:
        found = conversion.rate(currency, value_day)
        return found.units_per_usd if isinstance(found, Rate) else _blank_out(found)

    return result(broadcast(_errors_of(units), currency_code, value_date))


def rate_source(currency_code: Argument, value_date: Argument, rates: Argument | Rates | Fault) -> Result:
    """TDAG_RATE_SOURCE: where that rate is from; blank for US dollars and where the rates do not say."""
    conversion = _Conversion(rates)

    def source(currency: Cell, value_day: Cell) -> CellValue | Fault:
        found = conversion.rate(currency, value_day)
        return conversion.source(found) if isinstance(found, Rate) else _blank_out(found)

    return result(broadcast(_errors_of(source), currency_code, value_date))


def _errors_of(function: Callable[..., CellValue | Fault]) -> Callable[..., CellValue]:
    def with_errors(*cells: Cell) -> CellValue:
        found = function(*cells)
        return found.error if isinstance(found, Fault) else found

    return with_errors


def _blank_out(fault: Fault) -> Fault | None:
    """Blank in, blank out."""
    return None if fault.is_blank else fault


class _Conversion:
    """The conversions at these rates; each pair of currency and date is looked up once, also by later calls."""

    def __init__(self, rates: Argument | Rates | Fault) -> None:
        self._rates = rates_of(rates)
        self._known = self._rates.known if isinstance(self._rates, Rates) else {}

    def dollars(self, amount: Cell, currency: Cell, value_day: Cell) -> float | Fault | None:
        """The amount in US dollars, None for a blank one."""
        if is_blank(amount):
            return None
        value = number(amount, "The amount")
        if isinstance(value, Fault):
            return value
        found = self.rate(currency, value_day)
        if isinstance(found, Fault):
            return found
        dollars = value / found.units_per_usd
        return dollars if abs(dollars) <= LARGEST else Fault(NUM, "The amount in US dollars is too large a number.")

    def rate(self, currency: Cell, value_day: Cell) -> Rate | Fault:
        """The rate of the currency on the day."""
        key = (type(currency), currency, type(value_day), value_day)
        if (found := self._known.get(key)) is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[key] = self._rate(currency, value_day)
        return found

    def _rate(self, currency: Cell, value_day: Cell) -> Rate | Fault:
        code = text(currency, "The currency")
        if isinstance(code, Fault):
            return code
        if code is None:
            return Fault(NA, "The currency is blank.", is_blank=True)
        if is_blank(value_day):
            return self._of_no_day(code)
        when = day(value_day, "The date")
        if isinstance(when, Fault):
            return when
        if isinstance(self._rates, Fault):
            return self._rates
        found = self._rates.table.rate(code, when)
        return found or Fault(NA, _why(self._rates, code, str(self._rates.table.missing(code, when))))

    def _of_no_day(self, code: str) -> Rate | Fault:
        if isinstance(self._rates, Fault):
            return self._rates
        if code == USD:
            return Rate(1.0)
        return Fault(NA, "The date is blank, so that no rate can be chosen.", is_blank=True)

    def source(self, found: Rate) -> CellValue | Fault:
        """Where the rate is from."""
        if isinstance(self._rates, Rates) and not self._rates.has_sources:
            return Fault(VALUE, f"The rates have no column {SOURCE!r}.")
        return found.source


def _why(rates: Rates, code: str, missing: str) -> str:
    if rates.unused.get(code):
        return f"{missing} {' '.join(rates.unused[code])}"
    if code in rates.table.currencies:
        return missing
    known = ", ".join(rates.table.currencies)
    return f"{missing} The rates hold {known or 'none that can be used'}."


def _cut(reason: str) -> str:
    return reason if len(reason) <= _LONGEST_REASON else reason[: _LONGEST_REASON - 1] + "…"
