"""The agreements behind a figure of a generated table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.cells import normalized
from tdag_xl.domain.behind_checks import behind_finding, behind_published
from tdag_xl.domain.behind_figure import Behind
from tdag_xl.domain.behind_period import behind_block, behind_comparison
from tdag_xl.domain.table_names import BLOCKS, block_table, comparison_table
from tdag_xl.errors import NothingBehindError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.cells import CellValue
    from tdag_xl.domain.results import Results
    from tdag_xl.tables import InputTable

__all__ = ["Behind", "behind"]


def behind(
    results: Results, tables: Mapping[str, InputTable], table: str, column: str, row: Mapping[str, CellValue]
) -> Behind:
    """What makes the figure under the heading `column` in `row`, a row of the generated table `table` by heading.

    `results` are those of the register's `tables`. Raises NothingBehindError for a row without a name, and for a table
    that a refresh would not write now.
    """
    table, column = table.casefold(), normalized(column)
    if all(value in (None, "") for value in row.values()):
        raise NothingBehindError("the selected row of the table is blank, so nothing is behind it.")
    if table == "out_checks":
        return behind_finding(tables, row)
    if table == "out_published":
        return behind_published(results, row)
    for comparison in results.comparisons:
        if table == comparison_table(comparison.period, comparison.other):
            return behind_comparison(comparison, results.register, column, row)
    for summary in results.summaries:
        for block in BLOCKS:
            if table == block_table(summary.period, block):
                return behind_block(summary, block, column, row)
    raise NothingBehindError(
        f"the table {table} is not one that the register's periods give now. Refresh the summaries, then try again."
    )
