"""The formula that every new row of a table has in a column, where it can be told and continued."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.errors import UnsupportedWorkbookError
from tdag_xl.ooxml.areas import column_letters
from tdag_xl.ooxml.formula_references import Target, references
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.row_room import body_of
from tdag_xl.ooxml.workbook import unescaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.workbook import TableInfo

_FIXED_ROWS = re.compile(r"\$?[A-Za-z]+(\$[0-9]+)?(:\$?[A-Za-z]+(\$[0-9]+)?)?|\$[0-9]+:\$[0-9]+")


def calculated_columns(package: Package, table: TableInfo) -> dict[str, Element]:
    """The columns that the table says are computed, by heading, each with its formula (ECMA-376 Part 1 §18.5.1.1)."""
    elements = package.tree(table.part).iterfind(f"{q('tableColumns')}/{q('tableColumn')}")
    formulas = {unescaped(e.get("name", "")): e.find(q("calculatedColumnFormula")) for e in elements}
    return {heading: formula for heading, formula in formulas.items() if formula is not None and formula.text}


def column_formulas(
    package: Package, table: TableInfo, rows: Mapping[int, Element], headings: Iterable[str]
) -> dict[str, str]:
    """The formulas of the columns `headings` that have one: the column's own, else that of its last two cells.

    Raises UnsupportedWorkbookError for one that names cells by their distance, which differs from row to row, and for
    an array formula.
    """
    calculated = calculated_columns(package, table)
    found: dict[str, str] = {}
    for heading in headings:
        last_two = _last_two(table, rows, table.area.left + table.columns.index(heading))
        if heading in calculated:
            found[heading] = _continued(package, table, heading, calculated[heading])
        elif len(last_two) == 2:
            same = last_two[0].text == last_two[1].text and last_two[0].get("t") != "shared"
            found[heading] = _continued(package, table, heading, last_two[0] if same else None)
    return found


def _last_two(table: TableInfo, rows: Mapping[int, Element], column: int) -> list[Element]:
    body = body_of(table)
    found = []
    for number in (body.bottom, body.bottom - 1):
        row = rows.get(number) if number >= body.top else None
        address = f"{column_letters(column)}{number}"
        cell = None if row is None else next((c for c in row.iterchildren(q("c")) if c.get("r") == address), None)
        formula = None if cell is None else cell.find(q("f"))
        found += [] if formula is None else [formula]
    return found


def _continued(package: Package, table: TableInfo, heading: str, formula: Element | None) -> str:
    text = "" if formula is None else formula.text or ""
    array = formula is not None and (formula.get("array") in ("1", "true") or formula.get("t") == "array")
    if text and not array and all(_stays(r.text) for r in references(text) if r.target in (Target.CELLS, Target.LINES)):
        return text
    raise UnsupportedWorkbookError(
        package.path,
        f"on sheet {table.sheet!r} the column {heading!r} of the table {table.name!r} is computed by a formula that "
        f"can't be continued here{f' (={text})' if text else ''}. Let it name columns, as [@Heading], and no cells, "
        "or enter the new rows in Excel. Nothing was changed.",
    )


def _stays(reference: str) -> bool:
    """Whether the reference is the same in every row."""
    return _FIXED_ROWS.fullmatch(reference) is not None
