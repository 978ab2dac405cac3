"""Excel's error values: how they leave Python, and how they come in over COM.

No value that Python sends over COM becomes an error of a cell. So an error leaves as a text: `ERROR_MARK` and the
error's number; the function in the workbook's VBA that a cell calls turns such a text into CVErr.
"""

from __future__ import annotations

from tdag_xl.cells import CellError

ERROR_MARK = "\ue000"
"""Begins a text that stands for an error: a character of the private use area, which no keyboard types."""

NUMBERS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
    "#GETTING_DATA": 2043,
    "#SPILL!": 2045,
    "#CONNECT!": 2046,
    "#BLOCKED!": 2047,
    "#UNKNOWN!": 2048,
    "#FIELD!": 2049,
    "#CALC!": 2050,
}
"""The errors by name, with the number that CVErr takes (Excel's XlCVError)."""

NA, VALUE, NUM = map(CellError, ("#N/A", "#VALUE!", "#NUM!"))
"""Not available; a bad argument; out of range."""

_ERRORS = {number: CellError(name) for name, number in NUMBERS.items()}
_SCODE = 0x800A0000 - 2**32
"""VT_ERROR comes in as a signed 32-bit number: this and the error's number ([MS-OAUT] 2.2.8, SCODE)."""


def marked(error: CellError) -> str:
    r"""The text that stands for `error`; of one without a number, that for #VALUE!.

    >>> marked(CellError("#N/A"))
    '\ue0002042'
    """
    return f"{ERROR_MARK}{NUMBERS.get(error.code, NUMBERS[VALUE.code])}"


def error_of(scode: int) -> CellError | None:
    """The error that the whole number `scode` stands for; None for every other number.

    >>> str(error_of(-2146826246)), error_of(2042)
    ('#N/A', None)
    """
    number = scode - _SCODE
    return _ERRORS.get(number, VALUE) if 2000 <= number < 2100 else None
