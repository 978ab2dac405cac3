"""Every type of chart that LibreOffice has: as it was set, also after a file was saved and opened, and in that file."""

from __future__ import annotations

import re
import zipfile

import pytest
import xlsxwriter
from xlwings.main import CHART_TYPES

from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError

LACKING = {
    "bubble_3d_effect", "combination",
    "surface", "surface_top_view", "surface_top_view_wireframe", "surface_wireframe",
}  # fmt: skip
SERIES = {"stock_hlc": 3, "stock_ohlc": 4, "stock_vhlc": 4, "stock_vohlc": 5}
ELEMENTS = {
    "column_clustered": ("barChart", 'barDir val="col"', 'grouping val="clustered"'),
    "column_stacked": ("barChart", 'barDir val="col"', 'grouping val="stacked"', 'overlap val="100"'),
    "column_stacked_100": ("barChart", 'barDir val="col"', 'grouping val="percentStacked"'),
    "bar_clustered": ("barChart", 'barDir val="bar"', 'grouping val="clustered"'),
    "bar_stacked_100": ("barChart", 'barDir val="bar"', 'grouping val="percentStacked"'),
    "line": ("lineChart", 'symbol val="none"', 'grouping val="standard"'),
    "line_markers_stacked": ("lineChart", 'grouping val="stacked"'),
    "area_stacked_100": ("areaChart", 'grouping val="percentStacked"'),
    "pie": ("pieChart", 'varyColors val="1"'),
    "pie_exploded": ("pieChart", 'explosion val="25"'),
    "doughnut": ("doughnutChart",),
    "xy_scatter": ("scatterChart", "<a:noFill/>"),
    "xy_scatter_smooth": ("scatterChart", 'smooth val="1"'),
    "bubble": ("bubbleChart", "c:bubbleSize"),
    "radar_filled": ("radarChart", 'radarStyle val="filled"'),
    "radar": ("radarChart", 'symbol val="none"'),
    "stock_ohlc": ("stockChart", "c:upDownBars"),
    "3d_column_clustered": ("bar3DChart", 'barDir val="col"', 'grouping val="clustered"'),
    "3d_pie": ("pie3DChart",),
    "3d_area": ("area3DChart",),
    "3d_line": ("line3DChart",),
    "cone_bar_stacked": ("bar3DChart", 'barDir val="bar"', 'shape val="cone"', 'grouping val="stacked"'),
    "cylinder_col": ("bar3DChart", 'shape val="cylinder"', 'grouping val="standard"'),
    "pyramid_col_stacked_100": ("bar3DChart", 'shape val="pyramid"'),
}

IN_FILE = sorted(
    {name for name in CHART_TYPES if not name.startswith(("cylinder", "cone", "pyramid"))} - LACKING | set(ELEMENTS)
)


def source(sheet, chart_type):
    """Names of categories and as many series as the type needs."""
    count = SERIES.get(chart_type, 2)
    cells = sheet["A1"].resize(4, count + 1)
    rows = [[9, 4, 2, 3, 5], [8, 5, 3, 4, 6], [7, 9, 4, 6, 8]]
    cells.value = [
        ["Quarter", *(f"s{number}" for number in range(count))],
        *([f"Q{number}", *row[:count]] for number, row in enumerate(rows, 1)),
    ]
    return cells


@pytest.fixture(scope="module")
def saved(running_office, tmp_path_factory):
    """What the types in a file were read as after saving and opening, and the XML of their charts."""
    running_office.engine.activate()
    path = tmp_path_factory.mktemp("types") / "types.xlsx"
    book = running_office.books.add()
    try:
        sheet = book.sheets[0]
        cells = source(sheet, "stock_vohlc")
        for name in IN_FILE:
            chart = sheet.charts.add(chart_type=name, source=cells[:, : SERIES.get(name, 2) + 1], plot_by="columns")
            chart.name = name
        book.save(path)
    finally:
        book.close()
    book = running_office.books.open(path)
    try:
        return {chart.name: chart.chart_type for chart in book.sheets[0].charts}, charts_in(path)
    finally:
        book.close()


def charts_in(path):
    """The XML of each chart in a file, by its name."""
    with zipfile.ZipFile(path) as file:
        drawing = text(file, "xl/drawings/drawing1.xml")
        names = re.findall(r'<xdr:cNvPr id="\d+" name="([^"]+)".*?<c:chart [^>]*r:id="(\w+)"', drawing)
        parts = targets(file, "xl/drawings/_rels/drawing1.xml.rels")
        return {name: text(file, f"xl/charts/{parts[part].rpartition('/')[2]}") for name, part in names}


def text(file, name):
    return file.read(name).decode()


def targets(file, name):
    return {
        re.search(r'Id="([^"]+)"', one)[1]: re.search(r'Target="([^"]+)"', one)[1]
        for one in re.findall(r"<Relationship [^>]*>", text(file, name))
    }


