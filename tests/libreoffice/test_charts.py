"""Charts: where they stand, what they show, and what is written at them, as Excel has it."""

from __future__ import annotations

import datetime as dt
import subprocess

import pytest
import xlwings as xw
from hypothesis import given, settings
from hypothesis import strategies as st
from live.calc_files import saved_copy
from xlwings.main import ShapeAlreadyExists

from tdag_xl.libreoffice.errors import FileRefusedError, NotSupportedError, RefusedError

FIGURES = [["Quarter", "East", "West"], ["Q1", 3, 4], ["Q2", 5, 2], ["Q3", 6, 7]]


@pytest.fixture
def sheet(calc_book):
    """A sheet with figures of two series in A1:C4."""
    sheet = calc_book.sheets[0]
    sheet["A1"].value = FIGURES
    return sheet


@pytest.fixture
def chart(sheet):
    """A chart of columns over the figures."""
    return sheet.charts.add(200, 100, 300, 200, source=sheet["A1:C4"])


def formulas(chart):
    return [series.impl.formula for series in chart.series]


@pytest.fixture(scope="module")
def bench(running_office):
    """One chart for all examples of a law."""
    running_office.engine.activate()
    book = running_office.books.add()
    yield book.sheets[0].charts.add()
    book.close()


@settings(max_examples=15, deadline=None)
@given(*[st.floats(0, 2000).map(lambda value: round(value * 4) / 4 + 1)] * 4)
def test_place_and_size_are_read_as_they_were_set(bench, left, top, width, height):
    bench.left, bench.top, bench.width, bench.height = left, top, width, height
    assert (bench.left, bench.top, bench.width, bench.height) == (left, top, width, height)


def test_charts_are_named_in_turn_and_found_by_name_and_place(sheet):
    charts = [sheet.charts.add() for _ in range(3)]
    assert [one.name for one in charts] == ["Chart 1", "Chart 2", "Chart 3"]
    charts[0].name = "Mine"
    charts[1].delete()
    assert sheet.charts.add().name == "Chart 4"
    assert [one.name for one in sheet.charts] == ["Mine", "Chart 3", "Chart 4"]
    assert (sheet.charts[0].name, sheet.charts(2).name, sheet.charts["Mine"].parent) == ("Mine", "Chart 3", sheet)
    assert ("Mine" in sheet.charts, "Chart 1" in sheet.charts, len(sheet.charts)) == (True, False, 3)
    with pytest.raises(KeyError):
        sheet.charts["Chart 1"]
    with pytest.raises(ShapeAlreadyExists):
        sheet.charts.add(name="Mine")


def test_a_chart_stands_at_its_anchor(sheet):
    chart = sheet.charts.add(anchor=sheet["D5"], name="At D5", source=sheet["A1:B4"], style=None)
    assert (chart.left, chart.top) == pytest.approx((sheet["D5"].left, sheet["D5"].top), abs=0.5)
    assert (chart.name, chart.width, chart.height) == ("At D5", 355.0, 211.0)


def test_a_chart_moves_and_grows_with_its_cells_and_follows_its_figures(sheet, chart):
    top, width = chart.top, chart.width
    sheet["1:2"].insert("down")
    height = sheet["1:2"].height
    assert chart.top == pytest.approx(top + height, abs=0.5)
    assert formulas(chart)[1] == "=SERIES(Sheet1!$C$3,Sheet1!$A$4:$A$6,Sheet1!$C$4:$C$6,2)"
    sheet["E:E"].column_width *= 2
    assert chart.width > width
    sheet.name = "It's"
    assert formulas(chart)[0] == "=SERIES('It''s'!$B$3,'It''s'!$A$4:$A$6,'It''s'!$B$4:$B$6,1)"


