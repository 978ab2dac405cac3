"""The lists of a period: every agreement and every contribution that its figures count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from tdag_xl.domain.agreements import AGREEMENT, NUMBER, SIGNED
from tdag_xl.domain.columns import CASH, IN_KIND, SEPARATOR
from tdag_xl.domain.contributions import DAY, UNITS, rates_beside
from tdag_xl.domain.figures import of_period
from tdag_xl.domain.frames import Frame, beside, records
from tdag_xl.domain.partners import UNKNOWN, PartnerBook, names_in
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Collection

    from tdag_xl.domain.periods import Period
    from tdag_xl.domain.register import Register

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
    shown_as_given = register.given.select(ROW, "Title", "Plan", nw.col("Other partners").fill_null(""))
    agreements = agreements.join(shown_as_given, on=ROW)
    others = _other_partners(agreements, register.partners)
    agreements = agreements.join(others, on=[NUMBER, "Other partners"]).drop("Other partners")
    agreements = _with_partner_name(agreements, register.partners).rename({"names": "Other partners"})
    return agreements.sort("Signed", "Ref", ROW).select(*AGREEMENT_COLUMNS).collect()


def signatory_list(register: Register, period: Period, which: nw.Expr | None = None) -> nw.DataFrame[Any]:
    """The agreements of `period`, once for each of their partners, by COUNTED (its name), then Signed and Ref.

    `which` picks some of Register.signatories.
    """
    signing = _some(of_period(register.signatories, period, "Signed"), which)
    refs = register.agreements.select(nw.col(ROW).alias(AGREEMENT), "Ref")
    named = _with_partner_name(signing.join(refs, on=AGREEMENT), register.partners).rename({"Partner": COUNTED})
    counted = named.select(COUNTED, "Ref").collect()
    agreements = agreement_list(register, period, among("Ref", counted["Ref"].to_list()))
    return agreements.join(counted, on="Ref").sort(COUNTED, "Signed", "Ref").select(COUNTED, *AGREEMENT_COLUMNS)


def contribution_list(register: Register, period: Period, which: nw.Expr | None = None) -> nw.DataFrame[Any]:
    """The contributions of `period` by their agreement's Signed, then Ref, then sheet row.

    In kind lines have no USD. Units per USD is 1 for a line in dollars, which has neither Effective from nor Source.
    `which` picks some of the lines by their agreement, partner number, Currency or Amount.
    """
    cash = _some(of_period(register.contributions.cash, period, SIGNED), which)
    found = rates_beside(cash, register.rates).drop(UNITS)
    cash = cash.join(found, on=["Currency", DAY]).with_columns(Kind=nw.lit(CASH))
    in_kind = _some(of_period(register.contributions.in_kind, period, SIGNED), which).with_columns(
        Kind=nw.lit(IN_KIND),
        USD=nw.lit(None, nw.Float64()),
        **{
            UNITS: nw.lit(None, nw.Float64()),
            "Effective from": nw.lit(None, nw.Datetime("us")),
            "Source": nw.lit(None, nw.String()),
        },
    )
    columns = [ROW, AGREEMENT, NUMBER, *(c for c in CONTRIBUTION_COLUMNS if c not in ("Ref", "Partner"))]
    lines = nw.concat([cash.select(columns), in_kind.select(columns)])
    refs = register.agreements.select(nw.col(ROW).alias(AGREEMENT), "Ref", "Signed")
    lines = _with_partner_name(lines.join(refs, on=AGREEMENT), register.partners)
    return lines.sort("Signed", "Ref", ROW).select(*CONTRIBUTION_COLUMNS).collect()


def _with_partner_name(frame: Frame, book: PartnerBook) -> Frame:
    names = [partner.name for partner in book.partners]
    by_number = {NUMBER: range(len(names)), "Partner": names}
    return frame.join(beside(frame, by_number, {NUMBER: nw.Int64(), "Partner": nw.String()}), on=NUMBER)


def _other_partners(agreements: Frame, book: PartnerBook) -> Frame:
    """For each partner and cell of Other partners: `names`, the other partners under their names, each once."""
    pairs = records(agreements.select(NUMBER, "Other partners").unique())
    numbers = [pair[NUMBER] for pair in pairs]
    cells = [pair["Other partners"] for pair in pairs]
    names = [_others(cell, number, book) for number, cell in zip(numbers, cells, strict=True)]
    data = {NUMBER: numbers, "Other partners": cells, "names": names}
    return beside(agreements, data, {NUMBER: nw.Int64(), "Other partners": nw.String(), "names": nw.String()})


def _others(cell: str, partner: int, book: PartnerBook) -> str | None:
    numbers = dict.fromkeys(book.number(name) for name in names_in(cell))
    names = [book.partners[number].name for number in numbers if number not in (partner, UNKNOWN)]
    return f"{SEPARATOR} ".join(names) or None
