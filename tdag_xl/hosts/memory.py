"""A workbook that is two dictionaries: for tests, notebooks and dry runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import narwhals as nw

from tdag_xl.cells import Kind
from tdag_xl.errors import MissingTableError
from tdag_xl.hosts.base import Action, Plan, SheetChange
from tdag_xl.hosts.sheet_names import tab_names
from tdag_xl.tables import ROW, TableSpec, in_memory, input_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tdag_xl.cells import CellValue
    from tdag_xl.report import Report, Sheet
    from tdag_xl.tables import InputTable

_KINDS = {nw.String: Kind.TEXT, nw.Float64: Kind.NUMBER, nw.Datetime: Kind.DATE}


class MemoryHost:
    """Holds input tables by name and, after a write, the generated sheets by the name of their tab.

    `tabs` are the names of staff's own sheets.
    """

    lacks = frozenset({"charts", "number formats", "print set-up"})

    def __init__(self, tables: Mapping[str, InputTable], tabs: Sequence[str] = ()) -> None:
        self.tables = dict(tables)
        self.tabs = list(tabs)
        self.sheets: dict[str, Sheet] = {}

    def read_tables(self, specs: Sequence[TableSpec]) -> Mapping[str, InputTable]:
        """The tables that are there; raises MissingTableError for a required one that is not."""
        for spec in specs:
            if spec.required and spec.name not in self.tables:
                raise MissingTableError(spec.name)
        return {spec.name: self.tables[spec.name] for spec in specs if spec.name in self.tables}

    def rename(self, old: str, new: str) -> None:
        """Rename a generated sheet's tab, as staff would."""
        self.sheets = {new if name == old else name: sheet for name, sheet in self.sheets.items()}

    def plan(self, report: Report) -> Plan:
        """What `write` would do."""
        present = {sheet.key: name for name, sheet in self.sheets.items()}
        names = tab_names(report.sheets, present, self.tabs)
        kept = [SheetChange(s.key, names[s.key], self._action(s, names[s.key])) for s in report.sheets]
        removed = [SheetChange(key, name, Action.REMOVED) for key, name in present.items() if key not in names]
        return Plan((*kept, *removed))

    def write(self, report: Report) -> Plan:
        """Keep the report's sheets under their tabs; return what that changed."""
        plan = self.plan(report)
        names = {change.key: change.name for change in plan.sheets}
        self.sheets = {names[sheet.key]: sheet for sheet in report.sheets}
        return plan

    def append_rows(self, table: str, rows: Sequence[Mapping[str, CellValue]]) -> None:
        """Put the rows under those of the table."""
        if table not in self.tables:
            raise MissingTableError(table)
        old = in_memory(self.tables[table])
        before = old.frame.lazy().collect()
        if strangers := {heading for row in rows for heading in row} - set(old.headings):
            raise ValueError(f"the table {table!r} has no column {min(strangers)!r}")
        kinds = {column: _KINDS[type(dtype)] for column, dtype in before.schema.items() if column != ROW}
        cells = {heading: [row.get(heading) for row in rows] for heading in old.headings}
        first = max([old.header_row, *before[ROW].to_list()]) + 1
        new = input_table(TableSpec(table, kinds), old.sheet, old.header_row, cells, first)
        added = new.frame.lazy().collect()
        frame = nw.concat([before, added]) if len(added) else before
        self.tables[table] = replace(old, frame=frame, odd=(*old.odd, *new.odd))

    def _action(self, sheet: Sheet, name: str) -> Action:
        if name not in self.sheets:
            return Action.ADDED
        return Action.UNCHANGED if self.sheets[name].digest() == sheet.digest() else Action.UPDATED