@pytest.mark.parametrize(
    ("rows", "plot_by", "guessed", "wanted"),
    [
        (FIGURES, None, "columns", ["$B$1,$A$2:$A$4,$B$2:$B$4", "$C$1,$A$2:$A$4,$C$2:$C$4"]),
        (FIGURES, "rows", "rows", ["$A$2,$B$1:$C$1,$B$2:$C$2", "$A$3,$B$1:$C$1,$B$3:$C$3", "$A$4,$B$1:$C$1,$B$4:$C$4"]),
        ([row[1:] for row in FIGURES], None, "columns", ["$A$1,,$A$2:$A$4", "$B$1,,$B$2:$B$4"]),
        ([row[1:] for row in FIGURES[1:]], "columns", "columns", [",,$A$1:$A$3", ",,$B$1:$B$3"]),
        ([["", 2021, 2022], [2001, 1, 2], [2002, 3, 4], [2003, 5, 6]], None, "columns",
         ["$B$1,$A$2:$A$4,$B$2:$B$4", "$C$1,$A$2:$A$4,$C$2:$C$4"]),
        ([["Day", "n"], [dt.datetime(2024, 1, 1), 1], [dt.datetime(2024, 1, 2), 2]], None, "columns",
         ["$B$1,$A$2:$A$3,$B$2:$B$3"]),
        ([["a", "b", "c", "d"], [1, 2, 3, 4]], None, "rows", [",$A$1:$D$1,$A$2:$D$2"]),
        ([["East", 1, 2, 3]], None, "rows", ["$A$1,,$B$1:$D$1"]),
        ([[1], [2], [3]], None, "columns", [",,$A$1:$A$3"]),
    ],
)  # fmt: skip
def test_headings_and_categories_are_taken_as_excel_takes_them(calc_book, rows, plot_by, guessed, wanted):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = rows
    chart = sheet.charts.add(source=sheet["A1"].resize(len(rows), len(rows[0])), plot_by=plot_by)
    shown = [formula.removeprefix("=SERIES(").rpartition(",")[0].replace("Sheet1!", "") for formula in formulas(chart)]
    assert (shown, chart.plot_by) == (wanted, guessed)


def test_rows_and_columns_are_switched_and_switched_back(chart):
    before = formulas(chart)
    chart.plot_by = "rows"
    assert (chart.plot_by, len(chart.series), chart.series[0].name) == ("rows", 3, "Q1")
    chart.plot_by = "columns"
    assert formulas(chart) == before


def test_series_keep_their_colours_when_they_show_other_cells(sheet, chart):
    assert [series.fill_color for series in chart.series] == [(0x44, 0x72, 0xC4), (0xED, 0x7D, 0x31)]
    chart.series[0].fill_color = "#102030"
    chart.set_source_data(sheet["A1:C3"])
    assert [series.fill_color for series in chart.series] == [(0x10, 0x20, 0x30), (0xED, 0x7D, 0x31)]


def test_the_first_column_places_the_points_of_a_scatter_chart(sheet):
    chart = sheet.charts.add(source=sheet["B1:C4"], chart_type="xy_scatter")
    assert formulas(chart) == ["=SERIES(Sheet1!$C$1,Sheet1!$B$2:$B$4,Sheet1!$C$2:$C$4,1)"]
    chart.set_x_axis_values(sheet["B3:B4"])
    assert formulas(chart) == ["=SERIES(Sheet1!$C$1,Sheet1!$B$3:$B$4,Sheet1!$C$2:$C$4,1)"]


def test_bubbles_have_sizes_and_the_name_of_their_heights(sheet):
    sheet["A1"].value = [["x", "y", "size"], [1, 2, 3], [2, 4, 6], [5, 3, 2]]
    chart = sheet.charts.add(source=sheet["A1:C4"], chart_type="bubble")
    assert chart.series[0].name == "y"
    assert formulas(chart) == ["=SERIES(Sheet1!$B$1,Sheet1!$A$2:$A$4,Sheet1!$B$2:$B$4,1,Sheet1!$C$2:$C$4)"]


def test_categories_are_set_for_all_series(sheet):
    chart = sheet.charts.add(source=sheet["B1:C4"])
    assert formulas(chart)[0] == "=SERIES(Sheet1!$B$1,,Sheet1!$B$2:$B$4,1)"
    chart.set_x_axis_values(sheet["A2:A4"])
    assert [formula.split(",")[1] for formula in formulas(chart)] == ["Sheet1!$A$2:$A$4"] * 2


