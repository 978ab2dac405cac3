"""Lengths: points and characters on Excel's side, hundredths of a millimetre on LibreOffice's."""

from __future__ import annotations

from typing import Any

_PER_POINT = 2540 / 72
_PER_PIXEL = 2540 / 96
_DIGIT = 7
"""Pixels of a digit of the font that workbooks start with, Calibri 11 ([ECMA-376] Part 1 §18.3.1.13, width)."""

_CALIBRI_DIGIT, _OTHER_DIGIT = 195.79, 224.0
"""What LibreOffice makes of a digit, measured: in Calibri 11, and in the font that it starts with or Arial 10."""

_MARGIN = 5
"""Pixels of a cell beside its characters."""


def points(hundredths: float) -> float:
    """A length in points.

    >>> points(2540)
    72.0
    """
    return round(hundredths / _PER_POINT, 2)


def row_points(hundredths: float) -> float:
    """The height of a row in points, in whole pixels as Excel has it.

    >>> row_points(450), row_points(1058)
    (12.75, 30.0)
    """
    return round(hundredths / _PER_PIXEL) * 0.75


def hundredths(length: float) -> int:
    """A length in hundredths of a millimetre, of points."""
    return round(length * _PER_POINT)


def digit_of(style: Any) -> float:
    """Hundredths of a millimetre that a digit of a workbook's own font, that of `style`, takes in LibreOffice.

    Files give widths in digits of that font, which LibreOffice measures finer than in Excel's whole pixels.
    """
    is_calibri = style.CharFontName in ("Calibri", "Carlito") and style.CharHeight == 11
    return _CALIBRI_DIGIT if is_calibri else _OTHER_DIGIT


def characters(hundredths: float, digit: float) -> float:
    """The width of a column in characters, in whole pixels as Excel has it; narrower than one by its pixels alone.

    >>> characters(1790, 195.79), characters(0, 195.79)
    (8.43, 0.0)
    """
    pixels = round(hundredths / digit * _DIGIT)
    if pixels <= _DIGIT + _MARGIN:
        return round(pixels / (_DIGIT + _MARGIN), 2)
    return round((pixels - _MARGIN) / _DIGIT, 2)


def column_hundredths(width: float, digit: float) -> int:
    """The width of a column of so many characters, in hundredths of a millimetre.

    >>> column_hundredths(8.43, 195.79), column_hundredths(120, 195.79)
    (1790, 23635)
    """
    pixels = int(width * (_DIGIT + _MARGIN) + 0.5) if width < 1 else int(width * _DIGIT + 0.5) + _MARGIN
    return round(pixels / _DIGIT * digit)
