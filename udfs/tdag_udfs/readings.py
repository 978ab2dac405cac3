"""Cells read as the number, day, text or choice that an argument asks for, or the fault that says why they are not."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tdag_udfs.excel_errors import NUM, VALUE
from tdag_udfs.grids import Cell, as_grid, day_of, is_blank
from tdag_xl.cells import CellError, CellValue, Kind, iso_date, normalized, reading, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_udfs.grids import Argument

LARGEST = 9.99999999999999e307
"""The largest number that a cell of Excel holds."""


@dataclass(frozen=True)
class Fault:
    """Why a cell shows `error`, as a sentence; `is_blank` where a blank cell is the reason."""

    error: CellError
    why: str
    is_blank: bool = False


def number(cell: Cell, name: str) -> float | Fault:
    """`cell` as a number; `name` is what a sentence calls the argument."""
    if type(cell) is float and -LARGEST <= cell <= LARGEST:  # nearly always
        return cell
    if isinstance(cell, bool) or not isinstance(cell, (int, float, Decimal)):
        return _bad(cell, name, "no number")
    try:
        value = float(cell)
    except OverflowError:
        value = math.inf
    return value if abs(value) <= LARGEST else Fault(NUM, f"{name} is too large a number.")


def day(cell: Cell, name: str) -> dt.date | Fault:
    """`cell` as a day: a date, the number a spreadsheet keeps for one, or a text such as 2022-03-01."""
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, str):
        found: dt.date | None = iso_date(normalized(cell))
    else:
        value = number(cell, name)
        found = None if isinstance(value, Fault) else day_of(value)
    return _bad(cell, name, "no date; type one, or a text such as 2022-03-01") if found is None else found


def text(cell: Cell, name: str) -> str | Fault | None:
    """`cell` as the register reads a name or code: normalized, whole numbers as digits; None where it is blank."""
    if isinstance(cell, CellError):
        return _bad(cell, name, "no text")
    return str(reading(plain(cell), Kind.TEXT).value) if not is_blank(cell) else None


def whole(argument: Argument, name: str, least: int, most: int) -> int | Fault:
    """The single cell of `argument` as a whole number from `least` to `most`."""
    cell = single(argument, name)
    value = cell if isinstance(cell, Fault) else number(cell, name)
    if isinstance(value, Fault):
        return value
    if value.is_integer() and least <= value <= most:
        return int(value)
    return Fault(VALUE, f"{name} is {shown(value)}; it must be a whole number from {least} to {most}.")


def choice(argument: Argument, name: str, words: Sequence[str]) -> str | Fault:
    """The single cell of `argument` as one of `words`, the first where it is blank; case does not count."""
    cell = single(argument, name)
    word = cell if isinstance(cell, Fault) else text(cell, name)
    if isinstance(word, Fault):
        return word
    if word is None:
        return words[0]
    if word.lower() in words:
        return word.lower()
    return Fault(VALUE, f"{name} is {shown(word)}; it must be {' or '.join(words)}.")


def single(argument: Argument, name: str) -> Cell | Fault:
    """The cell of an argument that must be one."""
    (first, *others), *rows = as_grid(argument)
    return Fault(VALUE, f"{name} has more than one cell.") if others or rows else first


def plain(cell: Cell) -> CellValue:
    """`cell` without Decimal."""
    return float(cell) if isinstance(cell, Decimal) else cell


def _bad(cell: Cell, name: str, what: str) -> Fault:
    if isinstance(cell, CellError):
        return Fault(cell, f"{name} is the error {cell}.")
    if is_blank(cell):
        return Fault(VALUE, f"{name} is blank.")
    return Fault(VALUE, f"{name} is {shown(plain(cell))}, which is {what}.")
