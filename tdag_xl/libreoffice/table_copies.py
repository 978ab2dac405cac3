"""Tables of a sheet that was copied: the copy has its own, and its formulas point at those, as in Excel.

Within a workbook, LibreOffice makes the tables and lets the formulas point at the old ones; in another one, it puts
the tables on whatever sheet has the number of the old one, and the formulas are lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.libreoffice.formula_uses import formulas_with, put
from tdag_xl.libreoffice.table_places import changed_tables, table_at, table_places
from tdag_xl.libreoffice.table_uses import with_other_tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tdag_xl.libreoffice.book import Book
    from tdag_xl.libreoffice.formula_uses import Change
    from tdag_xl.libreoffice.sheet import Sheet


def copy_tables(source: Sheet, copy: Sheet, known: Collection[str]) -> None:
    """Give the copy of a sheet tables where the sheet has them, and formulas that point at them.

    `known` are the names of the tables that its workbook had before.
    """
    if source.book != copy.book:
        for name in set(copy.book.uno.DatabaseRanges.ElementNames) - set(known):
            copy.book.uno.DatabaseRanges.removeByName(name)
    changed_tables(copy)
    made = {place: name for name, place in table_places(copy)}
    names = {}
    for name, place in table_places(source):
        names[name] = made.get(place) or _free_name(copy.book, name)
        if place not in made:
            old = table_at(source, name)
            copy.book.uno.DatabaseRanges.addNewByName(names[name], place.uno(copy.place))
            new = copy.book.uno.DatabaseRanges.getByName(names[name])
            new.ContainsHeader, new.TotalsRow, new.AutoFilter = old.ContainsHeader, old.TotalsRow, old.AutoFilter
    changed_tables(copy)
    put(list(_changes(source, copy, names)))


def _changes(source: Sheet, copy: Sheet, names: dict[str, str]) -> Iterator[Change]:
    for name in names:
        for cells, formula in formulas_with(source.uno, name):
            area = cells.RangeAddress
            new = copy.uno.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
            text = with_other_tables(formula, names)
            yield new if cells.ArrayFormula else new.getCellByPosition(0, 0), text


def _free_name(book: Book, name: str) -> str:
    taken = {known.casefold() for known in (*book.uno.DatabaseRanges.ElementNames, *book.uno.NamedRanges.ElementNames)}
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name}_{number}"
    return free