@pytest.mark.parametrize(
    ("given", "name", "in_formula"),
    [
        ("=Sheet1!$A$3", "Q2", "Sheet1!$A$3"),
        ("Revenue", "Revenue", '"Revenue"'),
        ('5" {pipe}; é', '5" {pipe}; é', '"5"" {pipe}; é"'),
        ("", "Series1", ""),
    ],
)
def test_a_series_is_named_by_a_cell_or_a_text(chart, given, name, in_formula):
    chart.series[0].name = given
    assert (chart.series[0].name, chart.series[1].name) == (name, "West")
    assert formulas(chart)[0] == f"=SERIES({in_formula},Sheet1!$A$2:$A$4,Sheet1!$B$2:$B$4,1)"


def test_a_text_with_a_comma_is_refused_as_a_name_with_what_to_do_instead(chart):
    with pytest.raises(NotSupportedError, match="Put it into a cell"):
        chart.series[0].name = "East, and more"


@pytest.mark.parametrize("given", ["=A3", "=Nowhere!$A$1", "=1+1"])
def test_a_name_that_is_no_cell_is_refused(chart, given):
    with pytest.raises(RefusedError):
        chart.series[0].name = given
    assert chart.series[0].name == "East"


def test_series_are_asked_by_number_alone(chart):
    assert [series.name for series in chart.series] == ["East", "West"]
    assert chart.series(2).name == chart.series[-1].name == "West"
    with pytest.raises(KeyError):
        chart.series["West"]


def test_titles_are_set_kept_as_they_look_and_taken_away(chart):
    assert chart.title is None
    chart.title = "Sales"
    chart.api[1].getTitleObject().getText()[0].CharHeight = 20.0
    chart.title = "Sales 2026"
    assert (chart.title, chart.api[1].getTitleObject().getText()[0].CharHeight) == ("Sales 2026", 20.0)
    chart.title = None
    assert chart.title is None


def test_a_scale_is_read_as_it_is_drawn(chart):
    axis = chart.value_axis
    assert (axis.minimum_scale, axis.maximum_scale, axis.major_unit) == (0.0, 8.0, 1.0)
    axis.set(minimum_scale=-2, maximum_scale=10, major_unit=4, number_format="0.0", title="Pieces")
    assert (axis.minimum_scale, axis.maximum_scale, axis.major_unit) == (-2.0, 10.0, 4.0)
    assert (axis.number_format, axis.title) == ("0.0", "Pieces")
    axis.set(minimum_scale=None, maximum_scale=None, major_unit=None, title=None)
    assert (axis.minimum_scale, axis.maximum_scale, axis.major_unit, axis.title) == (0.0, 8.0, 1.0, None)


def test_an_axis_has_the_number_format_of_its_cells(sheet):
    sheet["B2:C4"].number_format = "0.00%"
    chart = sheet.charts.add(source=sheet["A1:C4"])
    assert chart.value_axis.number_format == "0.00%"


def test_names_have_no_scale(chart):
    with pytest.raises(RefusedError, match="has names, and so no scale"):
        chart.category_axis.minimum_scale  # noqa: B018
    with pytest.raises(RefusedError, match="has names, and so no scale"):
        chart.category_axis.major_unit = 2


def test_an_axis_is_turned_and_crossed(chart):
    axis = chart.category_axis
    assert (axis.reverse_order, axis.crosses) == (False, "automatic")
    axis.set(reverse_order=True, crosses="maximum")
    assert (axis.reverse_order, axis.crosses, chart.value_axis.crosses) == (True, "maximum", "automatic")
    axis.set(reverse_order=False, crosses="minimum")
    assert (axis.reverse_order, axis.crosses) == (False, "minimum")


def test_a_hidden_axis_has_nothing_but_takes_what_is_set_with_hiding_it(chart):
    axis = chart.value_axis
    axis.set(visible=False, minimum_scale=1)
    assert (axis.visible, axis.title, axis.api) == (False, None, None)
    with pytest.raises(RefusedError, match="has no visible value axis"):
        axis.minimum_scale  # noqa: B018
    axis.title = "Shown again"
    assert (axis.visible, axis.title, axis.minimum_scale) == (True, "Shown again", 1.0)


