"""Text as worksheet functions treat it, and as a part of the package holds it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tdag_xl.cells import CellValue

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def trimmed(cell: CellValue) -> str:
    """What the worksheet function TRIM makes of a cell: it knows no white space but the space.

    >>> trimmed("  In   kind "), trimmed(None)
    ('In kind', '')
    """
    return " ".join(part for part in str("" if cell is None else cell).split(" ") if part)


def escaped(text: str) -> str:
    r"""Text with what XML cannot hold as `_xHHHH_` (ECMA-376 Part 1 §22.9.2.19, ST_Xstring).

    >>> escaped("bell\x07 _x0007_")
    'bell_x0007_ _x005F_x0007_'
    """
    return _CONTROL.sub(lambda control: f"_x{ord(control[0]):04X}_", _ESCAPE.sub("_x005F_", text))
