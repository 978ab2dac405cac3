"""A generated sheet as an open workbook holds it, whether wanted by a report or read from the workbook.

Rows and columns count from 1, sizes are points: as applications have it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tdag_xl.cells import CellError, CellValue
from tdag_xl.hosts.cell_text import cell_content, writable
from tdag_xl.hosts.chart_shape import charted_rows
from tdag_xl.hosts.layout import layout
from tdag_xl.hosts.looks import EARLIER_COLOUR, MEASURE_COLOURS
from tdag_xl.ooxml.areas import Area, areas_of, runs_of
from tdag_xl.report import ChartKind, Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tdag_xl.hosts.placement import Layout, PlacedChart, PlacedTable, PlotArea, Role
    from tdag_xl.report import Sheet

POINTS = 0.75
"""Points in a pixel at 96 to the inch."""

GENERAL = Format.NUMBER.value
_CHART_TYPES = {ChartKind.BAR: "bar_clustered", ChartKind.COLUMN: "column_clustered"}


@dataclass(frozen=True)
class Formula:
    """A formula as a cell holds it, with its equals sign."""

    text: str


Content = CellValue | Formula


@dataclass(frozen=True)
class Line:
    """A text in one cell. Read back, it is whatever staff typed over it."""

    row: int
    column: int
    content: Content
    role: Role


@dataclass(frozen=True)
class PageColumn:
    """A column of a table: its heading, how it looks, and the number format of its cells."""

    heading: str
    look: Format
    number_format: str


@dataclass(frozen=True)
class PageTable:
    """A table whose first heading stands at `top`, `left`; it has one row at least, which may be blank."""

    name: str
    top: int
    left: int
    columns: tuple[PageColumn, ...]
    rows: tuple[tuple[Content, ...], ...]
    filtered: bool

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, from the left."""
        return tuple(column.heading for column in self.columns)

    @property
    def area(self) -> Area:
        """The headings and the rows."""
        return Area(self.top, self.left, self.top + len(self.rows), self.left + len(self.columns) - 1)

    @property
    def header(self) -> Area:
        """The headings."""
        return Area(self.top, self.left, self.top, self.area.right)

    @property
    def body(self) -> Area:
        """The rows."""
        return Area(self.top + 1, self.left, self.area.bottom, self.area.right)


@dataclass(frozen=True)
class PageSeries:
    """Figures of a chart: the cell of their heading, their cells, and their colour (`#RRGGBB`) where it is known."""

    heading: Area
    values: Area
    colour: str | None


@dataclass(frozen=True)
class Frame:
    """A rectangle in points, from the corner of a `cell` or, without one, of the sheet."""

    left: float
    top: float
    width: float
    height: float
    cell: Area | None = None


@dataclass(frozen=True)
class PageChart:
    """A chart; what is None was not to be read, and is left as it is.

    Not `certain`, what it shows was guessed, and a chart that is there goes on showing what it does.
    """

    name: str
    chart_type: str
    title: str | None
    frame: Frame
    categories: Area | None
    series: tuple[PageSeries, ...]
    label_format: str | None = None
    alt_text: str | None = None
    plot: PlotArea | None = None
    certain: bool = True


@dataclass(frozen=True)
class Page:
    """What stands on the tab `name`, and what its marker says.

    `widths` are characters from column A, `heights` points by row. `layout` has what only a new sheet gets: page
    breaks, the rows that stay in view.
    """

    key: str
    name: str
    digest: str
    moment: str
    texts: tuple[Line, ...]
    tables: tuple[PageTable, ...]
    charts: tuple[PageChart, ...]
    widths: tuple[float, ...] = ()
    heights: Mapping[int, float] = field(default_factory=dict)
    setup: Mapping[str, str] = field(default_factory=dict)
    layout: Layout | None = None

    @property
    def areas(self) -> tuple[Area, ...]:
        """The cells that are ours, as few rectangles."""
        lines = (Area(line.row, line.column, line.row, line.column) for line in self.texts)
        return merged((*lines, *(table.area for table in self.tables)))

    def cells(self) -> Iterator[tuple[int, int, Content]]:
        """Every cell that is ours: row, column, what it holds."""
        for line in self.texts:
            yield line.row, line.column, line.content
        for table in self.tables:
            for row, values in enumerate((table.headings, *table.rows), table.top):
                for column, value in enumerate(values, table.left):
                    yield row, column, value