@pytest.mark.parametrize("name", IN_FILE)
def test_a_type_is_read_from_a_file_as_it_was_set(saved, name):
    assert saved[0][name] == name


@pytest.mark.parametrize("name", sorted(ELEMENTS))
def test_the_file_has_the_elements_of_the_type(saved, name):
    xml = saved[1][name]
    assert f"<c:{ELEMENTS[name][0]}>" in xml
    assert [part for part in ELEMENTS[name] if part not in xml] == []


def test_every_type_is_read_as_it_was_set(calc_book):
    sheet = calc_book.sheets[0]
    chart = sheet.charts.add(source=source(sheet, "line"))
    names = sorted(set(CHART_TYPES) - LACKING - set(SERIES))
    read = []
    for name in names:
        chart.chart_type = name
        read.append(chart.chart_type)
    assert read == names


@pytest.mark.parametrize("name", sorted(LACKING))
def test_a_type_that_is_lacking_says_so_and_leaves_no_chart(calc_book, name):
    sheet = calc_book.sheets[0]
    with pytest.raises(NotSupportedError, match=f"'{name}' is not available in LibreOffice"):
        sheet.charts.add(chart_type=name)
    assert len(sheet.charts) == 0


def test_a_chart_goes_through_types_and_keeps_its_series(calc_book):
    sheet = calc_book.sheets[0]
    chart = sheet.charts.add(source=source(sheet, "line"))
    shown = [series.impl.formula for series in chart.series]
    for name in (
        "3d_pie",
        "line",
        "radar",
        "bar_stacked_100",
        "doughnut_exploded",
        "area",
        "xy_scatter",
        "column_clustered",
    ):
        chart.chart_type = name
        assert chart.chart_type == name
    assert [series.impl.formula for series in chart.series] == shown
    assert (chart.category_axis.reverse_order, chart.value_axis.reverse_order) == (False, False)


def test_a_chart_without_data_keeps_its_type_until_it_has_some(calc_book):
    sheet = calc_book.sheets[0]
    chart = sheet.charts.add()
    assert (chart.chart_type, len(chart.series)) == ("column_clustered", 0)
    chart.chart_type = "line_markers_stacked"
    assert sheet.charts[0].chart_type == "line_markers_stacked"
    chart.set_source_data(source(sheet, "line"))
    assert (chart.chart_type, len(chart.series)) == ("line_markers_stacked", 2)


def test_stock_charts_need_their_series_and_take_highs_first(calc_book):
    sheet = calc_book.sheets[0]
    chart = sheet.charts.add(source=source(sheet, "line"))
    with pytest.raises(RefusedError, match="needs 3 series of figures, not 2"):
        chart.chart_type = "stock_hlc"
    assert chart.chart_type == "column_clustered"
    chart.set_source_data(source(sheet, "stock_hlc"))
    chart.chart_type = "stock_hlc"
    pieces = {
        one.getValues().Role: one.getValues().SourceRangeRepresentation
        for one in chart.series[0].api.getDataSequences()
    }
    assert pieces["values-max"].startswith("$Sheet1.$B$") and pieces["values-min"].startswith("$Sheet1.$C$")


WRITTEN = {
    "bar_clustered": ({"type": "bar"}, {}),
    "column_stacked": ({"type": "column", "subtype": "stacked"}, {}),
    "line": ({"type": "line"}, {}),
    "line_markers": ({"type": "line"}, {"marker": {"type": "circle"}}),
    "pie": ({"type": "pie"}, {}),
    "doughnut": ({"type": "doughnut"}, {}),
    "xy_scatter": ({"type": "scatter"}, {}),
    "xy_scatter_lines_no_markers": ({"type": "scatter", "subtype": "straight"}, {}),
    "area_stacked_100": ({"type": "area", "subtype": "percent_stacked"}, {}),
    "radar_filled": ({"type": "radar", "subtype": "filled"}, {}),
}


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_the_charts_of_a_file_that_another_program_wrote_are_read(calc, tmp_path, name):
    kind, options = WRITTEN[name]
    path = tmp_path / "written.xlsx"
    with xlsxwriter.Workbook(path) as file:
        sheet = file.add_worksheet("It's")
        for row, values in enumerate([["x", "y"], [1, 4], [2, 6], [3, 5]]):
            sheet.write_row(row, 0, values)
        chart = file.add_chart(kind)
        series = {"name": "='It''s'!$B$1", "categories": "='It''s'!$A$2:$A$4", "values": "='It''s'!$B$2:$B$4"}
        chart.add_series({**series, **options})
        chart.set_title({"name": "Written"})
        sheet.insert_chart("D2", chart)
    book = calc.books.open(path)
    try:
        [chart] = book.sheets[0].charts
        assert (chart.chart_type, chart.title, chart.series[0].name) == (name, "Written", "y")
        assert chart.series[0].impl.formula == "=SERIES('It''s'!$B$1,'It''s'!$A$2:$A$4,'It''s'!$B$2:$B$4,1)"
        assert chart.plot_by == "columns"
    finally:
        book.close()
