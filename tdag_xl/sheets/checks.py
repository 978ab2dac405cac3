"""The Checks sheet: what is wrong in the register, and how the figures compare with those published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.domain.results import checks_block
from tdag_xl.report import Sheet, Table
from tdag_xl.sheets.captions import number_of
from tdag_xl.sheets.columns import columns
from tdag_xl.sheets.frame_rows import frame_rows

if TYPE_CHECKING:
    from tdag_xl.domain.results import Results

KEY = "checks"

MOST_FINDINGS = 10_000
"""Findings that the sheet lists, errors first: a register gone wrong in every row would otherwise overflow it."""


def checks_sheet(results: Results) -> Sheet:
    """The findings and the published figures of `results`."""
    return Sheet(
        key=KEY,
        name="Checks",
        title="Checks",
        lines=(results.findings_in_brief(), _agreement(results)),
        tables=(_findings(results), _published(results)),
        long=True,
    )


def _agreement(results: Results) -> str:
    of = len(results.published_figures)
    if not of:
        return "There are no published figures to compare with."
    agree = of - len(results.disagreements())
    return f"{agree:,} of {number_of(of, 'published figure')} agree with what the register gives."


def _findings(results: Results) -> Table:
    frame = checks_block(results.findings[:MOST_FINDINGS])
    note = "A row with an error counts nowhere; a row with a warning counts. Row is the row of the sheet."
    notes = [note] if results.findings else ["Nothing was found."]
    listed, found = len(frame), sum(results.counts.values())
    if listed < len(results.findings):
        notes.append(f"These are the first {listed:,} of {found:,}; tdag-xl check lists all.")
    elif listed < found:
        notes.append(f"These are the first {listed:,} of {found:,}.")
    title = "Findings in the register"
    return Table("out_checks", title, columns(frame.columns), frame_rows(frame), notes=tuple(notes))


def _published(results: Results) -> Table:
    frame = results.published
    note = "Agrees: the computed figure, in the same unit and rounded to the decimals published, is the published one."
    notes = (note,) if results.published_figures else ()
    return Table("out_published", "Published figures", columns(frame.columns), frame_rows(frame), notes=notes)
