"""The legend of a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.chart_looks import write_grey
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from tdag_xl.libreoffice.chart import Chart

_POSITIONS = {"left": "LINE_START", "right": "LINE_END", "top": "PAGE_START", "bottom": "PAGE_END"}
_NAMES = {value: name for name, value in _POSITIONS.items()}
_LYING = ("top", "bottom")
_CORNER, _TOP_RIGHT = "corner", "TOP_RIGHT"
_MARGIN = 0.02
"""Of the chart, between its edges and a legend in the corner."""


@engine_class
class ChartLegend(base_classes.ChartLegend):
    """The legend of a chart."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart

    @property
    def api(self) -> Any:
        """LibreOffice's legend; None where none is shown."""
        return self._legend if self.visible else None

    @property
    def _legend(self) -> Any:
        return self._chart.diagram.getLegend()

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        legend = self._legend
        return legend is not None and bool(legend.Show)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._chart.parent.refuse_protected()
        legend = self._legend
        if legend is None and value:
            legend = self._chart.parent.book.app.office.service("com.sun.star.chart2.Legend")
            legend.FillStyle, legend.LineStyle = (
                bridge.enum("drawing.FillStyle", "NONE"),
                bridge.enum("drawing.LineStyle", "NONE"),
            )
            write_grey(legend)
            self._chart.diagram.setLegend(legend)
        if legend is not None:
            legend.Show = bool(value)

    @property
    def position(self) -> str | None:
        """`left`, `right`, `top`, `bottom` or `corner`; None where it is not shown or was put elsewhere by hand."""
        if not self.visible:
            return None
        legend = self._legend
        place = legend.RelativePosition
        if place is not None:
            return _CORNER if place.Anchor.value == _TOP_RIGHT else None
        return _NAMES.get(legend.AnchorPosition.value)

    @position.setter
    def position(self, value: str) -> None:
        self.visible = True
        legend = self._legend
        side = "right" if value == _CORNER else value
        legend.AnchorPosition = bridge.enum("chart2.LegendPosition", _POSITIONS[side])
        legend.Expansion = bridge.enum("chart.ChartLegendExpansion", "WIDE" if side in _LYING else "HIGH")
        if value == _CORNER:
            legend.RelativePosition = bridge.struct(
                "chart2.RelativePosition",
                Primary=1 - _MARGIN,
                Secondary=_MARGIN,
                Anchor=bridge.enum("drawing.Alignment", _TOP_RIGHT),
            )
        else:
            legend.setPropertyToDefault("RelativePosition")
