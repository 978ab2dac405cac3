"""Formulas that use a defined name: LibreOffice's interface renames the name and leaves them behind, Excel does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.libreoffice.formula_tokens import CALC, tokens
from tdag_xl.libreoffice.formula_uses import changes_in_cells, changes_in_names, put

if TYPE_CHECKING:
    from tdag_xl.libreoffice.book import Book
    from tdag_xl.libreoffice.sheet import Sheet


def rename_in_formulas(book: Book, owner: Sheet | None, before: str, after: str) -> None:
    """Write `after` for the name `before` in formulas of cells and of names.

    Those of a name that belongs to the sheet `owner` are on that sheet; those of a name of the workbook are on every
    sheet that has no such name of its own.
    """

    def renamed(formula: str) -> str:
        return _renamed(formula, before, after)

    for sheet in book.sheets if owner is None else [owner]:
        is_own = before.casefold() in (name.casefold() for name in sheet.uno.NamedRanges.ElementNames)
        if owner is not None or not is_own:
            put([*changes_in_cells(sheet.uno, before, renamed)])
            put([*changes_in_names(sheet.uno.NamedRanges, before, renamed)])
    if owner is None:
        put([*changes_in_names(book.uno.NamedRanges, before, renamed)])


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
