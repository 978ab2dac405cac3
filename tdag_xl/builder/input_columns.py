"""How a column of the register is shown, and what may be entered into it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from tdag_xl.builder.choices import choices_name
from tdag_xl.cells import Kind
from tdag_xl.domain.code_names import LANGUAGES as NAMED_IN
from tdag_xl.domain.columns import (
    AGREEMENTS,
    CASH,
    CONTRIBUTIONS,
    IN_KIND,
    LISTS,
    PARTNERS,
    PERIODS,
    PUBLISHED,
    RATES,
    SPECS,
)
from tdag_xl.languages.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Refusal(Enum):
    """What Excel does with an entry that does not fit: ask whether to keep it, or refuse it."""

    ASK = "warning"
    REFUSE = "stop"


@dataclass(frozen=True)
class Entry:
    """What may be entered into a column, as a validation rule of XlsxWriter.

    `message` is shown while a cell is selected, `error` after an entry that does not fit.
    """

    message: str
    rule: Mapping[str, Any]
    refusal: Refusal = Refusal.ASK
    error: str = ""


FIGURES = (
    "Agreements",
    "Agreements with a financial contribution",
    "Partners",
    "Contributions",
    "Share of partners by partner type",
    "Share of partners by ITU category",
    "Top funder 1",
    "Top funder 2",
    "Top funder 3",
)
"""The figures that can be compared with published ones (the register's contract)."""

CODE_LISTS = ("Partner type", "ITU category", "Region", "Plan", "Priority", "Type", "Currency")
"""The lists of tblLists that feed a drop-down; each is named like the columns that take its codes."""

NUMBER_FORMATS = {"Units per USD": "0.000000", "Amount": "#,##0.00", "Value": "General"}
DATE_FORMAT = "yyyy-mm-dd"
TEXT_FORMAT = 49  # the built-in "@" (ECMA-376 Part 1 §18.8.30)


def number_format(heading: str, kind: Kind) -> str | int:
    """The number format of a column; text columns take what is typed as text, so that no 2023-04 becomes a date."""
    if kind is Kind.DATE:
        return DATE_FORMAT
    return NUMBER_FORMATS[heading] if kind is Kind.NUMBER else TEXT_FORMAT


def _anything(message: str) -> Entry:
    return Entry(message, {"validate": "any"})


def _from_range(name: str, message: str, where: str) -> Entry:
    return Entry(
        message,
        {"validate": "list", "source": f"={name}"},
        error=f"This is not in {where}. Keep it all the same? Checks will name it until it is.",
    )


def _from_words(words: Sequence[str], message: str, refusal: Refusal) -> Entry:
    return Entry(message, {"validate": "list", "source": list(words)}, refusal, "Choose one from the list.")


def _day(message: str) -> Entry:
    rule = {"validate": "date", "criteria": "between", "minimum": dt.date(1990, 1, 1), "maximum": dt.date(2100, 12, 31)}
    return Entry(message, rule, Refusal.REFUSE, "Enter a date between 1990 and 2100, such as 2023-04-30.")


def _number(message: str, criteria: str, error: str) -> Entry:
    return Entry(message, {"validate": "decimal", "criteria": criteria, "value": 0}, Refusal.REFUSE, error)


def _code(column: str, message: str = "Choose a code. The sheet Lists holds them.") -> Entry:
    return _from_range(choices_name(column), message, f"the list {column} of the sheet Lists")


_REF = _from_range(choices_name("Ref"), "The Ref of the agreement, as on the sheet Agreements.", "tblAgreements")
_PERIOD = _from_range(choices_name("Period"), "A period of the sheet Periods.", "tblPeriods")


def _partner(message: str) -> Entry:
    return _from_range(choices_name("Partner"), message, "tblPartners (an alias is as good)")


_ENTRIES: dict[str, dict[str, Entry]] = {
    AGREEMENTS.name: {
        "Ref": _anything("A reference of its own for each agreement."),
        "Signed": _day("The day of the last signature. It decides the period."),
        "Partner": _partner("A partner of the sheet Partners."),
        "Other partners": _anything("Further partners, with a semicolon between their names."),
        **{column: _code(column) for column in ("Type", "Region", "Plan", "Priority")},
    },
    PARTNERS.name: {
        "Partner": _anything("The partner's name, once."),
        "Partner type": _code("Partner type"),
        "ITU category": _code("ITU category"),
        "Aliases": _anything("Other spellings of the name, with a semicolon between them."),
    },
    CONTRIBUTIONS.name: {
        "Ref": _REF,
        "Partner": _partner("Who contributes: a partner of the sheet Partners."),
        "Kind": _from_words((CASH, IN_KIND), "Cash is summed; In kind is listed only.", Refusal.REFUSE),
        "Currency": _code("Currency", "The currency of the amount, such as CHF."),
        "Amount": _number("The amount in its own currency.", ">=", "Enter a number of at least 0, without currency."),
        "Value date": _day("The day that chooses the rate. Blank: the day of signature."),
    },
    RATES.name: {
        "Currency": _code("Currency", "The currency, such as CHF. USD needs no rate."),
        "Effective from": _day("The first day on which the rate applies."),
        "Units per USD": _number("How many units buy one US dollar.", ">", "Enter a number greater than 0."),
    },
    PERIODS.name: {
        "Period": _anything("The period's name, once; it names the sheets."),
        "From": _day("The first day of the period."),
        "To": _day("The last day of the period."),
        "Sheet": _from_words(("yes", "no"), "yes: a refresh writes a summary sheet.", Refusal.REFUSE),
        "Compare with": _from_range(choices_name("Period"), "Blank, or another period to compare with.", "tblPeriods"),
    },
    PUBLISHED.name: {
        "Period": _PERIOD,
        "Figure": _from_words(FIGURES, "The figure that was published.", Refusal.ASK),
        "Group": _anything("The type, category or funder, where there is one."),
        "Unit": _anything("count, percent, USD million, CHF million …"),
    },
    LISTS.name: {
        "List": _from_words((*CODE_LISTS, "Kind"), "The column that the code is for.", Refusal.ASK),
        "Code": _anything("An allowed code. The order is that of the drop-down."),
        **{
            code: _anything(f"What documents in {LANGUAGES[code].own_name} call the code. Blank: the code itself.")
            for code in NAMED_IN
        },
    },
}


def entries(table: str) -> Mapping[str, Entry]:
    """The entry rules of a table, by heading, also of columns that it need not have.

    Columns that take anything in silence have none.
    """
    return _ENTRIES[table]


def kinds(table: str) -> Mapping[str, Kind]:
    """What each column of the contract holds, by heading."""
    return next(spec.columns for spec in SPECS if spec.name == table)
