"""The cells of the register as a formula receives them, and what a refresh will show of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.builder.usd_column import USD_COLUMN, usd_values
from tdag_xl.cells import CellValue
from tdag_xl.domain.columns import AGREEMENTS, CONTRIBUTIONS, IN_KIND, SPECS
from tdag_xl.domain.results import results
from tdag_xl.sheets import report
from tdag_xl.tables import input_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.builder.register import Register
    from tdag_xl.report import Table

Column = list[list[CellValue]]
"""A column of a table as a range: rows of one cell."""


def column(register: Register, table: str, heading: str) -> Column:
    """The cells of `table[heading]`; of a table without rows, its blank one."""
    if heading == USD_COLUMN:
        return _as_range([None if value == "" else value for value in usd_values(register)])
    return _as_range(register.tables[table].column(heading))


def whole_table(register: Register, table: str) -> list[list[CellValue]]:
    """The cells of `table[#All]`."""
    held = register.tables[table]
    return [list(held.headings), *map(list, held.rows or [(None,) * len(held.headings)])]


def cash_amounts(register: Register) -> Column:
    """The amounts that the column USD converts; blank for the lines that it leaves blank."""
    kinds, amounts = (register.tables[CONTRIBUTIONS.name].column(heading) for heading in ("Kind", "Amount"))
    return _as_range(
        [None if str(kind).lower() == IN_KIND.lower() else amount for kind, amount in zip(kinds, amounts, strict=True)]
    )


def rate_days(register: Register) -> Column:
    """The day that chooses the rate of each contribution: its value date, else its agreement's Signed."""
    agreements = register.tables[AGREEMENTS.name]
    keys = (str(ref).lower() for ref in agreements.column("Ref"))  # XLOOKUP does not heed case
    signed = dict(zip(keys, agreements.column("Signed"), strict=True))
    refs, days = (register.tables[CONTRIBUTIONS.name].column(heading) for heading in ("Ref", "Value date"))
    return _as_range(
        [signed.get(str(ref).lower()) if day is None else day for ref, day in zip(refs, days, strict=True)]
    )


def headline(register: Register) -> Table | None:
    """The headline figures of the first period that has a summary, as a refresh writes them; None without one."""
    tables = {
        spec.name: input_table(
            spec,
            spec.name,
            1,
            {heading: register.tables[spec.name].column(heading) for heading in spec.columns},
            2,
        )
        for spec in SPECS
    }
    sheets = report(results(tables), moment=None, lists="never").sheets
    return next((table for sheet in sheets for table in sheet.tables if table.name.endswith("_headline")), None)


def _as_range(cells: Sequence[CellValue]) -> Column:
    return [[cell] for cell in cells or (None,)]
