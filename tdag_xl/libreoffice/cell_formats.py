"""How cells are formatted before values go into them, and the formats that the values bring along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tdag_xl.libreoffice.number_formats import LOGICAL, TEXT, formats_of
from tdag_xl.libreoffice.range_base import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tdag_xl.libreoffice.range_base import RangeBase

_NUMBERS = 1
"""com.sun.star.sheet.CellFlags.VALUE."""

_KEYS_OF_A_LANGUAGE = 10_000
"""LibreOffice gives each language so many keys of formats; the first of each is General."""


class Run(NamedTuple):
    """Cells under each other, counted from 0 within the rectangle."""

    column: int
    top: int
    bottom: int


class CellFormats:
    """The formats of the cells of a range, read in a few calls."""

    def __init__(self, cells: RangeBase, uno: Any) -> None:
        self._cells = cells
        self._general: list[Box] = []
        self._texts: list[Box] = []
        self._truths: list[Box] = []
        self._covered: list[Box] = list(self._covered_cells(uno)) if uno.getIsMerged() else []
        formats = formats_of(cells.sheet.book)
        for key, boxes in self._alike(uno):
            if key % _KEYS_OF_A_LANGUAGE == 0:
                self._general += boxes
            elif formats.kind(key) == TEXT:
                self._texts += boxes
            elif formats.kind(key) == LOGICAL:
                self._truths += boxes

    def _alike(self, uno: Any) -> Iterator[tuple[int, list[Box]]]:
        """The keys of the formats, and where they are."""
        if len(self._cells) == 1:
            yield uno.NumberFormat, [Box(0, 0, 0, 0)]
            return
        for alike in uno.getUniqueCellFormatRanges():
            yield alike.NumberFormat, [self._inside(Box.of(address)) for address in alike.getRangeAddresses()]

    def _inside(self, box: Box) -> Box:
        """Cells of the sheet, counted from 0 within the range."""
        top, left = self._cells.box.top, self._cells.box.left
        return Box(box.top - top, box.left - left, box.bottom - top, box.right - left)

    def _covered_cells(self, uno: Any) -> Iterator[Box]:
        """The merged cells."""
        sheet = self._cells.sheet.uno
        for alike in uno.getUniqueCellFormatRanges():
            for part in alike:
                if part.getIsMerged():
                    for box in map(Box.of, alike.getRangeAddresses()):
                        yield from self._merged_in(sheet, box)
                    break

    def _merged_in(self, sheet: Any, box: Box) -> Iterator[Box]:
        for row in range(box.top, box.bottom + 1):
            for column in range(box.left, box.right + 1):
                cursor = sheet.createCursorByRange(sheet.getCellByPosition(column - 1, row - 1))
                cursor.collapseToMergedArea()
                yield self._inside(Box.of(cursor.RangeAddress))

    def where_text(self, column: int, values: Sequence[Any], as_text: Callable[[Any], str]) -> Sequence[Any]:
        """The values of a column, made texts where the cells are formatted as text."""
        boxes = _of_column(self._texts, column)
        if not boxes:
            return values
        changed = list(values)
        for box in boxes:
            changed[box.top : box.bottom + 1] = map(as_text, changed[box.top : box.bottom + 1])
        return changed

    def without_covered(self, column: int, values: Sequence[Any]) -> Sequence[Any]:
        """The values of a column, without those of cells that are covered by the one that they are merged with."""
        boxes = _of_column(self._covered, column)
        if not boxes:
            return values
        changed = list(values)
        for box in boxes:
            first = max(box.top + (column == box.left), 0)
            changed[first : box.bottom + 1] = [""] * (min(box.bottom, len(changed) - 1) + 1 - first)
        return changed

    def is_general(self, column: int) -> bool:
        """Whether no cell of a column has a format of its own."""
        return any(
            box.top <= 0 and box.bottom >= self._cells.box.height - 1 for box in _of_column(self._general, column)
        )

    def put_filled(self, filled: Mapping[str, Sequence[int]], uno: Any) -> None:
        """Give the cells of columns that hold numbers the format of their code."""
        formats, last = formats_of(self._cells.sheet.book), self._cells.box.height - 1
        for code, columns in filled.items():
            for column in columns:
                numbers = uno.getCellRangeByPosition(column, 0, column, last).queryContentCells(_NUMBERS)
                if numbers.getCount():
                    numbers.NumberFormat = formats.key(code)

    def put(self, runs: Mapping[str, Sequence[Run]]) -> None:
        """Give cells that had no format of their own those of the values in them, by code.

        The format of truths is one that values brought along; it goes with them, since it would make truths of numbers.
        """
        if self._truths:
            self._format(
                0, [Run(c, box.top, box.bottom) for box in self._truths for c in range(box.left, box.right + 1)]
            )
        formats = formats_of(self._cells.sheet.book)
        for code, of_code in runs.items():
            self._format(0 if code == "General" else formats.key(code), list(self._unformatted(of_code)))

    def _format(self, key: int, runs: Sequence[Run]) -> None:
        if not runs:
            return
        sheet, top, left = self._cells.sheet.place, self._cells.box.top, self._cells.box.left
        together = self._cells.sheet.book.uno.createInstance("com.sun.star.sheet.SheetCellRanges")
        boxes = (Box(run.top + top, run.column + left, run.bottom + top, run.column + left) for run in runs)
        together.addRangeAddresses(tuple(box.uno(sheet) for box in boxes), False)
        together.NumberFormat = key

    def _unformatted(self, runs: Sequence[Run]) -> Iterator[Run]:
        """The parts of runs whose cells had no format of their own; a column's runs come from the top down."""
        by_column: dict[int, list[Run]] = {}
        for run in runs:
            by_column.setdefault(run.column, []).append(run)
        for column, of_column in by_column.items():
            boxes = sorted(_of_column([*self._general, *self._truths], column))
            place = 0
            for run in of_column:
                while place < len(boxes) and boxes[place].bottom < run.top:
                    place += 1
                for box in boxes[place:]:
                    if box.top > run.bottom:
                        break
                    yield Run(column, max(run.top, box.top), min(run.bottom, box.bottom))


def _of_column(boxes: Sequence[Box], column: int) -> list[Box]:
    return [box for box in boxes if box.left <= column <= box.right]
