"""Rows sorted by columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.libreoffice import bridge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.libreoffice.range_base import RangeBase


def sort_rows(cells: RangeBase, keys: Sequence[int], ascending: Sequence[bool]) -> None:
    """Sort the rows of a range by its columns, from 1: numbers and truths (1 and 0), texts in any case, blanks."""
    kind = bridge.enum("table.TableSortFieldType", "AUTOMATIC")
    fields = tuple(
        bridge.struct("table.TableSortField", Field=key - 1, IsAscending=up, IsCaseSensitive=False, FieldType=kind)
        for key, up in zip(keys, ascending, strict=True)
    )
    cells.writable.sort(
        bridge.properties(
            ContainsHeader=False,
            IsSortColumns=False,
            BindFormatsToContent=True,
            SortFields=bridge.sequence("[]com.sun.star.table.TableSortField", fields),
        )
    )
