"""A workbook that is open in an application: read and written through xlwings' public interface, block by block."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.errors import ApplicationGoneError, ApplicationRefusedError, TdagError
from tdag_xl.hosts.base import Action, Plan, SelectedFigure, SheetChange
from tdag_xl.hosts.live import tables as live_tables
from tdag_xl.hosts.live.applications import adapter_for, says_gone
from tdag_xl.hosts.live.cells import values
from tdag_xl.hosts.live.markers import SHOWN, Marked, generated_sheets, marker_of
from tdag_xl.hosts.live.niceties import Niceties
from tdag_xl.hosts.live.page import Formula, merged, wanted_page
from tdag_xl.hosts.live.quiet import answers, quiet, tried
from tdag_xl.hosts.live.reading import SheetRead, page_read, read_sheet, tables_of
from tdag_xl.hosts.live.retiring import entries, retirement_warnings
from tdag_xl.hosts.live.room import refuse_renamed_tabs, refuse_taken_names, refuse_taken_room
from tdag_xl.hosts.live.state import GeneratedState, Mark, SheetState
from tdag_xl.hosts.live.writing import Target, write_all
from tdag_xl.hosts.sheet_names import tab_names
from tdag_xl.hosts.shown_sheet import shows
from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.formula_references import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    import xlwings as xw

    from tdag_xl.cells import CellValue
    from tdag_xl.hosts.live.adapters import Adapter
    from tdag_xl.hosts.live.page import Page
    from tdag_xl.hosts.sheet_names import Keyed
    from tdag_xl.report import Report, Sheet
    from tdag_xl.tables import InputTable, TableSpec


@dataclass(frozen=True)
class _Reading:
    """What a report asks of the workbook as it is: pages and sheets that were read by key, the plan, what goes."""

    plan: Plan
    pages: Mapping[str, Page]
    reads: Mapping[str, SheetRead]
    gone: tuple[SheetRead, ...]


class LiveHost:
    """The open workbook `book`. `progress` receives what is being done, in words."""

    lacks: frozenset[str] = frozenset()

    def __init__(
        self, book: xw.Book, *, adapter: Adapter | None = None, progress: Callable[[str], None] = lambda text: None
    ) -> None:
        self.book = book
        self._adapter = adapter
        self._progress = progress

    @cached_property
    def adapter(self) -> Adapter:
        """The niceties of the application."""
        return adapter_for(self.book) if self._adapter is None else self._adapter

    @cached_property
    def path(self) -> Path:
        """The workbook's name, as errors say it; it may have no file yet, or one on a server."""
        return Path(self.book.name)

    @cached_property
    def _niceties(self) -> Niceties:
        return Niceties(self.adapter)

    def read_tables(self, specs: Sequence[TableSpec]) -> Mapping[str, InputTable]:
        """The tables of the register, each in one block; raises MissingTableError for a required one."""
        self._progress("Reading the register")
        with self._refusals_told():
            return live_tables.read_tables(self.book, self.path, specs)

    def plan(self, report: Report) -> Plan:
        """What `write` would do: all sheets are written where one changes, since all state the moment."""
        with self._refusals_told():
            return self._reading(report).plan

    def write(self, report: Report) -> Plan:
        """Write the report where something but the moment changes.

        Raises RoomTakenError or UnsupportedWorkbookError before anything is written, ApplicationRefusedError after
        everything was taken back.
        """
        with self._refusals_told(), quiet(self.book):
            reading = self._reading(report)
            plan = reading.plan
            if not plan.changes_anything:
                return plan
            self._refuse_what_is_in_the_way(reading.pages, reading.reads)
            targets = [Target(page, reading.reads.get(key)) for key, page in reading.pages.items()]
            overwritten = [sentence for target in targets for sentence in _formulas_written_over(target)]
            self._write(targets, reading.gone)
            return replace(plan, warnings=(*plan.warnings, *overwritten))

    def append_rows(self, table: str, rows: Sequence[Mapping[str, CellValue]]) -> None:
        """Put `rows` under the last row in use of a table of staff's; nothing else changes."""
        with self._refusals_told(), quiet(self.book):
            live_tables.append_rows(self.book, self.path, table, rows)

    def shown(self) -> GeneratedState:
        """The generated sheets as they are now, with all that is needed to put them back."""
        with self._refusals_told():
            positions = {sheet.name: number for number, sheet in enumerate(self.book.sheets, start=1)}
            reads = [read_sheet(*marked) for marked in generated_sheets(self.book).values()]
            states = [SheetState(page_read(r, self._niceties), positions[r.tab], entries(r)) for r in reads]
            return GeneratedState(tuple(states))

    def marks(self) -> tuple[Mark, ...]:
        """The marks of the generated sheets as they are now, which come much sooner than all that the sheets show."""
        with self._refusals_told():
            found = (marker for _, _, marker in generated_sheets(self.book).values())
            return tuple((marker.key, marker.digest, marker.moment) for marker in found)

    def restore(self, state: GeneratedState) -> Plan:
        """Make the generated sheets what they were in `state`: those added since go, those removed come back.

        Raises RoomTakenError where staff wrote meanwhile on cells that are needed.
        """
        with self._refusals_told(), quiet(self.book):
            marked = generated_sheets(self.book)
            names = self._names([one.page for one in state.sheets], marked)
            pages = {one.page.key: replace(one.page, name=names[one.page.key]) for one in state.sheets}
            reads = {key: read_sheet(*marked[key], *page.areas) for key, page in pages.items() if key in marked}
            shown = {key: page_read(read, self._niceties) for key, read in reads.items()}
            same = {key for key, page in shown.items() if page == pages[key]}
            gone = tuple(read_sheet(*found) for key, found in marked.items() if key not in pages)
            changes = [SheetChange(key, names[key], _action(key, reads, same)) for key in pages]
            warnings = retirement_warnings(self.book, gone)
            self._refuse_what_is_in_the_way(pages, reads)
            targets = [
                Target(pages[key], reads.get(key), one.position, one.entries, shown=shown.get(key))
                for key, one in ((one.page.key, one) for one in state.sheets)
                if key not in same
            ]
            self._write(targets, gone)
            return Plan((*changes, *map(_removal, gone)), warnings)

    def selected_figure(self) -> SelectedFigure | None:
        """The figure in the selected cell; None outside the rows of generated tables."""
        with self._refusals_told():
            cell = self.book.app.selection
            if cell is None or cell.sheet.book != self.book:
                return None
            sheet = cell.sheet
            marker = marker_of(sheet, sheet.name)
            if marker is None:
                return None
            row, column = cell.row, cell.column
            for table in tables_of(sheet, marker):
                area = table.area
                if table.ours and area.holds(row, column) and row > area.top:
                    headings = values(sheet.range(Area(area.top, area.left, area.top, area.right).text))[0]
                    found = values(sheet.range(Area(row, area.left, row, area.right).text))[0]
                    texts = [str(heading) for heading in headings]
                    return SelectedFigure(table.name, texts[column - area.left], dict(zip(texts, found, strict=True)))
            return None

    def show(self, sheet: Sheet) -> str:
        """Show `sheet` on a tab of its own, in place of what was shown there before; the tab's name.

        A refresh leaves this tab alone.
        """
        with self._refusals_told():
            with quiet(self.book):
                found = self._shown_before()
                tab = found.tab if found is not None else self._free_tab(sheet)
                page = wanted_page(replace(sheet, lines=sheet.lines[:-1]), tab, "".join(sheet.lines[-1:]))
                refuse_taken_names(self.path, page, found, *self._taken_names())
                self._write([Target(page, found, generated=SHOWN)], ())
            tried("activate the tab", lambda: self.book.sheets[tab].activate())
            return tab

    def _shown_before(self) -> SheetRead | None:
        """The tab on which rows were shown before: all that stands on it is ours to replace."""
        for sheet in self.book.sheets:
            tab = sheet.name
            marker = marker_of(sheet, tab, generated=SHOWN)
            if marker is not None:
                whole = Area.of(sheet.used_range.address)
                cells = merged([*marker.cells, Area(1, 1, whole.bottom, whole.right)])
                return read_sheet(sheet, tab, replace(marker, cells=cells), prefix="")
        return None

    def _free_tab(self, sheet: Sheet) -> str:
        others = [other.name for other in self.book.sheets]
        return tab_names([sheet], {}, others)[sheet.key]

    def _reading(self, report: Report) -> _Reading:
        marked = generated_sheets(self.book)
        names = self._names(report.sheets, marked)
        pages = {sheet.key: wanted_page(sheet, names[sheet.key], report.moment_line) for sheet in report.sheets}
        reads = {key: read_sheet(*marked[key], *page.areas) for key, page in pages.items() if key in marked}
        gone = tuple(read_sheet(*found) for key, found in marked.items() if key not in pages)
        stands = not gone and all(_stands(sheet, reads.get(sheet.key)) for sheet in report.sheets)
        kept = [SheetChange(key, names[key], _action(key, reads, reads if stands else ())) for key in pages]
        plan = Plan((*kept, *map(_removal, gone)), retirement_warnings(self.book, gone))
        return _Reading(plan, pages, reads, gone)

    def _names(self, sheets: Sequence[Keyed], marked: Mapping[str, Marked]) -> dict[str, str]:
        present = {key: tab for key, (_, tab, _) in marked.items()}
        others = [name for name in (sheet.name for sheet in self.book.sheets) if name not in present.values()]
        return tab_names(sheets, present, others)

    def _refuse_what_is_in_the_way(self, pages: Mapping[str, Page], reads: Mapping[str, SheetRead]) -> None:
        tables, names = self._taken_names()
        refuse_renamed_tabs(self.path, reads.values())
        for key, page in pages.items():
            if key in reads:
                refuse_taken_room(self.path, page, reads[key])
            refuse_taken_names(self.path, page, reads.get(key), tables, names)

    def _taken_names(self) -> tuple[list[str], list[str]]:
        """The names of all tables, and of all names that the workbook as a whole knows."""
        tables = [name for _, _, name in live_tables.tables_by_name(self.book).values()]
        return tables, [text for text in (name.name for name in self.book.names) if "!" not in text]

    def _write(self, targets: Sequence[Target], gone: Sequence[SheetRead]) -> None:
        removed = [(read, entries(read)) for read in gone]
        write_all(self.book, self.path, targets, removed, self._niceties, self._progress)

    @contextmanager
    def _refusals_told(self) -> Iterator[None]:
        """An error of the application as a sentence; nothing was written, or it is taken back."""
        path = Path("The workbook")
        try:
            path = self.path
            yield
        except (TdagError, ValueError):
            raise
        except Exception as error:
            if says_gone(error) and not answers(self.book):
                raise ApplicationGoneError(path) from error
            raise ApplicationRefusedError(
                path,
                "the application refused a step, so nothing was changed. Finish typing in any cell, close open "
                "dialogs, and try again. If it has ended, open the workbook again.",
            ) from error


def _action(key: str, reads: Mapping[str, SheetRead], same: Collection[str]) -> Action:
    if key not in reads:
        return Action.ADDED
    return Action.UNCHANGED if key in same else Action.UPDATED


def _removal(read: SheetRead) -> SheetChange:
    return SheetChange(read.marker.key, read.tab, Action.REMOVED)


def _stands(sheet: Sheet, read: SheetRead | None) -> bool:
    """Whether the workbook shows the sheet already, whenever and by whatever program it was written."""
    if read is None or read.marker.digest != sheet.digest():
        return False
    areas = {table.name: table.area for table in read.tables}
    grid = [["" if value is None else value for value in row] for row in read.block.values]
    return shows(grid, areas, frozenset(read.charts), sheet, read.marker.moment)


def _formulas_written_over(target: Target) -> Iterator[str]:
    """A sentence for each formula that staff put into one of our cells."""
    read = target.read
    if read is None:
        return
    for area in read.marker.cells:
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                content = read.block.content(row, column)
                if isinstance(content, Formula):
                    cell = Area(row, column, row, column).text
                    yield f"{quoted(read.tab)}!{cell} held the formula {content.text}, and was written over."
