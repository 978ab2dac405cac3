"""The body of a table: which cell heads its row, and the value that each cell sorts by."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tdag_xl.cells import CellValue
    from tdag_xl.documents.document import Cell, Column, Table


@dataclass(frozen=True)
class BodyCell:
    """A cell: its text; the value it sorts by, None where that is its text; whether it heads its row."""

    text: str
    value: str | None
    is_number: bool
    heads_row: bool


BodyRow = tuple[BodyCell, ...]


def body_rows(table: Table) -> tuple[BodyRow, ...]:
    """The rows of `table`; the first column of text heads them, else the first column."""
    head = next((place for place, column in enumerate(table.columns) if not column.is_number), 0)
    return tuple(
        tuple(
            _cell(cell, column, heads_row=place == head)
            for place, (cell, column) in enumerate(zip(row, table.columns, strict=True))
        )
        for row in table.rows
    )


def _cell(cell: Cell, column: Column, *, heads_row: bool) -> BodyCell:
    return BodyCell(cell.text, sort_value(cell.value), column.is_number, heads_row)


def sort_value(value: CellValue) -> str | None:
    """A number in digits or a day as ISO 8601 has it; None for text and for a blank cell, which sort by what they show.

    >>> sort_value(24), sort_value(0.5), sort_value(dt.date(2022, 3, 1)), sort_value("24"), sort_value(float("nan"))
    ('24', '0.5', '2022-03-01', None, None)
    """
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, (int, float)) and math.isfinite(value):
        return repr(+value)
    return None
