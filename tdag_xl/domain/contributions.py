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
from tdag_xl.domain.spans import SPAN
from tdag_xl.rates import USD
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from tdag_xl.domain.codes import CodeLists
    from tdag_xl.domain.engine import Engine
    from tdag_xl.rates import Rate, RateTable
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
    rows = engine.keep(with_partner_number(given, book).join(agreements.refs, on="Ref", how="left"))
    lines = _sound(rows, book, findings)
    currencies = _Currencies.of(lines, rates)
    cash = _in_dollars(lines.filter(nw.col(_IS_CASH)), currencies, rates, findings)
    in_kind = lines.filter(~nw.col(_IS_CASH))
    codes.warn_of(findings, cash, "Currency", currencies.converted, may_be_blank=True)
    codes.warn_of(findings, in_kind, "Currency", currencies.in_kind, may_be_blank=True)
    counted = [part.filter(nw.col("counts") == 1) for part in (cash, in_kind)]
    _note_outsiders(counted, agreements, book, findings)
    return Contributions(*(part.drop("counts", "main", _IS_CASH, *findings.marks) for part in counted)), findings


_IS_CASH = "is cash"
_OF_AGREEMENT = (AGREEMENT, SPAN, "main", "counts")


def _sound(rows: Frame, book: PartnerBook, findings: TableFindings) -> Frame:
    """The lines that can be read and belong to an agreement; the others are noted."""
    is_bad = _is_bad(findings)
    if _note_bad_rows(rows.filter(is_bad), book, findings):
        whole = (nw.col(column).cast(nw.Int64()) for column in _OF_AGREEMENT)  # pandas makes floats of gaps
        rows = rows.filter(~is_bad).with_columns(*whole)
    day = nw.coalesce("Value date", SIGNED).alias(DAY)
    return rows.with_columns(day, (nw.col("Kind") == CASH).alias(_IS_CASH)).drop("Kind", "Partner", "Value date")


def _is_bad(findings: TableFindings) -> nw.Expr:
    is_bad = _has_no_amount() | (nw.col(NUMBER) == UNKNOWN) | _has_no_kind() | _HAS_NO_AGREEMENT
    return is_bad | findings.has_odd("Value date") if "Value date" in findings.odd_columns else is_bad


_HAS_NO_AGREEMENT = nw.col(AGREEMENT).is_null()


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

    def orphan(line: Line) -> tuple[str, str]:
        ref = line["Ref"]
        what = f"Ref {shown(ref)} is not in tblAgreements." if ref else f"Ref {findings.state(line[ROW], 'Ref')}."
        return what, "Enter the reference of the agreement that the contribution belongs to."

    error = Severity.ERROR
    rules = (
        Rule(error, "Ref", _HAS_NO_AGREEMENT, orphan),
        Rule(error, "Partner", nw.col(NUMBER) == UNKNOWN, unknown),
        Rule(error, "Kind", _has_no_kind(), kind),
        Rule(error, "Amount", _has_no_amount(), amount),
        Rule(error, "Value date", findings.has_odd("Value date"), undated),
    )
    return findings.note_rows(bad, ("Ref", AGREEMENT, "Partner", NUMBER, "Kind", "Amount"), rules)


def _fault(amount: float | None, state: str) -> str:
    if amount is None:
        return f"{state}; it must be a number"
    if amount < 0:
        return f"is negative: {shown(amount)}"
    return f"is {shown(amount)}, more than Excel can add to the unit"


@dataclass(frozen=True)
class _Currencies:
    """The rate of each Currency (blank: "") and day of Cash lines, and the codes of lines with a rate, and in kind."""

    rates: Mapping[tuple[str, dt.datetime], Rate | None]
    in_kind: frozenset[str | None]

    @classmethod
    def of(cls, lines: Frame, rates: RateTable) -> _Currencies:
        """Those of the lines, each resolved once."""
        found = records(lines.select(_IS_CASH, "Currency", DAY).unique())
        pairs = ((one["Currency"] or "", one[DAY]) for one in found if one[_IS_CASH] and one[DAY] is not None)
        in_kind = frozenset(one["Currency"] for one in found if not one[_IS_CASH])
        return cls({pair: rates.rate(*pair) for pair in pairs}, in_kind)

    @property
    def converted(self) -> frozenset[str | None]:
        """The codes of the Cash lines that have a rate."""
        return frozenset(currency for (currency, _), rate in self.rates.items() if rate)

    def units_beside(self, cash: Frame) -> Frame:
        """Units per USD of each Currency and day; null where there is no rate."""
        currencies, days = zip(*self.rates, strict=True) if self.rates else ((), ())
        units = [rate and rate.units_per_usd for rate in self.rates.values()]
        data = {"Currency": currencies, DAY: days, UNITS: units}
        return beside(cash, data, {"Currency": nw.String(), DAY: nw.Datetime("us"), UNITS: nw.Float64()})


def _in_dollars(cash: Frame, currencies: _Currencies, rates: RateTable, findings: TableFindings) -> Frame:
    """`cash` with Units per USD and USD; lines without a rate are noted and left out, those without a day left out."""
    cash = cash.with_columns(nw.col("Currency").fill_null(""))
    priced = cash.join(currencies.units_beside(cash), on=["Currency", DAY])
    priced = priced.with_columns(USD=nw.col("Amount") / nw.col(UNITS))
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
