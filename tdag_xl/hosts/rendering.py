"""A report as the bytes of an .xlsx workbook that holds its sheets and nothing else, and rows of lists as text.

The same report gives the same bytes. There are no formulas and no merged cells, and text stays text whatever it
starts with.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.utility import xl_range

from tdag_xl.hosts.cell_text import writable
from tdag_xl.hosts.charts import insert_chart
from tdag_xl.hosts.layout import layout
from tdag_xl.hosts.list_rows import body_areas, body_rows
from tdag_xl.hosts.looks import EDGE_MARGIN, FOOTER, PAPER_A4, SIDE_MARGIN, Looks
from tdag_xl.hosts.table_cells import write_table, write_text
from tdag_xl.ooxml.scratch import Body

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from tdag_xl.hosts.placement import Area, Layout
    from tdag_xl.ooxml.worksheet import FreshRow
    from tdag_xl.report import Report

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Stands in every workbook, so that the moment of writing does not show in the bytes."""

_BOTH_GRIDLINES = 2


@dataclass(frozen=True)
class Rendering:
    """An .xlsx workbook, and by the names of its sheets the rows of lists, which it lacks."""

    workbook: bytes
    bodies: Mapping[str, Body]


def rendering(report: Report, names: Mapping[str, str], *, date1904: bool = False) -> Rendering:
    """The report as a workbook; `names` has the name of each sheet's tab by its key.

    With `date1904`, days count from 1904 (ECMA-376 Part 1, 18.17.4.1), as the workbook has it that the sheets go into.
    """
    stream, bodies = io.BytesIO(), {}
    with xlsxwriter.Workbook(stream, {**_OPTIONS, "date_1904": date1904}) as workbook:
        workbook.set_properties({"created": _CREATED})
        looks = Looks(workbook)
        for sheet in report.sheets:
            name, page = names[sheet.key], layout(sheet, report.moment_line)
            _write_sheet(workbook, workbook.add_worksheet(name), page, looks)
            if page.header_row is not None:
                bodies[name] = _body(page, date1904=date1904)
    return Rendering(stream.getvalue(), bodies)


def _body(page: Layout, *, date1904: bool) -> Body:
    """The rows under the headings of lists."""

    def rows(styles: Mapping[int, int]) -> Iterator[FreshRow]:
        return body_rows(page.tables, page.heights, styles, date1904=date1904)

    return Body(body_areas(page.tables), rows)


def _write_sheet(workbook: Workbook, worksheet: Worksheet, page: Layout, looks: Looks) -> None:
    for column, width in enumerate(page.widths):
        worksheet.set_column(column, column, width)
    for row, height in sorted(page.heights.items()):
        if page.header_row is None or row <= page.header_row:
            worksheet.set_row_pixels(row, height)
    for text in page.texts:
        write_text(worksheet, text.row, text.column, writable(text.text), looks.of_text(text.role))
    for table in page.tables:
        write_table(worksheet, table, looks, is_list=page.header_row is not None)
    for chart in page.charts:
        insert_chart(workbook, worksheet, chart)
    _set_view(worksheet, page)
    _set_print(worksheet, page)


def _set_view(worksheet: Worksheet, page: Layout) -> None:
    worksheet.hide_gridlines(_BOTH_GRIDLINES)
    # Names and periods may be all digits, and are text on purpose: no green corners.
    worksheet.ignore_errors({"number_stored_as_text": " ".join(_reference(table.area) for table in page.tables)})
    if page.frozen_rows:
        worksheet.freeze_panes(page.frozen_rows, 0)


def _reference(area: Area) -> str:
    return str(xl_range(area.first_row, area.first_column, area.last_row, area.last_column))


def _set_print(worksheet: Worksheet, page: Layout) -> None:
    # Excel passes over page breaks in a sheet that is fitted to pages, so the scale is computed instead.
    worksheet.set_paper(PAPER_A4)
    worksheet.set_landscape()
    worksheet.set_margins(left=SIDE_MARGIN, right=SIDE_MARGIN, top=EDGE_MARGIN, bottom=EDGE_MARGIN)
    worksheet.center_horizontally()
    worksheet.set_print_scale(page.scale)
    worksheet.set_footer(FOOTER)
    if page.row_breaks:
        worksheet.set_h_pagebreaks(list(page.row_breaks))
    if page.column_breaks:
        worksheet.set_v_pagebreaks(list(page.column_breaks))
    if page.header_row is not None:
        worksheet.repeat_rows(page.header_row)
