"""The contributions that count, in US dollars, and what is wrong in the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals as nw

from tdag_xl.cells import shown
from tdag_xl.domain.agreements import AGREEMENT, NUMBER, SIGNED, Agreements, with_partner_number
from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.columns import CASH, CONTRIBUTIONS, IN_KIND
from tdag_xl.domain.findings import Line, Rule, Severity, TableFindings
from tdag_xl.domain.frames import Frame, beside, height, records
from tdag_xl.domain.partners import UNKNOWN, PartnerBook
from tdag_xl.rates import USD
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.domain.codes import CodeLists
    from tdag_xl.domain.engine import Engine
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
    table: InputTable, agreements: Agreements, book: PartnerBook, rates: RateTable, codes: CodeLists, engine: Engine
) -> tuple[Contributions, TableFindings]:
    """The lines of tblContributions, and what is wrong in it (the register's contract).

    A line of an agreement that does not count does not count either; the agreement's own finding says why.
    """
    findings = TableFindings(CONTRIBUTIONS, table, engine.most_findings)
    given = table.frame.lazy().select(ROW, *CONTRIBUTIONS.columns, *findings.marks)
    rows = engine.keep(with_partner_number(given, book))
    is_bad = _is_bad(findings)
    has_bad_rows = _note_bad_rows(rows.filter(is_bad), book, findings)
    lines = rows.filter(~is_bad) if has_bad_rows else rows
    lines = lines.with_columns(is_cash=nw.col("Kind") == CASH).drop("Kind", "Partner")
    matched = engine.keep(lines.join(agreements.refs, on="Ref"))
    if has_bad_rows or height(matched) != height(lines):
        _note_orphans(rows, agreements, findings)
    matched = matched.with_columns(nw.coalesce("Value date", SIGNED).alias(DAY)).drop("Value date")
    cash = matched.filter(nw.col("is_cash") & ~nw.col(DAY).is_null()).drop("is_cash")
    in_kind = matched.filter(~nw.col("is_cash")).drop("is_cash")
    cash = engine.keep(_in_dollars(cash, rates, findings))
    for part in (cash, in_kind):
        codes.warn_of_all(findings, part, ("Currency",), may_be_blank=True)
    counted = [part.filter(nw.col("counts") == 1) for part in (cash, in_kind)]
    _note_outsiders(counted, agreements, book, findings)
    return Contributions(*(part.drop("counts", "main", *findings.marks) for part in counted)), findings


def _is_bad(findings: TableFindings) -> nw.Expr:
    is_bad = _has_no_amount() | (nw.col(NUMBER) == UNKNOWN) | _has_no_kind()
    return is_bad | findings.has_odd("Value date") if "Value date" in findings.odd_columns else is_bad


def _has_no_amount() -> nw.Expr:
    amount = nw.col("Amount")
    return amount.is_null() | ~((amount >= 0) & (amount < LIMIT))


def _has_no_kind() -> nw.Expr:
    return nw.col("Kind").is_null() | ~nw.col("Kind").is_in([CASH, IN_KIND])


def _note_bad_rows(bad: Frame, book: PartnerBook, findings: TableFindings) -> bool:
    """Whether there are bad rows; each is noted."""

    def unknown(line: Line) -> tuple[str, str]:
        return book.unknown(findings, line[ROW], "Partner", line["Partner"] or None)

    def kind(line: Line) -> tuple[str, str]:
        state = findings.state(line[ROW], "Kind") if line["Kind"] is None else f"is {shown(line['Kind'])}"
        return f"Kind {state}; it must be {CASH} or {IN_KIND}.", "Choose one of the two."

    def amount(line: Line) -> tuple[str, str]:
        fault = _fault(line["Amount"], findings.state(line[ROW], "Amount"))
        return f"Amount {fault}.", "Enter a number of at least 0, without its currency."

    def undated(line: Line) -> tuple[str, str]:
        what = f"Value date {findings.state(line[ROW], 'Value date')}, which is no date."
        return what, "Enter a date, or leave the cell blank for the day of signature."

    error = Severity.ERROR
    rules = (
        Rule(error, "Partner", nw.col(NUMBER) == UNKNOWN, unknown),
        Rule(error, "Kind", _has_no_kind(), kind),
        Rule(error, "Amount", _has_no_amount(), amount),
        Rule(error, "Value date", findings.has_odd("Value date"), undated),
    )
    return findings.note_rows(bad, ("Partner", NUMBER, "Kind", "Amount"), rules)


def _fault(amount: float | None, state: str) -> str:
    if amount is None:
        return f"{state}; it must be a number"
    if amount < 0:
        return f"is negative: {shown(amount)}"
    return f"is {shown(amount)}, more than Excel can add to the unit"


def _note_orphans(rows: Frame, agreements: Agreements, findings: TableFindings) -> None:
    def orphan(line: Line) -> tuple[str, str]:
        ref = line["Ref"]
        what = f"Ref {shown(ref)} is not in tblAgreements." if ref else f"Ref {findings.state(line[ROW], 'Ref')}."
        return what, "Enter the reference of the agreement that the contribution belongs to."

    orphans = rows.join(agreements.refs, on="Ref", how="anti")
    findings.note_rows(orphans, ["Ref"], [Rule(Severity.ERROR, "Ref", nw.lit(value=True), orphan)])


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
    found = _note_no_dollars(priced.filter(has_no_dollars), rates, findings)
    return priced.filter(~has_no_dollars) if found else priced


def _note_no_dollars(lines: Frame, rates: RateTable, findings: TableFindings) -> bool:
    """Whether there are lines without dollars; each is noted."""
    nearest = NearestName([*rates.currencies, USD])

    def too_much(line: Line) -> tuple[str, str]:
        amount = f"Amount {shown(line['Amount'])} {line['Currency']}"
        what = f"{amount} is USD {shown(line[USD])}, more than Excel can add to the unit."
        return what, "Correct the amount, or the rate in tblRates."

    def no_rate(line: Line) -> tuple[str, str]:
        currency = line["Currency"]
        if not currency:
            return f"Currency {findings.state(line[ROW], 'Currency')}.", "Enter the currency's code."
        reason = rates.missing(currency, line[DAY]) or ""
        suggestion = "" if currency in rates.currencies else nearest.hint(currency)
        what = reason.removesuffix(".") + suggestion + "."
        return what, "Add the rate to tblRates, or correct the currency or the date."

    has_rate = ~nw.col(UNITS).is_null()
    rules = (
        Rule(Severity.ERROR, "Amount", has_rate, too_much),
        Rule(Severity.ERROR, "Currency", ~has_rate, no_rate),
    )
    return findings.note_rows(lines, ("Amount", "Currency", DAY, USD), rules)


def _note_outsiders(
    counted: Sequence[Frame], agreements: Agreements, book: PartnerBook, findings: TableFindings
) -> None:
    """Warn of lines whose partner is not among the signatories."""
    keys = [AGREEMENT, NUMBER]
    others = nw.concat([lines.filter(nw.col(NUMBER) != nw.col("main")).select(ROW, *keys) for lines in counted])
    if not height(others):
        return

    def outsider(line: Line) -> tuple[str, str]:
        name = shown(book.partners[line[NUMBER]].name)
        what = f"Partner {name} is not named in the agreement on row {line[AGREEMENT]}."
        return what, "Correct the partner, or add it to the agreement's Other partners."

    outsiders = others.join(agreements.signatories.select(keys), on=keys, how="anti")
    findings.note_rows(outsiders, keys, [Rule(Severity.WARNING, "Partner", nw.lit(value=True), outsider)])
