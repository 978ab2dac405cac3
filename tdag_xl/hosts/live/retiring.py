"""What staff would lose when a generated sheet of an open workbook is removed, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.hosts.live.cells import block
from tdag_xl.hosts.live.reading import OWNED_PREFIX
from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.formula_references import quoted
from tdag_xl.ooxml.retiring import Gone, without_lost

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import xlwings as xw

    from tdag_xl.hosts.live.page import Content
    from tdag_xl.hosts.live.reading import SheetRead

_MOST_CELLS = 20
_MOST_SEARCHED = 4_000_000
"""Cells of a sheet that are searched for formulas; a larger one is mostly formatted and empty."""


def retirement_warnings(book: xw.Book, retired: Sequence[SheetRead]) -> tuple[str, ...]:
    """A sentence for each thing that staff put on the sheets, and for each formula or name that points at them."""
    if not retired:
        return ()
    gone = Gone()
    for read in retired:
        gone.add_sheet(read.tab)
        for table in read.tables:
            gone.add_table(table.name)
    tabs = {read.tab for read in retired}
    put_on = [sentence for read in retired for sentence in _put_on(read)]
    pointing = [s for sheet in book.sheets if (tab := sheet.name) not in tabs for s in _pointing(sheet, tab, gone)]
    return (*put_on, *pointing, *_names(book, gone, tabs))


def entries(read: SheetRead) -> dict[str, Content]:
    """What staff entered on a generated sheet outside our cells, by address."""
    used = Area.of(read.sheet.used_range.address)
    found = block(read.sheet, used)
    return {
        Area(row, column, row, column).text: found.content(row, column)
        for row in range(used.top, used.bottom + 1)
        for column in range(used.left, used.right + 1)
        if found.formula(row, column) and (row, column) not in read.owned
    }


def _put_on(read: SheetRead) -> Iterator[str]:
    found = []
    cells = list(entries(read))
    if cells:
        more = f" and {len(cells) - _MOST_CELLS} more" if len(cells) > _MOST_CELLS else ""
        found.append(f"entries in {', '.join(cells[:_MOST_CELLS])}{more}")
    if len(read.sheet.notes):
        found.append("notes")
    theirs = sum(not name.startswith(OWNED_PREFIX) for name in read.charts) + len(read.sheet.pictures)
    if theirs:
        found.append(f"{theirs} charts, shapes or pictures")
    if found:
        yield f"The sheet {read.tab!r} is removed with what was put on it: {'; '.join(found)}."


def _pointing(sheet: xw.Sheet, tab: str, gone: Gone) -> Iterator[str]:
    used = Area.of(sheet.used_range.address)
    if (used.bottom - used.top + 1) * (used.right - used.left + 1) > _MOST_SEARCHED:
        yield f"The sheet {tab!r} is too large to be searched for formulas that point at what is removed."
        return
    found = block(sheet, used)
    for row, formulas in enumerate(found.formulas, used.top):
        for column, formula in enumerate(formulas, used.left):
            is_formula = formula.startswith("=") and found.value(row, column) != formula
            if is_formula and (after := without_lost(formula, gone)) != formula:
                yield _sentence(f"{quoted(tab)}!{Area(row, column, row, column).text}", formula, after)


def _names(book: xw.Book, gone: Gone, tabs: set[str]) -> Iterator[str]:
    """Names that point at what is removed, those of the removed sheets themselves apart."""
    for name in book.names:
        sheet, _, text = name.name.rpartition("!")
        refers_to = name.refers_to or ""
        after = without_lost(refers_to, gone)
        if after != refers_to and sheet not in {quoted(tab) for tab in tabs} | tabs:
            yield _sentence(f"The name {text!r}", refers_to, after)


def _sentence(place: str, before: str, after: str) -> str:
    return f"{place} refers to what is removed: {before} becomes {after}."
