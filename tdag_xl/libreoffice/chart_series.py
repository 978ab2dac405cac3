"""The series of a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes
from xlwings.base_classes import _UNSET

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.chart_axes import axis_of, new_axis
from tdag_xl.libreoffice.chart_combinations import kind_of, put_series_type
from tdag_xl.libreoffice.chart_data import all_series, cells_of, part_of, sequence, values_of
from tdag_xl.libreoffice.chart_markers import Markers
from tdag_xl.libreoffice.chart_types import is_drawn_round, series_type
from tdag_xl.libreoffice.colours import number_of, rgb_of
from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.chart import Chart

_FIRST = ("chart_type", "axis_group", "name")
_LINE_TYPES = (".LineChartType", ".ScatterChartType", ".NetChartType")
_GROUPS = ("primary", "secondary")


@engine_class
class ChartSeries(Markers, base_classes.ChartSeries):
    """A series; `uno` is LibreOffice's (com.sun.star.chart2.DataSeries)."""

    def __init__(self, chart: Chart, uno: Any) -> None:
        self._chart, self.uno = chart, uno

    @property
    def api(self) -> Any:
        """LibreOffice's series."""
        return self.uno

    @property
    def name(self) -> str:
        """The name that is shown."""
        label = values_of(self.uno).getLabel()
        if label is None:
            return f"Series{self._chart.series.place_of(self) + 1}"
        return " ".join(str(text) for text in label.getTextualData())

    @name.setter
    def name(self, value: str) -> None:
        self._refuse_protected()
        chart = self._chart
        label = sequence(chart.parent.book, chart.document.DataProvider, value, "label") if value else None
        values_of(self.uno).setLabel(label)

    def _refuse_protected(self) -> None:
        self._chart.parent.refuse_protected()

    @property
    def formula(self) -> str:
        """What Excel calls the formula of a series: its name, categories, figures, place, and sizes of bubbles."""
        data = values_of(self.uno)
        across = part_of(self.uno, "values-x")
        categories = across.getValues() if across is not None else self._chart.categories
        parts = (cells_of(data.getLabel()), cells_of(categories), cells_of(data.getValues()))
        sizes = part_of(self.uno, "values-size")
        last = "" if sizes is None else f",{cells_of(sizes.getValues())}"
        return f"=SERIES({','.join(parts)},{self._chart.series.place_of(self) + 1}{last})"

    @property
    def _is_line(self) -> bool:
        return bool(kind_of(self._chart.diagram, self.uno).getChartType().endswith(_LINE_TYPES))

    @property
    def fill_color(self) -> tuple[int, int, int] | None:
        """The colour of its bars, slices or areas."""
        return rgb_of(self.uno.Color)

    @fill_color.setter
    def fill_color(self, value: Any) -> None:
        self._refuse_protected()
        self.uno.Color = number_of(value)

    @property
    def line_color(self) -> tuple[int, int, int] | None:
        """The colour of its line, or of the lines around its bars; None where there is none."""
        if self._is_line:
            return None if self.uno.LineStyle.value == "NONE" else rgb_of(self.uno.Color)
        return None if self.uno.BorderStyle.value == "NONE" else rgb_of(self.uno.BorderColor)

    @line_color.setter
    def line_color(self, value: Any) -> None:
        self._refuse_protected()
        solid = bridge.enum("drawing.LineStyle", "SOLID")
        if self._is_line:
            self.uno.LineStyle, self.uno.Color = solid, number_of(value)
        else:
            self.uno.BorderStyle, self.uno.BorderColor = solid, number_of(value)

    @property
    def chart_type(self) -> str:
        """Its type, which may be another one than that of other series."""
        diagram = self._chart.diagram
        return series_type(diagram, kind_of(diagram, self.uno), [self.uno])

    @chart_type.setter
    def chart_type(self, value: str) -> None:
        self._refuse_protected()
        if value != self.chart_type:
            put_series_type(self._chart, self.uno, value)

    @property
    def axis_group(self) -> str:
        """The axes that it belongs to, `primary` or `secondary`."""
        return _GROUPS[min(self.uno.AttachedAxisIndex, 1)]

    @axis_group.setter
    def axis_group(self, value: str) -> None:
        self._refuse_protected()
        chart = self._chart
        if is_drawn_round(chart.diagram) or chart.diagram.getCoordinateSystems()[0].getDimension() > 2:
            raise RefusedError(f"The chart {chart.name!r} is of a type that has no secondary axes.")
        others = [one for one in all_series(chart.diagram) if one != self.uno and not one.AttachedAxisIndex]
        if value == "secondary" and not others:
            raise RefusedError(f"One series of the chart {chart.name!r} must stay on the primary axes.")
        with chart.drawn_once():
            if value == "secondary" and axis_of(chart, 1, is_secondary=True) is None:
                new_axis(chart, 1).Show = True
            self.uno.AttachedAxisIndex = _GROUPS.index(value)
            used = any(one.AttachedAxisIndex for one in all_series(chart.diagram))
            for axis in filter(None, (axis_of(chart, dimension, is_secondary=True) for dimension in (0, 1))):
                if not used or axis == axis_of(chart, 1, is_secondary=True):
                    axis.Show = used

    def set(self, **changes: Any) -> None:
        """Set what is given: first the type and the axes, which other changes depend on, and markers last."""
        wanted = {name: value for name, value in changes.items() if value is not _UNSET}
        order = sorted(wanted, key=lambda name: (name not in _FIRST, name.startswith("marker")))
        for name in order:
            setattr(self, name, wanted[name])


@engine_class
class ChartSeriesCollection(base_classes.ChartSeriesCollection):
    """The series of a chart in their order, areas before columns before lines."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart

    @property
    def api(self) -> Any:
        """LibreOffice's diagram."""
        return self._chart.diagram

    @property
    def parent(self) -> Chart:
        """The chart."""
        return self._chart

    def __iter__(self) -> Iterator[ChartSeries]:
        return iter([ChartSeries(self._chart, one) for one in all_series(self._chart.diagram)])

    def __len__(self) -> int:
        return len(all_series(self._chart.diagram))

    def __call__(self, key: int) -> ChartSeries:
        """The series at a place, from 1. Raises KeyError."""
        series = all_series(self._chart.diagram)
        if not isinstance(key, int) or isinstance(key, bool) or not 1 <= key <= len(series):
            raise KeyError(f"the chart has no series {key!r}")
        return ChartSeries(self._chart, series[key - 1])

    def place_of(self, one: ChartSeries) -> int:
        """The place of a series, from 0."""
        return next(place for place, other in enumerate(all_series(self._chart.diagram)) if other == one.uno)
