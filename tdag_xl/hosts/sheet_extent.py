"""How far the cells of a worksheet reach, found without holding them.

The readers in Rust hold a rectangle from the first cell to the last, blank ones too: a cell in A1 and one in
XFD1048576 make 17,000,000,000, and where there is no memory for them the whole process ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tdag_xl.hosts.sheet_cells import cells
from tdag_xl.ooxml import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import numpy.typing as npt

_TAG = b'<c r="'
_LETTERS, _DIGITS = 3, 7
_LONGEST = len(_TAG) + _LETTERS + _DIGITS + 1
"""Of `<c r="XFD1048576"`, which is all that is looked at of a cell."""

_FILLED = 4
"""A rectangle in which every fourth place holds a cell needs little more memory than its cells do."""


@dataclass(frozen=True)
class Extent:
    """The last row and column in use, or a bound of them, and how many cells there are."""

    row: int = 0
    column: int = 0
    cells: int = 0

    @property
    def is_sparse(self) -> bool:
        """Whether the rectangle is too large to be held, and most of it blank."""
        return self.row * self.column > max(limits.GRID_CELLS, _FILLED * self.cells)

    def joined(self, other: Extent) -> Extent:
        """The extent of the cells of both."""
        return Extent(max(self.row, other.row), max(self.column, other.column), self.cells + other.cells)


def extent(chunks: Callable[[], Iterable[bytes]]) -> Extent:
    """How far the cells of a worksheet reach; `chunks()` begins its bytes anew. Raises DamagedPartError.

    Cells as all common programs write them, with their address first, are looked at as bytes; others are parsed.
    """
    found = Extent()
    for window in _windows(chunks()):
        here = _plain_extent(np.frombuffer(window, np.uint8))
        if here is None:
            return _parsed_extent(chunks())
        found = found.joined(here)
    return found


def _parsed_extent(chunks: Iterable[bytes]) -> Extent:
    found = Extent()
    for row, column, _ in cells(chunks):
        found = found.joined(Extent(row, column, 1))
    return found


def _windows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks so that each place stands in one of them before its last `_LONGEST` bytes."""
    rest = b""
    for chunk in chunks:
        window = rest + chunk
        yield window
        rest = window[-_LONGEST:]
    yield rest + bytes(_LONGEST)


def _plain_extent(text: npt.NDArray[np.uint8]) -> Extent | None:
    """The extent of the cells that begin before the last `_LONGEST` bytes; None where one has no plain address."""
    end = max(len(text) - _LONGEST, 0)
    starts = np.flatnonzero(text[1 : end + 1] == ord("c"))
    before = text[starts]
    starts = starts[(before == ord("<")) | (before == ord(":"))]
    after = text[starts + 2]
    starts = starts[(after <= ord(" ")) | (after == ord("/")) | (after == ord(">"))]
    if not len(starts):
        return Extent()
    # The eight bytes from each start as one number: the tag, and two letters of the address.
    heads = np.ndarray(len(text) - 7, "<u8", text, strides=(1,))[starts]
    if ((heads & np.uint64(0xFFFFFFFFFFFF)) != int.from_bytes(_TAG, "little")).any():
        return None
    address = starts + len(_TAG)
    if _is_digit(heads >> np.uint64(56)).all() and not _is_digit(text[address + _DIGITS]).any():
        # One letter and at most six digits, which no rectangle can be too large for.
        return Extent(10 ** (_DIGITS - 1) - 1, 26, len(starts))
    return _addresses(text, address)


def _addresses(text: npt.NDArray[np.uint8], address: npt.NDArray[np.intp]) -> Extent | None:
    column, row = np.zeros(len(address), np.int64), np.zeros(len(address), np.int64)
    within = np.ones(len(address), bool)
    for _ in range(_LETTERS):
        letter = text[address] - np.uint8(ord("A"))
        within &= letter < 26
        column = np.where(within, column * 26 + letter + 1, column)
        address = address + within
    within = np.ones(len(address), bool)
    for _ in range(_DIGITS):
        digit = text[address] - np.uint8(ord("0"))
        within &= digit < 10
        row = np.where(within, row * 10 + digit, row)
        address = address + within
    if (column == 0).any() or (row == 0).any() or (text[address] != ord('"')).any():
        return None
    return Extent(int(row.max()), int(column.max()), len(address))


def _is_digit(text: npt.NDArray[np.unsignedinteger]) -> npt.NDArray[np.bool_]:
    return text - text.dtype.type(ord("0")) < 10
