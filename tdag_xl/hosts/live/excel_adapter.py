"""What xlwings' public interface lacks, in Excel on Windows; its `.api` is used here and nowhere else."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tdag_xl.hosts.live.adapters import ChartFacts
from tdag_xl.hosts.looks import (
    EDGE_MARGIN,
    FOOTER,
    GAPS,
    GREY,
    INK,
    LABEL_SIZE,
    LINE,
    PAPER_A4,
    SIDE_MARGIN,
    TITLE_SIZE,
)
from tdag_xl.ooxml.formula_references import quoted
from tdag_xl.report import ChartKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import xlwings as xw

    from tdag_xl.hosts.live.page import PageChart
    from tdag_xl.hosts.placement import Layout, PlotArea

_KINDS = {"bar_clustered": ChartKind.BAR, "column_clustered": ChartKind.COLUMN}
_CATEGORY, _VALUE = 1, 2  # XlAxisType
_NONE = -4142  # XlTickMark, XlLineStyle
_OUTSIDE_END = 2  # XlDataLabelPosition
_MOVE = 2  # XlPlacement: move with cells, keep the size
_LANDSCAPE = 2  # XlPageOrientation
_NO_GRIDLINES = 328  # msoElementPrimaryValueGridLinesNone
_POINTS_PER_INCH = 72


class ExcelAdapter:
    """Excel on Windows, through COM (names as in Excel's object model)."""

    def __init__(self, app: xw.App) -> None:
        self._app = app

    def hide_name(self, name: xw.Name) -> None:
        """Keep a defined name from the Name Manager."""
        name.api.Visible = False

    def finish_chart(self, chart: xw.Chart, wanted: PageChart) -> None:
        """Text for those who do not see it, labels at the bars, colours, no gridlines."""
        frame, inner = chart.api
        frame.Placement = _MOVE
        if wanted.alt_text is not None:
            frame.ShapeRange.AlternativeText = wanted.alt_text
        inner.ChartArea.Format.Line.Visible = False
        inner.ChartArea.Format.Fill.Visible = False
        if inner.HasTitle:
            _set_font(inner.ChartTitle.Font, TITLE_SIZE, INK, bold=True)
        if inner.HasLegend:
            _set_font(inner.Legend.Font, LABEL_SIZE, GREY)
        if wanted.series:
            _show_cells(chart, wanted)
        self._finish_series(inner, wanted)
        self._finish_axis(inner)
        if wanted.plot is not None:
            _place_plot(inner, wanted.plot)
        inner.SetElement(_NO_GRIDLINES)  # last: what it does where the axis is hidden is not documented

    def _finish_axis(self, inner: Any) -> None:
        names = inner.Axes(_CATEGORY)
        names.MajorTickMark = names.MinorTickMark = _NONE
        names.HasMajorGridlines = False
        names.Format.Line.ForeColor.RGB = _rgb(LINE)
        _set_font(names.TickLabels.Font, LABEL_SIZE, INK)

    def _finish_series(self, inner: Any, wanted: PageChart) -> None:
        if (kind := _KINDS.get(wanted.chart_type)) is not None:
            group = inner.ChartGroups(1)
            group.GapWidth, group.Overlap = GAPS[kind], 0
        for place, one in enumerate(wanted.series, start=1):
            shown = next((series for series in _series(inner) if one.values.absolute in series.Formula), None)
            if shown is not None and shown.PlotOrder != place:
                shown.PlotOrder = place
        for series in _series(inner):
            series.HasDataLabels = True
            labels = series.DataLabels()
            labels.ShowValue, labels.Position = True, _OUTSIDE_END
            if wanted.label_format is not None:
                labels.NumberFormatLinked = False
                labels.NumberFormat = wanted.label_format
            _set_font(labels.Font, LABEL_SIZE, INK)

    def chart_facts(self, chart: xw.Chart) -> ChartFacts | None:
        """The formulas of its series, the format of its labels and its text."""
        frame, inner = chart.api
        series = _series(inner)
        labelled = [one for one in series if one.HasDataLabels]
        return ChartFacts(
            series=tuple(str(one.Formula) for one in series),
            label_format=str(labelled[0].DataLabels().NumberFormat) if labelled else None,
            alt_text=str(frame.ShapeRange.AlternativeText),
        )

    def finish_sheet(self, sheet: xw.Sheet, page: Layout) -> bool:
        """Freeze rows and set up printing: A4 landscape, one page wide, breaks between sections."""
        if page.frozen_rows:
            self._freeze(sheet, page.frozen_rows)
        with self._printer_asked_once():
            self._set_up_page(sheet.api.PageSetup, page)
        for row in page.row_breaks:
            sheet.api.HPageBreaks.Add(sheet.api.Rows(row + 1))
        for column in page.column_breaks:
            sheet.api.VPageBreaks.Add(sheet.api.Columns(column + 1))
        return True

    def _freeze(self, sheet: xw.Sheet, rows: int) -> None:
        sheet.activate()
        window = self._app.api.ActiveWindow
        window.FreezePanes = False
        window.ScrollRow = window.ScrollColumn = 1
        window.SplitColumn, window.SplitRow = 0, rows
        window.FreezePanes = True

    @contextlib.contextmanager
    def _printer_asked_once(self) -> Iterator[None]:
        """Every print setting asks the printer, unless Excel is told to ask for all of them at once."""
        self._app.api.PrintCommunication = False
        try:
            yield
        finally:
            self._app.api.PrintCommunication = True

    def _set_up_page(self, setup: Any, page: Layout) -> None:
        setup.PaperSize, setup.Orientation = PAPER_A4, _LANDSCAPE
        setup.LeftMargin = setup.RightMargin = SIDE_MARGIN * _POINTS_PER_INCH
        setup.TopMargin = setup.BottomMargin = EDGE_MARGIN * _POINTS_PER_INCH
        setup.CenterHorizontally = True
        setup.LeftFooter, _, setup.RightFooter = FOOTER.removeprefix("&L").partition("&R")
        setup.Zoom = page.scale
        if page.header_row is not None:
            setup.PrintTitleRows = f"${page.header_row + 1}:${page.header_row + 1}"

    def indent(self, cells: xw.Range) -> None:
        """Indent texts by one character."""
        cells.api.IndentLevel = 1

    def ask_for_file(self, title: str, extensions: Sequence[str]) -> Path | None:
        """A file that the user chooses in Excel's own dialog; None when the user gives up."""
        patterns = ";".join(f"*.{extension.lstrip('*.')}" for extension in extensions)
        chosen = self._app.api.GetOpenFilename(f"Files ({patterns}),{patterns}", 1, title)
        return Path(chosen) if isinstance(chosen, str) else None


def _series(chart: Any) -> list[Any]:
    return [chart.SeriesCollection(number) for number in range(1, chart.SeriesCollection().Count + 1)]


def _show_cells(chart: xw.Chart, wanted: PageChart) -> None:
    """Say by formula which cells each series shows, where Excel guessed others: it may, of a single row of figures."""
    _, inner = chart.api
    shown = _series(inner)
    cells = [one.values.absolute for one in wanted.series]
    if len(shown) == len(cells) and all(any(area in str(one.Formula) for one in shown) for area in cells):
        return
    for extra in reversed(shown[len(cells) :]):
        extra.Delete()
    for _ in cells[len(shown) :]:
        inner.SeriesCollection().NewSeries()
    tab = quoted(chart.parent.name)
    categories = f"{tab}!{wanted.categories.absolute}" if wanted.categories is not None else ""
    for place, one in enumerate(wanted.series, start=1):
        series = inner.SeriesCollection(place)
        series.Formula = f"=SERIES({tab}!{one.heading.absolute},{categories},{tab}!{one.values.absolute},{place})"
        if one.colour is not None:
            series.Format.Fill.ForeColor.RGB = _rgb(one.colour)


def _rgb(colour: str) -> int:
    """`#RRGGBB` as Excel counts colours, red lowest.

    >>> _rgb("#FF8000")
    33023
    """
    return int(colour[5:7] + colour[3:5] + colour[1:3], 16)


def _set_font(font: Any, size: float, colour: str, *, bold: bool = False) -> None:
    font.Size, font.Bold, font.Color = size, bold, _rgb(colour)


def _place_plot(inner: Any, plot: PlotArea) -> None:
    area, whole = inner.PlotArea, inner.ChartArea
    area.InsideLeft, area.InsideTop = plot.x * whole.Width, plot.y * whole.Height
    area.InsideWidth, area.InsideHeight = plot.width * whole.Width, plot.height * whole.Height
