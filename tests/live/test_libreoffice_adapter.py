"""What is asked of LibreOffice beyond xlwings' public interface, on a workbook that is open in it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from hosts.made_sheets import chart, sheet, table

from tdag_xl.errors import TdagError
from tdag_xl.hosts.layout import layout
from tdag_xl.hosts.live.applications import adapter_for
from tdag_xl.hosts.live.charts import put_charts, read_charts
from tdag_xl.hosts.live.libreoffice_adapter import LibreOfficeAdapter
from tdag_xl.hosts.live.niceties import Niceties
from tdag_xl.hosts.live.page import wanted_page
from tdag_xl.libreoffice import bridge
from tdag_xl.report import ChartKind, Measure

ROWS = [("Africa", 1, 2.0), ("Asia", 3, 4.0)]
TAB = "It's 2022"


@pytest.fixture
def tab(calc_book):
    """A sheet with the rows of the table where a page puts them."""
    made = calc_book.sheets[0]
    made.name = TAB
    return made


@pytest.fixture
def adapter(calc_book):
    """The adapter of LibreOffice."""
    return adapter_for(calc_book)


def put_chart(tab, adapter, **more):
    """The chart of a page with the cells that it shows, on `tab`, and what was wanted."""
    page = wanted_page(sheet(table(rows=ROWS, charts=[chart("out_2022_regions", 1, **more)])), TAB, "")
    [shown], [wanted] = page.tables, page.charts
    tab.range((shown.top, shown.left)).value = [list(shown.headings), *map(list, ROWS)]
    niceties = Niceties(adapter)
    put_charts(tab, TAB, [wanted], (), niceties)
    assert niceties.failed == set()
    return tab.charts[wanted.name], wanted, page


def test_the_adapter_is_that_of_the_engine(adapter):
    assert isinstance(adapter, LibreOfficeAdapter)


def test_a_chart_is_described_labelled_and_moves_with_its_cells(tab, adapter):
    drawn, wanted, _ = put_chart(tab, adapter)
    shape, document = drawn.api
    diagram = document.getFirstDiagram()
    [kind] = diagram.getCoordinateSystems()[0].getChartTypes()
    [series] = kind.getDataSeries()
    assert (shape.Description, shape.ResizeWithCell) == ("Horizontal bars. Africa 11.", False)
    assert (series.Label.ShowNumber, series.LabelPlacement, series.CharHeight) == (
        True,
        bridge.constant("chart.DataLabelPlacement.OUTSIDE"),
        9.0,
    )
    assert kind.GapwidthSequence[0] == 45
    assert (drawn.category_axis.reverse_order, drawn.value_axis.visible, drawn.legend.visible) == (True, False, False)
    assert [system.getAxisByDimension(d, 0).getGridProperties().Show
            for system in diagram.getCoordinateSystems() for d in (0, 1)] == [False, False]  # fmt: skip
    place, size = diagram.RelativePosition, diagram.RelativeSize
    assert (place.Primary, place.Secondary) == pytest.approx((wanted.plot.x, wanted.plot.y))
    assert (size.Primary, size.Secondary) == pytest.approx((wanted.plot.width, wanted.plot.height))
    width, top = drawn.width, drawn.top
    tab["1:1"].insert("down")
    tab["A:Z"].column_width = 30
    assert drawn.width == width
    assert drawn.top > top


def test_what_a_chart_shows_is_read_as_it_was_wanted(tab, adapter):
    _, wanted, page = put_chart(tab, adapter)
    [read] = read_charts(tab, page.tables, {wanted.name}, Niceties(adapter))
    assert (read.series, read.categories, read.certain) == (wanted.series, wanted.categories, True)
    assert (read.chart_type, read.title, read.label_format, read.alt_text) == (
        wanted.chart_type, wanted.title, wanted.label_format, wanted.alt_text,
    )  # fmt: skip


def test_a_chart_of_staffs_has_no_labels_to_read(tab, adapter):
    tab["A1"].value = [["x", "y"], ["a", 1]]
    facts = adapter.chart_facts(tab.charts.add(source=tab["A1:B2"], plot_by="columns"))
    assert facts.series == ("=SERIES('It''s 2022'!$B$1,'It''s 2022'!$A$2,'It''s 2022'!$B$2,1)",)
    assert (facts.label_format, facts.alt_text) == (None, "")


@pytest.mark.parametrize("rows", [None, (0, 0)])
def test_the_earlier_period_comes_first_whatever_the_order_of_the_columns(tab, adapter, rows):
    drawn, wanted, _ = put_chart(
        tab, adapter, kind=ChartKind.COLUMN, measure=Measure.MONEY, series=("USD", "Agreements"), rows=rows
    )
    assert [series.name for series in drawn.series] == ["USD", "Agreements"]
    assert [formula.split(",")[2] for formula in adapter.chart_facts(drawn).series] == [
        f"'It''s 2022'!{one.values.absolute}" for one in wanted.series
    ]
    assert drawn.legend.position == "bottom"


def test_a_chart_is_put_anew_in_its_old_frame(tab, adapter):
    first, wanted, _ = put_chart(tab, adapter)
    first.left, first.width = 5, 100
    again, _, _ = put_chart(tab, adapter)
    assert len(tab.charts) == 1
    assert again.width == pytest.approx(wanted.frame.width, abs=0.5)


def test_lists_keep_their_headings_in_view_and_print_them_on_every_page(tab, adapter, tmp_path):
    page = layout(sheet(table(rows=ROWS), table("out_b"), long=True), "As built.")
    for row in range(page.frozen_rows, page.frozen_rows + 120):
        tab.range((row, 1)).value = f"row {row}"
    assert adapter.finish_sheet(tab, page)
    controller = tab.book.api.CurrentController
    assert (controller.hasFrozenPanes(), controller.SplitRow) == (True, page.frozen_rows)
    assert [column for column in range(40) if tab.api.getColumns().getByIndex(column).IsManualPageBreak] == list(
        page.column_breaks
    )
    tab.to_pdf(tmp_path / "list.pdf")
    size = subprocess.run(["pdfinfo", tmp_path / "list.pdf"], capture_output=True, text=True, check=True).stdout
    assert "841" in size and "595" in size and "A4" in size
    words = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "list.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = words.split("\f")[:-1]
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        assert TAB in text
    assert f"row {page.header_row + 1}" in pages[1]


def test_names_are_hidden_and_texts_indented(tab, adapter):
    name = tab.book.names.add("secret", "='It''s 2022'!$A$1")
    adapter.hide_name(name)
    adapter.indent(tab["A1:B2"])
    assert name.impl.visible is False
    assert tab["B2"].impl.indent == 1


def test_without_windows_no_file_can_be_asked_for(adapter):
    with pytest.raises(TdagError, match="runs without windows"):
        adapter.ask_for_file("Rates", (".csv",))


@pytest.mark.parametrize("chosen", ["/tmp/My rates é.csv", None])
def test_a_file_is_chosen_in_libreoffices_own_dialog(chosen):
    asked = {}
    files = [] if chosen is None else [bridge.file_url(chosen)]
    picker = SimpleNamespace(
        setTitle=lambda title: asked.update(title=title),
        appendFilter=lambda name, patterns: asked.update(filter=(name, patterns)),
        execute=lambda: int(chosen is not None),
        getSelectedFiles=lambda: files,
    )
    office = SimpleNamespace(is_visible=True, service=lambda name: picker)
    found = LibreOfficeAdapter(SimpleNamespace(impl=SimpleNamespace(office=office))).ask_for_file(
        "Rates", (".csv", "txt")
    )
    assert found == (None if chosen is None else Path(chosen))
    assert asked == {"title": "Rates", "filter": ("Files (*.csv;*.txt)", "*.csv;*.txt")}


def test_sheets_of_one_name_by_turns_have_print_set_ups_of_their_own(tab, adapter):
    page = layout(sheet(table(rows=ROWS)), "As built.")
    adapter.finish_sheet(tab, page)
    tab.name = "Renamed"
    other = tab.book.sheets.add(TAB)
    adapter.finish_sheet(other, page)
    assert tab.api.PageStyle != other.api.PageStyle
