"""A chart."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.chart_axes import ChartAxis
from tdag_xl.libreoffice.chart_categories import put_categories
from tdag_xl.libreoffice.chart_data import (
    all_series,
    chart_kinds,
    data_source,
    representation,
    source_of,
    switched_source,
)
from tdag_xl.libreoffice.chart_legend import ChartLegend
from tdag_xl.libreoffice.chart_looks import (
    colour_series,
    colour_slices,
    dress_bars,
    dress_diagram,
    dress_page,
    write_title,
)
from tdag_xl.libreoffice.chart_printing import print_chart
from tdag_xl.libreoffice.chart_series import ChartSeriesCollection
from tdag_xl.libreoffice.chart_titles import put_title, title_text
from tdag_xl.libreoffice.chart_types import (
    COMBINATION,
    finish_type,
    is_round,
    is_scattered,
    refuse_wrong_count,
    straighten,
    template,
    type_of,
)
from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.frames import Frame
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.range_base import RangeBase
    from tdag_xl.libreoffice.sheet import Sheet

_FIRST_TYPE = "column_clustered"


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

    @contextlib.contextmanager
    def drawn_once(self) -> Iterator[None]:
        """Let LibreOffice draw the chart after all that is changed in between, not after each step."""
        self.document.lockControllers()
        try:
            yield
        finally:
            self.document.unlockControllers()

    def begin(self) -> None:
        """Let the new chart look as in Excel, and show nothing yet."""
        book = self._sheet.book
        if self.document.DataProvider is None:
            self.document.attachDataProvider(book.uno.createInstance("com.sun.star.chart2.data.DataProvider"))
            self.document.attachNumberFormatsSupplier(book.uno)
        arguments = bridge.properties(
            CellRangeRepresentation=representation(self._sheet.range("A1")),
            FirstCellAsLabel=False,
            HasCategories=False,
            DataRowSource=bridge.enum("chart.ChartDataRowSource", "COLUMNS"),
        )
        with self.drawn_once():
            source = self.document.DataProvider.createDataSource(arguments)
            self.document.setFirstDiagram(template(self.document, _FIRST_TYPE).createDiagramByDataSource(source, ()))
            self._empty()
            dress_page(self.document)
            dress_diagram(self.diagram)
            self.legend.visible = True

    def _empty(self) -> None:
        for kind in chart_kinds(self.diagram):
            kind.setDataSeries(())

    def set_source_data(self, rng: RangeBase, plot_by: str | None = None) -> None:
        """Show the figures of a block of cells, a series for each of its columns or, `plot_by` rows, of its rows.

        Texts and days in its first row and column are names and categories. Colours that series have stay.
        """
        self._sheet.refuse_protected()
        provider, scattered = self.document.DataProvider, is_scattered(self.chart_type)
        self._show(*data_source(provider, rng, plot_by, is_scattered=scattered))

    def _show(self, source: Any, has_categories: bool) -> None:
        chart_type = self.chart_type
        if chart_type == COMBINATION:
            chart_type = _FIRST_TYPE
        refuse_wrong_count(chart_type, len(source.getDataSequences()) - has_categories)
        with self.drawn_once():
            old = [one.Color for one in all_series(self.diagram)]
            self._empty()
            kind = template(self.document, chart_type)
            kind.changeDiagram(self.diagram)
            kind.changeDiagramData(self.diagram, source, bridge.properties(HasCategories=has_categories))
            finish_type(self.diagram, chart_type)
            colour_series(self.diagram, old)
            if not old:
                dress_bars(self.diagram)
                colour_slices(self.diagram, chart_type)

    def set_x_axis_values(self, rng: RangeBase) -> None:
        """Let the cells name the categories, or place the points of a scatter chart."""
        self._sheet.refuse_protected()
        put_categories(self, rng)

    @property
    def categories(self) -> Any:
        """The sequence of the cells that name the categories; None where there are none."""
        scale = self.diagram.getCoordinateSystems()[0].getAxisByDimension(0, 0).getScaleData()
        return None if scale.Categories is None else scale.Categories.getValues()

    @property
    def chart_type(self) -> str:
        """The type; `combination` where its series are of several."""
        return type_of(self.diagram) or self.kept("type") or _FIRST_TYPE

    @chart_type.setter
    def chart_type(self, chart_type: str) -> None:
        self._sheet.refuse_protected()
        kind, old_type = template(self.document, chart_type), self.chart_type
        if chart_type == old_type:
            return
        shown = all_series(self.diagram)
        refuse_wrong_count(chart_type, sum(len(_figures(series)) for series in shown))
        self.keep("type", chart_type)  # of a chart without series LibreOffice knows only the family
        with self.drawn_once():
            systems = self.diagram.getCoordinateSystems()
            kind.changeDiagram(self.diagram)
            finish_type(self.diagram, chart_type)
            if is_round(old_type) and not is_round(chart_type):
                straighten(self.diagram)
            if self.diagram.getCoordinateSystems() != systems:
                dress_diagram(self.diagram)
            dress_bars(self.diagram)
            colour_slices(self.diagram, chart_type)

    @property
    def plot_by(self) -> str:
        """`columns` or `rows`: where its series stand. Raises RefusedError where it shows no block of cells."""
        found = source_of(self._sheet.book, self.document.DataProvider, self.diagram)
        if "DataRowSource" not in found or not found.get("CellRangeRepresentation"):
            raise RefusedError(f"The chart {self.name!r} does not show a block of cells.")
        return str(found["DataRowSource"].value).lower()

    @plot_by.setter
    def plot_by(self, value: str) -> None:
        self._sheet.refuse_protected()
        if value == self.plot_by:
            return
        provider = self.document.DataProvider
        self._show(*switched_source(provider, source_of(self._sheet.book, provider, self.diagram)))

    @property
    def title(self) -> str | None:
        """The title; None where there is none."""
        return title_text(self.document)

    @title.setter
    def title(self, value: str | None) -> None:
        self._sheet.refuse_protected()
        put_title(self._sheet.book.app.office, self.document, value, write_title)

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
    def secondary_category_axis(self) -> ChartAxis:
        """The second axis of the categories, for the series that are on it."""
        return ChartAxis(self, 0, is_secondary=True)

    @property
    def secondary_value_axis(self) -> ChartAxis:
        """The second axis of the figures, for the series that are on it."""
        return ChartAxis(self, 1, is_secondary=True)

    @property
    def series(self) -> ChartSeriesCollection:
        """The series."""
        return ChartSeriesCollection(self)

    def to_png(self, path: Any) -> None:
        """Draw it as a PNG, in the size that it has on the screen."""
        self.export(Path(path), "image/png")

    def to_pdf(self, path: Any, quality: str = "standard") -> None:
        """Draw it as a PDF of one page of its own size. Raises FileRefusedError."""
        print_chart(self._sheet.book.app.office, self.uno, Path(path), quality)


def _figures(series: Any) -> list[Any]:
    return [one for one in series.getDataSequences() if one.getValues().Role != "values-x"]
