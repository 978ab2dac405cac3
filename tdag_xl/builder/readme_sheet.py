"""The sheet Read me: what the workbook is and how to use it, with a link to every input sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.builder.cell_styles import CALCULATED, HEADING_1, INPUT, LINK, NORMAL, NOTE, TITLE, Formats
from tdag_xl.builder.input_sheets import print_set_up
from tdag_xl.builder.readme_text import SHEETS, sections
from tdag_xl.builder.readme_text import TITLE as TITLE_TEXT

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from tdag_xl.builder.readme_text import Section
    from tdag_xl.builder.register import Register

SHEET = "Read me"

_LABELS, _TEXTS = 0, 1  # columns
_WIDTHS = (18, 112)
_LEGEND = (
    (INPUT, "Yours to fill in or change."),
    (CALCULATED, "Calculated by a formula: leave it as it is."),
    (NOTE, "A note on what a sheet holds."),
)


def write_readme(sheet: Worksheet, formats: Formats, register: Register) -> None:
    """Write the whole sheet; what holds of the shipped register alone is said of that alone."""
    sheet.write_string(0, 0, TITLE_TEXT, formats.of(TITLE))
    first, *others = sections(illustrative=register.illustrative)
    row = _written(sheet, formats, 2, first)
    row = _sheets_written(sheet, formats, row)
    for section in others:
        row = _written(sheet, formats, row, section)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    print_set_up(sheet)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)


def _written(sheet: Worksheet, formats: Formats, row: int, section: Section) -> int:
    """Write a section from `row` on; the row where the next begins."""
    heading, lines = section
    sheet.write_string(row, _LABELS, heading, formats.of(HEADING_1))
    for row, (label, text) in enumerate(lines, row + 1):  # noqa: B020 - the row moves on
        sheet.write_string(row, _LABELS, label, formats.of(NORMAL, bold=True, valign="top"))
        sheet.write_string(row, _TEXTS, text, formats.of(NORMAL, text_wrap=True, valign="top"))
    return row + 2


def _sheets_written(sheet: Worksheet, formats: Formats, row: int) -> int:
    """Write the list of the input sheets, each a link, and what the looks of a cell mean."""
    sheet.write_string(row, _LABELS, "Sheets to fill in", formats.of(HEADING_1))
    text_format = formats.of(NORMAL, text_wrap=True, valign="top")
    for name, text in SHEETS.items():
        row += 1
        sheet.write_url(row, _LABELS, f"internal:'{name}'!A1", formats.of(LINK), string=name)
        sheet.write_string(row, _TEXTS, text, text_format)
    for style, text in _LEGEND:
        row += 1
        sheet.write_string(row, _LABELS, style.name, formats.of(style))
        sheet.write_string(row, _TEXTS, text, text_format)
    return row + 2
