"""Text as a worksheet can hold it, and numbers that a cell has no form for."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tdag_xl.cells import CellValue

LONGEST_TEXT = 32_767
"""Characters in a cell, at most, counted in UTF-16 (Excel specifications and limits)."""

_UNWRITABLE = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: 0x2421,
    **dict.fromkeys((0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), 0xFFFD),
}
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def writable(text: str) -> str:
    r"""`text` with its control characters shown as their pictures, and half characters as U+FFFD.

    XML has no control characters, and programs differ in how they read Excel's escape for them.

    >>> writable("a\x01b"), writable("cut \ud800")
    ('a␁b', 'cut �')
    """
    return text if text.isprintable() else text.translate(_UNWRITABLE)


def cell_text(text: str) -> str:
    """`text` as a cell holds it: writable, and cut with an ellipsis where it is longer than Excel allows."""
    text = writable(text)
    if length(text) <= LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def length(text: str) -> int:
    """Characters of `text` as Excel counts them, in UTF-16.

    >>> length("é"), length("🙂")
    (1, 2)
    """
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


def looks_rich(text: str) -> bool:
    """Whether XlsxWriter would take `text` for the markup of a rich string, and write it into the part as it is."""
    return text.startswith("<r>") and text.endswith("</r>")


def table_attribute(text: str) -> str:
    """A heading or name as the table part spells it: what looks like an escape is escaped (ECMA-376 Part 1, 22.9.2.19).

    >>> table_attribute("a_x0041_"), table_attribute("<r>1</r>")
    ('a_x005F_x0041_', '_x003C_r>1</r>')
    """
    spelled = _ESCAPE.sub("_x005F_", text)
    return f"_x003C_{spelled[1:]}" if looks_rich(spelled) else spelled


def cell_number(number: float) -> float | str | None:
    """`number` where a cell can hold it; None for what is no number, `#NUM!` for what is too large.

    >>> cell_number(2.5), cell_number(float("nan")), cell_number(float("inf"))
    (2.5, None, '#NUM!')
    """
    if math.isnan(number):
        return None
    return number if math.isfinite(number) else "#NUM!"


def cell_content(value: CellValue) -> CellValue:
    """`value` as it can be written: text is writable, and a number finite."""
    if isinstance(value, str):
        return cell_text(value)
    if isinstance(value, float):
        return cell_number(value)
    return value
