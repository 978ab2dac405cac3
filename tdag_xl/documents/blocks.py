"""A table of a report, and its charts, as blocks of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.documents.document import Block, Cell, Column, Figure, Paragraph, Role, Series, Table
from tdag_xl.documents.headings import CODES
from tdag_xl.report import Format
from tdag_xl.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl import report
    from tdag_xl.cells import CellValue
    from tdag_xl.languages.wording import Said, Wording

_TEXTS = (Format.TEXT, Format.DATE)
_NAME_WEIGHT, _NUMBER_WEIGHT = 34, 12


def table_blocks(
    table: report.Table, wording: Wording, caption: str, headings: Mapping[str, Said] | None = None
) -> tuple[Block, ...]:
    """The table with its charts; where it has no rows, only the notes that say so.

    `headings` are those of columns that the catalogue does not know: the periods of a comparison.
    """
    notes = tuple(wording.text(note) for note in table.notes)
    if not table.rows:
        return tuple(Paragraph(note, Role.NOTE) for note in notes)
    given = headings or {}
    said = {one.heading: given.get(one.heading) or wording.heading(one.heading) for one in table.columns}
    columns = tuple(Column(said[one.heading], one.format not in _TEXTS, _weight(table, one)) for one in table.columns)
    rows = tuple(_cells(table, row, wording) for row in table.rows)
    shown = Table(table.name, caption, columns, rows, notes, long=table.block == "agreements")
    return (shown, *(_figure(chart, table, wording, said) for chart in table.charts))


def _weight(table: report.Table, column: report.Column) -> int:
    if table.block == "agreements":
        return column.width
    return _NUMBER_WEIGHT if column.format not in _TEXTS else _NAME_WEIGHT


def _cells(table: report.Table, row: tuple[CellValue, ...], wording: Wording) -> tuple[Cell, ...]:
    return tuple(Cell(_shown(column, value, wording), value) for column, value in zip(table.columns, row, strict=True))


def _shown(column: report.Column, value: CellValue, wording: Wording) -> str:
    if isinstance(value, str) and column.heading in CODES:
        return wording.term(column.heading, value)
    if isinstance(value, str) and column.heading == "Figure":
        return wording.heading(value)
    return wording.cell(value, column.format)


def _figure(chart: report.Chart, table: report.Table, wording: Wording, said: Mapping[str, Said]) -> Figure:
    headings = [column.heading for column in table.columns]
    first, last = chart.rows or (0, len(table.rows) - 1)
    rows = table.rows[first : last + 1]
    category = table.columns[headings.index(chart.categories)]
    names = tuple(_shown(category, row[headings.index(chart.categories)], wording) for row in rows)
    series = tuple(
        _series(said[heading], [row[headings.index(heading)] for row in rows], chart, wording)
        for heading in chart.series
    )
    title, alt_text = wording.text(chart.title), wording.text(chart.alt_text)
    return Figure(chart.name, chart.kind, chart.measure, title, alt_text, names, series)


def _series(name: str, cells: list[CellValue], chart: report.Chart, wording: Wording) -> Series:
    values = tuple(float(cell) if isinstance(cell, (int, float)) else None for cell in cells)
    labels = ("" if value is None else wording.numbers.quantity(value, chart.scale) for value in values)
    return Series(name, values, tuple(labels))


def funders_table(table: report.Table, wording: Wording, caption: str) -> Table:
    """The top funders with what each signed in its own currency; in US dollars where it gave in several."""
    columns = (
        Column(wording.heading("Rank"), True, 8),
        Column(wording.heading("Partner"), False, 44),
        Column(wording.text(Sentence("Signed contribution")), True, 26),
        Column(wording.heading("USD"), True, 16),
        Column(wording.heading("Share"), True, 10),
    )
    rows = []
    for rank, partner, currency, amount, usd, share in table.rows:
        given = (usd, "USD") if currency is None else (amount, str(currency))
        rows.append(
            (
                Cell(wording.cell(rank, Format.NUMERAL), rank),
                Cell(wording.cell(partner, Format.TEXT), partner),
                Cell(_money(given, wording), given[0]),
                Cell(wording.cell(usd, Format.WHOLE), usd),
                Cell(wording.cell(share, Format.SHARE), share),
            )
        )
    note = wording.text(
        Sentence(
            "Signed contribution is in the currency of the agreement, in US dollars where a partner gave in several. "
            "Share is that of all contributions of the period."
        )
    )
    return Table(table.name, caption, columns, tuple(rows), (note,))


def _money(given: tuple[CellValue, str], wording: Wording) -> str:
    amount, currency = given
    return wording.money(float(amount), currency) if isinstance(amount, (int, float)) else ""
