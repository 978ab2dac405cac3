"""How the sheet Formulas is laid out: a formula a row, with its explanation, its text and its live result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_udfs.catalogue import FORMULAS
from xlsxwriter.utility import xl_rowcol_to_cell

from tdag_xl.builder.cell_styles import CALCULATED, COLUMN_HEADING, HEADING_1, INPUT, NORMAL, NOTE, TITLE
from tdag_xl.hosts.table_cells import write_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_udfs.grids import Result
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from tdag_xl.builder.cell_styles import Formats
    from tdag_xl.cells import CellValue

NAME, TEXT, FORMULA, RESULT = range(4)  # columns
_WIDTHS = (21, 58, 58, 40, 9, 9)

_DESCRIPTIONS = {formula.name: formula.description for formula in FORMULAS}


class Page:
    """The sheet, written from top to bottom; `row` is the next row, 0-based."""

    def __init__(self, sheet: Worksheet, formats: Formats) -> None:
        self._sheet, self._formats = sheet, formats
        self.row = 0
        for place, width in enumerate(_WIDTHS):
            sheet.set_column(place, place, width)

    def title(self, title: str, note: str) -> None:
        """Write the title, and under it what the sheet is."""
        self._sheet.write_string(0, NAME, title, self._formats.of(TITLE))
        self._sheet.write_string(1, NAME, note, self._formats.of(NOTE))
        self.row = 2

    def heading(self, heading: str, note: str) -> None:
        """Begin a section."""
        self._sheet.write_string(self.row + 1, NAME, heading, self._formats.of(HEADING_1))
        self.row += 2
        self.note(note)

    def note(self, note: str) -> None:
        """Write a line of text."""
        self._sheet.write_string(self.row, NAME, note, self._formats.of(NOTE))
        self.row += 1

    def columns(self, headings: Sequence[str]) -> None:
        """Write a row of headings."""
        for place, heading in enumerate(headings):
            self._sheet.write_string(self.row, place, heading, self._formats.of(COLUMN_HEADING))
        self.row += 1

    def entry(self, name: str, text: str, value: float) -> str:
        """Write a cell that staff may change; its address."""
        self._described(name, text, "")
        self._sheet.write_number(self.row, RESULT, value, self._formats.of(INPUT, bold=True, border=1, align="left"))
        return self._next(RESULT)

    def formula(self, name: str, text: str, formula: str, value: CellValue, number_format: str = "General") -> str:
        """Write a row about a formula of worksheet functions alone; the address of its result."""
        self._described(name, text, formula)
        self._spilled(self.row, RESULT, formula, [[value]], (number_format,))
        return self._next(RESULT)

    def custom(self, name: str, formula: str, values: Result, number_format: str = "General") -> None:
        """Write a row about a custom formula, with its result at the end of the row; without `name`, a further one."""
        self._described(name, _DESCRIPTIONS.get(name, ""), formula)
        if isinstance(values, list):
            self._spilled(self.row, RESULT, formula, values, (number_format,) * len(values[0]))
        else:
            self._single(self.row, RESULT, formula, values, number_format)
        self.row += 1

    def announced(self, name: str, formula: str) -> None:
        """Write a row about a custom formula whose result stands below."""
        self._described(name, _DESCRIPTIONS[name], formula)
        self.row += 1

    def spilled(self, place: int, formula: str, values: Result, number_formats: Sequence[str]) -> None:
        """Write a result of several rows from here on, its first column at `place`; `row` stays."""
        self._spilled(self.row, place, formula, as_rows(values), number_formats)

    def results(self, name: str, formulas: Sequence[str], values: Sequence[CellValue], number_format: str) -> None:
        """Write a row of results that end under the last heading."""
        self._sheet.write_string(self.row, NAME, name, self._formats.of(NORMAL, bold=True, valign="top"))
        first = RESULT + 1 - len(formulas)
        for place, (formula, value) in enumerate(zip(formulas, values, strict=True), first):
            self._spilled(self.row, place, formula, [[value]], (number_format,))
        self.row += 1

    def _described(self, name: str, text: str, formula: str) -> None:
        top: dict[str, Any] = {"text_wrap": True, "valign": "top"}
        self._sheet.write_string(self.row, NAME, name, self._formats.of(NORMAL, bold=True, valign="top"))
        self._sheet.write_string(self.row, TEXT, text, self._formats.of(NORMAL, **top))
        self._sheet.write_string(
            self.row, FORMULA, formula.replace("_xlfn.", ""), self._formats.of(NORMAL, font_name="Consolas", **top)
        )

    def _single(self, row: int, place: int, formula: str, value: CellValue, number_format: str) -> None:
        """Write a formula that gives one cell as an ordinary one: LibreOffice then shows what it gave."""
        self._sheet.write_formula(row, place, formula, self._result_format(number_format), _stored(value))

    def _spilled(
        self, row: int, place: int, formula: str, rows: list[list[CellValue]], number_formats: Sequence[str]
    ) -> None:
        formats = [self._result_format(number_format) for number_format in number_formats]
        last_row, last_place = row + len(rows) - 1, place + len(rows[0]) - 1
        self._sheet.write_dynamic_array_formula(
            row, place, last_row, last_place, formula, formats[0], _stored(rows[0][0])
        )
        for down, cells in enumerate(rows):
            for across, cell in enumerate(cells):
                if down or across:
                    self._written(row + down, place + across, cell, formats[across])

    def _written(self, row: int, place: int, cell: CellValue, cell_format: Format) -> None:
        if isinstance(cell, (int, float)):
            self._sheet.write_number(row, place, cell, cell_format)
        else:
            write_text(self._sheet, row, place, str(cell), cell_format)

    def _result_format(self, number_format: str) -> Format:
        return self._formats.of(CALCULATED, num_format=number_format, align="left", text_wrap=True)

    def _next(self, place: int) -> str:
        self.row += 1
        return str(xl_rowcol_to_cell(self.row - 1, place))


class _Text(str):
    """Text that XlsxWriter does not take for a number, such as the name 007."""

    __slots__ = ()

    def __float__(self) -> float:
        raise ValueError(self)


def _stored(value: CellValue) -> float | str:
    """A result as XlsxWriter takes it."""
    return value if isinstance(value, (int, float)) else _Text(value)


def as_rows(values: Result) -> list[list[CellValue]]:
    """The rows of a result, also of a single cell."""
    return values if isinstance(values, list) else [[values]]
