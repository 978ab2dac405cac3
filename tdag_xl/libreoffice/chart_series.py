"""The series of a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes
from xlwings.base_classes import _UNSET

from tdag_xl.libreoffice.chart_data import all_series, cells_of, part_of, sequence, values_of
from tdag_xl.libreoffice.colours import number_of, rgb_of
from tdag_xl.libreoffice.errors import NotSupportedError
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.chart import Chart

_NAMES = ("name", "fill_color", "line_color")


@engine_class
class ChartSeries(base_classes.ChartSeries):
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
        chart = self._chart
        values_of(self.uno).setLabel(sequence(chart.parent.book, chart.document.DataProvider, value, "label"))

    @property
    def formula(self) -> str:
        """What Excel calls the formula of a series: its name, categories, figures and place."""
        data = values_of(self.uno)
        across = part_of(self.uno, "values-x")
        categories = across.getValues() if across is not None else self._chart.categories
        parts = (cells_of(data.getLabel()), cells_of(categories), cells_of(data.getValues()))
        return f"=SERIES({','.join(parts)},{self._chart.series.place_of(self) + 1})"

    @property
    def fill_color(self) -> tuple[int, int, int] | None:
        """The colour of its bars, slices or areas."""
        return rgb_of(self.uno.Color)

    @fill_color.setter
    def fill_color(self, value: Any) -> None:
        if value is None:
            raise NotSupportedError("ChartSeries.fill_color: a series without colour is not available in LibreOffice.")
        self.uno.Color = number_of(value)

    @property
    def line_color(self) -> tuple[int, int, int] | None:
        """The colour of its line, or of the lines around its bars."""
        return rgb_of(self.uno.Color if self._chart.has_lines else self.uno.BorderColor)

    @line_color.setter
    def line_color(self, value: Any) -> None:
        if self._chart.has_lines:
            self.uno.Color = number_of(value)
        else:
            self.uno.BorderColor = number_of(value)

    def set(self, **changes: Any) -> None:
        """Set what is given of name, fill_color and line_color; for others raises NotSupportedError."""
        for name, value in changes.items():
            if value is _UNSET:
                continue
            if name not in _NAMES:
                raise NotSupportedError(f"ChartSeries.{name} is not available in LibreOffice.")
            setattr(self, name, value)


@engine_class
class ChartSeriesCollection(base_classes.ChartSeriesCollection):
    """The series of a chart in their order."""

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
        if not isinstance(key, int) or not 1 <= key <= len(series):
            raise KeyError(f"the chart has no series {key!r}")
        return ChartSeries(self._chart, series[key - 1])

    def place_of(self, one: ChartSeries) -> int:
        """The place of a series, from 0."""
        return next(place for place, other in enumerate(all_series(self._chart.diagram)) if other == one.uno)
