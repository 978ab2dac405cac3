"""Formulas that use a defined name: LibreOffice's interface renames the name and leaves them behind, Excel does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice.formula_tokens import CALC, tokens

if TYPE_CHECKING:
    from tdag_xl.libreoffice.book import Book
    from tdag_xl.libreoffice.sheet import Sheet

_FORMULAS = 16
"""com.sun.star.sheet.CellFlags.FORMULA."""


def rename_in_formulas(book: Book, owner: Sheet | None, before: str, after: str) -> None:
    """Write `after` for the name `before` in formulas of cells and of names.

    Those of a name that belongs to the sheet `owner` are on that sheet; those of a name of the workbook are on every
    sheet that has no such name of its own.
    """
    for sheet in book.sheets if owner is None else [owner]:
        is_own = before.casefold() in (name.casefold() for name in sheet.uno.NamedRanges.ElementNames)
        if owner is not None or not is_own:
            _rename_in_cells(sheet.uno, before, after)
            _rename_in_names(sheet.uno.NamedRanges, before, after)
    if owner is None:
        _rename_in_names(book.uno.NamedRanges, before, after)


def _rename_in_cells(sheet: Any, before: str, after: str) -> None:
    found = sheet.queryContentCells(_FORMULAS)
    for place in range(found.Count):
        area = found.getByIndex(place)
        for row, line in enumerate(area.getFormulaArray()):
            for column, formula in enumerate(line):
                if before.casefold() in formula.casefold():
                    _rename_in_cell(sheet, area.getCellByPosition(column, row), formula, before, after)


def _rename_in_cell(sheet: Any, cell: Any, formula: str, before: str, after: str) -> None:
    is_array = formula.startswith("{")
    plain = formula[1:-1] if is_array else formula
    changed = _renamed(plain, before, after)
    if changed == plain:
        return
    if is_array:
        cursor = sheet.createCursorByRange(cell)
        cursor.collapseToCurrentArray()
        cursor.setArrayFormula(changed)
    else:
        cell.setFormula(changed)


def _rename_in_names(names: Any, before: str, after: str) -> None:
    for name in names.ElementNames:
        found = names.getByName(name)
        if before.casefold() in found.Content.casefold():
            found.setContent(_renamed(f"={found.Content}", before, after)[1:])


def _renamed(formula: str, before: str, after: str) -> str:
    """The formula of LibreOffice with the one name for the other.

    >>> _renamed('=rate*2+RATE&"rate"+rates', "rate", "share")
    '=share*2+share&"rate"+rates'
    """
    pieces = (
        after if kind == "word" and text.casefold() == before.casefold() else text
        for kind, text in tokens(formula, CALC)
    )
    return "=" + "".join(pieces)
