"""The tables of a generated sheet brought to their places and sizes, so that formulas pointing at them follow.

Applications refuse to move a table onto another, and to resize one from another corner. So all shrink first; those that
move are put aside below everything, then at their new corners; then all grow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tdag_xl.hosts.live.looks import undress
from tdag_xl.hosts.live.page import merged
from tdag_xl.ooxml.areas import Area

if TYPE_CHECKING:
    from collections.abc import Iterable

    import xlwings as xw
    from xlwings.main import Table

    from tdag_xl.hosts.live.page import Page, PageTable
    from tdag_xl.hosts.live.sheets import Present, TablePresent

_GAP = 2
"""Rows between what is put aside and what is above."""


@dataclass(frozen=True)
class _Step:
    """A table on its way: the cells it has while everything is small, and those it is to have."""

    table: Table
    small: Area
    target: Area

    @property
    def moves(self) -> bool:
        return (self.small.top, self.small.left) != (self.target.top, self.target.left)

    def moved(self, sheet: xw.Sheet, row: int, column: int) -> _Step:
        """The same after the small table was moved to another corner."""
        small = self.small
        sheet.range(small.text).move(sheet.range((row, column)))
        down, right = row - small.top, column - small.left
        return replace(self, small=Area(row, column, small.bottom + down, small.right + right))


def arrange_tables(sheet: xw.Sheet, page: Page, present: Present) -> None:
    """Bring the tables that are there to where the page wants them, remove the others of ours, clear vacated cells."""
    wanted = {table.name.casefold(): table for table in page.tables}
    for folded, found in present.tables.items():
        if folded not in wanted:
            _remove(sheet, found)
    steps = [_shrunk(sheet, found, wanted[folded]) for folded, found in present.tables.items() if folded in wanted]
    moving = [step for step in steps if step.moves]
    if moving:
        row = _free_row(sheet, page)
        aside = []
        for step in moving:
            aside.append(step.moved(sheet, row, step.small.left))
            row = aside[-1].small.bottom + _GAP
        for step in aside:
            step.moved(sheet, step.target.top, step.target.left)
    _clear(sheet, page, present, steps)
    for step in steps:
        resize(sheet, step.table, step.target)


def resize(sheet: xw.Sheet, table: Table, area: Area) -> None:
    """Give the table these cells, if it has others."""
    if Area.of(table.range.address) != area:
        table.resize(sheet.range(area.text))


def target_of(wanted: PageTable, present: TablePresent) -> Area:
    """The cells that a table is to have: its own, the columns that staff added, and its total row if it has one."""
    area, totals = wanted.area, bool(present.table.show_totals)
    return Area(area.top, area.left, area.bottom + totals, area.right + present.added)


def _shrunk(sheet: xw.Sheet, present: TablePresent, wanted: PageTable) -> _Step:
    """The table made as small as it is before or after, with all of its rows in view."""
    if present.table.show_autofilter:
        present.table.autofilter.clear()
    now, target = Area.of(present.table.range.address), target_of(wanted, present)
    height = min(now.bottom - now.top, target.bottom - target.top)
    width = min(now.right - now.left, target.right - target.left)
    small = Area(now.top, now.left, now.top + height, now.left + width)
    resize(sheet, present.table, small)
    return _Step(present.table, small, target)


def _free_row(sheet: xw.Sheet, page: Page) -> int:
    """A row below everything that stands or will stand on the sheet."""
    return max(Area.of(sheet.used_range.address).bottom, *(area.bottom for area in page.areas)) + _GAP


def _remove(sheet: xw.Sheet, present: TablePresent) -> None:
    """Take the table away, but not what staff put at its right end or below it.

    The public interface deletes sheets, but no tables: so what is left of it goes with a sheet.
    """
    table = present.table
    if table.show_totals:
        table.show_totals = False
    area = Area.of(table.range.address)
    resize(sheet, table, Area(area.top, area.left, area.top + 1, area.right - present.added))
    sheets = sheet.book.sheets
    scrap = sheets.add(after=sheets[-1])
    table.range.move(scrap.range("A1"))
    scrap.delete()


def _clear(sheet: xw.Sheet, page: Page, present: Present, steps: Iterable[_Step]) -> None:
    """Clear the cells that are ours no longer, and those of ours that a table will grow over."""
    fresh = page.areas
    for area in merged(present.owned.areas, without=fresh):
        cells = sheet.range(area.text)
        cells.clear_contents()
        undress(cells)
    for step in steps:
        small, target = step.small, step.target
        now = Area(
            target.top, target.left, target.top + small.bottom - small.top, target.left + small.right - small.left
        )
        for area in merged([target], without=[now]):
            sheet.range(area.text).clear_contents()
