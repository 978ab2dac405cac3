"""Data validation of the input sheets: what Excel offers, asks and refuses where staff enter something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.builder.input_columns import entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from tdag_xl.builder.input_columns import Entry

_LONGEST_TITLE = 32  # characters (ECMA-376 Part 1 §18.3.1.32 promptTitle)


def add_validations(sheet: Worksheet, table: str, headings: Sequence[str], first_row: int, last_row: int) -> None:
    """Add the rules of a table's columns, from `first_row` to `last_row` (0-based), beyond its present rows."""
    for heading, entry in entries(table).items():
        if heading not in headings:
            continue
        column = headings.index(heading)
        sheet.data_validation(first_row, column, last_row, column, _options(heading, entry))


def _options(heading: str, entry: Entry) -> dict[str, Any]:
    return {
        **entry.rule,
        "input_title": heading[:_LONGEST_TITLE],
        "input_message": entry.message,
        "error_title": heading[:_LONGEST_TITLE],
        "error_message": entry.error,
        "error_type": entry.refusal.value,
    }
