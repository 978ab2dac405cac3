"""How cells of an open workbook look: the same fonts, alignment and lines as in a closed one, a block at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tdag_xl.hosts.live.page import GENERAL
from tdag_xl.hosts.looks import GREY, INK, LINE
from tdag_xl.hosts.placement import Role
from tdag_xl.ooxml.areas import Area
from tdag_xl.report import Format

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.base_classes import HorizontalAlignment, VerticalAlignment

    from tdag_xl.hosts.live.niceties import Niceties
    from tdag_xl.hosts.live.page import PageTable


class _Font(NamedTuple):
    size: float
    bold: bool
    colour: str
    vertical: VerticalAlignment


_FONTS = {
    Role.TITLE: _Font(18, True, INK, "center"),
    Role.SECTION: _Font(13, True, INK, "center"),
    Role.LINE: _Font(10, False, GREY, "bottom"),
    Role.NOTE: _Font(9, False, GREY, "top"),
}
_SIDES: dict[Format, HorizontalAlignment] = {Format.TEXT: "left", Format.NUMERAL: "center", Format.DATE: "center"}
_BLACK = "#000000"
_USUAL_SIZE = 11.0
"""Points, of the font that workbooks start with."""


def role_of(size: float | None) -> Role:
    """The role of a text by the size of its font; a line of the sheet where staff chose another size."""
    return next((role for role, font in _FONTS.items() if font.size == size), Role.LINE)


def look_of(number_format: str | None, side: str | None) -> Format:
    """How a column of a table was made, by its number format and the side its cells stand at."""
    if number_format in (None, GENERAL):
        return Format.TEXT if side == "left" else Format.NUMBER
    return next((form for form in Format if form.value == number_format), Format.NUMBER)


def dress_texts(sheet: xw.Sheet, area: Area, role: Role, niceties: Niceties) -> None:
    """Make the texts of a run of cells look like their role."""
    cells, font = sheet.range(area.text), _FONTS[role]
    cells.number_format = GENERAL
    cells.font.size, cells.font.bold, cells.font.color = font.size, font.bold, font.colour
    cells.horizontal_alignment, cells.vertical_alignment = "left", font.vertical
    cells.wrap_text = False
    if role is Role.NOTE:
        niceties.indent(cells)


def dress_table(sheet: xw.Sheet, table: PageTable, niceties: Niceties) -> None:
    """Make the headings and the columns of a table look as they should; each column keeps its own number format."""
    header, body = sheet.range(table.header.text), sheet.range(table.body.text)
    header.number_format = GENERAL
    header.font.bold, header.wrap_text, header.vertical_alignment = True, True, "bottom"
    header.borders.set(["edge_bottom"], line_style="continuous", weight="thin", color=GREY)
    body.vertical_alignment = "top"
    inside = ["inside_horizontal"] if len(table.rows) > 1 else []
    body.borders.set(["edge_bottom", *inside], line_style="dot", color=LINE)
    for place, column in enumerate(table.columns):
        left = table.left + place
        whole = sheet.range(Area(table.top, left, table.area.bottom, left).text)
        whole.horizontal_alignment = _SIDES.get(column.look, "right")
        cells = sheet.range(Area(table.top + 1, left, table.area.bottom, left).text)
        cells.number_format, cells.wrap_text = column.number_format, column.look is Format.TEXT
        if column.look is Format.TEXT:
            niceties.indent(whole)


def undress(cells: xw.Range) -> None:
    """Make vacated cells look like new ones; notes and conditional formats of staff stay on them."""
    cells.number_format = GENERAL
    cells.font.size, cells.font.bold, cells.font.color = _USUAL_SIZE, False, _BLACK
    cells.horizontal_alignment, cells.vertical_alignment, cells.wrap_text = "general", "bottom", False
    cells.borders.clear("everything")
