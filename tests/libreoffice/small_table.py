"""A small table for tests, and what formulas make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw

ROWS = [["a", "b", "c"], [1, 2, 3], [3, 4, 5], [5, 6, 7]]


def put_table(book: xw.Book) -> xw.main.Table:
    """The table `tbl` of ROWS at B2:D5 of the first sheet."""
    sheet = book.sheets[0]
    sheet["B2"].value = ROWS
    return sheet.tables.add(sheet["B2:D5"], name="tbl")


def sheet_of(table: xw.main.Table) -> xw.Sheet:
    return table.range.sheet


def computed(table: xw.main.Table, formula: str) -> object:
    """What a formula gives in Z1 of another sheet."""
    book = sheet_of(table).book
    sheet = book.sheets[1] if len(book.sheets) > 1 else book.sheets.add(after=book.sheets[0])
    sheet["Z1"].formula = formula
    return sheet["Z1"].value
