"""A closed workbook: its tables read in blocks, the report's sheets grafted in, everything else left as it is."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Self

from tdag_xl.cells import CellError, normalized
from tdag_xl.errors import MissingTableError
from tdag_xl.hosts.base import Action, Plan, SheetChange
from tdag_xl.hosts.cell_text import cell_content
from tdag_xl.hosts.package_tables import read_tables
from tdag_xl.hosts.reader_failures import reader_failures_told
from tdag_xl.hosts.sheet_names import tab_names
from tdag_xl.hosts.shown_sheet import Rows, shows
from tdag_xl.hosts.table_area import TableArea, headings_by_column
from tdag_xl.hosts.workbook_source import WorkbookSource
from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.markers import ExistingSheet, GeneratedSheet, generated_sheets
from tdag_xl.ooxml.opening import OpenWorkbook, opened, opened_to_read
from tdag_xl.ooxml.refusals import refuse_unsupported, refuse_wrong_extension
from tdag_xl.ooxml.sheet_charts import chart_names
from tdag_xl.ooxml.workbook import TableInfo, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from python_calamine import CalamineWorkbook

    from tdag_xl.cells import CellValue
    from tdag_xl.ooxml.row_cells import Value
    from tdag_xl.ooxml.table_rows import RowsAppended
    from tdag_xl.report import Report, Sheet
    from tdag_xl.tables import InputTable, TableSpec


class PackageHost:
    """The workbook file at `path`; written to `output` where that is given.

    What writes is imported when it writes: most refreshes find that the workbook shows the figures already.
    """

    lacks: frozenset[str] = frozenset()

    def __init__(self, file: OpenWorkbook) -> None:
        self.package = file.package
        self._file = file
        self._planned: tuple[Report, Plan] | None = None

    @classmethod
    @contextmanager
    def open(cls, path: Path, *, output: Path | None = None, ignore_locks: bool = False) -> Iterator[Self]:
        """The workbook, to be read and written. Raises WorkbookError for one that is open or cannot be refreshed."""
        with opened(path, output=output, ignore_locks=ignore_locks) as file:
            refuse_unsupported(file.package)
            refuse_wrong_extension(file.package, output or path)
            yield cls(file)

    @classmethod
    @contextmanager
    def open_to_read(cls, path: Path) -> Iterator[Self]:
        """The workbook, to be read only: it may be open in Excel, signed or protected."""
        with opened_to_read(path) as file:
            yield cls(file)

    @property
    def path(self) -> Path:
        """The file that was read."""
        return self.package.path

    @cached_property
    def _source(self) -> WorkbookSource:
        return WorkbookSource.of(self.package)

    @cached_property
    def _book(self) -> Workbook:
        return Workbook(self.package)

    @cached_property
    def _existing(self) -> Mapping[str, ExistingSheet]:
        return {sheet.key: sheet for sheet in generated_sheets(self.package)}

    def read_tables(self, specs: Sequence[TableSpec]) -> Mapping[str, InputTable]:
        """The tables of the register; raises MissingTableError, or NotAWorkbookError for a damaged sheet."""
        return read_tables(self._source, {table.name: _area(table) for table in self._book.tables}, specs)

    def plan(self, report: Report) -> Plan:
        """What `write` would do: all sheets are written where one changes, since all state the moment."""
        if self._planned is None or self._planned[0] is not report:
            self._planned = report, self._new_plan(report)
        return self._planned[1]

    def _new_plan(self, report: Report) -> Plan:
        names = self._names(report)
        gone = [sheet for key, sheet in self._existing.items() if key not in names]
        stands = not gone and self._all_stand(report.sheets)
        kept = [SheetChange(key, name, self._action(key, stands)) for key, name in names.items()]
        removed = [SheetChange(sheet.key, sheet.name, Action.REMOVED) for sheet in gone]
        changes = (*kept, *removed)
        warnings = self._retirement_warnings(list(names)) if gone else ()
        return Plan(changes, (*self._protection_warnings(changes), *warnings))

    def _retirement_warnings(self, keys: Sequence[str]) -> tuple[str, ...]:
        from tdag_xl.ooxml.graft import retirement_warnings

        return retirement_warnings(self.package, keys)

    def _protection_warnings(self, changes: Sequence[SheetChange]) -> tuple[str, ...]:
        """The protection of the structure holds people back in Excel; it is no lock of the file, and stays."""
        moved = [repr(change.name) for change in changes if change.action in (Action.ADDED, Action.REMOVED)]
        if not moved or not self._book.structure_protected:
            return ()
        return (f"The structure of the workbook is protected, and stays so; added or removed: {', '.join(moved)}.",)

    def write(self, report: Report) -> Plan:
        """Graft the report's sheets in and replace the file in one step."""
        from tdag_xl.hosts.rendering import rendering
        from tdag_xl.ooxml.graft import graft

        plan, names = self.plan(report), self._names(report)
        rendered = rendering(report, names, date1904=self._book.date1904)
        sheets = [GeneratedSheet(s.key, names[s.key], s.digest(), report.moment_line) for s in report.sheets]
        grafted = graft(self.package, rendered.workbook, sheets, rendered.bodies)
        self._file.replace(grafted.changes)
        new = tuple(warning for warning in grafted.warnings if warning not in plan.warnings)
        return Plan(plan.sheets, (*plan.warnings, *new), grafted.followed)

    def append_rows(self, table: str, rows: Sequence[Mapping[str, CellValue]]) -> None:
        """Put the rows under the table and replace the file in one step; without rows, leave it alone."""
        if rows:
            self._file.replace(self.plan_rows(table, rows).changes)

    def plan_rows(self, table: str, rows: Sequence[Mapping[str, CellValue]]) -> RowsAppended:
        """What `append_rows` would write, and what it would raise."""
        from tdag_xl.ooxml.table_rows import append_rows

        info = self._book.table(table)
        if info is None:
            raise MissingTableError(table, workbook=self.path)
        headings = {normalized(heading): heading for heading in info.columns}
        entries = [{headings.get(heading, heading): _entry(value) for heading, value in row.items()} for row in rows]
        return append_rows(self.package, info, entries)

    def _names(self, report: Report) -> dict[str, str]:
        present = {key: sheet.name for key, sheet in self._existing.items()}
        others = [sheet.name for sheet in self._book.sheets if sheet.name not in present.values()]
        return tab_names(report.sheets, present, others)

    def _action(self, key: str, stands: bool) -> Action:
        if key not in self._existing:
            return Action.ADDED
        return Action.UNCHANGED if stands else Action.UPDATED

    def _all_stand(self, sheets: Sequence[Sheet]) -> bool:
        """Whether the workbook shows the sheets already, whenever and by whatever program it was saved."""
        existing = [one for sheet in sheets if (one := self._existing.get(sheet.key)) and one.digest == sheet.digest()]
        if len(existing) < len(sheets):
            return False
        with self._source.opened() as book:
            return all(self._stands(sheet, one, book) for sheet, one in zip(sheets, existing, strict=True))

    def _stands(self, sheet: Sheet, existing: ExistingSheet, book: Workbook) -> bool:
        rows = self._rows(existing, book)
        tables = {t.name: t.area for t in self._book.tables if t.sheet == existing.name}
        part = existing.sheet.part
        charts = frozenset[str]() if part is None else chart_names(self.package, part)
        return shows(rows, tables, charts, sheet, existing.moment)

    def _rows(self, sheet: ExistingSheet, book: Workbook) -> Rows:
        """The rows of the sheet's values from A1, as far as ours reach at least; `book` is the source, opened."""
        bottom = max((area.bottom for area in sheet.cells), default=1)
        right = max((area.right for area in sheet.cells), default=1)
        with reader_failures_told(self.path, sheet.name):
            source = self._source.bounded(book, sheet.name, Area(1, 1, bottom, right))
            values = self._values if source is self._source else source.for_cells()
            read = values.get_sheet_by_name(sheet.name)
        before = [""] * (read.start[1] if read.start else 0)
        return ([*before, *row] for row in read.iter_rows())

    @cached_property
    def _values(self) -> CalamineWorkbook:
        return self._source.for_cells()


def _entry(value: CellValue) -> Value:
    content = cell_content(value)
    return str(content) if isinstance(content, CellError) else content


def _area(table: TableInfo) -> TableArea:
    area, body = table.area, table.body
    first = area.top - 1 + table.header
    end = first if body is None else body.bottom
    return TableArea(table.sheet, area.top - 1, first, end, *headings_by_column(table.columns, area.left - 1))
