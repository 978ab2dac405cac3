"""Shares of a whole, how they are rounded, and whether a printed share is possible.

Standard library only. All rounding is half away from zero, as Excel's ROUND and its number formats do, with exact
arithmetic; a float is read at Excel's 15 significant digits, so that 0.285 is 28.5 % and rounds to 29 %.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Number = int | float | Decimal | Fraction


def exact(number: Number) -> Fraction:
    """`number` as the decimal that Excel shows for it: floats at 15 significant digits. ValueError unless finite.

    >>> exact(0.1 + 0.2)
    Fraction(3, 10)
    """
    if isinstance(number, float):
        if not math.isfinite(number):
            raise ValueError(f"{number} cannot be rounded.")
        return Fraction(*Decimal(f"{number:.15g}").as_integer_ratio())
    if isinstance(number, Fraction):
        return number
    return Fraction(number)


def rounded(number: Number, decimals: int = 0) -> Decimal:
    """`number` rounded half away from zero to `decimals`.

    >>> rounded(2.5), rounded(-0.125, 2), rounded(Fraction(5, 57) * 100)
    (Decimal('3'), Decimal('-0.13'), Decimal('9'))
    """
    scaled = exact(number) * 10**decimals
    whole = math.floor(abs(scaled) + Fraction(1, 2))
    return _decimal(-whole if scaled < 0 else whole, decimals)


def _decimal(units: int, decimals: int) -> Decimal:
    """`units` of 10^-decimals; exact at any length, which arithmetic in a decimal context is not."""
    digits = tuple(int(digit) for digit in str(abs(units)))
    return Decimal((int(units < 0), digits, -decimals))


def decimals_of(value: float) -> int:
    """The decimals of a number as staff typed it.

    >>> decimals_of(9.7), decimals_of(42.0), decimals_of(1e20)
    (1, 0, 0)
    """
    exponent = Decimal(f"{value:.15g}").normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def share(part: float, whole: float) -> float:
    """The fraction that `part` is of `whole`, unrounded; 0 when `whole` is 0 (the register's contract)."""
    return part / whole if whole else 0.0


def largest_remainder(values: Sequence[Number], decimals: int = 0) -> tuple[Decimal, ...]:
    """Each value's percentage of their sum, rounded to `decimals` so that they add to exactly 100 (Hamilton's method).

    Equal remainders go to the larger value, then to the earlier one. All 0 when the sum is 0. ValueError if negative.

    >>> [int(percent) for percent in largest_remainder([1, 1, 1])]
    [34, 33, 33]
    """
    parts = [exact(value) for value in values]
    if any(part < 0 for part in parts):
        raise ValueError("Shares of negative values are not defined.")
    common = math.lcm(*(part.denominator for part in parts))
    counts = [part.numerator * (common // part.denominator) for part in parts]  # whole numbers add and divide fast
    whole, steps = sum(counts), 100 * 10**decimals
    if not whole:
        return tuple(_decimal(0, decimals) for _ in counts)
    quotas = [divmod(count * steps, whole) for count in counts]
    units = [unit for unit, _ in quotas]
    by_remainder = sorted(range(len(counts)), key=lambda i: (-quotas[i][1], -counts[i], i))
    for i in by_remainder[: steps - sum(units)]:
        units[i] += 1
    return tuple(_decimal(unit, decimals) for unit in units)


def rounded_sum(shares: Sequence[float]) -> int | None:
    """What fractions of one whole add to when each is shown as whole percents; None where they make no whole.

    >>> rounded_sum([24/57, 18/57, 4/57, 4/57, 3/57, 2/57, 1/57, 1/57])
    101
    """
    if not math.isclose(sum(shares), 1):
        return None
    return int(sum(rounded(exact(part) * 100) for part in shares))


def percentage(count: int, base: int, decimals: int = 0) -> Decimal:
    """`count` of `base` in percent, rounded to `decimals`; 0 when `base` is 0."""
    return rounded(Fraction(100 * count, base) if base else 0, decimals)


def attainable_counts(percent: Number, base: int, decimals: int = 0) -> tuple[int, ...]:
    """Every count of 0 to `base` that is `percent` of it, rounded to `decimals`.

    >>> attainable_counts(42, 57), attainable_counts(8, 57)
    ((24,), ())
    """
    steps = 10**decimals
    exactly = exact(percent)
    wanted, rest = divmod(exactly.numerator * steps, exactly.denominator)
    if rest:
        return ()  # more decimals than a rounded percentage has
    if not base:
        return () if wanted else (0,)
    # Rounded half up, a count is `wanted` steps when  wanted - 1/2 <= 100 * steps * count / base < wanted + 1/2.
    lowest, above = (-(-edge * base // (200 * steps)) for edge in (2 * wanted - 1, 2 * wanted + 1))
    return tuple(range(max(0, lowest), min(base + 1, above)))


def unattainable(percent: Number, base: int, decimals: int = 0) -> str | None:
    """Why no count of `base` gives `percent`, as a sentence without its full stop; None when one does.

    >>> unattainable(8, 57)
    '8 % of 57 is not attainable: 4 gives 7 %, 5 gives 9 %'
    """
    below = math.floor(exact(percent) * base / 100)
    near = sorted({min(max(0, count), base) for count in (below, below + 1)})
    if any(percentage(count, base, decimals) == exact(percent) for count in near):
        return None
    gives = ", ".join(f"{count} gives {percentage(count, base, decimals)} %" for count in near)
    return f"{rounded(percent, decimals)} % of {base} is not attainable: {gives}"
