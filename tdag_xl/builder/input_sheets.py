"""The sheets that staff fill in: a table each, under its title and a line that says what a row is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_range

from tdag_xl.builder.cell_styles import ACCENT, CALCULATED, COLUMN_HEADING, INPUT, NOTE, TITLE, Formats
from tdag_xl.builder.column_widths import column_widths
from tdag_xl.builder.input_columns import NUMBER_FORMATS, kinds, number_format
from tdag_xl.builder.usd_column import FORMULA, USD_COLUMN, usd_values
from tdag_xl.builder.validations import add_validations
from tdag_xl.cells import Kind
from tdag_xl.domain.columns import CONTRIBUTIONS
from tdag_xl.hosts.cell_text import table_attribute
from tdag_xl.hosts.table_cells import write_text
from tdag_xl.languages.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from tdag_xl.builder.register import Register, RegisterTable
    from tdag_xl.cells import CellValue

HEADER_ROW = 3  # 0-based: title, note and a blank row stand above
LEAST_ROWS = 5_000  # rows below the header that are ready for entries

NOTES = {
    "tblAgreements": "One row for each signed agreement. It counts once, in every period that holds its Signed date.",
    "tblPartners": "One row for each partner, under the name that the other sheets use. Aliases count as that name.",
    "tblContributions": "One row for each contribution under an agreement. USD is calculated; fill in the rest.",
    "tblRates": "Units of a currency per US dollar, from a day on. The newest on or before the value date applies.",
    "tblPeriods": "One row for each period; periods may overlap. A refresh writes a summary sheet where Sheet is yes.",
    "tblPublished": "Figures as they were published. A refresh compares each with the computed one, on Checks.",
    "tblLists": "The allowed codes of each list, in the order of the drop-downs, and their names in documents. "
    "Add codes at the end.",
}
"""What a row of each table is, in one line; the sheets stand in the order of the register's tables."""

_ALIGNMENT: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"text_wrap": True},
    Kind.NUMBER: {"align": "right", "indent": 1},
    Kind.DATE: {"align": "center"},
}
_RIGHT_TO_LEFT = {"align": "right", "indent": 1, "reading_order": 2, "text_wrap": True}
_HEADING_ALIGNMENT: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {},
    Kind.NUMBER: {"align": "right", "indent": 1},
    Kind.DATE: {"align": "center"},
}


@dataclass(frozen=True)
class _Column:
    heading: str
    kind: Kind
    cells: Sequence[CellValue]
    format: Format
    formula: str | None = None


def sheet_name(table: str) -> str:
    """The tab of a table: `Agreements` for tblAgreements."""
    return table.removeprefix("tbl")


def write_input_sheet(sheet: Worksheet, formats: Formats, register: Register, table: RegisterTable) -> None:
    """Write the table with everything around it; a table without rows has a blank one, as Excel asks for."""
    sheet.write_string(0, 0, sheet_name(table.name), formats.of(TITLE))
    sheet.write_string(1, 0, NOTES[table.name], formats.of(NOTE))
    columns = _columns(formats, register, table)
    height = max(1, len(table.rows))
    sheet.add_table(HEADER_ROW, 0, HEADER_ROW + height, len(columns) - 1, _table_options(table.name, columns, formats))
    for place, column in enumerate(columns):
        if table_attribute(column.heading) != column.heading:  # the cell, unlike the table, holds it as it is
            write_text(sheet, HEADER_ROW, place, column.heading, _heading_format(formats, column.kind))
        _write_cells(sheet, place, column, height)
    last_row = HEADER_ROW + max(LEAST_ROWS, 2 * height)
    add_validations(sheet, table.name, [column.heading for column in columns], HEADER_ROW + 1, last_row)
    _silence_digits_in_text(sheet, table.name, columns, last_row)
    _lay_out(sheet, columns)


def _columns(formats: Formats, register: Register, table: RegisterTable) -> list[_Column]:
    kind_of = kinds(table.name)
    columns = [
        _Column(heading, kind, table.column(heading), _input_format(formats, heading, kind))
        for heading, kind in ((heading, kind_of.get(heading, Kind.TEXT)) for heading in table.headings)
    ]
    if table.name == CONTRIBUTIONS.name:
        calculated = formats.of(CALCULATED, num_format=NUMBER_FORMATS["Amount"], **_ALIGNMENT[Kind.NUMBER])
        values = usd_values(register) or ("",)
        columns.insert(len(CONTRIBUTIONS.columns), _Column(USD_COLUMN, Kind.NUMBER, values, calculated, FORMULA))
    return columns


def _heading_format(formats: Formats, kind: Kind) -> Format:
    return formats.of(COLUMN_HEADING, **_HEADING_ALIGNMENT[kind])


def _input_format(formats: Formats, heading: str, kind: Kind) -> Format:
    language = LANGUAGES.get(heading)
    alignment = _RIGHT_TO_LEFT if language and language.is_right_to_left else _ALIGNMENT[kind]
    return formats.of(INPUT, num_format=number_format(heading, kind), **alignment)


def _table_options(name: str, columns: Sequence[_Column], formats: Formats) -> dict[str, Any]:
    headings = [
        {
            "header": table_attribute(column.heading),
            "header_format": _heading_format(formats, column.kind),
            "format": column.format,
            **({"formula": column.formula} if column.formula else {}),
        }
        for column in columns
    ]
    return {"name": name, "columns": headings, "style": "Table Style Light 1"}


def _write_cells(sheet: Worksheet, place: int, column: _Column, height: int) -> None:
    cells = column.cells or (None,) * height
    for row, value in enumerate(cells, HEADER_ROW + 1):
        if column.formula:
            sheet.write_formula(row, place, column.formula, column.format, str(value) if _is_text(value) else value)
        elif isinstance(value, str):
            write_text(sheet, row, place, value, column.format)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, place, value, column.format)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, place, value, column.format)
        else:
            sheet.write_blank(row, place, None, column.format)


def _is_text(value: CellValue) -> bool:
    return not isinstance(value, (int, float))


def _silence_digits_in_text(sheet: Worksheet, table: str, columns: Sequence[_Column], last_row: int) -> None:
    """A Ref or period of digits is text on purpose: no green corner."""
    kind_of = kinds(table)
    places = [place for place, column in enumerate(columns) if kind_of.get(column.heading) is Kind.TEXT]
    areas = " ".join(xl_range(HEADER_ROW + 1, place, last_row, place) for place in places)
    sheet.ignore_errors({"number_stored_as_text": areas})


def _lay_out(sheet: Worksheet, columns: Sequence[_Column]) -> None:
    widths = column_widths([column.heading for column in columns], [column.cells for column in columns])
    for place, (width, column) in enumerate(zip(widths, columns, strict=True)):
        sheet.set_column(place, place, width, None if column.formula else column.format)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.set_tab_color(ACCENT)
    sheet.repeat_rows(HEADER_ROW)
    print_set_up(sheet)


def print_set_up(sheet: Worksheet) -> None:
    """A4 landscape, one page wide, with the sheet and the page at the foot."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&L&A&RPage &P of &N")
