"""The contributions that count, in US dollars, and what is wrong in the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from tdag_xl.cells import shown
from tdag_xl.domain.agreements import AGREEMENT, NUMBER, SIGNED, Agreements, with_partner_number
from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.columns import CASH, CONTRIBUTIONS, IN_KIND
from tdag_xl.domain.findings import Finding, TableFindings
from tdag_xl.domain.frames import Frame, beside, each_record, height, records
from tdag_xl.domain.partners import UNKNOWN, PartnerBook
from tdag_xl.rates import USD
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.domain.codes import CodeLists
    from tdag_xl.rates import RateTable
    from tdag_xl.tables import InputTable

LIMIT = 1e15
"""Amounts from here on are refused: Excel keeps 15 digits, so sums of them would lose their units."""

DAY = "day"
"""The day that chooses the rate: the value date, else the agreement's day of signature."""


UNITS = "Units per USD"


@dataclass(frozen=True, eq=False)
class Contributions:
    """The lines of tblContributions that count.

    `cash`: row, Ref, agreement, agreement Signed, span, partner number, Currency, day, Amount, Units per USD, USD.
    `in_kind`: row, Ref, agreement, agreement Signed, span, partner number, Currency, day, Amount.
    """

    cash: Frame
    in_kind: Frame


def read_contributions(
    table: InputTable, agreements: Agreements, book: PartnerBook, rates: RateTable, codes: CodeLists
) -> tuple[Contributions, list[Finding]]:
    """The lines of tblContributions, and what is wrong in it (the register's contract).

    A line of an agreement that does not count does not count either; the agreement's own finding says why.
    """
    findings = TableFindings(CONTRIBUTIONS, table)
    rows = with_partner_number(table.frame.lazy().select(ROW, *CONTRIBUTIONS.columns), book)
    is_bad = _is_bad(findings)
    has_bad_rows = _note_bad_rows(rows.filter(is_bad), book, findings)
    lines = rows.filter(~is_bad) if has_bad_rows else rows
    lines = lines.with_columns(is_cash=nw.col("Kind") == CASH).drop("Kind", "Partner")
    matched = lines.join(agreements.refs, on="Ref")
    if has_bad_rows or height(matched) != height(lines):
        _note_orphans(rows, agreements, findings)
    matched = matched.with_columns(nw.coalesce("Value date", SIGNED).alias(DAY)).drop("Value date")
    cash = matched.filter(nw.col("is_cash") & ~nw.col(DAY).is_null()).drop("is_cash")
    in_kind = matched.filter(~nw.col("is_cash")).drop("is_cash")
    cash = _in_dollars(cash, rates, findings)
    for part in (cash, in_kind):
        codes.warn_of_all(findings, part, ("Currency",), may_be_blank=True)
    counted = [part.filter(nw.col("counts") == 1) for part in (cash, in_kind)]
    _note_outsiders(counted, agreements, book, findings)
    return Contributions(*(part.drop("counts", "main") for part in counted)), findings.found


def _is_bad(findings: TableFindings) -> nw.Expr:
    amount = nw.col("Amount")
    is_bad = amount.is_null() | ~((amount >= 0) & (amount < LIMIT)) | (nw.col(NUMBER) == UNKNOWN)
    is_bad = is_bad | nw.col("Kind").is_null() | ~nw.col("Kind").is_in([CASH, IN_KIND])
    undated = findings.odd_rows("Value date")
    return is_bad | nw.col(ROW).is_in(undated) if undated else is_bad


def _note_bad_rows(bad: Frame, book: PartnerBook, findings: TableFindings) -> bool:
    """Whether there are bad rows; each is noted."""
    found = False
    for line in each_record(bad.select(ROW, "Partner", NUMBER, "Kind", "Amount").sort(ROW)):
        found, row = True, line[ROW]
        if line[NUMBER] == UNKNOWN:
            book.note_unknown(findings, row, "Partner", line["Partner"] or None)
        if line["Kind"] not in (CASH, IN_KIND):
            state = findings.state(row, "Kind") if line["Kind"] is None else f"is {shown(line['Kind'])}"
            findings.error(row, "Kind", f"Kind {state}; it must be {CASH} or {IN_KIND}.", "Choose one of the two.")
        if fault := _fault(line["Amount"], findings.state(row, "Amount")):
            findings.error(row, "Amount", f"Amount {fault}.", "Enter a number of at least 0, without its currency.")
        if findings.is_odd(row, "Value date"):
            what = f"Value date {findings.state(row, 'Value date')}, which is no date."
            findings.error(row, "Value date", what, "Enter a date, or leave the cell blank for the day of signature.")
    return found


