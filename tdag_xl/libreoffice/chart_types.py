"""Types of charts: xlwings' names, LibreOffice's templates that make them, and what tells them apart in a diagram.

A template of LibreOffice lays a diagram out anew; whether a diagram is of a template, LibreOffice answers slowly and
with any template that fits where there are no series. So the names are read from the properties of the diagram.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMBINATION = "combination"
"""What a chart is whose series are of several types."""

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
    "xy_scatter": "ScatterSymbol", "xy_scatter_lines": "ScatterLineSymbol",
    "xy_scatter_lines_no_markers": "ScatterLine",
    "xy_scatter_smooth": "ScatterLineSymbol", "xy_scatter_smooth_no_markers": "ScatterLine",
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

_SOLIDS = ("3d", "cylinder", "cone", "pyramid")
"""The bodies of columns in space, by LibreOffice's numbers (com.sun.star.chart2.DataPointGeometry3D)."""

_STOCK_SERIES = {"stock_hlc": 3, "stock_ohlc": 4, "stock_vhlc": 4, "stock_vohlc": 5}
_STACKED, _DEEP, _PERCENT = "Y_STACKING", "Z_STACKING", 1
_SPLINES, _STRAIGHT, _NONE = "CUBIC_SPLINES", "LINES", "NONE"
_EXPLODED = 0.25
"""How far Excel moves the slices of an exploded pie out, of the radius."""

_SCATTERED = ("xy_", "bubble")
_ROUND = ("pie", "doughnut", "3d_pie", "bar_of_pie")


def is_scattered(chart_type: str) -> bool:
    """Whether series of the type have values for both axes."""
    return chart_type.startswith(_SCATTERED)


def is_round(chart_type: str) -> bool:
    """Whether it is a pie or a doughnut, which have no axes and give each figure a colour of its own."""
    return chart_type.startswith(_ROUND)


def is_drawn_round(diagram: Any) -> bool:
    """Whether a diagram is a pie or a doughnut, asked in few calls; its type takes many."""
    [system, *_] = diagram.getCoordinateSystems()
    return any(_service(kind) == "Pie" for kind in system.getChartTypes())


def template(document: Any, chart_type: str) -> Any:
    """LibreOffice's template of a type. Raises NotSupportedError for one that it has not got."""
    refuse_unknown(chart_type)
    return document.getChartTypeManager().createInstance(_PREFIX + _TEMPLATES[_flat_sided(chart_type)[0]])


def refuse_unknown(chart_type: str) -> None:
    """Raise NotSupportedError for a type that LibreOffice has not got."""
    if _flat_sided(chart_type)[0] not in _TEMPLATES:
        raise NotSupportedError(f"Chart.chart_type: {chart_type!r} is not available in LibreOffice.")


def _flat_sided(chart_type: str) -> tuple[str, int]:
    """The type with boxes instead of cylinders, cones or pyramids, and the number of its body."""
    solid, _, rest = chart_type.partition("_")
    if solid not in _SOLIDS[1:]:
        return chart_type, 0
    return f"3d_{rest.replace('col', 'column', 1)}", _SOLIDS.index(solid)


def refuse_wrong_count(chart_type: str, count: int) -> None:
    """Raise RefusedError where a stock chart would have other than the series that it needs."""
    needed = _STOCK_SERIES.get(chart_type, count)
    if count not in (0, needed):
        raise RefusedError(f"A chart of the type {chart_type} needs {needed} series of figures, not {count}.")


def finish_type(diagram: Any, chart_type: str) -> None:
    """Set what the template of the type leaves as it was, or does otherwise than Excel."""
    solid = _flat_sided(chart_type)[1]
    for kind, all_of_kind in _kinds(diagram):
        service = _service(kind)
        if service in ("Line", "Scatter"):
            curve = _SPLINES if "smooth" in chart_type else _STRAIGHT
            kind.CurveStyle = bridge.enum("chart2.CurveStyle", curve)
        for series in all_of_kind:
            series.VaryColorsByPoint = is_round(chart_type)
            if service == "Pie":
                series.Offset = _EXPLODED if chart_type.endswith("exploded") else 0.0
            elif service == "Column":
                series.Geometry3D = solid
            elif service == "CandleStick":
                _put_highs_first(series)
            elif service == "Bubble":
                _name_by_heights(series)
    for system in diagram.getCoordinateSystems():
        _lay_categories(system, chart_type)


def _lay_categories(system: Any, chart_type: str) -> None:
    """Let slices go round clockwise, and lines begin in the middle of their category, as Excel does."""
    is_polar = system.getViewServiceName().endswith(".PolarView")
    axis = system.getAxisByDimension(0, 0)
    scale = axis.getScaleData()
    scale.ShiftedCategoryPosition = not is_polar and not chart_type.startswith(("area", "3d_area"))
    axis.setScaleData(scale)
    if is_round(chart_type):
        _turn(system, 1, "REVERSE")  # the figures are the angles of the slices


def straighten(diagram: Any) -> None:
    """Let all axes go from their least to their greatest, for a diagram that was round."""
    for system in diagram.getCoordinateSystems():
        for dimension in (0, 1):
            _turn(system, dimension, "MATHEMATICAL")


