"""What must not be in the way of a page: entries, tables, merged cells and names of staff."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tdag_xl.cells import shown
from tdag_xl.errors import ApplicationRefusedError, RoomTakenError, UnsupportedWorkbookError
from tdag_xl.hosts.live.cells import block
from tdag_xl.hosts.live.page import Formula
from tdag_xl.ooxml.areas import Area, CellSet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    import xlwings as xw

    from tdag_xl.hosts.live.page import Content, Page, PageTable
    from tdag_xl.hosts.live.reading import SheetRead, TableOnSheet

_MOST_CELLS = 10
_NOTHING = "Nothing was changed."


def refuse_renamed_tabs(path: Path, reads: Iterable[SheetRead]) -> None:
    """Raise ApplicationRefusedError where staff renamed a generated sheet while it was read: it was not read whole."""
    for read in reads:
        if (now := read.sheet.name) != read.tab:
            raise ApplicationRefusedError(
                path, f"the sheet {read.tab!r} was renamed {now!r} while the workbook was read. Try again. {_NOTHING}"
            )


def refuse_taken_room(path: Path, page: Page, read: SheetRead) -> None:
    """Raise RoomTakenError where something of staff stands where the page needs room."""
    fresh = CellSet(page.areas)
    names = {table.name.casefold() for table in page.tables}
    for table in read.tables:
        if not table.ours and table.name.casefold() not in names and fresh.meets(table.area):
            raise _table_in_the_way(path, page, read, table)
    for wanted in page.tables:
        if (old := read.table(wanted.name)) is not None:
            _refuse_added_parts(path, read, wanted, old)
    _refuse_merged_cells(path, page, read)
    held = [*_entries(page, read), *_beside(page, read)]
    if held:
        more = f" and {len(held) - _MOST_CELLS} more" if len(held) > _MOST_CELLS else ""
        raise RoomTakenError(
            path,
            f"on sheet {read.tab!r} the generated tables need room where staff entries stand: "
            f"{', '.join(held[:_MOST_CELLS])}{more}. Move them below or beside the generated tables, or to another "
            f"sheet, and refresh again. {_NOTHING}",
        )


def _entries(page: Page, read: SheetRead) -> Iterator[str]:
    for row, column, _ in page.cells():
        if (row, column) in read.owned or not read.block.formula(row, column):
            continue
        yield _held(row, column, read.block.content(row, column))


def _beside(page: Page, read: SheetRead) -> Iterator[str]:
    """The entries where the columns that staff added to a table need room to grow or move with it."""
    for wanted in page.tables:
        old = read.table(wanted.name)
        if old is None or old.right == old.area.right:
            continue
        added = Area(
            wanted.top, wanted.area.right + 1, wanted.area.bottom, wanted.area.right + old.area.right - old.right
        )
        found = block(read.sheet, added)
        for row in range(added.top, added.bottom + 1):
            for column in range(added.left, added.right + 1):
                if found.formula(row, column) and not old.area.holds(row, column):
                    yield _held(row, column, found.content(row, column))


def _held(row: int, column: int, content: Content) -> str:
    text = content.text if isinstance(content, Formula) else shown(content)
    return f"{Area(row, column, row, column).text} ({text})"


def _refuse_merged_cells(path: Path, page: Page, read: SheetRead) -> None:
    """Raise RoomTakenError for merged cells of which any but the first is needed: a merged title does no harm."""
    areas, fresh = page.areas, CellSet(page.areas)
    whole = Area(1, 1, max(area.bottom for area in areas), max(area.right for area in areas))
    if read.sheet.range(whole.text).merge_cells is False:  # which there seldom are
        return
    found = dict.fromkeys(merged for area in areas for merged in _merged_in(read.sheet, area))
    held = [merged.text for merged in found if fresh.meets_below(merged)]
    if held:
        more = f" and {len(held) - _MOST_CELLS} more" if len(held) > _MOST_CELLS else ""
        raise RoomTakenError(
            path,
            f"on sheet {read.tab!r} cells are merged where the generated tables need room: "
            f"{', '.join(held[:_MOST_CELLS])}{more}. Unmerge them, and refresh again. {_NOTHING}",
        )


def _merged_in(sheet: xw.Sheet, area: Area) -> Iterator[Area]:
    """The merged cells that meet the area, found by halves: an application says of cells whether any is merged."""
    is_merged = sheet.range(area.text).merge_cells
    if is_merged is False:
        return
    if is_merged:
        yield Area.of(sheet.range((area.top, area.left)).merge_area.address)
        return
    middle_row, middle_column = (area.top + area.bottom) // 2, (area.left + area.right) // 2
    if area.top < area.bottom:
        yield from _merged_in(sheet, replace(area, bottom=middle_row))
        yield from _merged_in(sheet, replace(area, top=middle_row + 1))
    else:
        yield from _merged_in(sheet, replace(area, right=middle_column))
        yield from _merged_in(sheet, replace(area, left=middle_column + 1))


def _table_in_the_way(path: Path, page: Page, read: SheetRead, table: TableOnSheet) -> RoomTakenError:
    headings = tuple(str(read.block.value(table.area.top, c)) for c in range(table.area.left, table.area.right + 1))
    renamed = next((wanted.name for wanted in page.tables if wanted.headings == headings), None)
    todo = (
        f"If this is the table {renamed!r}, give it that name again under Table Design"
        if renamed
        else "Move it below or beside the generated tables, or to another sheet"
    )
    return RoomTakenError(
        path,
        f"on sheet {read.tab!r} the table {table.name!r} ({table.area.text}) stands where a generated table needs "
        f"room. {todo}, and refresh again. {_NOTHING}",
    )


def _refuse_added_parts(path: Path, read: SheetRead, wanted: PageTable, old: TableOnSheet) -> None:
    """Refuse a total row that would have to move, and columns that staff put inside a table."""
    if old.totals and (old.area.top, old.area.bottom) != (wanted.area.top, wanted.area.bottom):
        raise RoomTakenError(
            path,
            f"on sheet {read.tab!r} the table {old.name!r} has a total row where the refreshed table needs room. Take "
            f"the tick from Table Design › Total Row, and refresh again. {_NOTHING}",
        )
    headings = tuple(
        str(read.block.value(old.area.top, column) or "") for column in range(old.area.left, old.area.right + 1)
    )
    ours = tuple(heading for heading in headings if heading in wanted.headings)
    added = tuple(heading for heading in headings if heading not in wanted.headings)
    if added and set(ours) == set(wanted.headings) and headings != ours + added:
        raise RoomTakenError(
            path,
            f"on sheet {read.tab!r} the column {added[0]!r} was put inside the table {old.name!r}, where a refresh "
            "would overwrite it. Move it to the right end of the table or outside it, and refresh again. "
            f"{_NOTHING}",
        )


def refuse_taken_names(
    path: Path, page: Page, read: SheetRead | None, tables: Collection[str], names: Collection[str]
) -> None:
    """Raise UnsupportedWorkbookError where a new table's name is taken by one of `tables` or defined `names`."""
    for table in page.tables:
        if read is not None and read.table(table.name) is not None:
            continue
        folded = table.name.casefold()
        if folded in {name.casefold() for name in tables}:
            taken = f"a table named {table.name!r}"
        elif folded in {name.casefold() for name in names}:
            taken = f"the defined name {table.name!r}"
        else:
            continue
        raise UnsupportedWorkbookError(
            path,
            f"{taken} stands elsewhere, and the refresh must write a table of that name. Give it another name, and "
            f"refresh again. {_NOTHING}",
        )
