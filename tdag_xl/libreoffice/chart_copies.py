"""Charts of a sheet that was copied: they show the cells of the copy, as in Excel.

Within a workbook LibreOffice lets them show the cells of the old sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice.chart import Chart
from tdag_xl.libreoffice.chart_data import all_series, cells_of, sequence
from tdag_xl.libreoffice.frames import is_chart, shapes_of
from tdag_xl.libreoffice.range_base import quoted

if TYPE_CHECKING:
    from tdag_xl.libreoffice.sheet import Sheet


def copy_charts(source: Sheet, copy: Sheet) -> None:
    """Let the charts of a copied sheet show its cells where they show those of the sheet."""
    if source.book != copy.book:
        return
    for chart in (Chart(copy, shape) for shape in shapes_of(copy) if is_chart(shape)):
        with chart.drawn_once():
            _follow(chart, f"{quoted(source.name)}!", f"{quoted(copy.name)}!")


def _follow(chart: Chart, old: str, new: str) -> None:
    for series in all_series(chart.diagram):
        for piece in series.getDataSequences():
            _point(chart, piece, old, new)
    for system in chart.diagram.getCoordinateSystems():
        axis = system.getAxisByDimension(0, 0)
        scale = axis.getScaleData()
        if scale.Categories is not None:
            _point(chart, scale.Categories, old, new)
            axis.setScaleData(scale)


def _point(chart: Chart, piece: Any, old: str, new: str) -> None:
    """Let labelled data of one sheet be those of the other."""
    book, provider = chart.parent.book, chart.document.DataProvider
    for data, put in ((piece.getValues(), piece.setValues), (piece.getLabel(), piece.setLabel)):
        cells = cells_of(data)
        if cells.startswith(old):
            put(sequence(book, provider, f"={new}{cells.removeprefix(old)}", data.Role))
