"""What the cells of a range hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.block_reading import raw_rows
from tdag_xl.libreoffice.block_writing import put_rows
from tdag_xl.libreoffice.conversions import ERRORS
from tdag_xl.libreoffice.formula_writing import Formulas
from tdag_xl.libreoffice.formulas import from_calc, to_calc
from tdag_xl.libreoffice.headings import after_writing
from tdag_xl.libreoffice.range_base import COLUMNS, ROWS, Box, RangeBase
from tdag_xl.libreoffice.table_shifts import remove_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONTENTS = ("VALUE", "DATETIME", "STRING", "FORMULA")
_ALL = (*_CONTENTS, "ANNOTATION", "HARDATTR", "STYLES", "EDITATTR", "FORMATTED")
_LOOKS = ("HARDATTR", "STYLES", "EDITATTR", "FORMATTED")
_STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


class RangeContents(RangeBase):
    """Values and formulas of the cells."""

    if TYPE_CHECKING:

        def part(self, box: Box) -> Self:
            """Other cells of the same sheet."""

    @property
    def max_cells_per_read(self) -> int | None:
        """All at once."""
        return None

    @property
    def max_cells_per_write(self) -> int | None:
        """All at once."""
        return None

    @property
    def raw_value(self) -> Any:
        """The value of a single cell, else the rows: str, float, bool, datetime; error values as Excel's numbers."""
        rows = raw_rows(self)
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        rows = data if isinstance(data, (list, tuple)) else [[data] * self.box.width] * self.box.height
        put_rows(self, rows)
        after_writing(self._sheet, self.box)

    @property
    def formula(self) -> Any:
        """The formula of a single cell, or what would be typed to give its value; of more cells the rows."""
        formulas, values = self.uno.getFormulaArray(), raw_rows(self)
        rows = tuple(
            tuple(_typed(formula, value) for formula, value in zip(*both, strict=True))
            for both in zip(formulas, values, strict=True)
        )
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        if isinstance(value, (list, tuple)):
            self.raw_value = value
        elif isinstance(value, str) and value.startswith("=") and len(self) > 1:
            self._fill(value)
        else:
            self.raw_value = value

    def _fill(self, formula: str) -> None:
        """The formula in the first cell, and in the others what Excel makes of it there."""
        first = self.part(Box(self.box.top, self.box.left, self.box.top, self.box.left))
        formulas = Formulas(first, {(0, 0): formula})
        self.writable.clearContents(_flags(_CONTENTS))
        formulas.put()
        uno = self.uno
        down, right = bridge.enum("sheet.FillDirection", "TO_BOTTOM"), bridge.enum("sheet.FillDirection", "TO_RIGHT")
        uno.fillAuto(down, 1)
        uno.fillAuto(right, 1)
        after_writing(self._sheet, self.box)

    formula2 = formula
    """What spills in Excel is, in LibreOffice, an array formula in a fixed area: see `formula_array`."""

    @property
    def formula_array(self) -> Any:
        """The array formula that all of the cells share; None where there is none."""
        text = self.uno.getArrayFormula()
        return from_calc(text[1:-1]) if text else None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        formula = to_calc(value if value.startswith("=") else f"={value}", self._sheet.book)
        self.writable.setArrayFormula(formula)
        after_writing(self._sheet, self.box)

    @property
    def has_array(self) -> bool:
        """Whether the first cell is part of an array formula."""
        text = self.part(Box(self.box.top, self.box.left, self.box.top, self.box.left)).uno.getArrayFormula()
        return bool(text)

    def clear_contents(self) -> None:
        """Make the cells blank; looks and notes stay."""
        self._clear(_CONTENTS)

    def clear_formats(self) -> None:
        """Make the cells look like new ones."""
        self._clear(_LOOKS)

    def clear(self) -> None:
        """Make the cells blank, without looks and notes; a table all of whose cells they are is gone then."""
        remove_tables(self._sheet, self.box)
        self._clear(_ALL)

    def _clear(self, kinds: Sequence[str]) -> None:
        self.writable.clearContents(_flags(kinds))
        after_writing(self._sheet, self.box)

    @property
    def current_region(self) -> Self:
        """The cells around, up to blank rows and columns."""
        cursor = self._sheet.uno.createCursorByRange(self.uno)
        cursor.collapseToCurrentRegion()
        return self.part(Box.of(cursor.RangeAddress))

    def end(self, direction: str) -> Self:
        """The cell to which Ctrl and an arrow lead from the first cell: `up`, `down`, `left` or `right`."""
        down, right = _STEPS[direction]
        used = self._sheet.used_box
        row, column = self.box.top, self.box.left
        if down < 0:
            row = min(row, used.bottom + 1)  # what is further away is blank
        if right < 0:
            column = min(column, used.right + 1)
        last = {"up": row, "down": ROWS - row + 1, "left": column, "right": COLUMNS - column + 1}[direction]
        line = self._line(used, row, column, down, right, last)
        steps = _steps_to_end(line, last)
        row, column = row + down * steps, column + right * steps
        return self.part(Box(row, column, row, column))

    def _line(self, used: Box, row: int, column: int, down: int, right: int, last: int) -> list[bool]:
        """Whether each cell of the way from here is filled, as far as any on the sheet may be."""
        reach = {(1, 0): used.bottom - row, (0, 1): used.right - column}.get((down, right), last - 1)
        count = max(0, min(reach, last - 1)) + 1
        end_row, end_column = row + down * (count - 1), column + right * (count - 1)
        box = Box(min(row, end_row), min(column, end_column), max(row, end_row), max(column, end_column))
        cells = [bool(text) for line in self.part(box).uno.getFormulaArray() for text in line]
        return cells[::-1] if down + right < 0 else cells


def _steps_to_end(filled: Sequence[bool], last: int) -> int:
    """Steps from the first cell of a line to where Excel stops; beyond the line all is blank up to `last` cells."""
    place = 0
    if filled[0] and len(filled) > 1 and filled[1]:
        while place + 1 < len(filled) and filled[place + 1]:
            place += 1
        return place
    place = 1
    while place < len(filled) and not filled[place]:
        place += 1
    return place if place < len(filled) else last - 1


def _typed(formula: str, value: Any) -> str:
    """What would be typed into a cell to hold what it does."""
    if (formula[:1] == "=" or formula[:2] == "{=") and formula != value:
        text = from_calc(formula[1:-1] if formula[0] == "{" else formula)
        return text[1:] if text[1:] in ERRORS else text
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    number, exponent, power = formula.partition("E")
    return f"{number}E{int(power):+03d}" if exponent else formula


def _flags(kinds: Sequence[str]) -> int:
    return sum(bridge.constant(f"sheet.CellFlags.{kind}") for kind in kinds)
