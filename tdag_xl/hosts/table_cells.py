"""Cells and Excel Tables through XlsxWriter: what cannot be written is an error here, never a silent gap."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tdag_xl.hosts.cell_text import cell_content, looks_rich, table_attribute, writable

if TYPE_CHECKING:
    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.worksheet import Worksheet

    from tdag_xl.cells import CellValue
    from tdag_xl.hosts.looks import Looks
    from tdag_xl.hosts.placement import PlacedTable

_STYLE = "Table Style Light 1"
_FIRST_DAY = dt.date(1900, 1, 1)
"""The first day that a cell can hold as a date, in the calendar from 1900."""


def write_table(worksheet: Worksheet, placed: PlacedTable, looks: Looks, *, is_list: bool) -> None:
    """The cells of a table, and the Excel Table over them.

    A list gets filter buttons, and under its headings a single row, which is blank and a model for those that are
    written as text: XlsxWriter needs much more memory for a cell, and notes each one that a table has.
    """
    table, area = placed.table, placed.area
    headings = [writable(column.heading) for column in table.columns]
    last = placed.first_body_row if is_list else area.last_row
    added = worksheet.add_table(
        *(area.first_row, area.first_column, last, area.last_column),
        {
            "name": table_attribute(table.name),
            "style": _STYLE,
            "autofilter": is_list,
            "columns": [{"header": table_attribute(heading)} for heading in headings],
        },
    )
    _require(added, f"the table {table.name}")
    for column, heading in enumerate(headings):
        form = looks.of_heading(table.columns[column].format)
        write_text(worksheet, placed.row, placed.column + column, heading, form)
    formats = [looks.of_cell(column.format) for column in table.columns]
    blank: tuple[CellValue, ...] = (None,) * len(formats)
    for offset, row in enumerate([blank] if is_list else table.rows or [blank]):
        for column, value in enumerate(row):
            _write(worksheet, placed.first_body_row + offset, placed.column + column, value, formats[column])


def write_text(worksheet: Worksheet, row: int, column: int, text: str, form: CellFormat) -> None:
    """Text in a cell, as text, whatever it starts with."""
    if looks_rich(text):  # two runs that look alike
        status = worksheet.write_rich_string(row, column, form, text[0], form, text[1:], form)
    else:
        status = worksheet.write_string(row, column, text, form)
    _require(status, f"the text in row {row + 1}")


def _write(worksheet: Worksheet, row: int, column: int, value: CellValue, form: CellFormat) -> None:
    content = cell_content(value)
    if content is None or content == "":
        worksheet.write_blank(row, column, None, form)
    elif isinstance(content, bool):
        worksheet.write_boolean(row, column, content, form)
    elif isinstance(content, (int, float)):
        _require(worksheet.write_number(row, column, content, form), f"the number in row {row + 1}")
    elif isinstance(content, dt.date) and is_writable_day(content):
        worksheet.write_datetime(row, column, content, form)
    else:
        text = content.isoformat()[:10] if isinstance(content, dt.date) else str(content)
        write_text(worksheet, row, column, text, form)


def is_writable_day(moment: dt.date) -> bool:
    """Whether a cell can hold the day, or moment, as a date."""
    return (moment.date() if isinstance(moment, dt.datetime) else moment) >= _FIRST_DAY


def _require(status: int | None, what: str) -> None:
    if status:
        raise ValueError(f"XlsxWriter cannot write {what} (status {status}).")
