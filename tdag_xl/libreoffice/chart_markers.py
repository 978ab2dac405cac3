"""The markers at the points of a series of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.colours import number_of, rgb_of
from tdag_xl.libreoffice.errors import NotSupportedError
from tdag_xl.libreoffice.sizes import hundredths, points

if TYPE_CHECKING:
    from tdag_xl.libreoffice.chart import Chart

_STYLES = {"square": 0, "diamond": 1, "triangle": 3, "circle": 8, "star": 9, "x": 10, "plus": 11, "dash": 13}
"""LibreOffice's numbers of symbols."""

_NAMES = {number: name for name, number in _STYLES.items()} | {4: "dot", 12: "star"}
"""With those that LibreOffice takes for Excel's when it opens a file: an arrow for a dot, which it cannot draw."""

_WITHOUT = {"automatic": "AUTO", "none": "NONE"}
_WITHOUT_NAMES = {value: name for name, value in _WITHOUT.items()}


class Markers:
    """The markers of a series. LibreOffice draws them in the colour of the series."""

    _chart: Chart
    uno: Any

    def _put_symbol(self, **fields: Any) -> None:
        self._chart.parent.refuse_protected()
        symbol = self.uno.Symbol
        for name, value in fields.items():
            setattr(symbol, name, value)
        self.uno.Symbol = symbol

    @property
    def marker_style(self) -> str:
        """`automatic`, `none`, `square`, `diamond`, `triangle`, `x`, `star`, `dot`, `dash`, `circle` or `plus`."""
        symbol = self.uno.Symbol
        style = symbol.Style.value
        return _WITHOUT_NAMES.get(style) or _NAMES.get(symbol.StandardSymbol, "automatic")

    @marker_style.setter
    def marker_style(self, value: str) -> None:
        if value in _WITHOUT:
            self._put_symbol(Style=bridge.enum("chart2.SymbolStyle", _WITHOUT[value]))
        elif value not in _STYLES:
            raise NotSupportedError(f"ChartSeries.marker_style: {value!r} is not available in LibreOffice.")
        else:
            standard = bridge.enum("chart2.SymbolStyle", "STANDARD")
            self._put_symbol(Style=standard, StandardSymbol=_STYLES[value])

    @property
    def marker_size(self) -> int:
        """Points, rounded."""
        return round(points(self.uno.Symbol.Size.Width))

    @marker_size.setter
    def marker_size(self, value: int) -> None:
        side = hundredths(value)
        self._put_symbol(Size=bridge.struct("awt.Size", Width=side, Height=side))

    @property
    def marker_foreground_color(self) -> tuple[int, int, int] | None:
        """The colour of the lines of the markers: that of the series."""
        return rgb_of(self.uno.Color)

    @marker_foreground_color.setter
    def marker_foreground_color(self, value: Any) -> None:
        self._refuse_other("marker_foreground_color", value)

    @property
    def marker_background_color(self) -> tuple[int, int, int] | None:
        """The colour of the markers: that of the series."""
        return rgb_of(self.uno.Color)

    @marker_background_color.setter
    def marker_background_color(self, value: Any) -> None:
        self._refuse_other("marker_background_color", value)

    def _refuse_other(self, name: str, colour: Any) -> None:
        if number_of(colour) != self.uno.Color:
            raise NotSupportedError(
                f"ChartSeries.{name}: LibreOffice draws markers in the colour of the series, set line_color instead."
            )
