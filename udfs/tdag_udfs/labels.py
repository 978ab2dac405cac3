"""Labels counted and summed: TDAG_SHARE_COUNT, TDAG_DISTINCT and TDAG_TOP.

Labels compare as the register compares names: white space and Unicode normalized, whole numbers as digits, case counts.
An error among the labels is a label of its own, so that no row is left out in silence.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from tdag_udfs.excel_errors import NUM, VALUE
from tdag_udfs.grids import as_grid, cells, is_blank, result
from tdag_udfs.readings import Fault, number, single, text, whole
from tdag_xl.cells import CellError
from tdag_xl.shares import share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tdag_udfs.grids import Argument, Cell, Result
    from tdag_xl.cells import CellValue

Label = str | CellError

BLANK = "(blank)"
"""The label of an amount without one (the register's contract)."""

_MOST = 1_048_576  # rows of a sheet


def share_count(labels: Argument) -> Result:
    """TDAG_SHARE_COUNT: every label with its count and its share, by count, then by label; blank cells do not count."""
    counts = Counter(_labels(labels))
    whole_count = counts.total()
    rows: list[list[CellValue]] = [
        [label, count, share(count, whole_count)]
        for label, count in sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    ]
    return result(rows or [[None]])


def distinct(labels: Argument) -> Result:
    """TDAG_DISTINCT: how many different labels there are; the first error, where one is among them."""
    found = dict.fromkeys(_labels(labels))
    error = next((label for label in found if isinstance(label, CellError)), None)
    return error or len(found) or ""


def top(n: Argument, labels: Argument, values: Argument) -> Result:
    """TDAG_TOP: the `n` labels of the largest sums above 0, with these, ties by label (as the register ranks funders).

    A label whose sum is an error comes first, because nobody knows its rank. Values without label are "(blank)".
    """
    cell = single(n, "n")
    if not isinstance(cell, Fault) and is_blank(cell):
        return ""
    most = whole(n, "n", 1, _MOST)
    if isinstance(most, Fault):
        return most.error
    if [*map(len, as_grid(labels))] != [*map(len, as_grid(values))]:
        return VALUE
    ranked = sorted(_sums(labels, values).items(), key=_rank)
    rows: list[list[CellValue]] = [[label, total] for label, total in ranked if _counts(total)]
    return result(rows[:most] or [[None]])


def _labels(labels: Argument) -> Iterable[Label]:
    return (label for label in map(_label, cells(labels)) if label is not None)


def _label(cell: Cell) -> Label | None:
    label = text(cell, "")
    return label.error if isinstance(label, Fault) else label


def _sums(labels: Argument, values: Argument) -> dict[Label, float | CellError]:
    parts: dict[Label, list[float | Fault]] = {}
    for label, value in zip(map(_label, cells(labels)), cells(values), strict=True):
        if not is_blank(value):
            parts.setdefault(BLANK if label is None else label, []).append(number(value, "The value"))
    return {label: _sum(numbers) for label, numbers in parts.items()}


def _sum(parts: Iterable[float | Fault]) -> float | CellError:
    numbers: list[float] = []
    for part in parts:
        if isinstance(part, Fault):
            return part.error
        numbers.append(part)
    try:
        return math.fsum(numbers)
    except OverflowError:
        return NUM


def _counts(total: float | CellError) -> bool:
    return isinstance(total, CellError) or total > 0


def _rank(item: tuple[Label, float | CellError]) -> tuple[float, str]:
    label, total = item
    return (-math.inf if isinstance(total, CellError) else -total, str(label))
