"""What the drop-downs offer: names of ranges, and a hidden sheet that gathers the codes of each list.

A drop-down takes a range in one piece, but staff add codes at the end of tblLists, where those of one list need not
stand together. So the sheet Choices gathers them by formula, in their order, a column for each list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from tdag_xl.builder.cell_styles import CALCULATED, COLUMN_HEADING
from tdag_xl.builder.worksheet_text import escaped, trimmed
from tdag_xl.domain.columns import AGREEMENTS, LISTS, PARTNERS, PERIODS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from tdag_xl.builder.cell_styles import Formats
    from tdag_xl.builder.register import RegisterTable

SHEET = "Choices"
LEAST = 100
"""Codes that a drop-down can offer at least."""

_TABLE_COLUMNS = {
    "Ref": f"{AGREEMENTS.name}[Ref]",
    "Partner": f"{PARTNERS.name}[Partner]",
    "Period": f"{PERIODS.name}[Period]",
}


def choices_name(column: str) -> str:
    """The defined name of what a column's drop-down offers.

    >>> choices_name("Partner type")
    'choices_Partner_type'
    """
    return f"choices_{column.replace(' ', '_')}"


def capacity(lists: RegisterTable) -> int:
    """How many codes of one list the sheet can gather: twice what there are, so that staff can add."""
    names = lists.column("List")
    return max([LEAST, *(2 * names.count(name) for name in set(names))])


def choice_names(code_lists: Sequence[str], rows: int) -> dict[str, str]:
    """The defined names of all drop-downs, and the range each stands for; a list's range ends with its last code."""
    ranges = {choices_name(column): f"={reference}" for column, reference in _TABLE_COLUMNS.items()}
    for place, name in enumerate(code_lists):
        column = xl_col_to_name(place, col_abs=True)
        cells = f"{SHEET}!{column}$2:{column}${rows + 1}"
        count = f'SUMPRODUCT(--({cells}<>""))'
        # Without codes the range is a blank cell, and Excel then takes any entry.
        none = f"{SHEET}!{column}${rows + 2}"
        ranges[choices_name(name)] = f"=IF({count}=0,{none},{SHEET}!{column}$2:INDEX({cells},MAX(1,{count})))"
    return ranges


def write_choices(sheet: Worksheet, formats: Formats, code_lists: Sequence[str], lists: RegisterTable) -> None:
    """Write the sheet: the lists' names, and below each its codes by formula, with the values they give."""
    for place, name in enumerate(code_lists):
        column = xl_col_to_name(place)
        sheet.write_string(0, place, name, formats.of(COLUMN_HEADING))
        codes = _codes(lists, name)
        for row in range(1, capacity(lists) + 1):
            value = codes[row - 1] if row <= len(codes) else ""
            sheet.write_formula(row, place, _code_formula(column), formats.of(CALCULATED), escaped(value))
    sheet.set_column(0, len(code_lists) - 1, 30)
    sheet.hide()


def _codes(lists: RegisterTable, name: str) -> list[str]:
    pairs = zip(lists.column("List"), lists.column("Code"), strict=True)
    return [str(code) for given, code in pairs if code is not None and trimmed(given) == name]


def _code_formula(column: str) -> str:
    """The code on this row of the sheet: of the list in row 1 the first on row 2, the second on row 3, and so on."""
    names, codes = f"{LISTS.name}[List]", f"{LISTS.name}[Code]"
    place = f"ROW({names})-ROW({LISTS.name}[[#Headers],[List]])"
    found = f'({place})/(EXACT(TRIM({names}),{column}$1)*({codes}<>""))'
    return f'=IFERROR(INDEX({codes},_xlfn.AGGREGATE(15,6,{found},ROW()-1)),"")'
