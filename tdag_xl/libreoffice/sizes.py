"""Lengths: points and characters on Excel's side, hundredths of a millimetre on LibreOffice's."""

from __future__ import annotations

_PER_POINT = 2540 / 72
_PER_PIXEL = 2540 / 96
_DIGIT = 7
"""Pixels of a digit of the font that workbooks start with, Calibri 11 ([ECMA-376] Part 1 §18.3.1.13, width)."""

_MARGIN = 5
"""Pixels of a cell beside its characters."""


def points(hundredths: float) -> float:
    """A length in points.

    >>> points(2540)
    72.0
    """
    return round(hundredths / _PER_POINT, 2)


def hundredths(length: float) -> int:
    """A length in hundredths of a millimetre, of points."""
    return round(length * _PER_POINT)


def characters(hundredths: float) -> float:
    """The width of a column in characters, in whole pixels as Excel has it; narrower than one by its pixels alone.

    >>> characters(round(64 * 2540 / 96)), characters(0)
    (8.43, 0.0)
    """
    pixels = round(hundredths / _PER_PIXEL)
    if pixels <= _DIGIT + _MARGIN:
        return round(pixels / (_DIGIT + _MARGIN), 2)
    return round((pixels - _MARGIN) / _DIGIT, 2)


def column_hundredths(width: float) -> int:
    """The width of a column of so many characters, in hundredths of a millimetre.

    >>> characters(column_hundredths(8.43)), characters(column_hundredths(30))
    (8.43, 30.0)
    """
    pixels = int(width * (_DIGIT + _MARGIN) + 0.5) if width < 1 else int(width * _DIGIT + 0.5) + _MARGIN
    return round(pixels * _PER_PIXEL)
