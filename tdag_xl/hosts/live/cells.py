"""Blocks of cells of an open workbook: what they hold, and putting content into them, each in a few calls."""

from __future__ import annotations

import datetime as dt
import decimal
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tdag_xl.cells import CellError, CellValue
from tdag_xl.hosts.live.page import Content, Formula
from tdag_xl.ooxml.areas import Area

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xlwings as xw

ERROR_CODES = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A",
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!",
    2050: "#CALC!",
}  # fmt: skip
"""The error values by their numbers (XlCVError in Excel's object model)."""

_ERROR_TEXTS = frozenset(ERROR_CODES.values())
_AUTOMATION_ERROR = -2146828288
"""What automation adds to the number of an error value (0x800A0000 as a signed number)."""

_FIRST_DAY = dt.date(1900, 3, 1)
"""Excel's calendar has a 29 February 1900, so that programs differ on the days before."""

_LONGEST_IN_BLOCK = 8_000
"""Characters; a longer text goes alone, because Excel refuses blocks with texts of more than 8,203."""


@dataclass(frozen=True)
class Block:
    """The values of a rectangle of cells, row by row, and the formulas that gave them (constants as they are typed)."""

    area: Area
    values: Sequence[Sequence[CellValue]]
    formulas: Sequence[Sequence[str]]

    def value(self, row: int, column: int) -> CellValue:
        """The value of a cell; blank outside the rectangle."""
        if not self.area.holds(row, column):
            return None
        return self.values[row - self.area.top][column - self.area.left]

    def formula(self, row: int, column: int) -> str:
        """The formula of a cell or its constant as typed; empty where it is blank or outside the rectangle."""
        if not self.area.holds(row, column):
            return ""
        return self.formulas[row - self.area.top][column - self.area.left]

    def content(self, row: int, column: int) -> Content:
        """What the cell holds: a formula where one gave the value."""
        formula, value = self.formula(row, column), self.value(row, column)
        return Formula(formula) if formula.startswith("=") and value != formula else value


def block(sheet: xw.Sheet, area: Area) -> Block:
    """The values and formulas of an area, in two or three calls."""
    cells = sheet.range(area.text)
    return Block(area, values(cells), _grid(cells.formula, area))


def values(cells: xw.Range) -> list[list[CellValue]]:
    """The values of a range; error values apart from texts that read the same."""
    found = cells.options(ndim=2, err_to_str=True).value
    if any(isinstance(value, str) and value in _ERROR_TEXTS for row in found for value in row):
        plain = cells.options(ndim=2).value
        found = [
            [CellError(v) if v in _ERROR_TEXTS and p is None else v for v, p in zip(row, plain_row, strict=True)]
            for row, plain_row in zip(found, plain, strict=True)
        ]
    if any(isinstance(value, decimal.Decimal) for row in found for value in row):
        typed = _grid(cells.formula, Area.of(cells.address))
        found = [[_as_typed(v, t) for v, t in zip(*both, strict=True)] for both in zip(found, typed, strict=True)]
    return [[_value(value) for value in row] for row in found]


def _as_typed(value: Any, typed: str) -> Any:
    """A number formatted as currency, of which the value has four decimals only, with all that were typed."""
    if isinstance(value, decimal.Decimal):
        with suppress(ValueError):  # a formula
            return float(typed)
    return value


def _value(value: Any) -> CellValue:
    """A value of xlwings; a cell that is formatted as currency comes as a decimal, a newer error value as a number."""
    if isinstance(value, decimal.Decimal):
        return float(value)
    if type(value) is int and (code := ERROR_CODES.get(value - _AUTOMATION_ERROR)):
        return CellError(code)
    return value  # type: ignore[no-any-return]


def _grid(found: Any, area: Area) -> list[list[str]]:
    """Formulas by row and column: one cell comes alone, and some engines give one row or column as a flat list."""
    if not isinstance(found, (list, tuple)):
        return [[str(found or "")]]
    if not isinstance(found[0], (list, tuple)):
        found = [found] if area.top == area.bottom else [[formula] for formula in found]
    return [[str(formula or "") for formula in row] for row in found]


def put_block(sheet: xw.Sheet, area: Area, rows: Sequence[Sequence[Content]], *, as_text: bool = False) -> None:
    """Put `rows` into the cells in one call, texts as texts whatever they look like.

    `as_text` where the cells are formatted as text already, which Excel then takes as they are.
    """
    typed = [[_typed(value, as_text=as_text) for value in row] for row in rows]
    long = [
        (area.top + row, area.left + column, value)
        for row, values in enumerate(typed)
        for column, value in enumerate(values)
        if isinstance(value, str) and len(value) > _LONGEST_IN_BLOCK
    ]
    for row, column, _ in long:
        typed[row - area.top][column - area.left] = None
    sheet.range(area.text).value = typed
    for row, column, value in long:
        sheet.range((row, column)).value = value


def _typed(value: Content, *, as_text: bool) -> bool | float | str | dt.datetime | None:
    """`value` as one would type it; an apostrophe keeps text from being read as a number, a date or a formula."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, dt.date):
        day = dt.date(value.year, value.month, value.day)
        if day >= _FIRST_DAY:
            return value if isinstance(value, dt.datetime) else dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a calendar day
        value = day.isoformat()
    return value if as_text else "'" + value
