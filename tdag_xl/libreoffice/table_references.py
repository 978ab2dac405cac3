"""The cells that a structured reference stands for, such as `sales[[#Headers],[year]]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.libreoffice.formula_tokens import bracketed_parts
from tdag_xl.libreoffice.table_uses import columns_named

if TYPE_CHECKING:
    from tdag_xl.libreoffice.range_base import Box
    from tdag_xl.libreoffice.table import Table


def referenced_cells(table: Table, reference: str) -> Box | None:
    """The cells of a table that a reference of Excel to it stands for; None where it has no such part."""
    inside = reference.partition("[")[2][:-1]
    parts = bracketed_parts(inside, ",") if inside.startswith("[") else [f"[{inside}]"]
    rows = _rows(table, {part[1:-1].casefold() for part in parts if part.startswith("[#")})
    columns = _columns(table, columns_named(f"{table.name}[{';'.join(parts)}]"))
    return rows._replace(left=columns[0], right=columns[1]) if rows is not None and columns is not None else None


def _rows(table: Table, items: set[str]) -> Box | None:
    if "#all" in items:
        return table.box
    known = {"#headers": table.header_row_range, "#data": table.data_body_range, "#totals": table.totals_row_range}
    asked = [known.get(item) for item in items or {"#data"}]
    boxes = sorted(cells.box for cells in asked if cells is not None)
    return boxes[0]._replace(bottom=boxes[-1].bottom) if boxes and len(boxes) == len(asked) else None


def _columns(table: Table, names: list[str]) -> tuple[int, int] | None:
    """The first and the last column of the sheet."""
    names = [name for name in names if name]
    places = {column.name.casefold(): column.range.box.left for column in table.columns} if names else {}
    found = [places.get(name.casefold()) for name in names]
    if None in found:
        return None
    known = [place for place in found if place is not None] or [table.box.left, table.box.right]
    return min(known), max(known)
