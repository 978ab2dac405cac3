"""A register that fits in a glance, and its report."""

from __future__ import annotations

from functools import cache

from register_files import tables

from tdag_xl.domain.results import results
from tdag_xl.sheets import report

PERIODS = """Period,From,To,Sheet,Compare with
2022,2022-01-01,2022-12-31,yes,
Jan–Apr 2023,2023-01-01,2023-04-30,yes,2022
"""
PARTNERS = """Partner,Partner type,ITU category,Country,Aliases
Switzerland,Government entities,ADMIN,Switzerland,
University of Nairobi,Academia,UNIVERS/RSRCH,Kenya,
Acme,Private sector entities,Not a member,,
"""
AGREEMENTS = """Ref,Title,Signed,Type,Partner,Other partners,Region,Plan,Priority
A1,Schools,2022-03-01,Contribution agreement,Switzerland,University of Nairobi,Africa,Buenos Aires,Digital inclusion
A2,Skills,2022-05-02,Cooperation agreement,Acme,,Africa,Buenos Aires,Capacity development
A3,Warnings,2022-07-03,Contribution agreement,Switzerland,,Americas,Buenos Aires,
B1,Statistics,2023-02-01,Cooperation agreement,University of Nairobi,,Africa,Kigali,Statistics
"""
CONTRIBUTIONS = """Ref,Partner,Kind,Currency,Amount,Value date
A1,Switzerland,Cash,CHF,900000,
A3,Switzerland,Cash,USD,500000,
A2,Acme,In kind,USD,7000,
"""
RATES = """Currency,Effective from,Units per USD,Source
CHF,2022-02-01,0.93,"ECB euro reference rate of 2022-01-31, cross rate (stand-in for the UN operational rate)"
CHF,2022-03-01,0.9,"ECB euro reference rate of 2022-02-28, cross rate (stand-in for the UN operational rate)"
"""
PUBLISHED = """Period,Figure,Group,Value,Unit,Source
2022,Agreements,,3,count,TDAG-23/4
2022,Share of partners by partner type,Academia,40,percent,TDAG-23/4
"""


def small_results(rounding="half-up", **changed):
    """The results of the small register, with some of its tables changed."""
    texts = {
        "periods": PERIODS,
        "partners": PARTNERS,
        "agreements": AGREEMENTS,
        "contributions": CONTRIBUTIONS,
        "rates": RATES,
        "published": PUBLISHED,
    }
    return results(tables(**{**texts, **changed}), rounding)


@cache
def small_report(*, rounding="half-up", lists="auto", list_limit=10_000, moment=None, **changed):
    """The report of the small register, with some of its tables changed."""
    return report(small_results(rounding, **changed), moment=moment, lists=lists, list_limit=list_limit)


def small_summary(**changed):
    """The summary sheet of 2022."""
    return sheet_of(small_report(**changed), "summary/2022")


def sheet_of(made, key):
    """The sheet with that key."""
    [found] = [sheet for sheet in made.sheets if sheet.key == key]
    return found


def table_of(made, name):
    """The table with that name."""
    [found] = [table for sheet in made.sheets for table in sheet.tables if table.name == name]
    return found
