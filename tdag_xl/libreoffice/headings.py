"""The headings of tables, which are texts, none blank and none twice: as Excel keeps them whatever is written there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice.block_reading import has_formulas
from tdag_xl.libreoffice.table_places import table_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.libreoffice.range_base import Box
    from tdag_xl.libreoffice.sheet import Sheet


def after_writing(sheet: Sheet, box: Box) -> None:
    """Mend the headings of the tables whose headings are among the cells that were just written."""
    if not sheet.book.uno.DatabaseRanges.hasElements():
        return
    for name, place in table_places(sheet):
        header = place._replace(bottom=place.top)
        if header.meets(box) and sheet.book.uno.DatabaseRanges.getByName(name).ContainsHeader:
            mend_headings(sheet, header)


def mend_headings(sheet: Sheet, header: Box) -> None:
    """Make the cells of a heading row texts, none blank and none twice."""
    cells = sheet.range((header.top, header.left, 1, header.width)).uno
    held, typed = cells.getDataArray()[0], cells.getFormulaArray()[0]
    wanted = headings([value if isinstance(value, str) else text for value, text in zip(held, typed, strict=True)])
    if list(held) != wanted or has_formulas(cells):
        cells.setDataArray((tuple(wanted),))


def headings(texts: Sequence[Any]) -> list[str]:
    """The texts as headings: `Column3` for a blank one, and a number after one that was there before.

    >>> headings(["Amount", "", "amount", "Amount"])
    ['Amount', 'Column2', 'amount2', 'Amount3']
    """
    made: list[str] = []
    seen: set[str] = set()
    for number, text in enumerate(texts, start=1):
        heading = str(text) if text not in ("", None) else f"Column{number}"
        unique, again = heading, 1
        while unique.casefold() in seen:
            again += 1
            unique = f"{heading}{again}"
        seen.add(unique.casefold())
        made.append(unique)
    return made
