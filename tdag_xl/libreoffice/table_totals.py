"""The total row of a table: shown with what it showed before, or with what Excel puts there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.ranges import Range
from tdag_xl.libreoffice.table_growth import is_blank, refuse_other_table
from tdag_xl.libreoffice.table_places import changed_tables

if TYPE_CHECKING:
    from tdag_xl.libreoffice.table import Table

_SUM, _COUNT = 109, 103
"""Functions of SUBTOTAL, over the rows that are shown."""


def show_total_row(table: Table) -> None:
    """Add the row below the table. Raises RefusedError where entries or another table stand there."""
    sheet, box = table.parent, table.box
    row = box._replace(top=box.bottom + 1, bottom=box.bottom + 1)
    cells = Range(sheet, row)
    refuse_other_table(sheet, row)
    if not is_blank(sheet, row):
        raise RefusedError(f"{cells.where}: entries stand where the total row of {table.name!r} should be.")
    texts = sheet.book.app.totals.get((sheet.book.uid, table.name.casefold()), ())
    if len(texts) != row.width:
        texts = _first_totals(table)
    table.uno.setDataArea(box._replace(bottom=row.bottom).uno(sheet.place))
    table.uno.TotalsRow = True
    changed_tables(sheet)
    cells.uno.setFormulaArray((texts,))


def hide_total_row(table: Table) -> None:
    """Take the row away; what it shows is kept for as long as the workbook is open, as Excel keeps it."""
    sheet, box = table.parent, table.box
    cells = Range(sheet, box._replace(top=box.bottom))
    sheet.book.app.totals[sheet.book.uid, table.name.casefold()] = cells.uno.getFormulaArray()[0]
    cells.clear_contents()
    table.uno.TotalsRow = False
    table.uno.setDataArea(box._replace(bottom=box.bottom - 1).uno(sheet.place))
    changed_tables(sheet)


def _first_totals(table: Table) -> tuple[str, ...]:
    """`Total`, and the last column summed, or counted where it holds texts."""
    columns = len(table.columns)
    if columns == 1 or not table.show_headers:
        return ("Total", *[""] * (columns - 1))
    last = table.columns(columns)
    held = Range(table.parent, table.body._replace(left=table.body.right)).uno.getDataArray()
    function = _COUNT if any(isinstance(value, str) and value for (value,) in held) else _SUM
    heading = re.sub(r"(['#\[\]])", r"'\1", last.name)
    return ("Total", *[""] * (columns - 2), f"=SUBTOTAL({function};{table.name}[{heading}])")
