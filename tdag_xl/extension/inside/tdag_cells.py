"""Cells between Calc and the formulas.

An error leaves as a number that is none (NaN) with the error's code in its lower half, which is how Calc itself keeps
one. In the data of a range an error is None, and the cell tells the code. An error elsewhere never arrives: Calc then
calls no formula. A blank cell that is an argument alone arrives as 0.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CODES = {
    "#NULL!": 521,
    "#DIV/0!": 532,
    "#VALUE!": 519,
    "#REF!": 524,
    "#NAME?": 525,
    "#NUM!": 503,
    "#N/A": 32767,
}
_NAMES = {code: name for name, code in _CODES.items()}
_QUIET_NAN = 0x7FF80000

_NEVER_ZERO = frozenset({"currency_code", "value_date", "method", "row", "column"})
_NEEDED_BY_AMOUNT = frozenset({"currency_code", "value_date"})

Rows = tuple[tuple[Any, ...], ...]


class Cells:
    """The conversion, for the class that the formulas have for errors."""

    def __init__(self, error: Callable[[str], Any]) -> None:
        self._error = error
        self._kind = type(error("#N/A"))

    def of_range(self, cells: Any) -> Rows:
        """The rows of a range, each error with its code."""
        data: Rows = cells.getDataArray()
        return self.with_errors(cells, data) if has_errors(data) else data

    def with_errors(self, cells: Any, data: Rows) -> Rows:
        """`data`, which is that of the range, each error with its code."""
        return tuple(
            tuple(
                self._of_code(cells.getCellByPosition(column, row).getError()) if cell is None else cell
                for column, cell in enumerate(line)
            )
            for row, line in enumerate(data)
        )

    def given(self, result: list[list[Any]]) -> Rows:
        """The rows that a formula gives as Calc takes them."""
        return tuple(tuple(map(self.sent, row)) for row in result)

    def sent(self, cell: Any) -> Any:
        """A cell that a formula gives as Calc takes it."""
        if isinstance(cell, self._kind):
            return nan_of(_CODES.get(cell.code, _CODES["#VALUE!"]))
        return float(cell) if type(cell) is int else cell

    def _of_code(self, code: int) -> Any:
        return self._error(_NAMES.get(code, "#VALUE!"))


def has_errors(data: Rows) -> bool:
    """Whether there is an error in the data of a range."""
    return any(None in row for row in data)


def with_blanks(names: Sequence[str], values: Sequence[Any]) -> list[Any]:
    """The arguments `names`, None for a blank cell where 0 can only be one.

    That is where 0 would be no name, day or word; and an amount of 0 without a currency or a day.

    >>> with_blanks(["amount", "currency_code"], [0.0, "CHF"]), with_blanks(["amount", "currency_code"], [0.0, 0.0])
    ([0.0, 'CHF'], [None, None])
    """
    if 0.0 not in values:  # nearly always
        return [*values]
    found = [
        None if name in _NEVER_ZERO and _is_zero(value) else value for name, value in zip(names, values, strict=True)
    ]
    if names[0] == "amount" and _is_zero(found[0]):
        lacking = [name for name, value in zip(names, found, strict=True) if value is None]
        if not _NEEDED_BY_AMOUNT.isdisjoint(lacking):
            found[0] = None
    return found


def _is_zero(value: Any) -> bool:
    return isinstance(value, float) and value == 0


def nan_of(code: int) -> float:
    """The number that stands for the error `code`."""
    number: float = struct.unpack("<d", struct.pack("<II", code, _QUIET_NAN))[0]
    return number


def code_of(number: float) -> int:
    """The code of the error that `number` stands for.

    >>> code_of(nan_of(32767))
    32767
    """
    code: int = struct.unpack("<II", struct.pack("<d", number))[0]
    return code
