"""How wide columns must be for what they hold, and how wide a page lets them be."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from typing import TYPE_CHECKING

from tdag_xl.cells import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.cells import CellValue

PAGE = 185.0
"""Characters that an A4 page in landscape holds across, printed at about 70 %."""

_FILTER_BUTTON = 3
_NARROWEST = 9.0
_FITTING = 0.9  # of the texts of a column stand on one line, where the page has room
_ONE_LINE = 18  # a heading up to this length stands on one line
_WIDE_LETTERS = {"W", "F"}


def display_width(text: str) -> int:
    """The room `text` takes, in digits: East Asian wide letters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in _WIDE_LETTERS else 1
        for letter in text
    )


def column_widths(headings: Sequence[str], columns: Sequence[Sequence[CellValue]]) -> list[float]:
    """A width for each column, in characters: as wide as its content, or narrower where the page would not hold all.

    What is taken away is taken from the widest. The longest texts of a column wrap; numbers and dates always fit.
    """
    wanted = [
        max(_heading_width(heading), _content_width(cells)) for heading, cells in zip(headings, columns, strict=True)
    ]
    cap = _cap(wanted)
    return [min(width, cap) for width in wanted]


def _heading_width(heading: str) -> float:
    width = display_width(heading)
    if width > _ONE_LINE:
        width = max(map(display_width, heading.split()))
    return max(_NARROWEST, float(width + _FILTER_BUTTON))


def _content_width(cells: Sequence[CellValue]) -> float:
    texts = sorted(_cell_width(cell) for cell in cells if isinstance(cell, str) and cell)
    most = texts[math.ceil(_FITTING * len(texts)) - 1] if texts else 0
    others = max((_cell_width(cell) for cell in cells if not isinstance(cell, str)), default=0)
    return max(most, others) * 1.05 + 1


def _cell_width(cell: CellValue) -> int:
    if isinstance(cell, str):
        return max(map(display_width, cell.splitlines()), default=0)
    if isinstance(cell, (int, float)):
        return len(f"{cell:,.2f}")
    return len(shown(cell)) if isinstance(cell, dt.date) else 0


def _cap(wanted: Sequence[float]) -> float:
    """The width above which columns wrap, so that all together take a page, if that leaves them readable."""
    room, left = PAGE, len(wanted)
    for width in sorted(wanted):
        if width * left >= room:
            return max(room / left, 2 * _NARROWEST)
        room -= width
        left -= 1
    return max(wanted)
