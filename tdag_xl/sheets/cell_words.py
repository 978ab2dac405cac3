"""A cell in the words of a sentence: as the sheet shows it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tdag_xl.cells import CellValue, digits
from tdag_xl.report import Format
from tdag_xl.shares import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def cell_in_words(value: CellValue, shown_as: Format = Format.NUMBER) -> str | None:
    """The cell as text, a number in the given format; None for a blank one.

    >>> cell_in_words(0.0877, Format.SHARE), cell_in_words(-2, Format.CHANGE), cell_in_words(1500.0, Format.AMOUNT)
    ('9 %', '-2', '1,500.00')
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value).upper()
    return _NUMBERS.get(shown_as, digits)(value)


def percent_in_words(fraction: float, decimals: int = 0) -> str:
    """A fraction as a percentage, rounded half away from zero.

    >>> percent_in_words(5 / 57, 2)
    '8.77 %'
    """
    return f"{rounded(100 * fraction, decimals)} %"


_NUMBERS: Mapping[Format, Callable[[float], str]] = {
    Format.WHOLE: lambda value: f"{rounded(value):,}",
    Format.AMOUNT: lambda value: f"{rounded(value, 2):,}",
    Format.SHARE: percent_in_words,
    Format.CHANGE: lambda value: f"{rounded(value):+,}" if value else "0",
    Format.CHANGE_SHARE: lambda value: f"{rounded(100 * value):+} %" if value else "0 %",
}
