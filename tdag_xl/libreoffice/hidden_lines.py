"""Which rows and columns are hidden, found by the areas that are in view, not row by row."""

from __future__ import annotations

from typing import Any


def rows_hidden(uno: Any) -> bool | None:
    """Whether the rows of a range of UNO are hidden; None where some are."""
    return _hidden(uno.getRows(), uno.Size.Height, [(part.StartRow, part.EndRow) for part in _in_view(uno)])


def columns_hidden(uno: Any) -> bool | None:
    """Whether the columns of a range of UNO are hidden; None where some are."""
    return _hidden(uno.getColumns(), uno.Size.Width, [(part.StartColumn, part.EndColumn) for part in _in_view(uno)])


def _in_view(uno: Any) -> tuple[Any, ...]:
    return uno.queryVisibleCells().getRangeAddresses()  # type: ignore[no-any-return]


def _hidden(lines: Any, length: int, parts: list[tuple[int, int]]) -> bool | None:
    if not length:
        return True
    if not parts:  # all lines across are hidden, so that no cell is in view whatever these are
        found = {not line.IsVisible for line in map(lines.getByIndex, range(lines.Count))}
        return found.pop() if len(found) == 1 else None
    shown, reached = 0, -1
    for first, last in sorted(parts):
        shown += max(0, last - max(first, reached + 1) + 1)
        reached = max(reached, last)
    return None if shown < lines.Count else False
