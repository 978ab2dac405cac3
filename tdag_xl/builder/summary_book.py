"""A workbook for the summaries of a register that is kept in files: one sheet that says where they come from."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from tdag_xl.builder.cell_styles import HEADING_1, NORMAL, TITLE, Formats
from tdag_xl.builder.input_sheets import print_set_up
from tdag_xl.builder.master import BUILT, OPTIONS
from tdag_xl.hosts.cell_text import cell_text
from tdag_xl.ooxml.addin_parts import make_macro_enabled
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

SHEET = "Register"

_WIDTHS = (20, 100)


def summary_book(source: str, places: Mapping[str, str], *, macro_enabled: bool) -> bytes:
    """A workbook of which the one sheet names `source` and the file or folder of each table.

    `macro_enabled`: of the kind .xlsm, though without macros, else .xlsx. The same facts give the same bytes.
    """
    stream = io.BytesIO()
    workbook = Workbook(stream, OPTIONS)
    workbook.set_properties({"title": "Summaries of a register", "created": BUILT})
    _write(workbook.add_worksheet(SHEET), Formats(workbook), source, places)
    workbook.close()
    if not macro_enabled:
        return stream.getvalue()
    with Archive(io.BytesIO(stream.getvalue()), Path("workbook.xlsx")) as archive:
        package = Package(archive)
        make_macro_enabled(package)
        finished = io.BytesIO()
        archive.write(finished, package.changes)
    return finished.getvalue()


def _write(sheet: Worksheet, formats: Formats, source: str, places: Mapping[str, str]) -> None:
    label = formats.of(NORMAL, bold=True, valign="top")
    text = formats.of(NORMAL, text_wrap=True, valign="top")
    sheet.write_string(0, 0, "Summaries of a register", formats.of(TITLE))
    lines = {
        "Made from": source,
        "Bring up to date": "tdag-xl summarize with the same register and --output with this workbook. It replaces the "
        "generated sheets alone: sheets of your own stay.",
    }
    row = 2
    for row, (name, told) in enumerate(lines.items(), start=2):
        sheet.write_string(row, 0, name, label)
        sheet.write_string(row, 1, cell_text(told), text)
    sheet.write_string(row + 2, 0, "Tables", formats.of(HEADING_1))
    for at, (table, place) in enumerate(places.items(), start=row + 3):
        sheet.write_string(at, 0, table, label)
        sheet.write_string(at, 1, cell_text(place), text)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    print_set_up(sheet)
