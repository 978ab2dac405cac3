"""Every custom formula, with the help that Excel's Function Wizard shows."""

from __future__ import annotations

from tdag_udfs.conversion import rate, rate_source, usd, usd_why
from tdag_udfs.figures import figure
from tdag_udfs.labels import distinct, share_count, top
from tdag_udfs.registry import Argument, Formula
from tdag_udfs.shares_of import attainable, shares

CATEGORY = "TDAG"

_RATES = Argument("rates", "The rates with their headings: tblRates[#All]. Columns are found by heading.")
_CURRENCY = Argument("currency_code", "The currency, such as CHF: one cell, a column or a range. USD needs no rate.")
_DATE = Argument("value_date", "The day that chooses the rate: the newest effective on or before it applies.")
_AMOUNT = Argument("amount", "The amount in its own currency: one cell, a column or a range.")
_LABELS = "A column or range of names or codes. Spaces around them do not matter, case does. "

FORMULAS = (
    Formula(
        "TDAG_USD",
        CATEGORY,
        "The amount in US dollars, at the newest rate on or before the date. Blank for a blank amount, #N/A where "
        "there is no currency, date or rate, #VALUE! for what is no number or date. TDAG_USD_WHY says why.",
        (_AMOUNT, _CURRENCY, _DATE, _RATES),
        usd,
    ),
    Formula(
        "TDAG_RATE",
        CATEGORY,
        "The units of a currency that buy one US dollar on a date: the newest rate on or before it. 1 for USD, "
        "blank for a blank currency or date, #N/A where there is no rate.",
        (_CURRENCY, _DATE, _RATES),
        rate,
    ),
    Formula(
        "TDAG_RATE_SOURCE",
        CATEGORY,
        "Where that rate is from: the column Source of the rates. Blank for USD, which needs no rate, and for a blank "
        "currency or date; #N/A where there is no rate.",
        (_CURRENCY, _DATE, _RATES),
        rate_source,
    ),
    Formula(
        "TDAG_USD_WHY",
        CATEGORY,
        "Why TDAG_USD gives an error, as a sentence; blank where it gives none.",
        (_AMOUNT, _CURRENCY, _DATE, _RATES),
        usd_why,
    ),
    Formula(
        "TDAG_SHARE",
        CATEGORY,
        "Each value as a fraction of the sum of all: format it as a percentage. 0 when the sum is 0, blank for a blank "
        "cell. A cell that holds no number shows an error and is left out of the sum.",
        (
            Argument("values", "The values: one cell, a column or a range, all parts of one whole."),
            Argument(
                "decimals",
                "Decimals of the percentage, 0 to 12. Left out: not rounded; by the largest remainder, whole percents.",
                optional=True,
            ),
            Argument(
                "method",
                'How to round: "half-up", each share alone (the usual way), or "largest-remainder", so that they add '
                "to 100 %; then a negative value is #VALUE!.",
                optional=True,
            ),
        ),
        shares,
    ),
    Formula(
        "TDAG_SHARE_COUNT",
        CATEGORY,
        "Three columns: each label, how often it occurs, and its share; the most frequent first, then by label. Blank "
        "cells do not count.",
        (Argument("labels", f"{_LABELS}Such as tblPartners[Partner type]."),),
        share_count,
    ),
    Formula(
        "TDAG_DISTINCT",
        CATEGORY,
        "How many different labels there are, as one number. Blank cells do not count; where all are blank, so is the "
        "result. Aliases are not resolved.",
        (Argument("labels", f"{_LABELS}Such as tblAgreements[Partner]."),),
        distinct,
    ),
    Formula(
        "TDAG_TOP",
        CATEGORY,
        "Two columns: the labels of the n largest sums above 0, and these sums; ties by label. A label whose sum is an "
        "error stands first.",
        (
            Argument("n", "How many labels at most: a whole number from 1."),
            Argument("labels", f"{_LABELS}A value without label counts for (blank)."),
            Argument("values", "The values, a cell for each label. Those of one label are summed."),
        ),
        top,
    ),
    Formula(
        "TDAG_ATTAINABLE",
        CATEGORY,
        "The counts that could print a percentage, in a row: of 57, 42 % can only be 24. #N/A where no count can, such "
        "as 8 % of 57.",
        (
            Argument("percent", "The percentage as Excel holds it: 8 % is 0.08. One cell, a column or a range."),
            Argument("base_count", "Of how many: a whole number."),
            Argument(
                "decimals", "Decimals that the percentage is printed with. Left out: those it has.", optional=True
            ),
        ),
        attainable,
    ),
    Formula(
        "TDAG_FIGURE",
        CATEGORY,
        "One figure of a summary, found by its row and its column, so that it follows every refresh. #N/A where the "
        "table has no such row or column.",
        (
            Argument("table", "A table with its headings, such as out_2022_headline[#All]."),
            Argument("row", "What the first column holds in that row, or the second, such as Agreements."),
            Argument("column", "The heading of the column, such as Value."),
        ),
        figure,
    ),
)
"""The formulas in order of display."""
