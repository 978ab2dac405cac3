"""The axes of a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes
from xlwings.base_classes import _UNSET

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.chart_data import all_series
from tdag_xl.libreoffice.chart_looks import write_grey
from tdag_xl.libreoffice.chart_titles import put_title, title_text
from tdag_xl.libreoffice.chart_types import is_drawn_round
from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.number_formats import Formats

if TYPE_CHECKING:
    from tdag_xl.libreoffice.chart import Chart

_CROSSES = {"automatic": "ZERO", "minimum": "START", "maximum": "END"}
_CROSS_NAMES = {value: name for name, value in _CROSSES.items()}
_KINDS = ("category", "value")
_OLD_NAMES = {(0, False): "XAxis", (1, False): "YAxis", (0, True): "SecondaryXAxis", (1, True): "SecondaryYAxis"}
"""The axes in LibreOffice's older interface, which alone tells the scale that is drawn."""

_CATEGORIES = 2  # com.sun.star.chart2.AxisType


@engine_class
class ChartAxis(base_classes.ChartAxis):
    """An axis of a chart. As in Excel, one that is not shown has no title, scale or number format."""

    def __init__(self, chart: Chart, dimension: int, *, is_secondary: bool = False) -> None:
        self._chart, self._dimension, self._is_secondary = chart, dimension, is_secondary

    @property
    def api(self) -> Any:
        """LibreOffice's axis (com.sun.star.chart2.Axis); None where it is not shown."""
        return self._found if self.visible else None

    @property
    def _called(self) -> str:
        return f"{'secondary ' * self._is_secondary}{_KINDS[self._dimension]} axis"

    @property
    def _found(self) -> Any:
        """LibreOffice's axis, shown or not; None where the chart can have none, or has no second one."""
        chart = self._chart
        if is_drawn_round(chart.diagram):
            return None
        if self._is_secondary and not any(series.AttachedAxisIndex for series in all_series(chart.diagram)):
            raise RefusedError(
                f"The chart {chart.name!r} has no secondary axes: move a series to them with axis_group first."
            )
        return axis_of(chart, self._dimension, self._is_secondary)

    @property
    def _shown(self) -> Any:
        axis = self._found
        if axis is None or not axis.Show:
            raise RefusedError(f"The chart {self._chart.name!r} has no visible {self._called}.")
        return axis

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        axis = self._found
        return axis is not None and bool(axis.Show)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._chart.parent.refuse_protected()
        axis = self._found
        if axis is None and value:
            if not self._is_secondary or is_drawn_round(self._chart.diagram):
                raise RefusedError(f"The chart {self._chart.name!r} can have no {self._called}.")
            axis = new_axis(self._chart, self._dimension)
        if axis is not None:
            axis.Show = bool(value)

    @property
    def title(self) -> str | None:
        """Its title; None where it has none or is not shown."""
        return title_text(self._found) if self.visible else None

    @title.setter
    def title(self, value: str | None) -> None:
        if value is not None:
            self.visible = True
        if self.visible:
            put_title(self._chart.parent.book.app.office, self._found, value, write_grey)

    @property
    def _old(self) -> Any:
        """The axis in the older interface."""
        self._refuse_categories()
        name = _OLD_NAMES[self._dimension, self._is_secondary]
        return getattr(self._chart.document.getDiagram(), f"get{name}")()

    def _refuse_categories(self) -> None:
        if self._shown.getScaleData().AxisType == _CATEGORIES:
            raise RefusedError(f"The {self._called} of the chart {self._chart.name!r} has names, and so no scale.")

    def _put(self, name: str, value: Any) -> None:
        self._chart.parent.refuse_protected()
        self._refuse_categories()
        self._put_scale(name, value)

    def _put_scale(self, name: str, value: Any) -> None:
        axis = self._shown
        scale = axis.getScaleData()
        setattr(scale, name, value)
        axis.setScaleData(scale)

    @property
    def minimum_scale(self) -> float:
        """Its least value, as it is drawn."""
        return float(self._old.Min)

    @minimum_scale.setter
    def minimum_scale(self, value: float | None) -> None:
        self._put("Minimum", None if value is None else float(value))

    @property
    def maximum_scale(self) -> float:
        """Its greatest value, as it is drawn."""
        return float(self._old.Max)

    @maximum_scale.setter
    def maximum_scale(self, value: float | None) -> None:
        self._put("Maximum", None if value is None else float(value))

    @property
    def major_unit(self) -> float:
        """The step between its values, as it is drawn."""
        return float(self._old.StepMain)

    @major_unit.setter
    def major_unit(self, value: float | None) -> None:
        increment = self._shown.getScaleData().IncrementData
        increment.Distance = None if value is None else float(value)
        self._put("IncrementData", increment)

    @property
    def number_format(self) -> str:
        """The code of the number format of its values, that of the cells where it follows them."""
        axis = self._shown
        if axis.NumberFormat is None or axis.LinkNumberFormatToSource:
            old = getattr(self._chart.document.getDiagram(), f"get{_OLD_NAMES[self._dimension, self._is_secondary]}")()
            return Formats(self._chart.document).code(old.NumberFormat)
        return Formats(self._chart.document).code(axis.NumberFormat)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._chart.parent.refuse_protected()
        axis = self._shown
        key = Formats(self._chart.document).key(value)
        axis.LinkNumberFormatToSource = False
        axis.NumberFormat = key

    @property
    def reverse_order(self) -> bool:
        """Whether it goes from its greatest value to its least."""
        return bool(self._shown.getScaleData().Orientation.value == "REVERSE")

    @reverse_order.setter
    def reverse_order(self, value: bool) -> None:
        self._chart.parent.refuse_protected()
        self._put_scale("Orientation", bridge.enum("chart2.AxisOrientation", "REVERSE" if value else "MATHEMATICAL"))

    @property
    def crosses(self) -> str:
        """Where the other axis crosses it: `automatic`, `minimum`, `maximum`, or `custom` at a value."""
        self._refuse_hidden()
        other = axis_of(self._chart, 1 - self._dimension, self._is_secondary)
        return "automatic" if other is None else _CROSS_NAMES.get(other.CrossoverPosition.value, "custom")

    @crosses.setter
    def crosses(self, value: str) -> None:
        self._chart.parent.refuse_protected()
        self._refuse_hidden()
        other = axis_of(self._chart, 1 - self._dimension, self._is_secondary)
        if other is None:
            other = new_axis(self._chart, 1 - self._dimension)
        other.CrossoverPosition = bridge.enum("chart.ChartAxisPosition", _CROSSES[value])

    def _refuse_hidden(self) -> None:
        self._shown  # noqa: B018 - raises

    def set(self, **changes: Any) -> None:
        """Set what is given: shown before the others, since they need it, and hidden after them."""
        wanted = {name: value for name, value in changes.items() if value is not _UNSET}
        visible = wanted.pop("visible", None)
        with self._chart.drawn_once():
            if visible or (visible is False and wanted):
                self.visible = True
            for name, value in wanted.items():
                setattr(self, name, value)
            if visible is False:
                self.visible = False


