"""Values put into a rectangle of cells: one call for the values, then the formats of days and truths, then formulas."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.formula_writing import Formulas
from tdag_xl.libreoffice.number_formats import TEXT, formats_of
from tdag_xl.libreoffice.range_base import Box
from tdag_xl.libreoffice.typed_text import Reader, Typed, is_plain, refuse_bad_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tdag_xl.libreoffice.range_base import RangeBase

_FIRST_DAY = dt.datetime(1900, 1, 1)  # noqa: DTZ001 - cells know no time zones
_DAY_SECONDS = 86_400
_DATE_FORMAT, _MOMENT_FORMAT, _TIME_FORMAT = "m/d/yyyy", "m/d/yyyy h:mm", "h:mm:ss AM/PM"


@dataclass
class _Block:
    """What is put into the cells: rows of float and str, and by place what comes afterwards."""

    rows: list[list[float | str]]
    formats: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


def put_rows(cells: RangeBase, rows: Sequence[Sequence[Any]]) -> None:
    """Put rows of values into the cells, texts as if they were typed.

    Raises RefusedError before anything is written for what no cell of Excel holds, or where the sheet is protected.
    """
    uno = cells.writable
    if (len(rows), len(rows[0])) != cells.shape or any(len(row) != len(rows[0]) for row in rows):
        raise RefusedError(f"{cells.where}: a block of {len(rows)} × {len(rows[0])} values does not fit these cells.")
    block = _Writer(cells).block(rows)
    formulas = Formulas(cells, block.formulas) if block.formulas else None
    uno.setDataArray(tuple(map(tuple, block.rows)))
    _put_formats(cells, uno, block.formats)
    if formulas is not None:
        formulas.put()


class _Writer:
    """Makes of Python's values what LibreOffice takes."""

    def __init__(self, cells: RangeBase) -> None:
        self._cells = cells
        self._reader = Reader(cells.sheet.book)
        null = cells.sheet.book.uno.NullDate
        self._origin = dt.datetime(null.Year, null.Month, null.Day)  # noqa: DTZ001
        self._texts: list[Box] | None = None

    def block(self, rows: Sequence[Sequence[Any]]) -> _Block:
        block = _Block([])
        for row, values in enumerate(rows):
            if all(type(value) is float and -math.inf < value < math.inf for value in values):
                block.rows.append(list(values))
                continue
            block.rows.append([self._value(block, row, column, value) for column, value in enumerate(values)])
        return block

    def _value(self, block: _Block, row: int, column: int, value: Any) -> float | str:
        kind = type(value)
        if kind is str:
            return self._text(block, row, column, value) if value else ""
        if kind is float:
            return self._number(value, row, column)
        if value is None:
            return ""
        if kind is bool:
            block.formats.setdefault("BOOLEAN", []).append((row, column))
            return float(value)
        if isinstance(value, (dt.datetime, dt.date, dt.time)):
            return self._moment(block, row, column, value)
        if isinstance(value, str):
            return self._text(block, row, column, str(value))
        return self._number(float(value), row, column)

    def _where(self, row: int, column: int) -> str:
        top, left = self._cells.box.top + row, self._cells.box.left + column
        return (
            f"{self._cells.sheet.name}!{Box(top, left, top, left).address(row_absolute=False, column_absolute=False)}"
        )

    def _number(self, value: float, row: int, column: int) -> float | str:
        if value != value:
            return ""
        if math.isinf(value):
            raise RefusedError(f"{self._where(row, column)}: a cell cannot hold {value}.")
        return value

    def _text(self, block: _Block, row: int, column: int, text: str) -> float | str:
        if len(text) > 1000 or not text.isprintable():
            refuse_bad_text(text, self._where(row, column))
        if is_plain(text):
            return text
        typed = Typed(text) if self._is_text_cell(row, column) else self._reader.read(text)
        if typed.is_formula:
            block.formulas[row, column] = str(typed.value)
            return ""
        if typed.format is not None:
            block.formats.setdefault(typed.format, []).append((row, column))
        return typed.value

    def _is_text_cell(self, row: int, column: int) -> bool:
        """Whether the cell is formatted as text, so that all is taken as it is."""
        if self._texts is None:
            formats = formats_of(self._cells.sheet.book)
            alike = self._cells.uno.getUniqueCellFormatRanges()
            texts = [one for one in alike if formats.kind(one.getByIndex(0).NumberFormat) == TEXT]
            self._texts = [Box.of(address) for one in texts for address in one.getRangeAddresses()]
        row, column = self._cells.box.top + row, self._cells.box.left + column
        return any(box.covers(Box(row, column, row, column)) for box in self._texts)

    def _moment(self, block: _Block, row: int, column: int, value: dt.date | dt.time) -> float:
        if isinstance(value, dt.time):
            block.formats.setdefault(_TIME_FORMAT, []).append((row, column))
            return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / _DAY_SECONDS
        moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001
        moment = moment.replace(tzinfo=None)
        if moment < _FIRST_DAY:
            raise RefusedError(
                f"{self._where(row, column)}: {moment:%Y-%m-%d} is before 1900, so it is no date to Excel."
            )
        whole = (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
        block.formats.setdefault(_DATE_FORMAT if whole else _MOMENT_FORMAT, []).append((row, column))
        return (moment - self._origin) / dt.timedelta(days=1)


def _put_formats(cells: RangeBase, uno: Any, formats: dict[str, list[tuple[int, int]]]) -> None:
    """Give cells without a format of their own those of the values that went into them."""
    if not formats:
        return
    known = formats_of(cells.sheet.book)
    general = known.key("General")
    alike = uno.getUniqueCellFormatRanges() if len(cells) > 1 else ()
    plain = [Box.of(a) for one in alike if one.getByIndex(0).NumberFormat == general for a in one.getRangeAddresses()]
    if len(cells) == 1:
        plain = [cells.box] if uno.NumberFormat == general else []
    sheet = cells.sheet.place
    for code, places in formats.items():
        boxes = [box for run in _runs(cells.box, places) for box in _within(run, plain)]
        if boxes:
            together = cells.sheet.book.uno.createInstance("com.sun.star.sheet.SheetCellRanges")
            together.addRangeAddresses(tuple(box.uno(sheet) for box in boxes), False)
            together.NumberFormat = known.key(code)


def _runs(origin: Box, places: Iterable[tuple[int, int]]) -> list[Box]:
    """The cells at `places` as runs under each other."""
    runs: list[Box] = []
    for column, row in sorted((column, row) for row, column in places):
        row, column = row + origin.top, column + origin.left
        if runs and runs[-1].left == column and runs[-1].bottom == row - 1:
            runs[-1] = runs[-1]._replace(bottom=row)
        else:
            runs.append(Box(row, column, row, column))
    return runs


def _within(run: Box, boxes: Sequence[Box]) -> list[Box]:
    """The parts of a run that are in one of the rectangles."""
    return [
        Box(max(run.top, box.top), run.left, min(run.bottom, box.bottom), run.right) for box in boxes if box.meets(run)
    ]
