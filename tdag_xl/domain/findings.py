"""What is wrong in the register, for the person who can put it right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

import narwhals as nw

from tdag_xl.cells import Kind, shown
from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.columns import SPECS
from tdag_xl.domain.frames import each_record, height, records
from tdag_xl.tables import ROW, OddCell, mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tdag_xl.cells import CellValue
    from tdag_xl.domain.frames import Frame
    from tdag_xl.tables import InputTable, TableSpec


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


def counted(tables: Iterable[TableFindings]) -> Counter[Severity]:
    """How many findings of each severity the tables have, listed or not."""
    return sum((table.counts for table in tables), Counter[Severity]())


def _place(finding: Finding) -> tuple[bool, int, int, int, str]:
    number, columns = _PLACES[finding.table]
    return (
        finding.severity is Severity.WARNING,
        number,
        finding.row,
        columns.index(finding.column),
        finding.finding,
    )


Line = Mapping[str, Any]
"""A row that a rule is about: its sheet row and the columns asked for."""


@dataclass(frozen=True)
class Rule:
    """What is noted about `column` of each row for which `when` is true: the finding and what to do, in sentences."""

    severity: Severity
    column: str
    when: nw.Expr
    say: Callable[[Line], tuple[str, str]]


class TableFindings:
    """The findings of one table; about a column that the table lacks, only that it is missing.

    All are counted in `counts`. Of each set of rules the first `most` rows are listed in `found`, all if None.
    """

    def __init__(self, spec: TableSpec, table: InputTable, most: int | None = None) -> None:
        self._spec, self._table, self.most = spec, table, most
        self._odd = {(cell.row, cell.column): cell for cell in table.odd}
        self.found: list[Finding] = []
        self.counts: Counter[Severity] = Counter()
        self._note_missing_columns()
        self._note_dates_as_text()

    @property
    def odd_columns(self) -> frozenset[str]:
        """The columns in which some cell may not be usable."""
        return self._table.marks | {cell.column for cell in self._unusable()}

    @property
    def marks(self) -> list[str]:
        """The columns of the table's frame that quote unusable cells."""
        return [mark(column) for column in sorted(self._table.marks)]

    def error(self, row: int, column: str, finding: str, what_to_do: str) -> None:
        """Note why the row counts nowhere."""
        self._note(Severity.ERROR, row, column, finding, what_to_do)

    def warning(self, row: int, column: str, finding: str, what_to_do: str) -> None:
        """Note what is doubtful about a row that counts."""
        self._note(Severity.WARNING, row, column, finding, what_to_do)

    def note_rows(self, rows: Frame, columns: Sequence[str], rules: Sequence[Rule]) -> bool:
        """Note what `rules` say of `rows`, whose `columns` they read, by sheet row; whether there is any row."""
        if self.most is None and not height(rows):
            return False
        rules = [rule for rule in rules if rule.column not in self._table.missing]
        flags = {f"rule {place}": rule.when.fill_null(value=False) for place, rule in enumerate(rules)}
        marks = [name for name in self.marks if name in rows.collect_schema().names()]
        judged = rows.select(ROW, *columns, *marks, **flags)
        if self.most is not None:
            if not self._count(judged, rules, list(flags)):
                return False
            judged = judged.sort(ROW).head(self.most)
        lines = False
        for line in each_record(judged.sort(ROW)):
            lines = True
            self._learn(line)
            for flag, rule in zip(flags, rules, strict=True):
                if line[flag]:
                    self.counts[rule.severity] += self.most is None  # else it is counted already
                    self._list(rule.severity, line[ROW], rule.column, *rule.say(line))
        return lines

    def count_unlisted(self, severity: Severity, column: str, number: int) -> None:
        """Count findings that are more than are listed."""
        if column not in self._table.missing:
            self.counts[severity] += number

    def _count(self, judged: Frame, rules: Sequence[Rule], flags: Sequence[str]) -> int:
        """Count what the rules note beyond what is going to be listed; return the number of rows."""
        sums = {flag: nw.col(flag).cast(nw.Int64()).sum() for flag in flags}
        [counted] = records(judged.select(height=nw.len(), **sums))
        for flag, rule in zip(flags, rules, strict=True):
            self.counts[rule.severity] += int(counted[flag] or 0)
        return int(counted["height"])

    def _note(self, severity: Severity, row: int, column: str, finding: str, what_to_do: str) -> None:
        if column not in self._table.missing:
            self.counts[severity] += 1
            self._list(severity, row, column, finding, what_to_do)

    def _list(self, severity: Severity, row: int, column: str, finding: str, what_to_do: str) -> None:
        table, sheet = self._table.name, self._table.sheet
        self.found.append(Finding(severity, table, sheet, row, column, finding, what_to_do))

    def _learn(self, line: Line) -> None:
        """Take in what the row's marks quote."""
        for column in self._table.marks:
            if (quoted := line.get(mark(column))) is not None:
                self._odd[line[ROW], column] = OddCell(line[ROW], column, None, quoted=quoted)

    def has_odd(self, column: str) -> nw.Expr:
        """Whether a row's cell in `column` holds something that the column cannot use."""
        if column in self._table.marks:
            return ~nw.col(mark(column)).is_null()
        rows = [cell.row for cell in self._unusable() if cell.column == column]
        return nw.col(ROW).is_in(rows) if rows else nw.lit(value=False)

    def is_odd(self, row: int, column: str) -> bool:
        """Whether the cell holds something its column cannot use."""
        cell = self._odd.get((row, column))
        return cell is not None and not cell.usable

    def held(self, row: int, column: str, value: CellValue = None) -> str:
        """What the cell holds, as a sentence quotes it: the odd value, else `value`."""
        cell = self._odd.get((row, column))
        return shown(value) if cell is None else _quoted(cell)

    def state(self, row: int, column: str) -> str:
        """`is blank`, or what an odd cell holds: for a cell that gives no value."""
        return f"holds {self.held(row, column)}" if self.is_odd(row, column) else "is blank"

    def warn_of_odd_cells(self, columns: Sequence[str]) -> None:
        """Warn of odd cells in columns that may be blank."""
        for column in self._table.marks.intersection(columns):
            rows = self._table.frame.lazy().filter(self.has_odd(column))
            self.note_rows(
                rows, (), [Rule(Severity.WARNING, column, nw.lit(value=True), partial(self._odd_one, column))]
            )
        for cell in self._unusable():
            if cell.column in columns:
                self.warning(cell.row, cell.column, *self._odd_one(cell.column, {ROW: cell.row}))

    def _odd_one(self, column: str, line: Line) -> tuple[str, str]:
        what = f"{column} holds {self.held(line[ROW], column)}; it counts as blank."
        return what, "Replace it by the text that belongs there."

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
            self.counts[Severity.ERROR] += 1
            self._list(Severity.ERROR, table.header_row, column, finding, what_to_do)

    def _note_dates_as_text(self) -> None:
        for cell in self._table.odd:
            if cell.usable and self._spec.columns[cell.column] is Kind.DATE:
                finding = f"{cell.column} holds the date {_quoted(cell)} as text; it was understood."
                self.warning(cell.row, cell.column, finding, "Type the date again, so that Excel takes it as a date.")


def _quoted(cell: OddCell) -> str:
    return shown(cell.value) if cell.quoted is None else cell.quoted
