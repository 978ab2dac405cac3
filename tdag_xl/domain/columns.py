"""The columns of the register's tables, and what each holds (the register's contract)."""

from __future__ import annotations

from tdag_xl.cells import Kind
from tdag_xl.tables import TableSpec

AGREEMENTS = TableSpec(
    "tblAgreements",
    {
        "Ref": Kind.TEXT,
        "Title": Kind.TEXT,
        "Signed": Kind.DATE,
        "Type": Kind.TEXT,
        "Partner": Kind.TEXT,
        "Other partners": Kind.TEXT,
        "Region": Kind.TEXT,
        "Plan": Kind.TEXT,
        "Priority": Kind.TEXT,
    },
)
PARTNERS = TableSpec(
    "tblPartners",
    {
        "Partner": Kind.TEXT,
        "Partner type": Kind.TEXT,
        "ITU category": Kind.TEXT,
        "Country": Kind.TEXT,
        "Aliases": Kind.TEXT,
    },
)
CONTRIBUTIONS = TableSpec(
    "tblContributions",
    {
        "Ref": Kind.TEXT,
        "Partner": Kind.TEXT,
        "Kind": Kind.TEXT,
        "Currency": Kind.TEXT,
        "Amount": Kind.NUMBER,
        "Value date": Kind.DATE,
    },
)
"""Its USD column is a worksheet formula for the people at the workbook; the calculations convert by themselves."""

RATES = TableSpec(
    "tblRates",
    {"Currency": Kind.TEXT, "Effective from": Kind.DATE, "Units per USD": Kind.NUMBER, "Source": Kind.TEXT},
)
PERIODS = TableSpec(
    "tblPeriods",
    {"Period": Kind.TEXT, "From": Kind.DATE, "To": Kind.DATE, "Sheet": Kind.TEXT, "Compare with": Kind.TEXT},
)
PUBLISHED = TableSpec(
    "tblPublished",
    {
        "Period": Kind.TEXT,
        "Figure": Kind.TEXT,
        "Group": Kind.TEXT,
        "Value": Kind.NUMBER,
        "Unit": Kind.TEXT,
        "Source": Kind.TEXT,
    },
    required=False,
)
LISTS = TableSpec("tblLists", {"List": Kind.TEXT, "Code": Kind.TEXT}, required=False)

SPECS = (AGREEMENTS, PARTNERS, CONTRIBUTIONS, RATES, PERIODS, PUBLISHED, LISTS)
"""The tables of the register, in the order in which findings name them."""

SEPARATOR = ";"
"""Stands between the names of Other partners and of Aliases."""

BLANK = "(blank)"
"""The code of a blank Region, Type, Priority, Partner type or ITU category."""

CASH, IN_KIND = "Cash", "In kind"
