"""How cells look: fonts, alignment, number formats; colours that keep their contrast and are told apart by everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.hosts.placement import Role
from tdag_xl.report import ChartKind, Format, Measure

if TYPE_CHECKING:
    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.workbook import Workbook

INK, GREY, LINE = "#262626", "#595959", "#BFBFBF"

MEASURE_COLOURS = {Measure.COUNT: "#0072B2", Measure.MONEY: "#D55E00"}
"""Blue and vermillion of the Okabe-Ito palette, 5.2 and 3.9 to 1 against white."""

EARLIER_COLOUR = "#7F7F7F"
"""The earlier of two periods, whatever is measured."""

PAPER_A4 = 9
SIDE_MARGIN, EDGE_MARGIN = 0.5, 0.6  # inches
FOOTER = "&L&9&A&R&9Page &P of &N"

LABEL_SIZE, TITLE_SIZE = 9, 10.5  # points, in charts
GAPS = {ChartKind.BAR: 45, ChartKind.COLUMN: 70}  # percent of a bar

_TEXTS: dict[Role, dict[str, Any]] = {
    Role.TITLE: {"bold": True, "font_size": 18, "font_color": INK, "valign": "vcenter"},
    Role.LINE: {"font_size": 10, "font_color": GREY},
    Role.SECTION: {"bold": True, "font_size": 13, "font_color": INK, "valign": "vcenter"},
    Role.NOTE: {"font_size": 9, "font_color": GREY, "valign": "top", "indent": 1},
}
_SIDES: dict[Format, dict[str, Any]] = {
    Format.TEXT: {"align": "left", "indent": 1},
    Format.NUMERAL: {"align": "center"},
    Format.DATE: {"align": "center"},
}


class Looks:
    """The cell formats of one workbook, each made when first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], CellFormat] = {}

    def of_text(self, role: Role) -> CellFormat:
        """A title, a line, a note; at the left, so that it runs over the cells at its right in any script."""
        return self._format({"align": "left", **_TEXTS[role]})

    def of_heading(self, form: Format) -> CellFormat:
        """The heading of a column: aligned as what stands under it."""
        return self._format(
            {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "bottom_color": GREY, **_side(form)}
        )

    def of_cell(self, form: Format) -> CellFormat:
        """A cell of a column; text wraps."""
        wraps = {"text_wrap": True} if form is Format.TEXT else {"num_format": form.value}
        return self._format({"valign": "top", "bottom": 4, "bottom_color": LINE, **wraps, **_side(form)})

    def _format(self, properties: dict[str, Any]) -> CellFormat:
        key = tuple(properties.items())
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


def _side(form: Format) -> dict[str, Any]:
    return _SIDES.get(form, {"align": "right"})
