"""What a rectangle of cells holds, read in a few calls: one for the values, one for the formats, one for the errors."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.conversions import ERRORS
from tdag_xl.libreoffice.number_formats import DATE, LOGICAL, TIME, formats_of
from tdag_xl.libreoffice.range_base import Box, column_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tdag_xl.libreoffice.range_base import RangeBase

_ERROR_RESULT, _NOT_AVAILABLE = 4, 32767
"""com.sun.star.sheet.FormulaResult.ERROR, and LibreOffice's error of #N/A"""

_CALC_ERRORS = {
    501: "#VALUE!", 503: "#NUM!", 504: "#VALUE!", 519: "#VALUE!", 521: "#NULL!", 523: "#NUM!",
    524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", _NOT_AVAILABLE: "#N/A",
}  # fmt: skip
"""LibreOffice's errors as Excel's; those that it alone has are #VALUE!."""

_OUT_OF_BOUNDS = 502
_BY_FUNCTION = {
    re.compile(r"\b(?:VALUE|DATEVALUE|TIMEVALUE|LEFT|RIGHT|MID|REPLACE|REPT|CHAR|UNICHAR|CHOOSE)\("): "#VALUE!",
    re.compile(r"\b(?:VLOOKUP|HLOOKUP|OFFSET)\("): "#REF!",
}
"""LibreOffice's one error for any argument out of bounds, and what Excel has for it by function, where not #NUM!."""

_DAY = 86_400_000_000
"""Microseconds."""

_FEW = 20
_ADDRESS = re.compile(r"\.\$?([A-Z]{1,3})\$?(\d+)(?::[^:;]*?\$?([A-Z]{1,3})\$?(\d+))?(?=;|$)")

Rows = list[tuple[Any, ...]]


def raw_rows(cells: RangeBase) -> Rows:
    """The values row by row: str, float, bool, datetime; "" for blank; an error value as Excel's number (int)."""
    uno = cells.uno
    rows = list(uno.getDataArray())
    special = list(_special_formats(cells, uno))
    errors = list(_errors(cells, uno)) if any(None in row for row in rows) else []
    if not special and not errors:
        return rows
    columns: dict[int, list[Any]] = {}
    for box, read in special:
        for place in range(box.left, box.right + 1):
            column = columns.get(place) or columns.setdefault(place, [row[place] for row in rows])
            column[box.top : box.bottom + 1] = map(read, column[box.top : box.bottom + 1])
    for row, place, code in errors:
        columns.setdefault(place, [row[place] for row in rows])[row] = code
    return _with_columns(rows, columns)


def _with_columns(rows: Rows, columns: dict[int, list[Any]]) -> Rows:
    """The rows with some columns in place of theirs."""
    all_columns = list(zip(*rows, strict=True)) if len(rows[0]) <= len(rows) else None
    if all_columns is None:
        changed = [list(row) for row in rows]
        for place, column in columns.items():
            for row, value in zip(changed, column, strict=True):
                row[place] = value
        return [tuple(row) for row in changed]
    return list(zip(*(columns.get(place, column) for place, column in enumerate(all_columns)), strict=True))


def _special_formats(cells: RangeBase, uno: Any) -> Iterator[tuple[Box, Callable[[Any], Any]]]:
    """The rectangles, counted from 0 within the range, whose numbers are days, times or truths, and what reads them."""
    formats, readers = formats_of(cells.sheet.book), _Readers(cells)
    if len(cells) == 1:
        read = readers.of(formats.kind(uno.NumberFormat))
        if read is not None:
            yield Box(0, 0, 0, 0), read
        return
    top, left = cells.box.top - 1, cells.box.left - 1
    for alike in uno.getUniqueCellFormatRanges():
        read = readers.of(formats.kind(alike.NumberFormat))
        if read is not None:
            for box in addresses(alike):
                yield Box(box.top - top - 1, box.left - left - 1, box.bottom - top - 1, box.right - left - 1), read


def addresses(ranges: Any) -> list[Box]:
    """The cells of a SheetCellRanges of one sheet: as a text, which comes faster than so many structs."""
    count = ranges.getCount()
    if count > _FEW:
        found = _ADDRESS.findall(ranges.getRangeAddressesAsString())
        if len(found) == count:  # else the name of the sheet looks like an address
            return [
                Box(int(top), column_number(left), int(bottom or top), column_number(right or left))
                for left, top, right, bottom in found
            ]
    return [Box.of(address) for address in ranges.getRangeAddresses()]


class _Readers:
    """What reads the numbers of cells, by the kind of their format."""

    def __init__(self, cells: RangeBase) -> None:
        self._cells = cells
        self._days: _DayReader | None = None

    def of(self, kind: int) -> Callable[[Any], Any] | None:
        """What reads numbers as truths, or as days and times; None where they stay numbers."""
        if kind & LOGICAL:
            return _truth
        if not kind & (DATE | TIME):
            return None
        if self._days is None:
            null = self._cells.sheet.book.uno.NullDate
            self._days = _DayReader(dt.date(null.Year, null.Month, null.Day).toordinal())
        return self._days.__getitem__


def _truth(value: Any) -> Any:
    return bool(value) if type(value) is float else value


class _DayReader(dict[Any, Any]):
    """Days and moments by their numbers, each made once; what is no day stays a number, a text a text."""

    def __init__(self, origin: int) -> None:
        super().__init__()
        self._origin = origin

    def __missing__(self, number: Any) -> Any:
        self[number] = read = self._moment(number) if type(number) is float else number
        return read

    def _moment(self, number: float) -> dt.datetime | float:
        whole, rest = divmod(number, 1)
        ordinal = int(whole) + self._origin
        if not 1 <= ordinal < dt.date.max.toordinal():
            return number
        microseconds = round(rest * _DAY)
        thousandth = round(microseconds, -3)
        if abs(microseconds - thousandth) <= math.ulp(number) * _DAY + 1:  # the number holds no more
            microseconds = thousandth
        return dt.datetime.fromordinal(ordinal) + dt.timedelta(microseconds=microseconds)


def _errors(cells: RangeBase, uno: Any) -> Iterator[tuple[int, int, int]]:
    """The error values: row and column from 0 within the range, and Excel's number."""
    found = [uno] if len(cells) == 1 else uno.queryFormulaCells(_ERROR_RESULT)
    call = cells.sheet.book.app.office.service("com.sun.star.sheet.FunctionAccess").callFunction
    for area in found:
        address = area.getRangeAddress()
        top, left = address.StartRow + 1 - cells.box.top, address.StartColumn + 1 - cells.box.left
        rows, columns = address.EndRow - address.StartRow + 1, address.EndColumn - address.StartColumn + 1
        missing = call("ISNA", (area,)) if rows * columns > 1 else ((False,),)
        for row in range(rows):
            for column in range(columns):
                code = "#N/A" if missing[row][column] else _error(area.getCellByPosition(column, row))
                yield top + row, left + column, ERRORS[code]


def _error(cell: Any) -> str:
    """The error value of a cell as Excel has it; for an argument out of bounds it depends on the function."""
    error = cell.getError()
    if error != _OUT_OF_BOUNDS:
        return _CALC_ERRORS.get(error, "#VALUE!")
    formula = cell.getFormula().upper()
    return next((code for functions, code in _BY_FUNCTION.items() if functions.search(formula)), "#NUM!")


def has_formulas(uno: Any) -> bool:
    """Whether any of the cells holds a formula."""
    return bool(uno.queryContentCells(bridge.constant("sheet.CellFlags.FORMULA")).getCount())
