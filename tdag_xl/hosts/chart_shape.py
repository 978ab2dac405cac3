"""How high a chart must be for its labels to be read, and where its bars stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.hosts.placement import PlotArea
from tdag_xl.hosts.text_lines import text_lines, text_width
from tdag_xl.report import Chart, ChartKind, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL_CHARACTER, _LABEL_LINE = 5.9, 13  # pixels, at 9 points in a wide font
_TITLE_CHARACTER, _TITLE_LINE = 8.6, 17  # pixels, bold at 10.5 points
_TITLE_MARGINS = 18
_SLIMMEST_SLOT = 22  # a bar and the gap to the next
_LABEL_SHARE = 0.5  # of the width, at most, for the names of the categories
_END_LABEL = 54  # pixels right of the longest bar, for its figure
_BOTTOM = 8
_COLUMN_CHART = 280
_LEAST = 120


def charted_rows(chart: Chart, table: Table) -> range:
    """The indexes of the table's rows that the chart shows."""
    if chart.rows is None:
        return range(len(table.rows))
    return range(chart.rows[0], chart.rows[1] + 1)


def chart_height(chart: Chart, table: Table, width: int, *, bars: int | None = None) -> int:
    """Pixels that the chart needs at `width`; with `bars`, as if it had so many."""
    if chart.kind is ChartKind.COLUMN:
        return _COLUMN_CHART
    names = _names(chart, table)
    return max(_LEAST, _title_height(chart, width) + _slot(names, width) * (bars or len(names)) + _BOTTOM)


def plot_area(chart: Chart, table: Table, width: int) -> PlotArea | None:
    """The place of horizontal bars, such that names at the left and figures at the right are not cut; else None."""
    if chart.kind is ChartKind.COLUMN:
        return None
    height, top = chart_height(chart, table, width), _title_height(chart, width)
    left = _label_width(_names(chart, table), width) + 10
    return PlotArea(
        x=round(left / width, 4),
        y=round(top / height, 4),
        width=round((width - left - _END_LABEL) / width, 4),
        height=round((height - top - _BOTTOM) / height, 4),
    )


def _names(chart: Chart, table: Table) -> list[str]:
    column = [column.heading for column in table.columns].index(chart.categories)
    return [str(table.rows[index][column]) for index in charted_rows(chart, table)]


def _title_height(chart: Chart, width: int) -> int:
    lines = text_lines(chart.title, 0.86 * width / _TITLE_CHARACTER)
    return len(lines) * _TITLE_LINE + _TITLE_MARGINS


def _label_width(names: Sequence[str], width: int) -> int:
    longest = max((text_width(name) for name in names), default=0)
    return int(min(longest * _LABEL_CHARACTER + 6, _LABEL_SHARE * width))


def _slot(names: Sequence[str], width: int) -> int:
    characters = _label_width(names, width) / _LABEL_CHARACTER
    lines = max((len(text_lines(name, characters)) for name in names), default=1)
    return max(_SLIMMEST_SLOT, lines * _LABEL_LINE + 4)
