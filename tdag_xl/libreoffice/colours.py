"""Colours: xlwings' tuples, hexadecimal texts and numbers, and LibreOffice's numbers."""

from __future__ import annotations

from typing import Any

from tdag_xl.libreoffice.errors import RefusedError

NONE = -1
"""LibreOffice's number for automatic, or no fill."""


def number_of(colour: Any) -> int:
    """LibreOffice's number (red highest) of `(r, g, b)`, `#RRGGBB` or a number as Excel has it (red lowest).

    >>> number_of((255, 128, 0)) == number_of("#FF8000") == number_of(33023) == 0xFF8000
    True
    """
    if isinstance(colour, str):
        digits = colour.removeprefix("#")
        if len(digits) == 6:
            return int(digits, 16)
    elif isinstance(colour, int):
        return (colour & 255) << 16 | colour & 0xFF00 | colour >> 16 & 255
    elif len(colour) == 3 and all(0 <= part <= 255 for part in colour):
        red, green, blue = colour
        return int(red) << 16 | int(green) << 8 | int(blue)
    raise RefusedError(f"{colour!r} is no colour: give (red, green, blue), each from 0 to 255, or #RRGGBB.")


def rgb_of(number: int) -> tuple[int, int, int]:
    """Red, green and blue of LibreOffice's number."""
    return number >> 16 & 255, number >> 8 & 255, number & 255
