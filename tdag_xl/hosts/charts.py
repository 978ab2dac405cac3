"""Native charts through XlsxWriter: one colour for a measure, figures at the bars instead of an axis and gridlines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.hosts.cell_text import writable
from tdag_xl.hosts.chart_shape import charted_rows
from tdag_xl.hosts.looks import EARLIER_COLOUR, GAPS, GREY, INK, LABEL_SIZE, LINE, MEASURE_COLOURS, TITLE_SIZE
from tdag_xl.report import ChartKind

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart as DrawnChart
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from tdag_xl.hosts.placement import PlacedChart

_MOVE_WITH_CELLS = 2  # but keep the size
_LABELS = {"size": LABEL_SIZE, "color": INK}
_TITLE = {"size": TITLE_SIZE, "bold": True, "color": INK}


def insert_chart(workbook: Workbook, worksheet: Worksheet, placed: PlacedChart) -> None:
    """Put the chart over its columns at its place, with its name and its text for those who do not see it."""
    chart = placed.chart
    drawn = workbook.add_chart({"type": chart.kind.value, "name": writable(chart.name)})
    for place in range(len(chart.series)):
        drawn.add_series(_series(worksheet.get_name(), placed, place))
    drawn.set_title({"name": "", "name_font": _TITLE, "overlay": False})
    drawn.title.name = writable(chart.title)  # given to set_title, it would be a formula where it looks like one: x!A1
    _set_axes(drawn, chart.kind)
    _set_frame(drawn, placed)
    worksheet.insert_chart(
        placed.row,
        placed.column,
        drawn,
        {
            "x_offset": placed.x_offset,
            "object_position": _MOVE_WITH_CELLS,
            "description": writable(chart.alt_text),
        },
    )


def _series(tab: str, placed: PlacedChart, place: int) -> dict[str, Any]:
    chart, table = placed.chart, placed.table
    headings = [column.heading for column in table.table.columns]
    rows = charted_rows(chart, table.table)
    first, last = table.first_body_row + rows[0], table.first_body_row + rows[-1]
    names = table.column + headings.index(chart.categories)
    values = table.column + headings.index(chart.series[place])
    colour = MEASURE_COLOURS[chart.measure] if place == len(chart.series) - 1 else EARLIER_COLOUR
    return {
        "name": [tab, table.row, values],
        "categories": [tab, first, names, last, names],
        "values": [tab, first, values, last, values],
        "fill": {"color": colour},
        "border": {"none": True},
        "gap": GAPS[chart.kind],
        "overlap": 0,
        "data_labels": {
            "value": True,
            "num_format": chart.label_format,
            "position": "outside_end",
            "font": _LABELS,
        },
    }


def _set_axes(drawn: DrawnChart, kind: ChartKind) -> None:
    names: dict[str, Any] = {
        "num_font": _LABELS,
        "line": {"color": LINE},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
    }
    figures: dict[str, Any] = {"visible": False, "min": 0, "major_gridlines": {"visible": False}}
    if kind is ChartKind.BAR:
        drawn.set_x_axis(figures)
        drawn.set_y_axis({**names, "reverse": True})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(figures)


def _set_frame(drawn: DrawnChart, placed: PlacedChart) -> None:
    drawn.set_size({"width": placed.width, "height": placed.height})
    drawn.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    if len(placed.chart.series) == 1:
        drawn.set_legend({"none": True})
    else:
        drawn.set_legend({"position": "bottom", "font": {"size": LABEL_SIZE, "color": GREY}})
    if (plot := placed.plot) is not None:
        drawn.set_plotarea({"layout": {"x": plot.x, "y": plot.y, "width": plot.width, "height": plot.height}})
