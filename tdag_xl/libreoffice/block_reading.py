"""What a rectangle of cells holds, read in a few calls: one for the values, one for the formats, one for the errors."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.conversions import ERRORS
from tdag_xl.libreoffice.number_formats import DATE, LOGICAL, TIME, formats_of
from tdag_xl.libreoffice.range_base import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tdag_xl.libreoffice.range_base import RangeBase

_ERROR_RESULT, _FORMULA = 4, 16
"""com.sun.star.sheet.FormulaResult.ERROR, CellFlags.FORMULA"""

_CALC_ERRORS = {
    501: "#VALUE!", 502: "#VALUE!", 503: "#NUM!", 504: "#VALUE!", 519: "#VALUE!", 521: "#NULL!", 523: "#NUM!",
    524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A",
}  # fmt: skip
"""LibreOffice's errors as Excel's; those that it alone has are #VALUE!."""

Rows = list[tuple[Any, ...]]


def raw_rows(cells: RangeBase) -> Rows:
    """The values row by row: str, float, bool, datetime; "" for blank; an error value as Excel's number (int)."""
    uno = cells.uno
    rows = list(uno.getDataArray())
    for box, kind in _special_formats(cells, uno):
        _convert(rows, box, _reader(cells, kind))
    if any(None in row for row in rows):
        for row, column, code in _errors(cells, uno):
            rows[row] = (*rows[row][:column], code, *rows[row][column + 1 :])
    return rows


def _special_formats(cells: RangeBase, uno: Any) -> Iterator[tuple[Box, int]]:
    """The rectangles, counted from 0 within the range, whose numbers are days, times or truths, and which of them."""
    formats = formats_of(cells.sheet.book)
    if len(cells) == 1:
        kind = formats.kind(uno.NumberFormat)
        if kind & (DATE | TIME | LOGICAL):
            yield Box(0, 0, 0, 0), kind
        return
    for alike in uno.getUniqueCellFormatRanges():
        kind = formats.kind(alike.getByIndex(0).NumberFormat)
        if kind & (DATE | TIME | LOGICAL):
            for address in alike.getRangeAddresses():
                top, left = address.StartRow + 1 - cells.box.top, address.StartColumn + 1 - cells.box.left
                bottom, right = address.EndRow + 1 - cells.box.top, address.EndColumn + 1 - cells.box.left
                yield Box(top, left, bottom, right), kind


def _reader(cells: RangeBase, kind: int) -> Callable[[float], Any]:
    if kind & LOGICAL:
        return bool
    null = cells.sheet.book.uno.NullDate
    origin = dt.date(null.Year, null.Month, null.Day).toordinal()
    return _DayReader(origin)


class _DayReader(dict[float, Any]):
    """Days and moments by their numbers, each made once; what is no day of the calendar stays a number."""

    def __init__(self, origin: int) -> None:
        super().__init__()
        self._origin = origin

    def __missing__(self, number: float) -> Any:
        whole, rest = divmod(number, 1)
        ordinal = int(whole) + self._origin
        if not 1 <= ordinal <= dt.date.max.toordinal():
            return number
        moment = dt.datetime.fromordinal(ordinal)
        if rest:
            microseconds = round(rest * 86_400_000_000)
            # A double holds a moment of our days to a few microseconds only.
            moment += dt.timedelta(
                microseconds=round(microseconds, -3)
                if microseconds % 1000 < 20 or microseconds % 1000 > 980
                else microseconds
            )
        self[number] = moment
        return moment

    def __call__(self, number: float) -> Any:
        return self[number]


def _convert(rows: Rows, box: Box, read: Callable[[float], Any]) -> None:
    """Let `read` make what is shown of the numbers in a rectangle."""
    left, right = box.left, box.right + 1
    for place in range(box.top, box.bottom + 1):
        row = rows[place]
        shown = tuple([read(value) if type(value) is float else value for value in row[left:right]])
        rows[place] = row[:left] + shown + row[right:]


def _errors(cells: RangeBase, uno: Any) -> Iterator[tuple[int, int, int]]:
    """The error values: row and column from 0 within the range, and Excel's number."""
    found = [uno] if len(cells) == 1 else uno.queryFormulaCells(_ERROR_RESULT)
    for area in found:
        address = area.getRangeAddress()
        for row in range(address.EndRow - address.StartRow + 1):
            for column in range(address.EndColumn - address.StartColumn + 1):
                error = area.getCellByPosition(column, row).getError()
                place = address.StartRow + 1 - cells.box.top + row, address.StartColumn + 1 - cells.box.left + column
                yield *place, ERRORS[_CALC_ERRORS.get(error, "#VALUE!")]


def has_formulas(uno: Any) -> bool:
    """Whether any of the cells holds a formula."""
    return bool(uno.queryContentCells(bridge.constant("sheet.CellFlags.FORMULA")).getCount())
