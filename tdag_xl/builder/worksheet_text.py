"""Text as worksheet functions treat it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tdag_xl.cells import CellValue


def trimmed(cell: CellValue) -> str:
    """What the worksheet function TRIM makes of a cell: it knows no white space but the space.

    >>> trimmed("  In   kind "), trimmed(None)
    ('In kind', '')
    """
    return " ".join(part for part in str("" if cell is None else cell).split(" ") if part)
