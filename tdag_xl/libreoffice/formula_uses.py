"""Formulas of cells and names that are written anew where they say a word: LibreOffice leaves them behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tdag_xl.libreoffice.book import Book

_FORMULAS = 16
"""com.sun.star.sheet.CellFlags.FORMULA."""

_FEW = 8
"""Areas of formulas that are read one by one."""

Change = tuple[Any, str]
"""A cell, array or name of UNO, and the formula that it is to have."""


def changes(book: Book, word: str, changed: Callable[[str], str]) -> list[Change]:
    """What `changed` makes of the formulas in the workbook that have the word, where it is another one."""
    found: list[Change] = []
    for sheet in book.sheets:
        found += [*changes_in_cells(sheet.uno, word, changed), *changes_in_names(sheet.uno.NamedRanges, word, changed)]
    return [*found, *changes_in_names(book.uno.NamedRanges, word, changed)]


def changes_in_cells(sheet: Any, word: str, changed: Callable[[str], str]) -> Iterator[Change]:
    """The cells and arrays of a sheet of UNO whose formula has the word, and is another one afterwards."""
    for cells, formula in formulas_with(sheet, word):
        if (text := changed(formula)) != formula:
            yield cells, text


def formulas_with(sheet: Any, word: str) -> Iterator[Change]:
    """The cells and arrays of a sheet of UNO whose formula has the word, in any case; with their formula."""
    folded = word.casefold()
    for area in _areas(sheet):
        for row, line in enumerate(area.getFormulaArray()):
            for column, formula in enumerate(line):
                if formula[:1] in ("=", "{") and folded in formula.casefold():
                    cell = area.getCellByPosition(column, row)
                    yield (cell, formula) if formula[0] == "=" else (_array(sheet, cell), formula[1:-1])


def _areas(sheet: Any) -> list[Any]:
    """Where the formulas of a sheet are: a few areas, or all that is used, which is read in one call."""
    found = sheet.queryContentCells(_FORMULAS)
    if found.Count <= _FEW:
        return [found.getByIndex(place) for place in range(found.Count)]
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    cursor.gotoStartOfUsedArea(True)
    return [cursor]


def _array(sheet: Any, cell: Any) -> Any:
    cursor = sheet.createCursorByRange(cell)
    cursor.collapseToCurrentArray()
    return cursor


def changes_in_names(names: Any, word: str, changed: Callable[[str], str]) -> Iterator[Change]:
    """The names of UNO whose content has the word, and is another one afterwards."""
    for place in range(names.Count):
        found = names.getByIndex(place)
        formula = f"={found.Content}"
        if word.casefold() in formula.casefold() and (text := changed(formula)) != formula:
            yield found, text


def put(found: Iterable[Change]) -> None:
    """Give the formulas to their cells, arrays and names."""
    for one, text in found:
        if hasattr(one, "setContent"):
            one.setContent(text[1:])
        elif hasattr(one, "setFormula"):
            one.setFormula(text)
        else:
            one.setArrayFormula(text)
