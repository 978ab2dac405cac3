"""All generated sheets, in the order of their tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.report import Report
from tdag_xl.sheets.agreement_list import Lists, listing
from tdag_xl.sheets.checks import checks_sheet
from tdag_xl.sheets.comparison import comparison_sheet
from tdag_xl.sheets.summary import summary_sheet

if TYPE_CHECKING:
    import datetime as dt

    from tdag_xl.domain.results import Results
    from tdag_xl.report import Sheet

LIST_LIMIT = 10_000
"""Rows of the longest list that is written unless all are asked for (the register's contract)."""

__all__ = ["LIST_LIMIT", "Lists", "report"]


def report(
    results: Results, *, moment: dt.datetime | None, lists: Lists = "auto", list_limit: int = LIST_LIMIT
) -> Report:
    """The report of `results`: for each period its summary, its list and its comparison, then the checks.

    `moment` is that of the refresh (UTC), None for a workbook that is built. Lists of more than `list_limit` rows are
    left out under "auto", all under "never"; sentences on the summary sheets and in Report.notes say so.
    """
    sheets: list[Sheet] = []
    notes: list[str] = []
    summaries = {summary.period.name: summary for summary in results.summaries}
    for period, summary in summaries.items():
        if summary.period.has_sheet:
            listed = listing(summary, lists=lists, list_limit=list_limit)
            sheets.append(summary_sheet(summary, rounding=results.rounding, left_out=listed.left_out))
            sheets += [listed.sheet] if listed.sheet else []
            notes += [f"{period}: {sentence}" for sentence in listed.left_out]
        sheets += (
            comparison_sheet(one, [summary, summaries[one.other.name]])
            for one in results.comparisons
            if one.period.name == period
        )
    sheets.append(checks_sheet(results))
    return Report(tuple(sheets), moment, tuple(notes))
