"""What is wrong in the register, for the person who can put it right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tdag_xl.cells import Kind, shown
from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.columns import SPECS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tdag_xl.cells import CellValue
    from tdag_xl.tables import InputTable, OddCell, TableSpec


class Severity(StrEnum):
    """Whether what a finding is about counts: not after an error, but after a warning."""

    ERROR = "Error"
    WARNING = "Warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about one cell, and what to do; `row` is the row of the sheet."""

    severity: Severity
    table: str
    sheet: str
    row: int
    column: str
    finding: str
    what_to_do: str

    @property
    def where(self) -> str:
        """The cell's place, as a sentence begins."""
        return f"{self.sheet}, {self.table}, row {self.row}, {self.column}"


_PLACES = {spec.name: (number, tuple(spec.columns)) for number, spec in enumerate(SPECS)}


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors before warnings, then by table, row and column as they stand in the register."""
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[bool, int, int, int, str]:
    number, columns = _PLACES[finding.table]
    return (
        finding.severity is Severity.WARNING,
        number,
        finding.row,
        columns.index(finding.column),
        finding.finding,
    )


class TableFindings:
    """The findings of one table; about a column that the table lacks, only that it is missing."""

    def __init__(self, spec: TableSpec, table: InputTable) -> None:
        self._spec, self._table = spec, table
        self._odd = {(cell.row, cell.column): cell for cell in table.odd}
        self.found: list[Finding] = []
        self._note_missing_columns()
        self._note_dates_as_text()

    def error(self, row: int, column: str, finding: str, what_to_do: str) -> None:
        """Note why the row counts nowhere."""
        self._note(Severity.ERROR, row, column, finding, what_to_do)

    def warning(self, row: int, column: str, finding: str, what_to_do: str) -> None:
        """Note what is doubtful about a row that counts."""
        self._note(Severity.WARNING, row, column, finding, what_to_do)

    def _note(self, severity: Severity, row: int, column: str, finding: str, what_to_do: str) -> None:
        if column not in self._table.missing:
            table, sheet = self._table.name, self._table.sheet
            self.found.append(Finding(severity, table, sheet, row, column, finding, what_to_do))

    def is_odd(self, row: int, column: str) -> bool:
        """Whether the cell holds something its column cannot use."""
        cell = self._odd.get((row, column))
        return cell is not None and not cell.usable

    def odd_rows(self, column: str) -> list[int]:
        """The rows whose cell in `column` cannot be used."""
        return [cell.row for cell in self._unusable() if cell.column == column]

    def held(self, row: int, column: str, value: CellValue = None) -> str:
        """What the cell holds, as a sentence quotes it: the odd value, else `value`."""
        cell = self._odd.get((row, column))
        return shown(value if cell is None else cell.value)

    def state(self, row: int, column: str) -> str:
        """`is blank`, or what an odd cell holds: for a cell that gives no value."""
        return f"holds {self.held(row, column)}" if self.is_odd(row, column) else "is blank"

    def warn_of_odd_cells(self, columns: Sequence[str]) -> None:
        """Warn of odd cells in columns that may be blank."""
        for cell in self._unusable():
            if cell.column in columns:
                finding = f"{cell.column} holds {shown(cell.value)}; it counts as blank."
                self.warning(cell.row, cell.column, finding, "Replace it by the text that belongs there.")

    def _unusable(self) -> Iterable[OddCell]:
        return (cell for cell in self._table.odd if not cell.usable)

    def _note_missing_columns(self) -> None:
        table = self._table
        for column in table.missing:
            if column in table.doubled:
                finding = f"Table {table.name} has more than one column {column!r}."
                what_to_do = f"Give all but one of them another heading; until then {column} counts as blank."
            else:
                nearest = NearestName(set(table.headings) - set(self._spec.columns)).of(column)
                hint = f"; the nearest heading is {nearest!r}: rename it." if nearest else ": add it."
                finding = f"Table {table.name} has no column {column!r}{hint}"
                what_to_do = f"Give the column the heading {column!r}; until then it counts as blank."
            self.found.append(
                Finding(Severity.ERROR, table.name, table.sheet, table.header_row, column, finding, what_to_do)
            )

    def _note_dates_as_text(self) -> None:
        for cell in self._table.odd:
            if cell.usable and self._spec.columns[cell.column] is Kind.DATE:
                finding = f"{cell.column} holds the date {shown(cell.value)} as text; it was understood."
                self.warning(cell.row, cell.column, finding, "Type the date again, so that Excel takes it as a date.")
