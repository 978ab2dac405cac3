"""Values put into a rectangle of cells: one call for the values, then the formats of days and truths, then formulas.

As in Excel, what goes into a cell that is formatted as text becomes a text; a cell without a format of its own takes
that of the value; of merged cells only the first takes one. A time zone is left out; a time of day is a part of a day.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice.cell_formats import CellFormats, Run
from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.formula_writing import Formulas
from tdag_xl.libreoffice.range_base import Box
from tdag_xl.libreoffice.typed_text import Typed, is_plain, refuse_bad_text, typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.libreoffice.range_base import RangeBase

_FIRST_DAY = dt.datetime(1900, 1, 1)  # noqa: DTZ001 - cells know no time zones
_DAY = dt.timedelta(days=1)
_DATE_FORMAT, _MOMENT_FORMAT, _TIME_FORMAT = "m/d/yyyy", "m/d/yyyy h:mm", "h:mm:ss AM/PM"
_SHORT = 16_000
"""Characters of a text that is certainly short enough for a cell."""


def put_rows(cells: RangeBase, rows: Sequence[Sequence[Any]]) -> None:
    """Put rows of values into the cells, texts as if they were typed.

    Raises RefusedError before anything is written for what no cell of Excel holds, or where the sheet is protected.
    """
    uno = cells.writable
    if (len(rows), len(rows[0])) != cells.shape or any(len(row) != len(rows[0]) for row in rows):
        raise RefusedError(f"{cells.where}: a block of {len(rows)} × {len(rows[0])} values does not fit these cells.")
    formats = CellFormats(cells, uno)
    block = _Block(cells, formats)
    columns = [block.column(place, values) for place, values in enumerate(zip(*rows, strict=True))]
    formulas = Formulas(cells, block.formulas) if block.formulas else None
    uno.setDataArray(tuple(zip(*columns, strict=True)))
    formats.put(block.runs)
    formats.put_filled(block.filled, uno)
    if formulas is not None:
        formulas.put()


class _Block:
    """Makes of Python's values what LibreOffice takes, column by column."""

    def __init__(self, cells: RangeBase, formats: CellFormats) -> None:
        self.formulas: dict[tuple[int, int], str] = {}
        self.runs: dict[str, list[Run]] = {}
        self.filled: dict[str, list[int]] = {}
        self._cells, self._formats = cells, formats
        null = cells.sheet.book.uno.NullDate
        self._origin = dt.datetime(null.Year, null.Month, null.Day)  # noqa: DTZ001
        self._known: dict[tuple[type, Any], Typed] = {}

    def column(self, place: int, values: Sequence[Any]) -> Sequence[float | str]:
        """The values of a column as LibreOffice takes them; formats and formulas are noted for afterwards."""
        values = self._formats.where_text(place, values, self._as_text)
        values = self._formats.without_covered(place, values)
        kinds = set(map(type, values))
        if kinds == {float} and all(map(math.isfinite, values)):
            return values
        if kinds == {str} and _all_plain(values):
            return values
        if self._formats.is_general(place):
            made = self._of_one_kind(place, values, kinds)
            if made is not None:
                return made
        return [self._cell(row, place, value) for row, value in enumerate(values)]

    def _of_one_kind(self, place: int, values: Sequence[Any], kinds: set[type]) -> list[float | str] | None:
        """A column of truths, or of days or moments with gaps; None for any other, or where Excel refuses one."""
        if kinds == {bool}:
            self.filled.setdefault("BOOLEAN", []).append(place)
            return list(map(float, values))
        if not any(issubclass(kind, dt.datetime) for kind in kinds):
            return None
        different = set(values) - {None, ""}
        if not all(isinstance(value, dt.datetime) for value in different):
            return None
        try:
            known = {value: self._moment(0, place, value) for value in different}
        except RefusedError:
            return None  # which is then told with its place
        codes = {one.format for one in known.values()}
        if len(codes) != 1:
            return None
        self.filled.setdefault(str(codes.pop()), []).append(place)
        numbers: dict[Any, float | str] = {None: "", "": "", **{value: one.value for value, one in known.items()}}
        return [numbers[value] for value in values]

    def _cell(self, row: int, column: int, value: Any) -> float | str:
        kind = type(value)
        if kind is float and -math.inf < value < math.inf:
            return value  # type: ignore[no-any-return]
        known = self._known.get((kind, value))
        if known is None:
            known = self._known[kind, value] = self._typed(row, column, value)
        if known.is_formula:
            self.formulas[row, column] = str(known.value)
            return ""
        if known.format is not None:
            self._note(known.format, row, column)
        return known.value

    def _note(self, code: str, row: int, column: int) -> None:
        runs = self.runs.setdefault(code, [])
        if runs and runs[-1].column == column and runs[-1].bottom == row - 1:
            runs[-1] = runs[-1]._replace(bottom=row)
        else:
            runs.append(Run(column, row, row))

    def _typed(self, row: int, column: int, value: Any) -> Typed:
        if value is None or value == "":
            return Typed("")
        if isinstance(value, str):
            return self._text(str(value), row, column)
        if isinstance(value, bool):
            return Typed(float(value), "BOOLEAN")
        if isinstance(value, (dt.datetime, dt.date, dt.time)):
            return self._moment(row, column, value)
        return Typed(self._number(row, column, value))

    def _text(self, text: str, row: int, column: int) -> Typed:
        refuse_bad_text(text, self._where(row, column))
        found = typed(text, self._origin)
        if isinstance(found.value, str) and not found.is_formula and not is_plain(found.value):
            return found._replace(format="General")  # LibreOffice formats the cell of such a text as text
        return found

    def _where(self, row: int, column: int) -> str:
        top, left = self._cells.box.top + row, self._cells.box.left + column
        cell = Box(top, left, top, left).address(row_absolute=False, column_absolute=False)
        return f"{self._cells.sheet.name}!{cell}"

    def _number(self, row: int, column: int, value: Any) -> float | str:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isinf(number):
            raise RefusedError(f"{self._where(row, column)}: a cell cannot hold {value}.")
        return "" if number != number else number

    def _moment(self, row: int, column: int, value: dt.date | dt.time) -> Typed:
        if isinstance(value, dt.time):
            part = dt.timedelta(
                hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
            )
            return Typed(part / _DAY, _TIME_FORMAT)
        moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001
        moment = moment.replace(tzinfo=None)
        if moment < max(_FIRST_DAY, self._origin):
            first = max(_FIRST_DAY, self._origin).year
            raise RefusedError(
                f"{self._where(row, column)}: {moment.date().isoformat()} is before {first}, so it is no date to Excel."
            )
        whole = moment.time() == dt.time()
        return Typed((moment - self._origin) / _DAY, _DATE_FORMAT if whole else _MOMENT_FORMAT)

    def _as_text(self, value: Any) -> str:
        """A value as a text, marked as one by an apostrophe, as a cell takes it that is formatted as text."""
        if value is None or value == "" or value != value:
            return ""
        if isinstance(value, bool):
            return f"'{str(value).upper()}"
        if isinstance(value, (str, dt.date, dt.time)):
            return f"'{value}"
        return f"'{float(value):.15g}"


def _all_plain(texts: Sequence[str]) -> bool:
    """Whether all are texts that Excel takes as they are, for sure."""
    if max(map(len, texts)) > _SHORT or not "".join(texts).isprintable():
        return False
    return all(map(is_plain, set(texts)))
