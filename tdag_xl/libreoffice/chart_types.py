"""Types of charts: xlwings' names and LibreOffice's templates."""

from __future__ import annotations

from typing import Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import NotSupportedError

_PREFIX = "com.sun.star.chart2.template."
_TEMPLATES = {
    "column_clustered": "Column", "bar_clustered": "Bar",
    "column_stacked": "StackedColumn", "column_stacked_100": "PercentStackedColumn",
    "bar_stacked": "StackedBar", "bar_stacked_100": "PercentStackedBar",
    "line": "Line", "line_stacked": "StackedLine", "line_stacked_100": "PercentStackedLine",
    "line_markers": "LineSymbol", "line_markers_stacked": "StackedLineSymbol",
    "line_markers_stacked_100": "PercentStackedLineSymbol",
    "area": "Area", "area_stacked": "StackedArea", "area_stacked_100": "PercentStackedArea",
    "pie": "Pie", "pie_exploded": "PieAllExploded", "pie_of_pie": "PieOfPie", "bar_of_pie": "BarOfPie",
    "doughnut": "Donut", "doughnut_exploded": "DonutAllExploded",
    "xy_scatter": "ScatterSymbol", "xy_scatter_lines": "ScatterLineSymbol", "xy_scatter_lines_no_markers": "ScatterLine",
    "bubble": "Bubble",
    "radar": "NetLine", "radar_markers": "Net", "radar_filled": "FilledNet",
    "stock_hlc": "StockLowHighClose", "stock_ohlc": "StockOpenLowHighClose",
    "stock_vhlc": "StockVolumeLowHighClose", "stock_vohlc": "StockVolumeOpenLowHighClose",
    "3d_column": "ThreeDColumnDeep", "3d_column_clustered": "ThreeDColumnFlat",
    "3d_column_stacked": "StackedThreeDColumnFlat", "3d_column_stacked_100": "PercentStackedThreeDColumnFlat",
    "3d_bar_clustered": "ThreeDBarFlat", "3d_bar_stacked": "StackedThreeDBarFlat",
    "3d_bar_stacked_100": "PercentStackedThreeDBarFlat",
    "3d_line": "ThreeDLineDeep", "3d_area": "ThreeDArea", "3d_area_stacked": "StackedThreeDArea",
    "3d_area_stacked_100": "PercentStackedThreeDArea", "3d_pie": "ThreeDPie", "3d_pie_exploded": "ThreeDPieAllExploded",
}  # fmt: skip
"""The usual ones first: a type is found by trying."""

_SMOOTH = {"xy_scatter_smooth": "xy_scatter_lines", "xy_scatter_smooth_no_markers": "xy_scatter_lines_no_markers"}
"""Types that are another one with curved lines."""

SCATTERED = frozenset(name for name in (*_TEMPLATES, *_SMOOTH) if name.startswith(("xy_", "bubble")))
"""The types whose series have values for both axes."""

_SPLINES, _STRAIGHT = "CUBIC_SPLINES", "LINES"


def template(document: Any, chart_type: str) -> Any:
    """LibreOffice's template of a type. Raises NotSupportedError for one that it has not got."""
    name = _TEMPLATES.get(_SMOOTH.get(chart_type, chart_type))
    if name is None:
        raise NotSupportedError(f"Chart.chart_type: {chart_type!r} is not available in LibreOffice.")
    made = document.getChartTypeManager().createInstance(_PREFIX + name)
    if chart_type.startswith("xy_scatter"):
        curve = _SPLINES if chart_type in _SMOOTH else _STRAIGHT
        made.CurveStyle = bridge.enum("chart2.CurveStyle", curve)
    return made


def type_of(document: Any, diagram: Any) -> str:
    """The type of a diagram. Raises NotSupportedError for a mixture that has no name."""
    manager = document.getChartTypeManager()
    for name, known in _TEMPLATES.items():
        made = manager.createInstance(_PREFIX + known)
        if made.matchesTemplate(diagram, False):
            return _smooth(name, diagram)
    raise NotSupportedError("Chart.chart_type: LibreOffice shows a mixture of types, which has no name.")


def _smooth(name: str, diagram: Any) -> str:
    curved = {plain: smooth for smooth, plain in _SMOOTH.items()}
    if name not in curved:
        return name
    [first, *_] = diagram.getCoordinateSystems()[0].getChartTypes()
    return curved[name] if first.CurveStyle.value == _SPLINES else name
