"""The allowed codes of tblLists, and the warnings about codes that are not allowed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import narwhals as nw

from tdag_xl.cells import shown
from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.columns import BLANK, LISTS
from tdag_xl.domain.findings import Rule, Severity, TableFindings
from tdag_xl.domain.frames import distinct, records
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tdag_xl.domain.findings import Line
    from tdag_xl.domain.frames import Frame
    from tdag_xl.tables import InputTable


class CodeLists:
    """The allowed codes by list; the list is named like the column. A column without a list may hold anything."""

    def __init__(self, codes: Mapping[str, Iterable[str]]) -> None:
        self._codes = {name: frozenset(allowed) for name, allowed in codes.items()}
        self._nearest = {name: NearestName(allowed) for name, allowed in self._codes.items()}

    def codes(self, column: str) -> frozenset[str]:
        """The allowed codes; empty where the column has no list."""
        return self._codes.get(column, frozenset())

    def is_unknown(self, column: str, code: str) -> bool:
        """Whether the column has a list, and `code` is not in it."""
        return column in self._codes and code not in self._codes[column]

    def warn(self, findings: TableFindings, row: int, column: str, code: str | None, *, may_be_blank: bool) -> None:
        """Warn of a blank code, where the column should not be blank, and of an unknown one."""
        if self._is_doubtful(code, is_odd=findings.is_odd(row, column), column=column, may_be_blank=may_be_blank):
            findings.warning(row, column, *self._doubt(findings, column, may_be_blank, {ROW: row, column: code}))

    def warn_of_all(
        self, findings: TableFindings, rows: Frame, columns: Sequence[str], *, may_be_blank: bool = False
    ) -> None:
        """Warn of every blank or unknown code in `columns` of a frame with sheet rows."""
        for column in columns:
            self.warn_of(findings, rows, column, distinct(rows, column), may_be_blank=may_be_blank)

    def warn_of(
        self, findings: TableFindings, rows: Frame, column: str, codes: Collection[str | None], *, may_be_blank: bool
    ) -> None:
        """Warn of every blank or unknown code in `column`, whose distinct `codes` are known."""
        unknown = [code for code in codes if code is not None and self.is_unknown(column, code)]
        doubtful = nw.col(column).is_in(unknown) if unknown else nw.lit(value=False)
        if None in codes:
            blank = nw.col(column).is_null()
            doubtful = doubtful | (blank & findings.has_odd(column) if may_be_blank else blank)
        elif not unknown:
            return
        rule = Rule(Severity.WARNING, column, doubtful, partial(self._doubt, findings, column, may_be_blank))
        findings.note_rows(rows.filter(doubtful), [column], [rule])

    def _is_doubtful(self, code: str | None, *, is_odd: bool, column: str, may_be_blank: bool) -> bool:
        return is_odd or not may_be_blank if code is None else self.is_unknown(column, code)

    def _doubt(self, findings: TableFindings, column: str, may_be_blank: bool, line: Line) -> tuple[str, str]:
        code = line[column]
        if code is not None:
            what = f"{column} {shown(code)} is not among the codes of tblLists{self._nearest[column].hint(code)}."
            return what, "Correct the code, or add it to tblLists."
        if findings.is_odd(line[ROW], column):
            meaning = "blank" if may_be_blank else BLANK
            what = f"{column} {findings.state(line[ROW], column)}; it counts as {meaning}."
            return what, "Replace it by the code that belongs there."
        return f"{column} is blank; it counts as {BLANK}.", "Choose a code."


def code_lists(table: InputTable | None) -> tuple[CodeLists, TableFindings | None]:
    """The lists of tblLists, and what is wrong in them; a workbook may do without."""
    if table is None:
        return CodeLists({}), None
    findings = TableFindings(LISTS, table)
    codes: dict[str, dict[str, int]] = {}
    for line in records(table.frame):
        row, name, code = line[ROW], line["List"], line["Code"]
        if name is None or code is None:
            column = "List" if name is None else "Code"
            what = f"{column} {findings.state(row, column)}; the row is not read."
            findings.warning(row, column, what, "Fill in both cells, or delete the row.")
            continue
        first = codes.setdefault(name, {}).setdefault(code, row)
        if first != row:
            what = f"Code {shown(code)} is in the list {shown(name)} already, on row {first}."
            findings.warning(row, "Code", what, "Delete one of the two rows.")
    return CodeLists(codes), findings
