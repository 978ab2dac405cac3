"""The lists of a period: every agreement and every contribution that its figures count."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import narwhals as nw

from tdag_xl.domain.agreements import AGREEMENT, NUMBER, SIGNED
from tdag_xl.domain.columns import CASH, IN_KIND, SEPARATOR
from tdag_xl.domain.contributions import DAY, UNITS
from tdag_xl.domain.figures import of_period
from tdag_xl.domain.frames import Frame, in_arrow, midnight, series
from tdag_xl.domain.partners import UNKNOWN, PartnerBook, names_in
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from tdag_xl.domain.periods import Period
    from tdag_xl.domain.register import Register
    from tdag_xl.rates import Rate, RateTable

AGREEMENT_COLUMNS = (
    "Ref",
    "Signed",
    "Title",
    "Type",
    "Partner",
    "Other partners",
    "Region",
    "Plan",
    "Priority",
    "USD",
)
CONTRIBUTION_COLUMNS = (
    "Ref",
    "Partner",
    "Kind",
    "Currency",
    "Amount",
    "USD",
    "Units per USD",
    "Effective from",
    "Source",
)

COUNTED = "Partner counted"
"""The column of a list of signatories that names the partner for which the agreement stands there."""


def among(column: str, values: Collection[Any]) -> nw.Expr:
    """Picks the rows whose `column` holds one of `values`; on Arrow, an empty collection has no type to compare."""
    return nw.col(column).is_in(list(values)) if values else nw.col(column) != nw.col(column)


def _some(frame: Frame, which: nw.Expr | None) -> Frame:
    return frame if which is None else frame.filter(which)


def agreement_list(register: Register, period: Period, which: nw.Expr | None = None) -> nw.DataFrame[Any]:
    """The agreements of `period` by Signed, then Ref, partners under their names; USD is 0 where no cash was given.

    `which` picks some of Register.agreements.
    """
    agreements = _some(of_period(register.agreements, period, "Signed"), which)
    agreements = agreements.join(register.given.select(ROW, "Title", "Plan", "Other partners"), on=ROW)
    columns = [ROW, NUMBER, *(column for column in AGREEMENT_COLUMNS if column != "Partner")]
    found = in_arrow(agreements, columns).sort("Signed", "Ref", ROW)
    others = series("Other partners", _other_partners(found, register.partners), nw.String())
    return found.with_columns(_partner_names(found, register.partners), others).select(*AGREEMENT_COLUMNS)


def signatory_list(register: Register, period: Period, which: nw.Expr | None = None) -> nw.DataFrame[Any]:
    """The agreements of `period`, once for each of their partners, by COUNTED (its name), then Signed and Ref.

    `which` picks some of Register.signatories.
    """
    signing = _some(of_period(register.signatories, period, "Signed"), which)
    refs = register.agreements.select(nw.col(ROW).alias(AGREEMENT), "Ref")
    signed = in_arrow(signing.join(refs, on=AGREEMENT), [NUMBER, "Ref"])
    counted = signed.select("Ref", _partner_names(signed, register.partners).alias(COUNTED))
    agreements = agreement_list(register, period, among("Ref", counted["Ref"].to_list()))
    return agreements.join(counted, on="Ref").sort(COUNTED, "Signed", "Ref").select(COUNTED, *AGREEMENT_COLUMNS)


def contribution_list(register: Register, period: Period, which: nw.Expr | None = None) -> nw.DataFrame[Any]:
    """The contributions of `period` by their agreement's Signed, then Ref, then sheet row.

    In kind lines have no USD. Units per USD is 1 for a line in dollars, which has neither Effective from nor Source.
    `which` picks some of the lines by their agreement, partner number, Currency or Amount.
    """
    cash, in_kind = (
        _some(of_period(part, period, SIGNED), which)
        for part in (register.contributions.cash, register.contributions.in_kind)
    )
    given = [ROW, "Ref", SIGNED, NUMBER, "Currency", DAY, "Amount"]
    blank = nw.lit(None, nw.Float64())
    parts = (
        in_arrow(cash, [*given, "USD", UNITS]).with_columns(Kind=nw.lit(CASH)),
        in_arrow(in_kind, given).with_columns(blank.alias("USD"), blank.alias(UNITS), Kind=nw.lit(IN_KIND)),
    )
    lines = nw.concat(parts).sort(SIGNED, "Ref", ROW)
    found = _rates_of(lines, register.rates)
    return lines.with_columns(
        _partner_names(lines, register.partners),
        series("Effective from", [_effective_from(rate) for rate in found], nw.Datetime("us")),
        series("Source", [rate and rate.source for rate in found], nw.String()),
    ).select(*CONTRIBUTION_COLUMNS)


def _rates_of(lines: nw.DataFrame[Any], rates: RateTable) -> list[Rate | None]:
    """The rate of each line; None for one in kind, which needs none."""
    rate_of = cache(rates.rate)
    needed = zip(lines[UNITS].to_list(), lines["Currency"].to_list(), lines[DAY].to_list(), strict=True)
    return [None if units is None else rate_of(currency, day) for units, currency, day in needed]


def _effective_from(rate: Rate | None) -> dt.datetime | None:
    return None if rate is None or rate.effective_from is None else midnight(rate.effective_from)


def _partner_names(frame: nw.DataFrame[Any], book: PartnerBook) -> nw.Series[Any]:
    names = [book.partners[number].name for number in frame[NUMBER].to_list()]
    return series("Partner", names, nw.String())


def _other_partners(agreements: nw.DataFrame[Any], book: PartnerBook) -> list[str | None]:
    """The other partners of each agreement under their names, each once."""
    pairs = zip(agreements["Other partners"].to_list(), agreements[NUMBER].to_list(), strict=True)
    return [cell and _others(cell, number, book) for cell, number in pairs]


def _others(cell: str, partner: int, book: PartnerBook) -> str | None:
    numbers = dict.fromkeys(book.number(name) for name in names_in(cell))
    names = [book.partners[number].name for number in numbers if number not in (partner, UNKNOWN)]
    return f"{SEPARATOR} ".join(names) or None