def test_a_pie_has_no_axes(sheet):
    chart = sheet.charts.add(source=sheet["A1:B4"], chart_type="pie")
    assert (chart.category_axis.visible, chart.value_axis.visible, chart.value_axis.title) == (False, False, None)
    with pytest.raises(RefusedError, match="can have no value axis"):
        chart.value_axis.visible = True


@pytest.mark.parametrize("position", ["left", "right", "top", "bottom", "corner"])
def test_the_legend_is_put_to_a_side(chart, position):
    assert (chart.legend.visible, chart.legend.position) == (True, "right")
    chart.legend.visible = False
    assert (chart.legend.visible, chart.legend.position, chart.legend.api) == (False, None, None)
    chart.legend.position = position
    assert (chart.legend.visible, chart.legend.position) == (True, position)
    chart.legend.position = "bottom"
    assert chart.legend.position == "bottom"


def test_a_series_becomes_a_line_on_axes_of_its_own(chart):
    with pytest.raises(RefusedError, match="has no secondary axes"):
        chart.secondary_value_axis.title  # noqa: B018
    chart.series[1].set(chart_type="line_markers", axis_group="secondary")
    assert [(s.chart_type, s.axis_group) for s in chart.series] == [
        ("column_clustered", "primary"),
        ("line_markers", "secondary"),
    ]
    assert chart.chart_type == "combination"
    chart.secondary_value_axis.set(title="Share", number_format="0%", minimum_scale=-1)
    assert (chart.secondary_value_axis.title, chart.secondary_value_axis.minimum_scale) == ("Share", -1.0)
    assert (chart.value_axis.title, chart.value_axis.minimum_scale) == (None, 0.0)
    assert chart.secondary_category_axis.visible is False
    chart.secondary_category_axis.visible = True
    assert chart.secondary_category_axis.visible is True
    with pytest.raises(RefusedError, match="must stay on the primary axes"):
        chart.series[0].axis_group = "secondary"
    chart.series[1].axis_group = "primary"
    with pytest.raises(RefusedError, match="has no secondary axes"):
        chart.secondary_value_axis.title  # noqa: B018
    chart.series[1].chart_type = "column_clustered"
    assert chart.chart_type == "column_clustered"


def test_areas_come_before_columns_before_lines(sheet):
    chart = sheet.charts.add(source=sheet["A1:C4"], chart_type="line")
    chart.series[1].chart_type = "area"
    assert [(s.name, s.chart_type) for s in chart.series] == [("West", "area"), ("East", "line")]
    chart.series[0].chart_type = "line"
    assert (chart.chart_type, sorted(s.name for s in chart.series)) == ("line", ["East", "West"])


@pytest.mark.parametrize(("whole", "one"), [("bar_clustered", "line"), ("pie", "line"), ("line", "xy_scatter")])
def test_what_cannot_be_combined_says_so(sheet, whole, one):
    chart = sheet.charts.add(source=sheet["A1:C4"], chart_type=whole)
    with pytest.raises(NotSupportedError, match=f"not '{one}' with '{whole}'"):
        chart.series[0].chart_type = one
    assert chart.chart_type == whole


STYLES = ["automatic", "none", "square", "diamond", "triangle", "x", "star", "dash", "circle", "plus"]


def test_markers_are_set_and_read_also_from_a_file(calc, sheet, tmp_path):
    sheet["A1"].value = [["", *STYLES], *[[f"Q{row}", *range(row, row + len(STYLES))] for row in range(3)]]
    chart = sheet.charts.add(source=sheet["A1"].expand(), plot_by="columns", chart_type="line_markers")
    for series, style in zip(chart.series, STYLES, strict=True):
        series.set(marker_style=style, marker_size=9)
    assert [series.marker_style for series in chart.series] == STYLES
    assert {series.marker_size for series in chart.series} == {9}
    path = saved_copy(sheet.book, tmp_path / "markers.xlsx")
    book = calc.books.open(path)
    try:
        assert [series.marker_style for series in book.sheets[0].charts[0].series] == STYLES
    finally:
        book.close()
    with pytest.raises(NotSupportedError, match="'dot' is not available"):
        chart.series[0].marker_style = "dot"