def _turn(system: Any, dimension: int, orientation: str) -> None:
    axis = system.getAxisByDimension(dimension, 0)
    scale = axis.getScaleData()
    scale.Orientation = bridge.enum("chart2.AxisOrientation", orientation)
    axis.setScaleData(scale)


def _put_highs_first(series: Any) -> None:
    """Let the first of highs and lows be the highs, as in Excel: LibreOffice takes the lows for the first."""
    pair = [one for one in series.getDataSequences() if one.getValues().Role in ("values-min", "values-max")]
    for one, role in zip(pair, ("values-max", "values-min"), strict=True):
        one.getValues().Role = role
    series.setData(series.getDataSequences())


def _name_by_heights(series: Any) -> None:
    """Let bubbles have the name of their heights, as in Excel: LibreOffice shows that of their sizes."""
    pieces = {one.getValues().Role: one for one in series.getDataSequences()}
    if {"values-y", "values-size"} <= pieces.keys():
        pieces["values-size"].setLabel(pieces["values-y"].getLabel())


def type_of(diagram: Any) -> str | None:
    """The type of a diagram; None where it has no series."""
    found = _kinds(diagram)
    if any(_service(kind) == "CandleStick" for kind, _ in found):
        return _stock(found)
    names = list(dict.fromkeys(series_type(diagram, kind) for kind, _ in found))
    return None if not names else names[0] if len(names) == 1 else COMBINATION


def _kinds(diagram: Any) -> list[tuple[Any, Any]]:
    """LibreOffice's types in a diagram, each with its series."""
    pairs = ((kind, kind.getDataSeries()) for s in diagram.getCoordinateSystems() for kind in s.getChartTypes())
    return [(kind, series) for kind, series in pairs if series]


def _service(kind: Any) -> str:
    return str(kind.getChartType()).rpartition(".")[2].removesuffix("ChartType")


def series_type(diagram: Any, kind: Any, some_series: Sequence[Any] = ()) -> str:
    """The type of all or some series of one of LibreOffice's types. Raises NotSupportedError where it has no name."""
    system = next(s for s in diagram.getCoordinateSystems() if any(one == kind for one in s.getChartTypes()))
    all_series = some_series or kind.getDataSeries()
    in_space = system.getDimension() == 3
    has_symbols = any(series.Symbol.Style.value != _NONE for series in all_series)
    match _service(kind):
        case "Column":
            return _column(in_space, system.SwapXAndYAxis, _grouping(system, all_series), all_series[0].Geometry3D)
        case "Line":
            stacked = {"stacked": "_stacked", "stacked_100": "_stacked_100"}.get(_grouping(system, all_series), "")
            return "3d_line" if in_space else f"line{'_markers' * has_symbols}{stacked}"
        case "Area":
            stacked = {"stacked": "_stacked", "stacked_100": "_stacked_100"}.get(_grouping(system, all_series), "")
            return f"{'3d_' * in_space}area{stacked}"
        case "Pie":
            return _pie(kind, in_space, all_series)
        case "Scatter":
            return _scatter(kind, all_series, has_symbols)
        case "Net":
            return "radar_markers" if has_symbols else "radar"
        case "FilledNet":
            return "radar_filled"
        case "Bubble":
            return "bubble"
        case other:
            raise NotSupportedError(f"Chart.chart_type: LibreOffice's {other} charts have no name in Excel.")


def _grouping(system: Any, all_series: Sequence[Any]) -> str:
    stacking = all_series[0].StackingDirection.value
    if stacking == _STACKED:
        percent = system.getAxisByDimension(1, all_series[0].AttachedAxisIndex).getScaleData().AxisType == _PERCENT
        return "stacked_100" if percent else "stacked"
    return "deep" if stacking == _DEEP else "clustered"


def _column(in_space: bool, is_lying: bool, grouping: str, solid: int) -> str:
    body = _SOLIDS[solid if in_space else 0]
    upright = "column" if body == "3d" else "col"
    name = "bar" if is_lying else upright
    if not in_space:
        return f"{name}_{'clustered' if grouping == 'deep' else grouping}"
    if grouping == "deep":
        return f"{body}_bar_clustered" if is_lying else f"{body}_{upright}"
    return f"{body}_{name}_{grouping}"


def _pie(kind: Any, in_space: bool, all_series: Sequence[Any]) -> str:
    parts = {"PIE": "pie_of_pie", "BAR": "bar_of_pie"}
    if kind.SubPieType.value in parts:
        return parts[kind.SubPieType.value]
    name = "doughnut" if kind.UseRings else "3d_pie" if in_space else "pie"
    return f"{name}{'_exploded' * any(series.Offset for series in all_series)}"


def _scatter(kind: Any, all_series: Sequence[Any], has_symbols: bool) -> str:
    if all(series.LineStyle.value == _NONE for series in all_series):
        return "xy_scatter"
    curve = "lines" if kind.CurveStyle.value == _STRAIGHT else "smooth"
    return f"xy_scatter_{curve}{'_no_markers' * (not has_symbols)}"


def _stock(found: Sequence[tuple[Any, Any]]) -> str:
    has_volumes = any(_service(kind) == "Column" for kind, _ in found)
    candles = next(series for kind, series in found if _service(kind) == "CandleStick")
    has_opening = any(one.getValues().Role == "values-first" for one in candles[0].getDataSequences())
    return f"stock_{'v' * has_volumes}{'o' * has_opening}hlc"
