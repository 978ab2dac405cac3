"""Formulas of cells and names that are written anew where they say a word: LibreOffice leaves them behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tdag_xl.libreoffice.book import Book

_FORMULAS = 16
"""com.sun.star.sheet.CellFlags.FORMULA."""

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
    folded = word.casefold()
    found = sheet.queryContentCells(_FORMULAS)
    for place in range(found.Count):
        area = found.getByIndex(place)
        for row, line in enumerate(area.getFormulaArray()):
            for column, formula in enumerate(line):
                if folded in formula.casefold():
                    yield from _change(sheet, area.getCellByPosition(column, row), formula, changed)


def _change(sheet: Any, cell: Any, formula: str, changed: Callable[[str], str]) -> Iterator[Change]:
    is_array = formula.startswith("{")
    plain = formula[1:-1] if is_array else formula
    text = changed(plain)
    if text == plain:
        return
    if is_array:
        cursor = sheet.createCursorByRange(cell)
        cursor.collapseToCurrentArray()
        yield cursor, text
    else:
        yield cell, text


def changes_in_names(names: Any, word: str, changed: Callable[[str], str]) -> Iterator[Change]:
    """The names of UNO whose content has the word, and is another one afterwards."""
    for name in names.ElementNames:
        found = names.getByName(name)
        formula = f"={found.Content}"
        if word.casefold() in formula.casefold() and (text := changed(formula)) != formula:
            yield found, text


def put(found: Iterable[Change]) -> None:
    """Give the formulas to their cells, arrays and names."""
    for one, text in found:
        if hasattr(one, "setContent"):
            one.setContent(text[1:])
        elif hasattr(one, "setArrayFormula") and hasattr(one, "collapseToCurrentArray"):
            one.setArrayFormula(text)
        else:
            one.setFormula(text)
