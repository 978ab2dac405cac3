"""Widths, heights and print set-up of a generated sheet in an open workbook."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from tdag_xl.hosts.layout import FULL_SCALE, PAGE_WIDTH
from tdag_xl.hosts.live.page import POINTS
from tdag_xl.hosts.live.reading import COLUMNS_SET, MOST_MEASURED_ROWS
from tdag_xl.hosts.live.setup import setup_written, widths_are_ours, widths_fingerprint
from tdag_xl.hosts.placement import ROW_HEIGHT, Layout, column_pixels
from tdag_xl.ooxml.areas import Area

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xlwings as xw

    from tdag_xl.hosts.live.niceties import Niceties
    from tdag_xl.hosts.live.page import Page
    from tdag_xl.hosts.live.sheets import Present

_USUAL_HEIGHT = ROW_HEIGHT * POINTS


def put_sizes(sheet: xw.Sheet, page: Page, present: Present, niceties: Niceties) -> Mapping[str, str]:
    """Set widths and heights, on a new sheet the print set-up too; the fingerprints of what is ours.

    A page that was read back brings its fingerprints along.
    """
    fingerprints = _put_setup(sheet, page, present, niceties)
    _put_heights(sheet, page, present)  # when the columns are as wide as they will be
    return fingerprints


def _put_setup(sheet: xw.Sheet, page: Page, present: Present, niceties: Niceties) -> Mapping[str, str]:
    """Set the widths, on a new sheet the print set-up too; the fingerprints of what is ours."""
    if present.setup is None or (page.setup and tuple(_widths(sheet, len(page.widths))) != page.widths):
        _put_widths(sheet, page.widths)
    if present.setup is not None:
        return page.setup or {**present.setup, **_widths_kept_ours(sheet, page, present.setup)}
    niceties.hide_gridlines(sheet)
    view = page.layout or _view(page)
    printing = niceties.finish_sheet(sheet, view)
    return page.setup or setup_written(view, printing=printing)


def _view(page: Page) -> Layout:
    """What a sheet that comes back gets of its set-up: its page breaks were not to be read."""
    header = next((table.top - 1 for table in page.tables if table.filtered), None)
    pixels = sum(map(column_pixels, page.widths))
    return Layout(
        texts=(),
        tables=(),
        charts=(),
        widths=page.widths,
        frozen_rows=0 if header is None else header + 1,
        header_row=header,
        scale=max(10, min(FULL_SCALE, FULL_SCALE * PAGE_WIDTH // max(1, pixels))),
    )


def _widths_kept_ours(sheet: xw.Sheet, page: Page, setup: Mapping[str, str]) -> dict[str, str]:
    """Set the widths anew where a refresh set them last and no one since; the fingerprint then."""
    wanted = widths_fingerprint(page.widths)
    columns = max(len(page.widths), COLUMNS_SET)
    if setup.get("widths") != wanted and not widths_are_ours(_widths(sheet, columns), setup):
        return {}
    if setup.get("widths") != wanted:
        _put_widths(sheet, page.widths)
    return {"widths": wanted}


def _widths(sheet: xw.Sheet, columns: int) -> list[float]:
    return [sheet.range((1, column)).column_width or 0.0 for column in range(1, columns + 1)]


def _put_widths(sheet: xw.Sheet, widths: Sequence[float]) -> None:
    column = 1
    for width, same in groupby(widths):
        last = column + len(list(same)) - 1
        sheet.range(Area(1, column, 1, last).text).column_width = width
        column = last + 1


def _put_heights(sheet: xw.Sheet, page: Page, present: Present) -> None:
    """Heights of the rows where our cells stand or stood; the rows of a long table are made as high as their text."""
    long = [table.body for table in page.tables if len(table.rows) > MOST_MEASURED_ROWS]
    rows = {row for area in (*present.owned.areas, *page.areas) for row in range(area.top, area.bottom + 1)}
    rows -= {row for body in long for row in range(body.top, body.bottom + 1)}
    for height, top, bottom in _height_runs(sorted(rows), page.heights):
        sheet.range(Area(top, 1, bottom, 1).text).row_height = height
    for body in long:
        sheet.range(body.text).rows.autofit()


def _height_runs(rows: Sequence[int], heights: Mapping[int, float]) -> list[tuple[float, int, int]]:
    runs: list[tuple[float, int, int]] = []
    for row in rows:
        height = heights.get(row, _USUAL_HEIGHT)
        if runs and runs[-1][0] == height and runs[-1][2] == row - 1:
            runs[-1] = (height, runs[-1][1], row)
        else:
            runs.append((height, row, row))
    return runs
