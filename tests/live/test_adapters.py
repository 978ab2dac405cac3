"""What is asked of Excel beyond xlwings' public interface, on objects that take down what they are told."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest
from hosts.made_sheets import chart, sheet, table
from live.books import new_book

from tdag_xl.hosts.layout import layout
from tdag_xl.hosts.live.adapters import Adapter, PlainAdapter
from tdag_xl.hosts.live.applications import adapter_for
from tdag_xl.hosts.live.charts import read_charts
from tdag_xl.hosts.live.excel_adapter import ExcelAdapter
from tdag_xl.hosts.live.niceties import Niceties
from tdag_xl.hosts.live.page import wanted_page
from tdag_xl.report import ChartKind

ROWS = [("Africa", 1, 2.0), ("Asia", 3, 4.0)]


def excel():
    app = MagicMock()
    return app, ExcelAdapter(app)


def wanted_chart(**more):
    [found] = wanted_page(sheet(table(rows=ROWS, charts=[chart("out_2022_regions", 1, **more)])), "S", "").charts
    return found


def com_chart(*formulas):
    """A chart of Excel's object model with a series for each formula."""
    series = [MagicMock(Formula=formula, PlotOrder=place) for place, formula in enumerate(formulas, start=1)]
    for one in series:
        one.Delete.side_effect = lambda one=one: series.remove(one)
    frame, inner = MagicMock(), MagicMock()
    inner.SeriesCollection.side_effect = lambda number=None: (
        SimpleNamespace(Count=len(series), NewSeries=lambda: series.append(MagicMock(PlotOrder=len(series))))
        if number is None
        else series[number - 1]
    )
    return MagicMock(api=(frame, inner)), frame, inner, series


def test_the_adapter_is_chosen_by_the_name_of_the_engine():
    assert isinstance(adapter_for(new_book("A")), PlainAdapter)
    book = MagicMock()
    book.app.engine.name = "excel"
    assert isinstance(adapter_for(book), ExcelAdapter)


def test_a_plain_application_has_none_of_the_niceties():
    plain: Adapter = PlainAdapter()
    assert plain.chart_facts(None) is None
    assert plain.ask_for_file("A file", [".csv"]) is None
    assert plain.finish_sheet(None, None) is False


def test_a_chart_is_described_labelled_and_moves_with_its_cells():
    _, adapter = excel()
    drawn, frame, inner, [series] = com_chart("=SERIES(S!$C$8,S!$B$9:$B$10,S!$C$9:$C$10,1)")
    wanted = wanted_chart()
    adapter.finish_chart(drawn, wanted)
    assert (frame.Placement, frame.ShapeRange.AlternativeText) == (2, "Horizontal bars. Africa 11.")
    labels = series.DataLabels()
    assert (labels.Position, labels.NumberFormat, labels.Font.Size) == (2, "#,##0", 9)
    assert inner.ChartGroups(1).GapWidth == 45
    assert inner.PlotArea.InsideLeft == wanted.plot.x * inner.ChartArea.Width


def test_gridlines_that_cannot_be_taken_away_cost_nothing_else():
    _, adapter = excel()
    drawn, _, inner, [series] = com_chart("=SERIES(S!$C$8,S!$B$9:$B$10,S!$C$9:$C$10,1)")
    inner.SetElement.side_effect = OSError("no axis")
    wanted = wanted_chart()
    Niceties(adapter).finish_chart(drawn, wanted)
    inner.SetElement.assert_called_once_with(328)
    assert series.DataLabels().NumberFormat == "#,##0"
    assert inner.PlotArea.InsideHeight == wanted.plot.height * inner.ChartArea.Height


def test_the_earlier_period_comes_first_whatever_the_order_of_the_columns():
    _, adapter = excel()
    first, second = "=SERIES(S!$C$8,S!$B$9,S!$C$9,1)", "=SERIES(S!$D$8,S!$B$9,S!$D$9,2)"
    drawn, _, _, series = com_chart(first, second)
    adapter.finish_chart(drawn, wanted_chart(kind=ChartKind.COLUMN, series=("USD", "Agreements"), rows=(0, 0)))
    assert series[1].PlotOrder == 1


