"""Rectangles of cells and their A1 texts."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tdag_xl.ooxml.xml_part import DamagedPartError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The column's number.

    >>> column_number("A"), column_number("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """The column's letters.

    >>> column_letters(1), column_letters(16384)
    ('A', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_position(text: str) -> tuple[int, int]:
    """The row and column of a cell's address. Raises DamagedPartError.

    >>> cell_position("C7"), cell_position("$C$7")
    ((7, 3), (7, 3))
    """
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    row = int(digits) if 1 <= len(digits) <= 7 else 0
    letters = letters.removeprefix("$").removesuffix("$") if "$" in letters else letters
    column = column_number(letters) if len(letters) <= 3 and letters.isascii() and letters.isalpha() else 0
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise DamagedPartError("", f"{text[:40]!r} is no address of a cell")
    return row, column


@dataclass(frozen=True, order=True)
class Area:
    """A rectangle of cells: rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, text: str) -> Area:
        """The area of `A1` or `A1:C3`, absolute or not. Raises DamagedPartError for any other text."""
        first, colon, last = text.partition(":")
        top, left = cell_position(first)
        bottom, right = cell_position(last) if colon else (top, left)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    @property
    def text(self) -> str:
        """The relative A1 text; one cell is written as one."""
        first, last = self._corners("")
        return first if first == last else f"{first}:{last}"

    @property
    def absolute(self) -> str:
        """The A1 text with dollar signs."""
        first, last = self._corners("$")
        return first if first == last else f"{first}:{last}"

    def _corners(self, sign: str) -> tuple[str, str]:
        first = f"{sign}{column_letters(self.left)}{sign}{self.top}"
        return first, f"{sign}{column_letters(self.right)}{sign}{self.bottom}"

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell stands in the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def covers(self, other: Area) -> bool:
        """Whether all of `other` stands in the area."""
        return self.holds(other.top, other.left) and self.holds(other.bottom, other.right)

    def shared(self, other: Area) -> Area:
        """The cells that the two have in common, where they meet."""
        top, left = max(self.top, other.top), max(self.left, other.left)
        return Area(top, left, min(self.bottom, other.bottom), min(self.right, other.right))

    def meets(self, other: Area) -> bool:
        """Whether the two have a cell in common."""
        return not (
            other.top > self.bottom or other.bottom < self.top or other.left > self.right or other.right < self.left
        )


def areas_of(rows: Iterable[tuple[int, Sequence[tuple[int, int]]]]) -> tuple[Area, ...]:
    """The cells of `rows` (number, runs of columns from left to right), given from top to bottom, as few rectangles.

    >>> [area.text for area in areas_of([(1, [(1, 1)]), (3, [(1, 2)]), (4, [(1, 2), (5, 5)])])]
    ['A1', 'A3:B4', 'E4']
    """
    open_runs: dict[tuple[int, int], Area] = {}
    done: list[Area] = []
    for row, runs in rows:
        still: dict[tuple[int, int], Area] = {}
        for left, right in runs:
            above = open_runs.get((left, right))
            joins = above is not None and above.bottom == row - 1
            still[left, right] = Area(above.top if above and joins else row, left, row, right)
            if joins:
                del open_runs[left, right]
        done.extend(open_runs.values())
        open_runs = still
    return tuple(sorted([*done, *open_runs.values()]))


def runs_of(columns: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending columns as runs of neighbours.

    >>> runs_of([1, 2, 3, 5])
    [(1, 3), (5, 5)]
    """
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _bands(areas: Iterable[Area]) -> list[tuple[int, tuple[tuple[int, int], ...]]]:
    """The rows as bands in which the same columns are taken: the first row of each, and the columns by area."""
    edges: dict[int, tuple[list[Area], list[Area]]] = {}
    for area in areas:
        edges.setdefault(area.top, ([], []))[0].append(area)
        edges.setdefault(area.bottom + 1, ([], []))[1].append(area)
    here: dict[int, Area] = {}
    bands = []
    for row in sorted(edges):
        begun, ended = edges[row]
        for area in ended:
            del here[id(area)]
        here |= {id(area): area for area in begun}
        bands.append((row, tuple((area.left, area.right) for area in here.values())))
    return bands


class CellSet:
    """The cells of several areas, asked one by one."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = tuple(areas)
        self._bands = _bands(self.areas)
        self._tops = [top for top, _ in self._bands]

    def runs(self, row: int) -> tuple[tuple[int, int], ...]:
        """The first and last columns, by area, of the cells in the row."""
        band = bisect_right(self._tops, row)
        return self._bands[band - 1][1] if band else ()

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return any(left <= cell[1] <= right for left, right in self.runs(cell[0]))

    def in_row(self, row: int) -> bool:
        """Whether any of the cells stands in the row."""
        return bool(self.runs(row))

    def covers(self, area: Area) -> bool:
        """Whether each cell of `area` is one of them."""
        return all(self._first_outside(row, area.left) > area.right for row in range(area.top, area.bottom + 1))

    def _first_outside(self, row: int, column: int) -> int:
        """The first column from `column` on whose cell in the row is none of them."""
        for left, right in sorted(self.runs(row)):
            if left <= column <= right:
                column = right + 1
        return column

    def meets(self, area: Area) -> bool:
        """Whether any cell of `area` is one of them."""
        return any(area.meets(mine) for mine in self.areas)

    def meets_below(self, area: Area) -> bool:
        """Whether any cell of `area` but its first is one of them."""
        first = Area(area.top, area.left, area.top, area.left)
        return any(area.meets(mine) and not first.covers(area.shared(mine)) for mine in self.areas)