def axis_of(chart: Chart, dimension: int, is_secondary: bool) -> Any:
    """LibreOffice's axis in a direction; None where the chart has none."""
    systems = chart.diagram.getCoordinateSystems()
    if not systems or dimension >= systems[0].getDimension():
        return None
    if is_secondary and not systems[0].getMaximumAxisIndexByDimension(dimension):
        return None
    return systems[0].getAxisByDimension(dimension, int(is_secondary))


def new_axis(chart: Chart, dimension: int) -> Any:
    """A second axis in a direction, hidden, at the far side; its scale is for itself."""
    system = chart.diagram.getCoordinateSystems()[0]
    axis = chart.parent.book.app.office.service("com.sun.star.chart2.Axis")
    scale = system.getAxisByDimension(dimension, 0).getScaleData()
    scale.Minimum = scale.Maximum = scale.Origin = None
    scale.Orientation = bridge.enum("chart2.AxisOrientation", "MATHEMATICAL")
    axis.setScaleData(scale)
    axis.Show = False
    across = system.getAxisByDimension(1 - dimension, 0).getScaleData().Orientation.value
    far_side = "START" if across == "REVERSE" else "END"
    axis.CrossoverPosition = bridge.enum("chart.ChartAxisPosition", far_side)
    axis.MajorTickmarks = axis.MinorTickmarks = 0
    axis.LineStyle = bridge.enum("drawing.LineStyle", "NONE")
    write_grey(axis)
    system.setAxisByDimension(dimension, axis, 1)
    return axis
