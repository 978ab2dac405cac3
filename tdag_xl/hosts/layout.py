"""Where each line, table and chart of a sheet stands.

Two page designs. Sections under each other: a title, its table, the notes, and the charts beside or under it; each
keeps room to grow, so that a few more rows move nothing below. Or long lists side by side, each growing downwards.
Both print on A4 landscape, one page wide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.hosts.column_widths import row_heights, stacked_widths, table_widths
from tdag_xl.hosts.placement import Layout, PlacedTable, PlacedText, Role, column_pixels
from tdag_xl.hosts.sections import Page, placed_sections
from tdag_xl.hosts.text_lines import text_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.report import Sheet

PAGE_WIDTH = 860
"""Pixels that print between the margins of A4 landscape at FULL_SCALE.

A third is left to spare: where the workbook's font is missing, a program makes columns as wide as its own asks for.
"""

FULL_SCALE = 84
"""Percent; a sheet that is wider than the page prints smaller."""

_LINE_CHARACTERS = 116
_TOP_ROWS = 6  # the title and the lines under it: room kept, so that a longer rate policy moves nothing
_TITLE_HEIGHT = 32
_CHART_COLUMN = 9.0  # characters
_GAP = 3.0  # characters between two lists


def layout(sheet: Sheet, moment_line: str) -> Layout:
    """The page of `sheet`; `moment_line` is the last of the lines under its title."""
    return _lists(sheet, moment_line) if sheet.long and sheet.tables else _sections(sheet, moment_line)


def _sections(sheet: Sheet, moment_line: str) -> Layout:
    widths = _filling_page(stacked_widths(sheet.tables))
    top = _top_lines(sheet, moment_line, _LINE_CHARACTERS)
    page = Page(widths, PAGE_WIDTH, heights={0: _TITLE_HEIGHT})
    placed_sections(sheet.tables, page, first_row=max(_TOP_ROWS, len(top) + 1))
    right = max([PAGE_WIDTH, *(page.left(table.area.last_column + 1) for table in page.tables)])
    return Layout(
        texts=(*top, *page.texts),
        tables=tuple(page.tables),
        charts=tuple(page.charts),
        widths=widths,
        heights=page.heights,
        row_breaks=tuple(page.breaks),
        scale=_scale(right),
    )


def _filling_page(widths: tuple[float, ...]) -> tuple[float, ...]:
    """The widths, with more columns for the charts: those that nobody gave a width differ between programs."""
    missing = PAGE_WIDTH - sum(map(column_pixels, widths))
    return (*widths, *[_CHART_COLUMN] * (missing // column_pixels(_CHART_COLUMN)))


def _lists(sheet: Sheet, moment_line: str) -> Layout:
    widths: list[float] = []
    starts: list[int] = []
    for table in sheet.tables:
        widths += [_GAP] if widths else []
        starts.append(len(widths))
        widths += table_widths(table)
    ends = [*(start - 1 for start in starts[1:]), len(widths)]
    characters = [max(40, int(sum(widths[start:end]))) for start, end in zip(starts, ends, strict=True)]
    texts = _top_lines(sheet, moment_line, min(_LINE_CHARACTERS, characters[0]))
    section = len(texts) + 1
    for table, start, room in zip(sheet.tables, starts, characters, strict=True):
        texts.append(PlacedText(table.title, Role.SECTION, section, start, room))
        texts += _note_lines(table.notes, section + 1, start, room)
    header = 1 + max(text.row for text in texts)
    tables = tuple(PlacedTable(table, header, start) for table, start in zip(sheet.tables, starts, strict=True))
    pages = [sum(map(column_pixels, widths[start:end])) for start, end in zip(starts, ends, strict=True)]
    return Layout(
        texts=tuple(texts),
        tables=tables,
        charts=(),
        widths=tuple(widths),
        heights={0: _TITLE_HEIGHT, **row_heights(tables, widths)},
        column_breaks=tuple(starts[1:]),
        frozen_rows=header + 1,
        header_row=header,
        scale=_scale(max(pages)),
    )


def _top_lines(sheet: Sheet, moment_line: str, characters: int) -> list[PlacedText]:
    texts = [PlacedText(sheet.title, Role.TITLE, 0, 0, characters)]
    for line in (*sheet.lines, moment_line):
        first = len(texts)
        texts += [
            PlacedText(part, Role.LINE, first + offset, 0, characters)
            for offset, part in enumerate(text_lines(line, characters))
        ]
    return texts


def _note_lines(notes: Sequence[str], row: int, column: int, characters: int) -> list[PlacedText]:
    parts = [part for note in notes for part in text_lines(note, characters)]
    return [PlacedText(part, Role.NOTE, row + offset, column, characters) for offset, part in enumerate(parts)]


def _scale(pixels: int) -> int:
    return max(10, min(FULL_SCALE, FULL_SCALE * PAGE_WIDTH // pixels))
