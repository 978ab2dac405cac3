"""Titles, axes and the legend of a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes
from xlwings.base_classes import _UNSET

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.number_formats import Formats

if TYPE_CHECKING:
    from tdag_xl.libreoffice.chart import Chart
    from tdag_xl.libreoffice.office import Office

_POSITIONS = {"left": "LINE_START", "right": "LINE_END", "top": "PAGE_START", "bottom": "PAGE_END"}
_EXPANSIONS = {"left": "HIGH", "right": "HIGH", "top": "WIDE", "bottom": "WIDE"}
_POSITION_NAMES = {value: name for name, value in _POSITIONS.items()}
_CROSSES = {"minimum": "START", "maximum": "END"}


def title_text(titled: Any) -> str | None:
    """The text of a title of a chart or of an axis; None where there is none."""
    title = titled.getTitleObject()
    return None if title is None else "".join(part.String for part in title.getText())


def put_title(office: Office, titled: Any, text: str | None) -> None:
    """Give a chart or an axis a title, or none."""
    if text is None:
        titled.setTitleObject(None)
        return
    title = titled.getTitleObject() or office.service("com.sun.star.chart2.Title")
    part = office.service("com.sun.star.chart2.FormattedString")
    part.setString(text)
    title.setText((part,))
    titled.setTitleObject(title)


@engine_class
class ChartAxis(base_classes.ChartAxis):
    """An axis of a chart; `uno` is LibreOffice's (com.sun.star.chart2.Axis)."""

    def __init__(self, chart: Chart, dimension: int) -> None:
        self._chart = chart
        systems = chart.diagram.getCoordinateSystems()
        if not systems or dimension >= systems[0].getDimension():
            raise RefusedError(f"The chart {chart.name!r} has no such axis.")
        self.uno = systems[0].getAxisByDimension(dimension, 0)

    @property
    def api(self) -> Any:
        """LibreOffice's axis."""
        return self.uno

    @property
    def title(self) -> str | None:
        """Its title; None where it has none."""
        return title_text(self.uno)

    @title.setter
    def title(self, value: str | None) -> None:
        put_title(self._chart.parent.book.app.office, self.uno, value)

    def _put(self, name: str, value: Any) -> None:
        scale = self.uno.getScaleData()
        setattr(scale, name, value)
        self.uno.setScaleData(scale)

    @property
    def minimum_scale(self) -> float | None:
        """Its least value; None where LibreOffice chooses."""
        return self.uno.getScaleData().Minimum  # type: ignore[no-any-return]

    @minimum_scale.setter
    def minimum_scale(self, value: float | None) -> None:
        self._put("Minimum", None if value is None else float(value))

    @property
    def maximum_scale(self) -> float | None:
        """Its greatest value; None where LibreOffice chooses."""
        return self.uno.getScaleData().Maximum  # type: ignore[no-any-return]

    @maximum_scale.setter
    def maximum_scale(self, value: float | None) -> None:
        self._put("Maximum", None if value is None else float(value))

    @property
    def major_unit(self) -> float | None:
        """The step between its values; None where LibreOffice chooses."""
        return self.uno.getScaleData().IncrementData.Distance  # type: ignore[no-any-return]

    @major_unit.setter
    def major_unit(self, value: float | None) -> None:
        increment = self.uno.getScaleData().IncrementData
        increment.Distance = None if value is None else float(value)
        self._put("IncrementData", increment)

    @property
    def number_format(self) -> str:
        """The code of the number format of its values; General where it follows the cells."""
        key = self.uno.NumberFormat
        return "General" if key is None else Formats(self._chart.document).code(key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.uno.LinkNumberFormatToSource = False
        self.uno.NumberFormat = Formats(self._chart.document).key(value)

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        return bool(self.uno.Show)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.uno.Show = bool(value)

    @property
    def reverse_order(self) -> bool:
        """Whether it goes from its greatest value to its least."""
        return bool(self.uno.getScaleData().Orientation.value == "REVERSE")

    @reverse_order.setter
    def reverse_order(self, value: bool) -> None:
        self._put("Orientation", bridge.enum("chart2.AxisOrientation", "REVERSE" if value else "MATHEMATICAL"))

    def set(self, **changes: Any) -> None:
        """Set what is given; for `crosses` raises NotSupportedError."""
        for name, value in changes.items():
            if value is _UNSET:
                continue
            if name == "crosses":
                raise NotSupportedError("ChartAxis.crosses is not available in LibreOffice.")
            setattr(self, name, value)


@engine_class
class ChartLegend(base_classes.ChartLegend):
    """The legend of a chart."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart

    @property
    def api(self) -> Any:
        """LibreOffice's legend; None where there is none."""
        return self._chart.diagram.getLegend()

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        legend = self.api
        return legend is not None and bool(legend.Show)

    @visible.setter
    def visible(self, value: bool) -> None:
        legend = self.api
        if legend is None and value:
            legend = self._chart.parent.book.app.office.service("com.sun.star.chart2.Legend")
            self._chart.diagram.setLegend(legend)
        if legend is not None:
            legend.Show = bool(value)

    @property
    def position(self) -> str | None:
        """`left`, `right`, `top` or `bottom`; None where it is not shown or stands elsewhere."""
        legend = self.api
        return _POSITION_NAMES.get(legend.AnchorPosition.value) if self.visible else None

    @position.setter
    def position(self, value: str) -> None:
        if value not in _POSITIONS:
            raise NotSupportedError(f"ChartLegend.position: {value!r} is not available in LibreOffice.")
        self.visible = True
        legend = self.api
        legend.AnchorPosition = bridge.enum("chart2.LegendPosition", _POSITIONS[value])
        legend.Expansion = bridge.enum("chart.ChartLegendExpansion", _EXPANSIONS[value])
        legend.setPropertyToDefault("RelativePosition")
