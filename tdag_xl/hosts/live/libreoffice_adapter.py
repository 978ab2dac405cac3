"""What xlwings' public interface lacks, in LibreOffice; its `.api` is used here and nowhere else."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tdag_xl.errors import TdagError
from tdag_xl.hosts.live.adapters import ChartFacts
from tdag_xl.hosts.looks import EDGE_MARGIN, FOOTER, GAPS, GREY, INK, LABEL_SIZE, LINE, SIDE_MARGIN, TITLE_SIZE
from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.chart_data import all_series, cells_of, chart_kinds, values_of
from tdag_xl.libreoffice.colours import number_of
from tdag_xl.libreoffice.number_formats import Formats
from tdag_xl.report import ChartKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import xlwings as xw

    from tdag_xl.hosts.live.page import PageChart
    from tdag_xl.hosts.placement import Layout, PlotArea

_KINDS = {"bar_clustered": ChartKind.BAR, "column_clustered": ChartKind.COLUMN}
_OUTSIDE = "chart.DataLabelPlacement.OUTSIDE"
_TOP_LEFT = "TOP_LEFT"  # com.sun.star.drawing.Alignment
_A4 = 29700, 21000
_INCH = 2540
_FOOTER_MARGIN = 0.3
"""Inches from the lower edge of the paper to a footer, as in a new workbook of Excel."""

_FIELDS = {"P": "PageNumber", "N": "PageCount", "A": "SheetName", "F": "FileName", "D": "DateTime"}
"""What `&P` and the like stand for in a footer, as text fields."""


class LibreOfficeAdapter:
    """LibreOffice, through the engine of its own."""

    def __init__(self, app: xw.App) -> None:
        self._office = app.impl.office

    def hide_name(self, name: xw.Name) -> None:
        """Keep a defined name from the list that staff see."""
        name.impl.visible = False

    def finish_chart(self, chart: xw.Chart, wanted: PageChart) -> None:
        """Text for those who do not see it, labels at the bars, colours, no gridlines."""
        shape, document = chart.api
        if wanted.alt_text is not None:
            shape.Description = wanted.alt_text
        shape.ResizeWithCell = False  # it moves with its cells, and keeps its size
        with chart.impl.drawn_once():
            self._finish_inside(chart, document, wanted)

    def _finish_inside(self, chart: xw.Chart, document: Any, wanted: PageChart) -> None:
        document.getPageBackground().FillStyle = bridge.enum("drawing.FillStyle", "NONE")
        document.getPageBackground().LineStyle = bridge.enum("drawing.LineStyle", "NONE")
        fonts = _Fonts(chart.parent.book.api)
        title = document.getTitleObject()
        for part in title.getText() if title is not None else ():
            fonts.put(part, TITLE_SIZE, INK, bold=True)
        diagram = document.getFirstDiagram()
        if (legend := diagram.getLegend()) is not None:
            fonts.put(legend, LABEL_SIZE, GREY)
        self._finish_series(document, diagram, wanted, fonts)
        self._finish_axes(diagram, fonts)
        if wanted.plot is not None:
            _place_plot(diagram, wanted.plot)

    def _finish_series(self, document: Any, diagram: Any, wanted: PageChart, fonts: _Fonts) -> None:
        if (kind := _KINDS.get(wanted.chart_type)) is not None:
            for one in chart_kinds(diagram):
                one.GapwidthSequence, one.OverlapSequence = (GAPS[kind],) * 2, (0, 0)
        if wanted.series:
            _put_in_order(diagram, [series.values.absolute for series in wanted.series])
        for series in all_series(diagram):
            label = series.Label
            label.ShowNumber = True
            series.Label, series.LabelPlacement = label, bridge.constant(_OUTSIDE)
            if wanted.label_format is not None:
                series.LinkNumberFormatToSource = False
                series.NumberFormat = Formats(document).key(wanted.label_format)
            fonts.put(series, LABEL_SIZE, INK)

    def _finish_axes(self, diagram: Any, fonts: _Fonts) -> None:
        [system, *_] = diagram.getCoordinateSystems()
        names, figures = (system.getAxisByDimension(dimension, 0) for dimension in (0, 1))
        names.MajorTickmarks = names.MinorTickmarks = 0
        names.LineColor = number_of(LINE)
        fonts.put(names, LABEL_SIZE, INK)
        for axis in (names, figures):
            axis.getGridProperties().Show = False

    def chart_facts(self, chart: xw.Chart) -> ChartFacts | None:
        """The formulas of its series, the format of its labels and its text."""
        shape, document = chart.api
        labelled = [one for one in all_series(document.getFirstDiagram()) if one.Label.ShowNumber]
        formats = Formats(document)
        keys = [one.NumberFormat for one in labelled[:1] if one.NumberFormat is not None]
        return ChartFacts(
            series=tuple(series.impl.formula for series in chart.series),
            label_format=formats.code(keys[0]) if keys else None,
            alt_text=str(shape.Description),
        )

    def finish_sheet(self, sheet: xw.Sheet, page: Layout) -> bool:
        """Freeze rows and set up printing: A4 landscape, one page wide, breaks between sections."""
        uno = sheet.api
        if page.frozen_rows:
            sheet.impl.freeze_panes.freeze_rows(page.frozen_rows)
        self._set_up_page(sheet.book.api, uno, page)
        for row in page.row_breaks:
            uno.getRows().getByIndex(row).IsStartOfNewPage = True
        for column in page.column_breaks:
            uno.getColumns().getByIndex(column).IsStartOfNewPage = True
        return True

    def _set_up_page(self, document: Any, sheet: Any, page: Layout) -> None:
        styles = document.StyleFamilies.getByName("PageStyles")
        name = next(free for free in _numbered(f"PageStyle_{sheet.Name}") if not styles.hasByName(free))
        styles.insertByName(name, document.createInstance("com.sun.star.style.PageStyle"))
        style = styles.getByName(name)
        style.IsLandscape, (style.Width, style.Height) = True, _A4
        style.LeftMargin = style.RightMargin = round(SIDE_MARGIN * _INCH)
        style.TopMargin, style.BottomMargin = round(EDGE_MARGIN * _INCH), round(_FOOTER_MARGIN * _INCH)
        style.CenterHorizontally, style.PageScale = True, page.scale
        style.HeaderIsOn, style.FooterIsOn = False, True
        style.FooterIsDynamicHeight, style.FooterBodyDistance = False, 0
        style.FooterHeight = round((EDGE_MARGIN - _FOOTER_MARGIN) * _INCH)
        style.FirstPageNumber = 0  # pages are counted through all sheets
        left, _, right = FOOTER.removeprefix("&L").partition("&R")
        content = style.RightPageFooterContent
        for place, text in ((content.LeftText, left), (content.CenterText, ""), (content.RightText, right)):
            _write_footer(document, place, text)
        style.RightPageFooterContent = content
        sheet.PageStyle = name
        if page.header_row is not None:
            rows = sheet.getCellRangeByPosition(0, page.header_row, 0, page.header_row).RangeAddress
            sheet.setTitleRows(rows)
            sheet.setPrintTitleRows(True)

    def indent(self, cells: xw.Range) -> None:
        """Indent texts by one character."""
        cells.impl.indent = 1

    def ask_for_file(self, title: str, extensions: Sequence[str]) -> Path | None:
        """A file that the user chooses in LibreOffice's own dialog; None when the user gives up.

        Raises TdagError where LibreOffice has no windows.
        """
        if not self._office.is_visible:
            raise TdagError("This LibreOffice runs without windows, so it cannot ask for a file.")
        picker = self._office.service("com.sun.star.ui.dialogs.FilePicker")
        patterns = ";".join(f"*.{extension.lstrip('*.')}" for extension in extensions)
        picker.setTitle(title)
        picker.appendFilter(f"Files ({patterns})", patterns)
        if not picker.execute():
            return None
        return Path(bridge.file_path(picker.getSelectedFiles()[0]))


def _numbered(name: str) -> Iterator[str]:
    """The name, then the same with a number: another sheet may have had it."""
    yield name
    yield from (f"{name}_{number}" for number in count(2))


def _put_in_order(diagram: Any, cells: Sequence[str]) -> None:
    """Bring the series into the order of the `cells` that they show."""

    def place(series: Any) -> int:
        shown = cells_of(values_of(series).getValues())
        return next((number for number, one in enumerate(cells) if shown.endswith(f"!{one}")), len(cells))

    for kind in chart_kinds(diagram):
        found = kind.getDataSeries()
        ordered = tuple(sorted(found, key=place))
        if ordered != found:
            kind.setDataSeries(ordered)


class _Fonts:
    """The typeface of a workbook's cells, for what is written in its charts."""

    def __init__(self, document: Any) -> None:
        style = document.StyleFamilies.getByName("CellStyles").getByName("Default")
        self._names = {script: getattr(style, f"CharFontName{script}") for script in ("", "Asian", "Complex")}

    def put(self, target: Any, size: float, colour: str, *, bold: bool = False) -> None:
        """Write `target` in it."""
        for script, name in self._names.items():
            setattr(target, f"CharFontName{script}", name)
            setattr(target, f"CharHeight{script}", float(size))
            setattr(target, f"CharWeight{script}", 150.0 if bold else 100.0)
        target.CharColor = number_of(colour)


def _place_plot(diagram: Any, plot: PlotArea) -> None:
    corner = bridge.enum("drawing.Alignment", _TOP_LEFT)
    diagram.RelativePosition = bridge.struct("chart2.RelativePosition", Primary=plot.x, Secondary=plot.y, Anchor=corner)
    diagram.RelativeSize = bridge.struct("chart2.RelativeSize", Primary=plot.width, Secondary=plot.height)
    diagram.PosSizeExcludeAxes = True


def _write_footer(document: Any, place: Any, text: str) -> None:
    """Write a footer of Excel, whose `&P` is the number of the page and `&9` a size, into a part of a page's footer."""
    place.setString("")
    first, *rest = text.split("&")
    place.insertString(place.getEnd(), first, False)
    cursor = place.createTextCursor()
    for piece in rest:
        if piece[:1].isdigit():
            cursor.CharHeight = float(piece[:1])
        else:
            field = document.createInstance(f"com.sun.star.text.TextField.{_FIELDS[piece[:1]]}")
            place.insertTextContent(cursor, field, False)
        cursor.gotoEnd(False)
        place.insertString(cursor, piece[1:], False)
        cursor.gotoEnd(False)
