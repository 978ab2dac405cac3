"""What a new chart looks like in Excel: white, grey letters, light lines across, and Excel's colours for the series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.chart_data import all_series, chart_kinds
from tdag_xl.libreoffice.chart_types import is_round

if TYPE_CHECKING:
    from collections.abc import Iterable

SCRIPTS = ("", "Asian", "Complex")
"""LibreOffice keeps three fonts for a text, for Western, East Asian and right-to-left letters: Excel one."""

_PALETTE = (
    0x4472C4, 0xED7D31, 0xA5A5A5, 0xFFC000, 0x5B9BD5, 0x70AD47,
    0x264478, 0x9E480E, 0x636363, 0x997300, 0x255E91, 0x43682B,
)  # fmt: skip
"""The accents of Excel's theme, then the same darker."""

_WHITE, _LINE, _LETTERS = 0xFFFFFF, 0xD9D9D9, 0x595959
_TITLE_SIZE, _SIZE = 14.0, 9.0
_FONT = "Calibri"
_GAPS = {True: (182, 0), False: (219, -27)}
"""Width of the gaps and overlap of bars, in percent of a bar: lying ones, and columns."""

_STACKED_GAP = 150


def dress_page(document: Any) -> None:
    """White paper with a light edge."""
    page = document.getPageBackground()
    page.FillStyle, page.FillColor = bridge.enum("drawing.FillStyle", "SOLID"), _WHITE
    page.LineStyle, page.LineColor = bridge.enum("drawing.LineStyle", "SOLID"), _LINE


def dress_diagram(diagram: Any) -> None:
    """No wall behind the figures, and light axes, of which that of the figures is only its numbers and lines."""
    nothing, no_line = bridge.enum("drawing.FillStyle", "NONE"), bridge.enum("drawing.LineStyle", "NONE")
    wall = diagram.getWall()
    if wall is not None:
        wall.FillStyle, wall.LineStyle = nothing, no_line
    for system in diagram.getCoordinateSystems():
        for dimension in range(system.getDimension()):
            axis = system.getAxisByDimension(dimension, 0)
            axis.LineColor, axis.MajorTickmarks, axis.MinorTickmarks = _LINE, 0, 0
            axis.TextBreak = dimension == 0  # long names of categories run over several lines
            write_grey(axis)
            if dimension == 1:
                axis.LineStyle = no_line
                grid = axis.getGridProperties()
                grid.Show, grid.LineColor = True, _LINE


def dress_bars(diagram: Any) -> None:
    """Bars as wide as Excel's."""
    for kind in chart_kinds(diagram):
        if not kind.getChartType().endswith(".ColumnChartType"):
            continue
        is_stacked = any(series.StackingDirection.value == "Y_STACKING" for series in kind.getDataSeries())
        is_lying = any(system.SwapXAndYAxis for system in diagram.getCoordinateSystems())
        gap, overlap = (_STACKED_GAP, 100) if is_stacked else _GAPS[is_lying]
        kind.GapwidthSequence, kind.OverlapSequence = (gap, gap), (overlap, overlap)


def colour_series(diagram: Any, colours: Iterable[int] = ()) -> None:
    """Give the series these colours in their order, and those for which there are none Excel's."""
    known = list(colours)
    for place, series in enumerate(all_series(diagram)):
        series.Color = known[place] if place < len(known) else _PALETTE[place % len(_PALETTE)]


def colour_slices(diagram: Any, chart_type: str) -> None:
    """Give the slices of a new pie or doughnut Excel's colours, as far as they reach."""
    if not is_round(chart_type):
        return
    for series in all_series(diagram):
        for sequence in series.getDataSequences():
            for place in range(min(len(sequence.getValues().getData()), len(_PALETTE))):
                point = series.getDataPointByIndex(place)
                point.Color, point.BorderColor = _PALETTE[place], _WHITE


def write_grey(target: Any, size: float = _SIZE) -> None:
    """Write what is told at an axis, in a legend or a title as Excel does."""
    target.CharColor = _LETTERS
    for script in SCRIPTS:
        setattr(target, f"CharFontName{script}", _FONT)
        setattr(target, f"CharHeight{script}", size)


def write_title(part: Any) -> None:
    """Write a title of a chart as Excel does."""
    write_grey(part, _TITLE_SIZE)
