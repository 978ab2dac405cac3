"""What names the categories of a chart, or places the points of a scatter chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.libreoffice.chart_data import all_series, part_of, piece
from tdag_xl.libreoffice.chart_types import is_scattered
from tdag_xl.libreoffice.range_base import quoted

if TYPE_CHECKING:
    from tdag_xl.libreoffice.chart import Chart
    from tdag_xl.libreoffice.range_base import RangeBase


def put_categories(chart: Chart, cells: RangeBase) -> None:
    """Let the cells name the categories of all series; of a scatter chart, place their points."""
    book, provider = chart.parent.book, chart.document.DataProvider
    formula = f"={quoted(cells.sheet.name)}!{cells.box.text}"
    if is_scattered(chart.chart_type):
        with chart.drawn_once():
            for series in all_series(chart.diagram):
                old = part_of(series, "values-x")
                others = (one for one in series.getDataSequences() if one != old)
                series.setData((piece(book, provider, formula, "values-x"), *others))
        return
    axis = chart.diagram.getCoordinateSystems()[0].getAxisByDimension(0, 0)
    scale = axis.getScaleData()
    scale.Categories = piece(book, provider, formula, "categories")
    axis.setScaleData(scale)
