"""How the cells of a range look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.borders import Borders
from tdag_xl.libreoffice.colours import NONE, number_of, rgb_of
from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.fonts import Font
from tdag_xl.libreoffice.number_formats import formats_of
from tdag_xl.libreoffice.range_base import RangeBase

if TYPE_CHECKING:
    from tdag_xl.libreoffice.range_base import Box

_HORIZONTAL = {
    "general": "STANDARD", "left": "LEFT", "center": "CENTER", "right": "RIGHT", "justify": "BLOCK", "fill": "REPEAT",
    "distributed": "BLOCK",
}  # fmt: skip
_HORIZONTAL_NAMES = {value: name for name, value in _HORIZONTAL.items() if name != "distributed"}
_VERTICAL = {"top": 1, "center": 2, "bottom": 3, "justify": 4, "distributed": 4}
_VERTICAL_NAMES = {0: "bottom", 1: "top", 2: "center", 3: "bottom", 4: "justify"}
_DISTRIBUTED = 1
"""com.sun.star.table.CellJustifyMethod.DISTRIBUTE, which tells `distributed` from `justify`."""

_INDENT = 353
"""Hundredths of a millimetre that a step of indentation takes."""


class RangeLooks(RangeBase):
    """Fonts, lines, colours, alignment and number formats of the cells; a property in which they differ is None."""

    if TYPE_CHECKING:

        def part(self, box: Box) -> Self:
            """Other cells of the same sheet."""

    def common(self, name: str) -> Any:
        """A property of UNO; None where the cells differ in it."""
        uno = self.uno
        if len(self) > 1 and uno.getPropertyState(name).value == "AMBIGUOUS_VALUE":
            return None
        return getattr(uno, name)

    @property
    def font(self) -> Font:
        """The font."""
        return Font(self)

    @property
    def borders(self) -> Borders:
        """The lines around and between the cells."""
        return Borders(self)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The colour that fills the cells; None where there is none."""
        colour = self.common("CellBackColor")
        return None if colour in (None, NONE) else rgb_of(colour)

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        self.writable.CellBackColor = NONE if color_or_rgb is None else number_of(color_or_rgb)

    def set_colors(self, colors: Any) -> None:
        """Fill the cells with the colours of rows; `...` leaves a cell as it is."""
        for row, line in enumerate(colors, start=1):
            for column, colour in enumerate(line, start=1):
                if colour is not ...:
                    self(row, column).color = colour

    @property
    def number_format(self) -> str | None:
        """The code of the number format, as Excel writes it in English."""
        formats, key = formats_of(self._sheet.book), self.common("NumberFormat")
        if key is not None:
            return formats.code(key)
        # One format has a key in each language.
        codes = {formats.code(alike.NumberFormat) for alike in self.uno.getUniqueCellFormatRanges()}
        return codes.pop() if len(codes) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        uno = self.writable
        if value == "General":
            uno.setPropertyToDefault("NumberFormat")
        if value != "General" or self.number_format != value:
            uno.NumberFormat = formats_of(self._sheet.book).key(value)

    @property
    def wrap_text(self) -> bool | None:
        """Whether long texts go on in a new line of the cell."""
        return self.common("IsTextWrapped")  # type: ignore[no-any-return]

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.writable.IsTextWrapped = bool(value)

    @property
    def horizontal_alignment(self) -> str | None:
        """`general`, `left`, `center`, `right`, `justify`, `distributed` or `fill`."""
        side, method = self.common("HoriJustify"), self.common("HoriJustifyMethod")
        if side is None or method is None:
            return None
        return "distributed" if method == _DISTRIBUTED else _HORIZONTAL_NAMES[side.value]

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        if value not in _HORIZONTAL:
            raise RefusedError(f"Range.horizontal_alignment is one of {', '.join(_HORIZONTAL)} here, not {value!r}.")
        uno = self.writable
        uno.HoriJustify = bridge.enum("table.CellHoriJustify", _HORIZONTAL[value])
        uno.HoriJustifyMethod = _DISTRIBUTED if value == "distributed" else 0
        if value in ("general", "center"):
            uno.ParaIndent = 0

    @property
    def vertical_alignment(self) -> str | None:
        """`top`, `center`, `bottom`, `justify` or `distributed`."""
        side, method = self.common("VertJustify"), self.common("VertJustifyMethod")
        if side is None or method is None:
            return None
        return "distributed" if method == _DISTRIBUTED else _VERTICAL_NAMES[side]

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        if value not in _VERTICAL:
            raise RefusedError(f"Range.vertical_alignment is one of {', '.join(_VERTICAL)} here, not {value!r}.")
        uno = self.writable
        uno.VertJustify = _VERTICAL[value]
        uno.VertJustifyMethod = _DISTRIBUTED if value == "distributed" else 0

    @property
    def indent(self) -> int | None:
        """Steps by which texts are indented: what Excel calls IndentLevel."""
        found = self.common("ParaIndent")
        return None if found is None else round(found / _INDENT)

    @indent.setter
    def indent(self, value: int) -> None:
        self.writable.ParaIndent = value * _INDENT

    def adjust_indent(self, amount: int) -> None:
        """Indent texts by so many steps more."""
        self.indent = max(0, (self.indent or 0) + amount)
