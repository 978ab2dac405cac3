"""The agreements and contributions that are counted or summed into a figure of a period."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

import narwhals as nw

from tdag_xl.domain.agreements import AGREEMENT, NUMBER
from tdag_xl.domain.columns import CASH
from tdag_xl.domain.figures import of_period
from tdag_xl.domain.frames import columns
from tdag_xl.domain.lists import (
    AGREEMENT_COLUMNS,
    COUNTED,
    agreement_list,
    among,
    contribution_list,
    signatory_list,
)
from tdag_xl.domain.summary import AGREEMENTS, CONTRIBUTIONS, PARTNERS, PAYING
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from tdag_xl.domain.partners import Partner
    from tdag_xl.domain.periods import Period
    from tdag_xl.domain.register import Register


class Counted(Enum):
    """What of the rows makes the figure."""

    AGREEMENTS = "agreements"  # each agreement is one
    PARTNERS = "partners"  # each distinct partner is one; agreements stand once for each of their partners
    USD = "USD"  # the sum of the contributions' US dollars
    AMOUNT = "Amount"  # the sum of the contributions' amounts, in one currency


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a period behind a figure.

    `agreements` has the columns of the agreement list, before them COUNTED where partners are counted; where money is
    summed, its USD is that of the `contributions` here alone. `contributions` is None where none is summed.
    """

    period: Period
    counted: Counted
    agreements: nw.DataFrame[Any]
    contributions: nw.DataFrame[Any] | None = None

    @property
    def figure(self) -> float:
        """What the rows come to; counts are int."""
        if self.contributions is not None:
            return float(self.contributions[self.counted.value].sum() or 0.0)
        if self.counted is Counted.PARTNERS:
            return int(self.agreements[COUNTED].n_unique())
        return len(self.agreements)


def agreements_behind(register: Register, period: Period, which: nw.Expr | None = None) -> Rows:
    """The agreements of the period, or those that `which` picks."""
    return Rows(period, Counted.AGREEMENTS, agreement_list(register, period, which))


def partners_behind(register: Register, period: Period, partners: Collection[int] | None = None) -> Rows:
    """The agreements that any partner signed, or one of `partners` (numbers of the PartnerBook)."""
    which = None if partners is None else among(NUMBER, partners)
    return Rows(period, Counted.PARTNERS, signatory_list(register, period, which))


def money_behind(
    register: Register, period: Period, which: nw.Expr | None = None, counted: Counted = Counted.USD
) -> Rows:
    """The Cash lines of the period, or those that `which` picks, and their agreements."""
    lines = contribution_list(register, period, which)
    return lines_behind(register, period, lines.filter(nw.col("Kind") == CASH), counted)


def lines_behind(register: Register, period: Period, lines: nw.DataFrame[Any], counted: Counted) -> Rows:
    """Some rows of the list of contributions, and their agreements."""
    paid = lines.group_by("Ref").agg(nw.col("USD").sum())
    agreements = agreement_list(register, period, among("Ref", paid["Ref"].to_list())).drop("USD")
    agreements = agreements.join(paid, on="Ref").sort("Signed", "Ref").select(*AGREEMENT_COLUMNS)
    return Rows(period, counted, agreements, lines)


def agreement_behind(register: Register, period: Period, ref: str | None) -> Rows:
    """One agreement, with all its contributions: those in cash make its US dollars."""
    which = nw.col("Ref") == (ref or "")
    lines = contribution_list(register, period, among(AGREEMENT, _rows(register, period, which)))
    return Rows(period, Counted.USD, agreement_list(register, period, which), lines)


def of_code(register: Register, period: Period, column: str, code: str | None) -> tuple[nw.Expr, nw.Expr]:
    """What picks the agreements of a Type, Region or Priority, and what picks their contributions."""
    which = nw.col(column) == (code or "")
    return which, among(AGREEMENT, _rows(register, period, which))


def partners_with(register: Register, holds: Callable[[Partner], bool]) -> list[int]:
    """The numbers of the partners for which `holds` is true."""
    return [number for number, partner in enumerate(register.partners.partners) if holds(partner)]


def of_partners(numbers: Collection[int]) -> nw.Expr:
    """What picks the contributions of these partners."""
    return among(NUMBER, numbers)


def headline_rows(register: Register, period: Period, figure: str | None) -> Rows | None:
    """What is behind a headline figure, None where there is none of that name."""
    found = _HEADLINE.get(figure or "")
    return found(register, period) if found else None


_HEADLINE: Mapping[str, Callable[[Register, Period], Rows]] = {
    AGREEMENTS: agreements_behind,
    PAYING: lambda register, period: agreements_behind(register, period, nw.col("pays") == 1),
    PARTNERS: partners_behind,
    CONTRIBUTIONS: money_behind,
}


def _rows(register: Register, period: Period, which: nw.Expr) -> list[int]:
    """The sheet rows of the period's agreements that `which` picks."""
    return columns(of_period(register.agreements, period, "Signed").filter(which).select(ROW))[ROW]
