"""Pages put into an open workbook all or not at all: after a failure every generated sheet is as it was."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tdag_xl.errors import ApplicationGoneError, ApplicationRefusedError, NotPutBackError, TdagError
from tdag_xl.hosts.live.applications import UNPROTECT_SHEET, UNPROTECT_STRUCTURE
from tdag_xl.hosts.live.cells import put_block
from tdag_xl.hosts.live.markers import UNFINISHED, marker_of
from tdag_xl.hosts.live.page import merged
from tdag_xl.hosts.live.quiet import answers, tab_of
from tdag_xl.hosts.live.reading import page_read, read_sheet
from tdag_xl.hosts.live.room import refuse_taken_room
from tdag_xl.hosts.live.sheets import Present, TablePresent, put_page
from tdag_xl.ooxml.areas import Area, CellSet, cell_position
from tdag_xl.ooxml.markers import GENERATED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import xlwings as xw

    from tdag_xl.hosts.live.niceties import Niceties
    from tdag_xl.hosts.live.page import Content, Page
    from tdag_xl.hosts.live.reading import SheetRead

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Target:
    """A page to put on the sheet that was read, or without one on a new sheet at `position` (from 1; else the end).

    `entries` of staff, by address, go onto a new sheet too. `shown` is the page that the sheet shows, where that was
    read back already.
    """

    page: Page
    read: SheetRead | None
    position: int | None = None
    entries: Mapping[str, Content] = field(default_factory=dict)
    generated: str = GENERATED
    shown: Page | None = None


@dataclass(frozen=True)
class _Before:
    """The workbook as it was: its sheets, and what stood on those that are to change.

    `begun` are the keys of those that are written since, `removed` of those that are removed; another one that is gone
    was deleted by staff.
    """

    sheets: tuple[xw.Sheet, ...]
    targets: tuple[Target, ...]
    begun: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)


def write_all(
    book: xw.Book,
    path: Path,
    targets: Sequence[Target],
    gone: Sequence[tuple[SheetRead, Mapping[str, Content]]],
    niceties: Niceties,
    progress: Callable[[str], None],
) -> None:
    """Put every page on its sheet and remove the sheets that are `gone` (each with staff's entries on it).

    Raises ApplicationRefusedError after a failure, with all sheets as they were; NotPutBackError where they are not;
    ApplicationGoneError where the application ended meanwhile.
    """
    for target in targets:
        if target.read is not None:
            _refuse_protected(path, target.read)
    before = _before(book, targets, gone, niceties)
    try:
        for number, target in enumerate(targets, start=1):
            progress(f"Writing {target.page.name} ({number} of {len(targets)})")
            now = _as_it_is_now(path, target)
            before.begun.add(target.page.key)
            _put(book, path, now, niceties)
        for read, _ in gone:
            progress(f"Removing {read.tab}")
            before.removed.add(read.marker.key)
            read.sheet.delete()
    except BaseException as error:
        with suppress(Exception):  # what cannot even be told can still be put right
            progress("Taking back what was written")
        _put_back(book, path, before, targets, niceties)
        if isinstance(error, Exception) and not isinstance(error, TdagError):
            raise _refused(path) from error
        raise


def _refuse_protected(path: Path, read: SheetRead) -> None:
    """Raise ApplicationRefusedError where the sheet takes no change: it could not be put back either."""
    if not read.owned.areas:
        return
    first = read.owned.areas[0]
    cell = Area(first.top, first.left, first.top, first.left)
    try:
        put_block(read.sheet, cell, [[read.block.content(cell.top, cell.left)]])
    except Exception as error:
        if tab_of(read.sheet) is None:
            raise
        raise ApplicationRefusedError(
            path,
            f"the sheet {read.tab!r} takes no change, so nothing was changed. Take off its protection "
            f"({UNPROTECT_SHEET}), open the workbook for editing where it is open to be read only, finish typing in "
            "any cell, close open dialogs, and try again.",
        ) from error


def _refused(path: Path) -> ApplicationRefusedError:
    return ApplicationRefusedError(
        path,
        "the application refused a step while the sheets were written. What was written is taken back, so the "
        "generated sheets are as they were. Finish typing in any cell, close open dialogs, take off the protection of "
        "sheets and of the workbook, leave the tabs as they are, and try again.",
    )


def _before(
    book: xw.Book,
    targets: Sequence[Target],
    gone: Sequence[tuple[SheetRead, Mapping[str, Content]]],
    niceties: Niceties,
) -> _Before:
    changed = [(t.read, t.entries, t.generated, t.shown) for t in targets if t.read is not None]
    removed = [(read, entries, GENERATED, None) for read, entries in gone]
    return _Before(
        tuple(book.sheets),
        tuple(
            Target(shown or page_read(read, niceties), read, read.sheet.index, entries, generated)
            for read, entries, generated, shown in changed + removed
        ),
    )


def _as_it_is_now(path: Path, target: Target) -> Target:
    """The target with its sheet read again, as staff have left it by now. Raises RoomTakenError."""
    read, page = target.read, target.page
    if read is None or target.generated != GENERATED:
        return target
    tab = read.sheet.name
    marker = marker_of(read.sheet, tab) or read.marker
    now = read_sheet(read.sheet, tab, marker, *page.areas)
    refuse_taken_room(path, page, now)
    return replace(target, read=now)


def _put(book: xw.Book, path: Path, target: Target, niceties: Niceties) -> None:
    page, read = target.page, target.read
    if read is not None:
        put_page(read.sheet, page, present_on(read), niceties, generated=target.generated)
        return
    sheet = _new_sheet(book, path, page.name, target.position)
    put_page(sheet, page, Present(CellSet(()), {}, (), None), niceties, generated=target.generated)
    _put_entries(sheet, target.entries)


def present_on(read: SheetRead) -> Present:
    """What is ours on a sheet that was read."""
    tables = {t.name.casefold(): TablePresent(t.table, t.area.right - t.right) for t in read.tables if t.ours}
    is_new = read.marker.digest == UNFINISHED and not read.marker.setup
    return Present(read.owned, tables, read.our_charts, None if is_new else read.marker.setup)


def _new_sheet(book: xw.Book, path: Path, name: str, position: int | None) -> xw.Sheet:
    sheets = book.sheets
    try:
        if position is not None and position <= len(sheets):
            return sheets.add(name, before=sheets[position - 1])
        return sheets.add(name, after=sheets[len(sheets) - 1])
    except Exception as error:
        raise ApplicationRefusedError(
            path,
            f"the workbook takes no new sheet {name!r}, so the generated sheets are left as they were. Take off the "
            f"protection of its structure ({UNPROTECT_STRUCTURE}), close open dialogs, and try again.",
        ) from error


def _put_entries(sheet: xw.Sheet, entries: Mapping[str, Content]) -> None:
    cells = {cell_position(address): content for address, content in entries.items()}
    for area in merged([Area(row, column, row, column) for row, column in cells]):
        columns = range(area.left, area.right + 1)
        put_block(sheet, area, [[cells[row, column] for column in columns] for row in range(area.top, area.bottom + 1)])


def _put_back(book: xw.Book, path: Path, before: _Before, targets: Sequence[Target], niceties: Niceties) -> None:
    """Bring the sheets back to `before`. Raises NotPutBackError where that fails too."""
    try:
        _delete_added(book, before, targets)
        written = {target.page.key: target.page for target in targets}
        for target in before.targets:
            read = target.read
            if target.page.key not in before.begun | before.removed:
                continue
            if read is not None and tab_of(read.sheet) is not None:
                present = _half_written(read.sheet, read, written.get(target.page.key))
                put_page(read.sheet, target.page, present, niceties, generated=target.generated)
            elif target.page.key in before.removed:
                _put(book, path, replace(target, read=None), niceties)
    except Exception as second:
        log.exception("could not put the sheets back")
        if not answers(book):
            raise ApplicationGoneError(path) from second
        raise NotPutBackError(
            path,
            "the application refused a step while the sheets were written, and refused to put them back, too. Close "
            "the workbook without saving, and open it again.",
        ) from second


def _delete_added(book: xw.Book, before: _Before, targets: Sequence[Target]) -> None:
    """Delete the sheets that were added; those that staff added meanwhile stay, unless they are blank."""
    sheets = list(book.sheets)
    known = {tab_of(sheet) for sheet in before.sheets}
    added = [target for target in targets if target.read is None]
    ours = {table.name.casefold() for target in before.targets for table in target.page.tables}
    for sheet in sheets:
        if (tab := sheet.name) not in known:
            has_table = any(table.name.casefold() in ours for table in sheet.tables)  # one that was being removed
            if has_table or any(_shows(sheet, tab, target) for target in added) or _is_blank(sheet):
                sheet.delete()


def _shows(sheet: xw.Sheet, tab: str, target: Target) -> bool:
    """Whether the sheet is marked as the one of that page."""
    marker = marker_of(sheet, tab, generated=target.generated)
    return marker is not None and marker.key == target.page.key


def _is_blank(sheet: xw.Sheet) -> bool:
    return sheet.used_range.value is None and not len(sheet.charts) and not len(sheet.pictures)


def _half_written(sheet: xw.Sheet, read: SheetRead, written: Page | None) -> Present:
    """What is ours on a sheet on which writing stopped: all that was not there before, and all that was ours."""
    staffs_tables = {table.name.casefold() for table in read.tables if not table.ours}
    staffs_charts = set(read.charts) - set(read.our_charts)
    added = {table.name.casefold(): table.area.right - table.right for table in read.tables if table.ours}
    names = {table.name.casefold(): table for table in sheet.tables}
    areas = (*read.owned.areas, *(written.areas if written is not None else ()))
    return Present(
        owned=CellSet(merged(areas)),
        tables={n: TablePresent(table, added.get(n, 0)) for n, table in names.items() if n not in staffs_tables},
        charts=[name for name in (chart.name for chart in sheet.charts) if name not in staffs_charts],
        setup=read.marker.setup,
    )