def test_markers_have_the_colour_of_their_series(sheet):
    chart = sheet.charts.add(source=sheet["A1:C4"], chart_type="line_markers")
    series = chart.series[0]
    series.line_color = (255, 0, 0)
    assert series.line_color == series.marker_foreground_color == series.marker_background_color == (255, 0, 0)
    series.marker_background_color = (255, 0, 0)
    with pytest.raises(NotSupportedError, match="set line_color instead"):
        series.marker_background_color = (0, 255, 0)


def test_bars_have_no_line_until_they_are_given_one(chart):
    assert chart.series[0].line_color is None
    chart.series[0].set(line_color=0x0000FF, fill_color=(1, 2, 3))
    assert (chart.series[0].line_color, chart.series[0].fill_color) == ((255, 0, 0), (1, 2, 3))


def test_the_charts_of_a_copied_sheet_show_the_copy(calc_book, sheet, chart):
    chart.name = "Mine"
    chart.title = "Sales"
    copy = sheet.copy(name="Copy")
    assert [(one.name, one.title, one.chart_type) for one in copy.charts] == [("Mine", "Sales", "column_clustered")]
    other = calc_book.sheets.add("Other")
    elsewhere = other.charts.add(source=sheet["A1:C4"])
    assert formulas(other.copy(name="Second").charts[0]) == formulas(elsewhere) == formulas(chart)
    assert formulas(copy.charts[0])[0] == "=SERIES(Copy!$B$1,Copy!$A$2:$A$4,Copy!$B$2:$B$4,1)"
    assert formulas(chart)[0] == "=SERIES(Sheet1!$B$1,Sheet1!$A$2:$A$4,Sheet1!$B$2:$B$4,1)"


def test_a_chart_is_drawn_as_a_picture_of_its_size(chart, tmp_path):
    chart.to_png(tmp_path / "chart.png")
    data = (tmp_path / "chart.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    assert width / height == pytest.approx(300 / 200, rel=0.01)


def test_a_chart_is_printed_on_a_page_of_its_size(calc, chart, tmp_path):
    chart.title = "Printed"
    path = tmp_path / "chart.pdf"
    before = [book.name for book in calc.books]
    chart.to_pdf(path)
    assert [book.name for book in calc.books] == before
    facts = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    [pages] = [line.split()[1] for line in facts.splitlines() if line.startswith("Pages:")]
    size = next(line.split() for line in facts.splitlines() if line.startswith("Page size:"))
    assert pages == "1"
    assert (float(size[2]), float(size[4])) == pytest.approx((300, 200), abs=0.5)
    words = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert {"Printed", "East", "West", "Q1"} <= set(words.split())


def test_a_file_that_cannot_be_written_says_so(chart, tmp_path):
    for draw in (chart.to_pdf, chart.to_png):
        with pytest.raises(FileRefusedError, match="there is no such folder"):
            draw(tmp_path / "nowhere" / "chart.file")
    assert list(tmp_path.iterdir()) == []


def test_a_protected_sheet_keeps_its_charts(sheet, chart):
    sheet.api.protect("")
    for change in (
        lambda: sheet.charts.add(),
        lambda: setattr(chart, "title", "x"),
        lambda: setattr(chart, "left", 1),
        lambda: chart.value_axis.set(minimum_scale=1),
        lambda: chart.series[0].set(name="x"),
        lambda: setattr(chart.legend, "visible", False),
        chart.delete,
    ):
        with pytest.raises(RefusedError, match="is protected"):
            change()
    sheet.api.unprotect("")
    assert (len(sheet.charts), chart.title, chart.left) == (1, None, 200.0)


def test_a_chart_over_cells_that_are_deleted_stays(sheet, chart):
    sheet["A:C"].delete()
    assert (len(sheet.charts), isinstance(sheet.charts[0], xw.Chart)) == (1, True)
