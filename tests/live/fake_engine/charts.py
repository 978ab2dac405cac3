"""Charts over cells: series by column, axes, legend."""

from __future__ import annotations

from xlwings import base_classes
from xlwings.base_classes import _UNSET

from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.formula_references import quoted, references

from .book import Things
from .calls import ApplicationError, counted


@counted
class Chart(base_classes.Chart):
    def __init__(self, sheet, name, box):
        self._sheet, self._name, self._box = sheet, name, list(box)
        self._type, self._title, self._series, self._legend = "column_clustered", None, [], [True, "right"]
        self._labels = self._text = None
        self._axes = {"category": {"visible": True}, "value": {"visible": True}}

    @property
    def api(self):
        return self, self

    @property
    def parent(self):
        return self._sheet

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, value):
        self._name = value

    @property
    def chart_type(self):
        return self._type

    @chart_type.setter
    def chart_type(self, value):
        self._type = value

    @property
    def title(self):
        return self._title

    @title.setter
    def title(self, value):
        self._title = value

    def set_source_data(self, source, plot_by=None):
        if plot_by != "columns":
            raise ApplicationError("Excel would guess what the series are")
        area = source._area
        if any(isinstance(source._sheet._peek(*place).value, str) for place in source._places()):
            raise ApplicationError("Excel would take text for names")
        old = self._series
        self._series = []
        for number, column in enumerate(range(area.left, area.right + 1)):
            values = Area(area.top, column, area.bottom, column)
            series = Series(self, f"={quoted(source._sheet._title)}!{values.absolute}")
            if number < len(old):
                series._colour = old[number]._colour
            self._series.append(series)

    def set_x_axis_values(self, source):
        for series in self._series:
            series._categories = f"={quoted(source._sheet._title)}!{source._area.absolute}"

    @property
    def series(self):
        return Things(self._series)

    @property
    def legend(self):
        return Legend(self)

    @property
    def category_axis(self):
        return Axis(self._axes["category"])

    @property
    def value_axis(self):
        return Axis(self._axes["value"])

    def delete(self):
        self._sheet._charts.remove(self)

    def _rewrite(self, new):
        for series in self._series:
            series._name, series._values, series._categories = map(
                new, (series._name, series._values, series._categories)
            )

    def _facts(self):
        return (
            self._name, self._type, self._title, tuple(round(side, 3) for side in self._box), self._legend[0],
            self._labels, self._text,
            [(s._name, s._categories, s._values, s._colour) for s in self._series],
        )  # fmt: skip


def _side(place, name):
    def get(self):
        return self._box[place]

    def put(self, value):
        self._box[place] = value

    return property(get, put)


for _place, _name in enumerate(("left", "top", "width", "height")):
    setattr(Chart, _name, _side(_place, _name))
Chart = counted(Chart)


@counted
class Series(base_classes.ChartSeries):
    def __init__(self, chart, values):
        self._chart = chart
        self._name, self._values, self._categories, self._colour = "", values, "", None

    @property
    def api(self):
        return self

    @property
    def name(self):
        """The text that is shown, of the cell that the name refers to."""
        found = [*references(self._name)]
        if not found:
            return self._name
        [reference] = found
        sheet = self._chart._sheet._book._sheet(reference.sheets[0])
        return sheet._peek(reference.area.top, reference.area.left).value

    @property
    def fill_color(self):
        return self._colour

    def set(self, *, name=_UNSET, fill_color=_UNSET, **others):
        if name is not _UNSET:
            self._name = name
        if fill_color is not _UNSET:
            self._colour = fill_color
        if any(value is not _UNSET for value in others.values()):
            raise NotImplementedError(others)


@counted
class Axis(base_classes.ChartAxis):
    def __init__(self, facts):
        self._facts = facts

    @property
    def api(self):
        return self

    def set(self, **changes):
        self._facts.update({name: value for name, value in changes.items() if value is not _UNSET})


@counted
class Legend(base_classes.ChartLegend):
    def __init__(self, chart):
        self._chart = chart

    @property
    def api(self):
        return self

    @property
    def visible(self):
        return self._chart._legend[0]

    @visible.setter
    def visible(self, value):
        self._chart._legend[0] = value

    @property
    def position(self):
        return self._chart._legend[1] if self._chart._legend[0] else None

    @position.setter
    def position(self, value):
        self._chart._legend = [True, value]


@counted
class Charts(base_classes.Charts):
    def __init__(self, sheet):
        self._sheet = sheet

    @property
    def api(self):
        return self

    @property
    def parent(self):
        return self._sheet

    def __call__(self, key):
        if isinstance(key, int):
            return self._sheet._charts[key - 1]
        found = [chart for chart in self._sheet._charts if chart._name == key]
        if not found:
            raise KeyError(key)
        return found[0]

    def __len__(self):
        return len(self._sheet._charts)

    def __iter__(self):
        return iter(list(self._sheet._charts))

    def __contains__(self, key):
        return any(chart._name == key for chart in self._sheet._charts)

    def add(
        self, left, top, width, height, chart_type=None, source=None, plot_by=None, name=None, anchor=None, style=227
    ):
        numbers = [int(c._name.removeprefix("Chart ")) for c in self._sheet._charts if c._name.startswith("Chart ")]
        chart = Chart(self._sheet, f"Chart {max(numbers, default=0) + 1}", (left, top, width, height))
        self._sheet._charts.append(chart)
        if source is not None:
            chart.set_source_data(source, plot_by)
        if chart_type is not None:
            chart.chart_type = chart_type
        if name is not None:
            chart.name = name
        return chart
