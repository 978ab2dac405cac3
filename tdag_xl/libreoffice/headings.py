"""The headings of tables, which are texts, none blank and none twice: as Excel keeps them whatever is written there.

LibreOffice keeps a copy of the headings, by which formulas know the columns. It does not always look at the cells again
when they change, not after a sheet was put before theirs: it learns them anew when the table gets another column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice.block_reading import has_formulas
from tdag_xl.libreoffice.range_base import COLUMNS
from tdag_xl.libreoffice.table_places import may_have_headings, table_at, table_places

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tdag_xl.libreoffice.range_base import Box
    from tdag_xl.libreoffice.sheet import Sheet


def after_writing(sheet: Sheet, box: Box) -> None:
    """Mend the headings of the tables whose headings are among the cells that were just written."""
    if not may_have_headings(sheet, box):
        return
    for name, place in table_places(sheet):
        header = place._replace(bottom=place.top)
        if header.meets(box) and (table := table_at(sheet, name)).ContainsHeader:
            written = range(max(box.left, header.left) - header.left, min(box.right, header.right) - header.left + 1)
            mend_headings(sheet, header, written)
            _learn_headings(sheet, table, place)


def mend_headings(sheet: Sheet, header: Box, written: Collection[int]) -> bool:
    """Make the cells of a heading row texts, none blank and none twice; whether some were not.

    `written` are the places, from 0, of those that give way where one comes twice.
    """
    cells = sheet.range((header.top, header.left, 1, header.width)).uno
    held = cells.getDataArray()[0]
    texts = [
        value if isinstance(value, str) else cells.getCellByPosition(place, 0).getString()
        for place, value in enumerate(held)
    ]
    wanted = headings(texts, written)
    is_wrong = list(held) != wanted or has_formulas(cells)
    if is_wrong:
        cells.setDataArray((tuple(wanted),))
    return is_wrong


def add_headings(sheet: Sheet, table: Any, place: Box) -> None:
    """Mend the headings of a table that has new columns, or is new."""
    header = place._replace(bottom=place.top)
    if mend_headings(sheet, header, range(header.width)):
        _learn_headings(sheet, table, place)


def _learn_headings(sheet: Sheet, table: Any, place: Box) -> None:
    other = place._replace(right=place.right + 1) if place.right < COLUMNS else place._replace(left=place.left - 1)
    tab = sheet.place
    for box in (other, place):
        table.setDataArea(box.uno(tab))


def headings(texts: Sequence[str], written: Collection[int]) -> list[str]:
    """The texts as headings: `Column1` and so on for blank ones, and a number after one that is there already.

    >>> headings(["Amount", "", "amount", "Amount", "b", ""], [1, 2, 3, 5])
    ['Amount', 'Column1', 'amount2', 'Amount3', 'b', 'Column2']
    >>> headings(["b", "b"], [0]), headings(["", "Column1"], [0, 1])
    (['b2', 'b'], ['Column2', 'Column1'])
    """
    seen = {text.casefold() for place, text in enumerate(texts) if place not in written and text}
    made = list(texts)
    changed = {*written, *(place for place, text in enumerate(texts) if not text)}
    for place in sorted(changed, key=lambda place: (not texts[place], place)):
        made[place] = _free_heading(texts[place], seen)
        seen.add(made[place].casefold())
    return made


def _free_heading(text: str, seen: Collection[str]) -> str:
    if text and text.casefold() not in seen:
        return text
    base, number = (text, 2) if text else ("Column", 1)
    while f"{base}{number}".casefold() in seen:
        number += 1
    return f"{base}{number}"
