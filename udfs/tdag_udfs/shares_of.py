"""Shares of a total, and counts that could print a share: TDAG_SHARE and TDAG_ATTAINABLE."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from tdag_udfs.excel_errors import NA, NUM, VALUE
from tdag_udfs.grids import as_grid, is_blank, matched, result
from tdag_udfs.readings import Fault, choice, number, single, whole
from tdag_xl.shares import attainable_counts, decimals_of, exact, largest_remainder, rounded, share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from fractions import Fraction

    from tdag_udfs.grids import Argument, Cell, Result
    from tdag_xl.cells import CellValue

ONE_BY_ONE, LARGEST_REMAINDER = METHODS = ("half-up", "largest-remainder")
"""Each share rounded alone, half away from zero; or all so that they add to 100 %."""

MOST_DECIMALS = 12
"""Decimals of a percentage that a cell still tells apart."""

MOST_COUNTS = 16_384
"""Counts of one percentage: the columns of a sheet."""

_LARGEST_BASE = 10**15

_PERCENTAGES = 1000
"""Percentages kept as read: a column of them holds few."""


def shares(values: Argument, decimals: Argument = None, method: Argument = None) -> Result:
    """TDAG_SHARE: each value as a fraction of the sum of all, blank where it is blank.

    `decimals` are those of the percentage; without them a share is not rounded, or to whole percents by the largest
    remainder. A cell that holds no number is its own error and outside the sum. All 0 when the sum is 0.
    """
    how = choice(method, "The method", METHODS)
    places = _decimals(decimals)
    fault = next((given for given in (how, places) if isinstance(given, Fault)), None)
    read = [[_value(cell, fault, is_whole=how == LARGEST_REMAINDER) for cell in row] for row in as_grid(values)]
    numbers = [value for row in read for value in row if isinstance(value, float)]
    fractions = iter(_fractions(numbers, how, places))
    return result([[next(fractions) if isinstance(value, float) else value for value in row] for row in read])


def _decimals(decimals: Argument) -> int | Fault | None:
    cell = single(decimals, "Decimals")
    return None if not isinstance(cell, Fault) and is_blank(cell) else whole(decimals, "Decimals", 0, MOST_DECIMALS)


def _value(cell: Cell, fault: Fault | None, *, is_whole: bool) -> CellValue:
    """The number, None for blank, or the error; `is_whole` where a negative number is one."""
    if is_blank(cell):
        return None
    read = fault or number(cell, "The value")
    if isinstance(read, Fault):
        return read.error
    return VALUE if is_whole and read < 0 else read


def _fractions(numbers: Sequence[float], how: str | Fault, places: int | Fault | None) -> Sequence[CellValue]:
    if isinstance(how, Fault) or isinstance(places, Fault):
        return ()
    if how == LARGEST_REMAINDER:
        return [_fraction(percent) for percent in largest_remainder(numbers, places or 0)]
    try:
        total = math.fsum(numbers)
    except OverflowError:
        return [NUM for _ in numbers]
    fractions = [share(value, total) for value in numbers]
    return fractions if places is None else [_fraction(rounded(exact(one) * 100, places)) for one in fractions]


def _fraction(percent: Decimal) -> float:
    return float(percent / 100)


def attainable(percent: Argument, base_count: Argument, decimals: Argument = None) -> Result:
    """TDAG_ATTAINABLE: every count of `base_count` that is `percent` of it, in a row; #N/A where none is.

    A column or range of percents gives a row of counts for each, row by row; a single row of them gives a column each.
    """
    width, places = matched(percent, base_count, decimals)
    lines: list[list[CellValue]] = [[NA] if place is None else _counts(*place) for place in places]
    longest = max(map(len, lines))
    padded = [line + [None] * (longest - len(line)) for line in lines]
    is_row = 1 < width == len(places)
    return result([list(column) for column in zip(*padded, strict=True)] if is_row else padded)


def _counts(percent: Cell, base_count: Cell, decimals: Cell) -> list[CellValue]:
    if is_blank(percent) or is_blank(base_count):
        return [None]
    fraction, base = number(percent, "The percentage"), whole(base_count, "The base", 0, _LARGEST_BASE)
    if isinstance(fraction, Fault):
        return [fraction.error]
    places = _decimals(decimals)
    if isinstance(base, Fault) or isinstance(places, Fault):
        return [next(read.error for read in (base, places) if isinstance(read, Fault))]
    shown, typed = _percent(fraction)
    places = typed if places is None else places
    if base > MOST_COUNTS * 100 * 10**places:
        return [NUM]
    return [*attainable_counts(shown, base, places)] or [NA]


@lru_cache(_PERCENTAGES)
def _percent(fraction: float) -> tuple[Fraction, int]:
    """The percentage, and its decimals as staff typed it."""
    shown = exact(fraction) * 100
    return shown, decimals_of(float(shown))
