"""The sheet that shows what is behind a figure: the rows that make it, and a sentence that says how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.report import Format, Sheet, Table
from tdag_xl.sheets.behind_words import how_it_arises, in_words, things
from tdag_xl.sheets.captions import number_of
from tdag_xl.sheets.cell_words import cell_in_words
from tdag_xl.sheets.columns import columns
from tdag_xl.sheets.frame_rows import Rows as Cells
from tdag_xl.sheets.frame_rows import frame_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import narwhals as nw

    from tdag_xl.domain.behind_figure import Behind, Record

KEY, NAME = "shown", "Behind the figure"

PASSING = "Show agreements replaces this sheet each time. A refresh leaves it alone; delete it when you like."

MOST_ROWS = 50_000
"""Rows that are shown of each kind; the sentences count all."""

_CENTS = {"USD": Format.AMOUNT}


def behind_sheet(behind: Behind) -> Sheet:
    """The sheet of what is behind a figure, on tables that no refresh generates."""
    lines = (*_staleness(behind), *how_it_arises(behind), *behind.remarks, PASSING)
    return Sheet(KEY, NAME, _title(behind), lines, _tables(behind), long=True)


def _title(behind: Behind) -> str:
    names = ", ".join(behind.names)
    if behind.record is not None:
        return f"Record behind a finding ({names})"
    return f"{things(behind)} behind {in_words(behind.cell, behind)} ({names})"


def _staleness(behind: Behind) -> list[str]:
    if behind.record is not None or not behind.is_stale:
        return []
    now = "has no such figure any more" if behind.now is None else f"now gives {in_words(behind.now, behind)}"
    return [
        f"The register has changed since the refresh: the sheet shows {in_words(behind.cell, behind)}, the register "
        f"{now}. Refresh the summaries to bring the sheet up to date."
    ]


def _tables(behind: Behind) -> tuple[Table, ...]:
    if behind.record is not None:
        return (_record(behind.record),)
    agreements = [(rows.period.name, rows.agreements) for rows in behind.rows]
    lines = [(rows.period.name, rows.contributions) for rows in behind.rows if rows.contributions is not None]
    shown = [("shown_agreements", "Agreements", agreements), ("shown_contributions", "Contributions", lines)]
    return tuple(_table(name, title, parts) for name, title, parts in shown if parts)


def _table(name: str, title: str, parts: Sequence[tuple[str, nw.DataFrame[Any]]]) -> Table:
    """One table of the rows of each period, the period before them where there are several."""
    headings: list[str] = list(parts[0][1].columns)
    cells: Cells = tuple(row for _, frame in parts for row in frame_rows(frame))
    if len(parts) > 1:
        headings.insert(0, "Period")
        periods = (period for period, frame in parts for _ in range(len(frame)))
        cells = tuple((period, *row) for period, row in zip(periods, cells, strict=True))
    notes = () if cells else ("There is none.",)
    if len(cells) > MOST_ROWS:
        notes = (f"These are the first {MOST_ROWS:,} of {number_of(len(cells), 'row')}; the figure counts all.",)
    return Table(name, title, columns(headings, _CENTS), cells[:MOST_ROWS], notes=notes)


def _record(record: Record) -> Table:
    """The record upright: a line for each column."""
    rows = tuple((heading, cell_in_words(value)) for heading, value in record.cells)
    notes = () if rows else (f"{record.table} has no row {record.row} any more. Refresh to see today's findings.",)
    return Table("shown_record", f"Row {record.row} of {record.table}", columns(("Column", "Value")), rows, notes=notes)