@pytest.mark.parametrize(
    "guessed",
    [
        [],
        ["=SERIES(,,S!$B$9:$C$9,1)", "=SERIES(,,S!$B$10:$C$10,2)"],
        ["=SERIES(,S!$C$8,S!$C$9,1)", "=SERIES(,S!$C$8,S!$C$10,2)", "=SERIES(,S!$C$8,S!$D$9,3)"],
    ],
)
def test_cells_that_excel_guessed_otherwise_are_told_by_formula(guessed):
    _, adapter = excel()
    drawn, _, _, series = com_chart(*guessed)
    drawn.parent.name = "My S"
    adapter.finish_chart(drawn, wanted_chart(kind=ChartKind.COLUMN, series=("USD", "Agreements")))
    assert [one.Formula for one in series] == [
        "=SERIES('My S'!$D$8,'My S'!$B$9:$B$10,'My S'!$D$9:$D$10,1)",
        "=SERIES('My S'!$C$8,'My S'!$B$9:$B$10,'My S'!$C$9:$C$10,2)",
    ]


def test_what_a_chart_shows_is_read_from_the_formulas_of_its_series():
    _, adapter = excel()
    drawn, frame, _, [series] = com_chart("=SERIES('My S'!$C$8,'My S'!$B$9:$B$10,'My S'!$C$9:$C$10,1)")
    series.DataLabels().NumberFormat = "0%"
    frame.ShapeRange.AlternativeText = "Bars"
    drawn.name, drawn.series = "out_x 1", [SimpleNamespace(fill_color=(0, 114, 178), name="Agreements")]
    [read] = read_charts(SimpleNamespace(charts=[drawn]), (), {"out_x 1"}, Niceties(adapter))
    [one] = read.series
    assert (one.heading.text, one.values.text, one.colour) == ("C8", "C9:C10", "#0072B2")
    assert (read.categories.text, read.label_format, read.alt_text, read.certain) == ("B9:B10", "0%", "Bars", True)


def test_lists_keep_their_headings_in_view_and_print_them_on_every_page():
    app, adapter = excel()
    tab = MagicMock()
    page = layout(sheet(table(rows=ROWS), table("out_b"), long=True), "As built.")
    assert adapter.finish_sheet(tab, page)
    window, setup = app.api.ActiveWindow, tab.api.PageSetup
    assert (window.SplitRow, window.FreezePanes) == (page.frozen_rows, True)
    assert (setup.PaperSize, setup.Orientation, setup.Zoom) == (9, 2, page.scale)
    assert setup.PrintTitleRows == f"${page.frozen_rows}:${page.frozen_rows}"
    assert (setup.LeftFooter, setup.RightFooter) == ("&9&A", "&9Page &P of &N")
    tab.api.VPageBreaks.Add.assert_called_once_with(tab.api.Columns(page.column_breaks[0] + 1))
    assert app.api.PrintCommunication is True


def test_the_printer_is_asked_again_after_a_setting_that_it_refuses():
    app, adapter = excel()
    tab = MagicMock()
    type(tab.api.PageSetup).Orientation = property(lambda self: 1, MagicMock(side_effect=OSError("no printer")))
    with pytest.raises(OSError, match="no printer"):
        adapter.finish_sheet(tab, layout(sheet(table(rows=ROWS)), "As built."))
    assert app.api.PrintCommunication is True


@pytest.mark.parametrize(("chosen", "path"), [(r"C:\rates.csv", Path(r"C:\rates.csv")), (False, None)])
def test_a_file_is_chosen_in_excels_own_dialog(chosen, path):
    app, adapter = excel()
    app.api.GetOpenFilename.return_value = chosen
    assert adapter.ask_for_file("Rates", (".csv", "txt")) == path
    app.api.GetOpenFilename.assert_called_once_with("Files (*.csv;*.txt),*.csv;*.txt", 1, "Rates")


def test_names_are_hidden_and_texts_indented():
    _, adapter = excel()
    name, cells = MagicMock(), MagicMock()
    adapter.hide_name(name)
    adapter.indent(cells)
    assert name.api.Visible is False
    assert cells.api.IndentLevel == 1
