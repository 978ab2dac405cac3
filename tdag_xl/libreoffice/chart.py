"""A chart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.chart_axes import ChartAxis, ChartLegend, put_title, title_text
from tdag_xl.libreoffice.chart_data import (
    all_series,
    chart_kinds,
    data_source,
    part_of,
    representation,
    sequence,
)
from tdag_xl.libreoffice.chart_series import ChartSeriesCollection
from tdag_xl.libreoffice.chart_types import SCATTERED, template, type_of
from tdag_xl.libreoffice.frames import Frame
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from tdag_xl.libreoffice.range_base import RangeBase
    from tdag_xl.libreoffice.sheet import Sheet

_FIRST_TYPE = "column_clustered"
_WHITE, _GREY = 0xFFFFFF, 0xD9D9D9


@engine_class
class Chart(Frame, base_classes.Chart):
    """A chart; `uno` is the shape that holds it, `document` LibreOffice's document of the chart."""

    def __init__(self, sheet: Sheet, shape: Any) -> None:
        super().__init__(sheet, shape)
        self.document = shape.Model

    @property
    def api(self) -> tuple[Any, Any]:
        """The shape and the document of the chart."""
        return self.uno, self.document

    @property
    def diagram(self) -> Any:
        """What is drawn (com.sun.star.chart2.Diagram)."""
        return self.document.getFirstDiagram()

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self._sheet

    def begin(self, chart_type: str | None) -> None:
        """Let the new chart be of a type, and show nothing yet."""
        book = self._sheet.book
        if self.document.DataProvider is None:
            self.document.attachDataProvider(book.uno.createInstance("com.sun.star.chart2.data.DataProvider"))
            self.document.attachNumberFormatsSupplier(book.uno)
        arguments = bridge.properties(
            CellRangeRepresentation=representation(self._sheet.range("A1:B2")),
            FirstCellAsLabel=False,
            HasCategories=True,
            DataRowSource=bridge.enum("chart.ChartDataRowSource", "COLUMNS"),
        )
        source = self.document.DataProvider.createDataSource(arguments)
        kind = template(self.document, chart_type or _FIRST_TYPE)
        self.document.setFirstDiagram(kind.createDiagramByDataSource(source, ()))
        for one in chart_kinds(self.diagram):
            one.setDataSeries(())
        self._dress()

    def _dress(self) -> None:
        """Make it look as new charts do in Excel: white, light lines across, a legend."""
        wall, page = self.diagram.getWall(), self.document.getPageBackground()
        if wall is not None:
            wall.FillStyle, wall.LineStyle = (
                bridge.enum("drawing.FillStyle", "NONE"),
                bridge.enum("drawing.LineStyle", "NONE"),
            )
        page.FillStyle, page.FillColor = bridge.enum("drawing.FillStyle", "SOLID"), _WHITE
        page.LineStyle, page.LineColor = bridge.enum("drawing.LineStyle", "SOLID"), _GREY
        for system in self.diagram.getCoordinateSystems():
            if system.getDimension() > 1:
                grid = system.getAxisByDimension(1, 0).getGridProperties()
                grid.Show, grid.LineColor = True, _GREY

    def set_source_data(self, rng: RangeBase, plot_by: str | None = None) -> None:
        """Show the figures of a block of cells, a series for each of its columns or, `plot_by` rows, of its rows.

        Texts in its first row and column are names and categories. Colours that series have stay.
        """
        old = [one.Color for one in all_series(self.diagram)]
        chart_type = self.chart_type
        for kind in chart_kinds(self.diagram):
            kind.setDataSeries(())
        source, has_categories = data_source(self.document.DataProvider, rng, plot_by)
        template(self.document, chart_type).changeDiagramData(
            self.diagram, source, bridge.properties(HasCategories=has_categories)
        )
        for series, colour in zip(all_series(self.diagram), old, strict=False):
            series.Color = colour

    def set_x_axis_values(self, rng: RangeBase) -> None:
        """Let the cells name the categories, or place the points of a scatter chart."""
        book, provider = self._sheet.book, self.document.DataProvider
        formula = f"='{rng.sheet.name.replace(chr(39), chr(39) * 2)}'!{rng.box.text}"
        piece = "com.sun.star.chart2.data.LabeledDataSequence"
        if self.chart_type in SCATTERED:
            for series in all_series(self.diagram):
                found = part_of(series, "values-x") or book.app.office.service(piece)
                found.setValues(sequence(book, provider, formula, "values-x"))
                others = [one for one in series.getDataSequences() if one.getValues().Role != "values-x"]
                series.setData((*others, found))
            return
        made = book.app.office.service(piece)
        made.setValues(sequence(book, provider, formula, "categories"))
        axis = self.diagram.getCoordinateSystems()[0].getAxisByDimension(0, 0)
        scale = axis.getScaleData()
        scale.Categories = made
        axis.setScaleData(scale)

    @property
    def categories(self) -> Any:
        """The sequence of the cells that name the categories; None where there are none."""
        scale = self.diagram.getCoordinateSystems()[0].getAxisByDimension(0, 0).getScaleData()
        return None if scale.Categories is None else scale.Categories.getValues()

    @property
    def chart_type(self) -> str:
        """The type."""
        return type_of(self.document, self.diagram)

    @chart_type.setter
    def chart_type(self, chart_type: str) -> None:
        if chart_type != self.chart_type:
            template(self.document, chart_type).changeDiagram(self.diagram)

    @property
    def has_lines(self) -> bool:
        """Whether its series are lines."""
        return any(
            kind.getChartType().endswith((".LineChartType", ".ScatterChartType")) for kind in chart_kinds(self.diagram)
        )

    @property
    def title(self) -> str | None:
        """The title; None where there is none."""
        return title_text(self.document)

    @title.setter
    def title(self, value: str | None) -> None:
        put_title(self._sheet.book.app.office, self.document, value)

    @property
    def legend(self) -> ChartLegend:
        """The legend."""
        return ChartLegend(self)

    @property
    def category_axis(self) -> ChartAxis:
        """The axis of the categories."""
        return ChartAxis(self, 0)

    @property
    def value_axis(self) -> ChartAxis:
        """The axis of the figures."""
        return ChartAxis(self, 1)

    @property
    def series(self) -> ChartSeriesCollection:
        """The series."""
        return ChartSeriesCollection(self)

    def to_png(self, path: Any) -> None:
        """Draw it as a PNG, in the size that it has on the screen."""
        self.export(Path(path), "image/png")