def merged(areas: Iterable[Area], without: Iterable[Area] = ()) -> tuple[Area, ...]:
    """The cells of `areas` that are not in `without`, in few rectangles.

    >>> [area.text for area in merged([Area.of("A1:B2"), Area.of("B2:B3"), Area.of("A3")])]
    ['A1:B3']
    >>> [area.text for area in merged([Area.of("A1:B3")], without=[Area.of("B2:C2")])]
    ['A1:B1', 'A2', 'A3:B3']
    """
    columns: dict[int, set[int]] = {}
    for area in areas:
        for row in range(area.top, area.bottom + 1):
            columns.setdefault(row, set()).update(range(area.left, area.right + 1))
    for area in without:
        for row in columns.keys() & set(range(area.top, area.bottom + 1)):
            columns[row].difference_update(range(area.left, area.right + 1))
    return areas_of((row, runs_of(sorted(columns[row]))) for row in sorted(columns) if columns[row])


def wanted_page(sheet: Sheet, name: str, moment: str) -> Page:
    """The page of a report's sheet on the tab `name`."""
    page = layout(sheet, moment)
    return Page(
        key=sheet.key,
        name=name,
        digest=sheet.digest(),
        moment=moment,
        texts=tuple(Line(text.row + 1, text.column + 1, writable(text.text), text.role) for text in page.texts),
        tables=tuple(_table(placed, filtered=page.header_row is not None) for placed in page.tables),
        charts=tuple(map(_chart, page.charts)),
        widths=page.widths,
        heights={row + 1: height * POINTS for row, height in page.heights.items()},
        layout=page,
    )


def _table(placed: PlacedTable, *, filtered: bool) -> PageTable:
    table = placed.table
    columns = tuple(
        PageColumn(writable(c.heading), c.format, GENERAL if c.format is Format.TEXT else c.format.value)
        for c in table.columns
    )
    rows = tuple(tuple(map(_content, row)) for row in table.rows) or ((None,) * len(columns),)
    return PageTable(table.name, placed.row + 1, placed.column + 1, columns, rows, filtered)


def _content(value: CellValue) -> CellValue:
    content = cell_content(value)
    return str(content) if isinstance(content, CellError) else content


def _chart(placed: PlacedChart) -> PageChart:
    chart, table = placed.chart, placed.table
    headings = [column.heading for column in table.table.columns]
    rows = charted_rows(chart, table.table)
    first, last = table.first_body_row + 1 + rows[0], table.first_body_row + 1 + rows[-1]

    def cells(heading: str, top: int, bottom: int) -> Area:
        column = table.column + 1 + headings.index(heading)
        return Area(top, column, bottom, column)

    colours = [EARLIER_COLOUR] * (len(chart.series) - 1) + [MEASURE_COLOURS[chart.measure]]
    return PageChart(
        name=writable(chart.name),
        chart_type=_CHART_TYPES[chart.kind],
        title=writable(chart.title),
        frame=Frame(
            placed.x_offset * POINTS,
            0.0,
            placed.width * POINTS,
            placed.height * POINTS,
            Area(placed.row + 1, placed.column + 1, placed.row + 1, placed.column + 1),
        ),
        categories=cells(chart.categories, first, last),
        series=tuple(
            PageSeries(cells(heading, table.row + 1, table.row + 1), cells(heading, first, last), colour)
            for heading, colour in zip(chart.series, colours, strict=True)
        ),
        label_format=chart.label_format,
        alt_text=writable(chart.alt_text),
        plot=placed.plot,
    )
