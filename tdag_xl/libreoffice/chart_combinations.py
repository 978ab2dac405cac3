"""Charts whose series are of several types: areas, columns and lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.chart_data import all_series
from tdag_xl.libreoffice.errors import NotSupportedError

if TYPE_CHECKING:
    from tdag_xl.libreoffice.chart import Chart

_FAMILIES = ("AreaChartType", "ColumnChartType", "LineChartType")
"""From the back to the front; Excel draws and counts them in this order too."""

_TYPES = re.compile(r"(area|column|line)(_clustered|_markers)?(_stacked)?")
_LINE_WIDTH = 80
"""Hundredths of a millimetre, of lines in new charts."""

_PREFIX = "com.sun.star.chart2."


def kind_of(diagram: Any, series: Any) -> Any:
    """The one of LibreOffice's types in a diagram to which a series belongs."""
    return next(
        kind
        for system in diagram.getCoordinateSystems()
        for kind in system.getChartTypes()
        if any(one == series for one in kind.getDataSeries())
    )


def put_series_type(chart: Chart, series: Any, chart_type: str) -> None:
    """Let one series be of a type. Raises NotSupportedError for what LibreOffice cannot combine."""
    shown = all_series(chart.diagram)
    if len(shown) == 1:
        chart.chart_type = chart_type
        return
    system = chart.diagram.getCoordinateSystems()[0]
    known = _TYPES.fullmatch(chart_type)
    services = {kind.getChartType().removeprefix(_PREFIX) for kind in system.getChartTypes()}
    if known is None or system.SwapXAndYAxis or system.getDimension() != 2 or not services <= set(_FAMILIES):
        raise NotSupportedError(
            f"ChartSeries.chart_type: LibreOffice combines flat areas, columns and lines, not {chart_type!r} "
            f"with {chart.chart_type!r}."
        )
    with chart.drawn_once():
        _move(chart, system, series, f"{known[1].capitalize()}ChartType")
        stacking = "Y_STACKING" if known[3] else "NO_STACKING"
        series.StackingDirection = bridge.enum("chart2.StackingDirection", stacking)
        symbol = series.Symbol
        symbol.Style = bridge.enum("chart2.SymbolStyle", "AUTO" if known[2] == "_markers" else "NONE")
        series.Symbol = symbol
        series.LineStyle, series.LineWidth = bridge.enum("drawing.LineStyle", "SOLID"), _LINE_WIDTH


def _move(chart: Chart, system: Any, series: Any, service: str) -> None:
    """Move a series to LibreOffice's type of a family, which is made where there is none."""
    old = kind_of(chart.diagram, series)
    if old.getChartType() == _PREFIX + service:
        return
    kinds = {kind.getChartType().removeprefix(_PREFIX): kind for kind in system.getChartTypes()}
    if service not in kinds:
        kinds[service] = chart.parent.book.app.office.service(_PREFIX + service)
    old.removeDataSeries(series)
    kinds[service].setDataSeries((*kinds[service].getDataSeries(), series))
    system.setChartTypes(tuple(kinds[name] for name in _FAMILIES if name in kinds and kinds[name].getDataSeries()))
