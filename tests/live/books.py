"""Workbooks in the fake application, and what stands in them, for tests."""

from __future__ import annotations

from tdag_xl.ooxml.areas import Area

from .fake_engine import registered


def new_book(*tabs):
    """A new workbook with these tabs, the first active."""
    book = registered().apps.add().books.add()
    for tab in tabs[1:]:
        book.sheets.add(tab, after=book.sheets[len(book.sheets) - 1])
    if tabs:
        book.sheets[0].name = tabs[0]
        book.sheets[0].activate()
    return book


def put_table(sheet, name, rows, corner="A1"):
    """A table of staff's with its headings in the first of `rows`; texts stay texts."""
    top = Area.of(corner)
    area = Area(top.top, top.left, top.top + len(rows) - 1, top.left + len(rows[0]) - 1)
    cells = sheet.range(area.text)
    cells.value = [["'" + value if isinstance(value, str) else value for value in row] for row in rows]
    return sheet.tables.add(source=cells, name=name)


def cells_of(sheet):
    """What every cell holds, by address: value, formula, number format."""
    return {
        Area(row, column, row, column).text: (cell.value, cell.formula, cell.number_format)
        for (row, column), cell in sorted(sheet.impl._cells.items())
        if not cell.blank
    }


def tables_of(sheet):
    """The tables by name: their cells, their filter button, their total row."""
    return {table._name: (table._area.text, table._filtered, table._totals) for table in sheet.impl._tables}


def state_of(book):
    """All that a refresh must leave or put back: sheets in order with cells, tables, charts, names, notes, widths."""
    return [
        {
            "tab": sheet.name,
            "cells": cells_of(sheet),
            "tables": tables_of(sheet),
            "charts": [chart._facts() for chart in sheet.impl._charts],
            "names": sorted((n._name, n._refers_to) for n in book.impl._names if n._sheet is sheet.impl),
            "notes": list(sheet.impl._notes),
            "widths": {column: width for column, width in sheet.impl._widths.items() if width != 8.43},
        }
        for sheet in book.sheets
    ] + [sorted((n._name, n._refers_to) for n in book.impl._names if n._sheet is None)]


def shown_tables(book, *staff):
    """The rows of the tables, headings first, by name, of every tab that is not one of `staff`'s."""
    return {
        sheet.name: {table.name: table.range.options(ndim=2).value for table in sheet.tables}
        for sheet in book.sheets
        if sheet.name not in staff
    }