def _fault(amount: float | None, state: str) -> str | None:
    if amount is None:
        return f"{state}; it must be a number"
    if amount < 0:
        return f"is negative: {shown(amount)}"
    return None if amount < LIMIT else f"is {shown(amount)}, more than Excel can add to the unit"


def _note_orphans(rows: Frame, agreements: Agreements, findings: TableFindings) -> None:
    for line in each_record(rows.join(agreements.refs, on="Ref", how="anti").select(ROW, "Ref")):
        row, ref = line[ROW], line["Ref"]
        what = f"Ref {shown(ref)} is not in tblAgreements." if ref else f"Ref {findings.state(row, 'Ref')}."
        findings.error(row, "Ref", what, "Enter the reference of the agreement that the contribution belongs to.")


def _units_beside(cash: Frame, rates: RateTable) -> Frame:
    """Units per USD of each Currency and day in `cash`; null where there is no rate."""
    pairs = [(pair["Currency"], pair[DAY]) for pair in records(cash.select("Currency", DAY).unique())]
    found = [rates.rate(*pair) for pair in pairs]
    data = {
        "Currency": [currency for currency, _ in pairs],
        DAY: [day for _, day in pairs],
        UNITS: [rate and rate.units_per_usd for rate in found],
    }
    return beside(cash, data, {"Currency": nw.String(), DAY: nw.Datetime("us"), UNITS: nw.Float64()})


def _in_dollars(cash: Frame, rates: RateTable, findings: TableFindings) -> Frame:
    """`cash` with Units per USD and USD; lines without a rate are noted and left out."""
    cash = cash.with_columns(nw.col("Currency").fill_null(""))
    priced = cash.join(_units_beside(cash, rates), on=["Currency", DAY])
    usd = nw.col("Amount") / nw.col(UNITS)
    priced = priced.with_columns(USD=usd)
    has_no_dollars = nw.col(UNITS).is_null() | ~(nw.col(USD) < LIMIT)
    nearest = NearestName([*rates.currencies, USD])
    found = False
    for line in each_record(priced.filter(has_no_dollars).sort(ROW)):
        found = True
        _note_no_dollars(line, rates, nearest, findings)
    return priced.filter(~has_no_dollars) if found else priced


def _note_no_dollars(line: dict[str, Any], rates: RateTable, nearest: NearestName, findings: TableFindings) -> None:
    row, currency = line[ROW], line["Currency"]
    if line[UNITS] is not None:
        what = (
            f"Amount {shown(line['Amount'])} {currency} is USD {shown(line[USD])}, more than Excel can add to the unit."
        )
        findings.error(row, "Amount", what, "Correct the amount, or the rate in tblRates.")
    elif not currency:
        findings.error(row, "Currency", f"Currency {findings.state(row, 'Currency')}.", "Enter the currency's code.")
    else:
        reason = rates.missing(currency, line[DAY]) or ""
        suggestion = "" if currency in rates.currencies else nearest.hint(currency)
        what = reason.removesuffix(".") + suggestion + "."
        findings.error(row, "Currency", what, "Add the rate to tblRates, or correct the currency or the date.")


def _note_outsiders(
    counted: Sequence[Frame], agreements: Agreements, book: PartnerBook, findings: TableFindings
) -> None:
    """Warn of lines whose partner is not among the signatories."""
    keys = [AGREEMENT, NUMBER]
    others = nw.concat([lines.filter(nw.col(NUMBER) != nw.col("main")).select(ROW, *keys) for lines in counted])
    if not height(others):
        return
    outsiders = others.join(agreements.signatories.select(keys), on=keys, how="anti")
    for line in each_record(outsiders):
        what = (
            f"Partner {shown(book.partners[line[NUMBER]].name)} is not named in the agreement on row {line[AGREEMENT]}."
        )
        findings.warning(
            line[ROW], "Partner", what, "Correct the partner, or add it to the agreement's Other partners."
        )
