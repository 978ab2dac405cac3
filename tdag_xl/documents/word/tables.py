"""Tables with a heading row that repeats; a short one stays on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.documents.word.column_widths import column_widths
from tdag_xl.documents.word.elements import toggle, w
from tdag_xl.documents.word.isolates import plain
from tdag_xl.documents.word.styles import LIST_TEXT, POINTS, TABLE, TABLE_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element as Element

    from tdag_xl.documents.document import Table
    from tdag_xl.documents.word.inline import Setting

_DIGIT = {False: 0.55, True: 0.64}
"""The width of a digit in ems: as in Calibri with room to spare, and as in the fonts that stand in for Arial."""

_MOST_ROWS_KEPT = 20
"""Rows of a table that is kept on one page."""


def table_element(table: Table, setting: Setting, styles: Mapping[str, str], width: int) -> Element:
    """The table, `width` twentieths of a point wide."""
    name = LIST_TEXT if table.long else TABLE_TEXT
    style, widths = styles[name], column_widths(table, width, POINTS[name] * _DIGIT[setting.is_right_to_left])
    numbers = [column.is_number for column in table.columns]
    keeps = not table.long and len(table.rows) <= _MOST_ROWS_KEPT

    def row(texts: Sequence[str], *, heads: bool, keep_next: bool) -> Element:
        return w(
            "tr",
            w("trPr", w("cantSplit"), toggle("tblHeader", heads)),
            *(
                w(
                    "tc",
                    w("tcPr", w("tcW", w=column, type="dxa")),
                    setting.cell_paragraph(style, text, is_number=is_number, keep_next=keep_next),
                )
                for text, column, is_number in zip(texts, widths, numbers, strict=True)
            ),
        )

    last = len(table.rows) - 1
    return w(
        "tbl",
        _properties(table, setting, styles, width),
        w("tblGrid", *(w("gridCol", w=column) for column in widths)),
        row([column.heading for column in table.columns], heads=True, keep_next=True),
        *(
            row([cell.text for cell in cells], heads=False, keep_next=keeps and (place < last or bool(table.notes)))
            for place, cells in enumerate(table.rows)
        ),
    )


def _properties(table: Table, setting: Setting, styles: Mapping[str, str], width: int) -> Element:
    return w(
        "tblPr",
        w("tblStyle", val=styles[TABLE]),
        toggle("bidiVisual", setting.is_right_to_left),
        w("tblW", w=width, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        w("tblCaption", val=plain(table.caption)),
        w("tblDescription", val=plain(", ".join(column.heading for column in table.columns))),
    )
