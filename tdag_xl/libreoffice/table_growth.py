"""Tables that get other cells: their total row goes along, and columns that are computed go on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.formula_tokens import CALC, tokens
from tdag_xl.libreoffice.headings import add_headings
from tdag_xl.libreoffice.ranges import Range
from tdag_xl.libreoffice.table_places import changed_tables, table_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.libreoffice.range_base import Box
    from tdag_xl.libreoffice.sheet import Sheet
    from tdag_xl.libreoffice.table import Table

_CELL = re.compile(r"(\$?[A-Z]{1,3})(\d+)")


def refuse_resize(table: Table, cells: Range) -> None:
    """Raise RefusedError where Excel would not give the table these cells."""
    box, old = cells.box, table.box
    if cells.sheet != table.parent or box.top != old.top or not box.meets(old):
        raise RefusedError(f"{cells.where}: the table {table.name!r} is resized from its own first row.")
    if box.height < 1 + table.show_headers + table.show_totals:
        raise RefusedError(f"{cells.where}: the table {table.name!r} needs a row.")
    refuse_other_table(table.parent, box, table.name)
    if table.show_totals and box.bottom != old.bottom:
        row = box._replace(top=box.bottom)
        left = row._replace(left=old.left, right=old.right)
        if not left.meets(old._replace(top=old.bottom)) and not is_blank(table.parent, left):
            raise RefusedError(f"{cells.where}: entries stand where the total row of {table.name!r} should go.")


def refuse_other_table(sheet: Sheet, box: Box, but: str = "") -> None:
    """Raise RefusedError where a table stands in a rectangle of a sheet."""
    for name, place in table_places(sheet):
        if name != but and place.meets(box):
            raise RefusedError(f"{Range(sheet, box).where}: the table {name!r} is there already.")


def is_blank(sheet: Sheet, box: Box) -> bool:
    """Whether nothing is entered in a rectangle of a sheet."""
    return not any(map(any, Range(sheet, box).uno.getFormulaArray()))


def resize(table: Table, box: Box) -> None:
    """Give the table other cells, from its first row."""
    old, sheet = table.box, table.parent
    last, bottom = old.bottom - table.show_totals, box.bottom - table.show_totals
    columns = calculated_columns(table) if bottom > last else []
    if table.show_totals and old.bottom != box.bottom:
        row = old._replace(top=old.bottom)
        Range(sheet, row).move_cells(sheet, row.at(box.bottom, row.left))
    table.uno.setDataArea(box.uno(sheet.place))
    changed_tables(sheet)
    for column in columns:
        new = box._replace(top=last + 1, bottom=bottom, left=column, right=column)
        if column <= box.right and is_blank(sheet, new):
            Range(sheet, new._replace(top=last)).fill_down()
    if table.show_headers:
        add_headings(sheet, table.uno, box)


def calculated_columns(table: Table) -> list[int]:
    """The columns of the sheet in which all rows of the table hold one formula, filled down."""
    body = table.body
    if body.height < 1:
        return []
    uno = Range(table.parent, body).uno
    first = uno.getCellRangeByPosition(0, 0, body.width - 1, 0).getFormulaArray()[0]
    places = [place for place, text in enumerate(first) if text.startswith("=")]
    if not places:
        return []
    rows = uno.getFormulaArray()
    return [body.left + place for place in places if _is_one_formula([row[place] for row in rows])]


def _is_one_formula(texts: list[str]) -> bool:
    """Whether the cells below each other have one formula, each as seen from its row.

    >>> _is_one_formula(["=A1*$B$1", "=A2*$B$1"]), _is_one_formula(["=A1", "=A1"]), _is_one_formula(["=A1", "2"])
    (True, False, False)
    """
    if not all(text.startswith("=") for text in texts):
        return False
    wanted = _seen_from(texts[0], 0)
    return all(_seen_from(text, row) == wanted for row, text in enumerate(texts))


def _seen_from(formula: str, row: int) -> str:
    def relative(found: re.Match[str]) -> str:
        return f"{found[1]}[{int(found[2]) - row}]"

    return "".join(
        _CELL.sub(relative, text) if kind in ("area", "solid") else text for kind, text in tokens(formula, CALC)
    )


def add_row(table: Table, number: int) -> None:
    """Put a blank row before that at a place, from 1, that looks like the row above; calculated columns go on in it."""
    body, old, sheet = table.body, table.box, table.parent
    columns = calculated_columns(table)
    row = body._replace(top=body.top + number - 1, bottom=body.top + number - 1)
    below = old._replace(top=old.bottom + 1, bottom=old.bottom + 1)
    like = row.at(max(row.top - 1, body.top), row.left)
    if row.top > body.bottom and _has_room(sheet, below):
        resize(table, old._replace(bottom=old.bottom + 1))
    else:
        Range(sheet, row).insert("down")
        if table.box == old:  # cells under the last row are not the table's yet
            table.uno.setDataArea(old._replace(bottom=old.bottom + 1).uno(sheet.place))
            changed_tables(sheet)
        if number == 1:
            like = row.at(row.top + 1, row.left)
    _copy_row(sheet, like, row, columns)


def add_column(table: Table, number: int) -> None:
    """Put a blank column before that at a place, from 1."""
    old, sheet = table.box, table.parent
    column = old._replace(left=old.left + number - 1, right=old.left + number - 1)
    if column.left <= old.right or not _has_room(sheet, column):
        Range(sheet, column).insert("right")
    if table.box == old:  # cells right of the last column are not the table's yet
        resize(table, old._replace(right=old.right + 1))


def _has_room(sheet: Sheet, box: Box) -> bool:
    is_free = not any(place.meets(box) for _, place in table_places(sheet))
    return is_free and is_blank(sheet, box)


def _copy_row(sheet: Sheet, like: Box, row: Box, formulas: Sequence[int]) -> None:
    """Give a row the looks of another, and its formulas in some columns."""
    Range(sheet, like).copy(Range(sheet, row))
    uno = Range(sheet, row).writable
    uno.clearContents(bridge.constant("sheet.CellFlags.ANNOTATION"))
    if not formulas:
        Range(sheet, row).clear_contents()
        return
    for column in range(row.left, row.right + 1):
        if column not in formulas:
            Range(sheet, row._replace(left=column, right=column)).clear_contents()
