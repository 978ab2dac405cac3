"""The master workbook open in LibreOffice: edited as staff would, then refreshed by the function behind the button."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
import xlwings as xw
from live.calc_files import charts_shown, saved_copy, tables_in, tables_shown
from live.charts_in_files import charts_by_sheet
from live.test_live_and_closed import alike

from tdag_xl import ribbon
from tdag_xl.commands import summaries

MASTER = Path(__file__).parents[2] / "workbook" / "TDAG_Partnerships.xlsm"


@pytest.fixture
def book(calc, tmp_path, monkeypatch):
    """A copy of the master workbook, open; nothing of the user's own is touched."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "master.xlsm"
    shutil.copy(MASTER, path)
    opened = calc.books.open(path)
    yield opened
    opened.close()


@pytest.fixture
def click(book, monkeypatch):
    """`click(button)`: what the one message says that a click on the button ends with."""
    said = []
    monkeypatch.setattr(xw.App, "alert", lambda self, text, **asked: said.append(text))
    monkeypatch.setattr(xw.Book, "_mock_caller", book, raising=False)

    def clicked(button):
        button()
        [message] = said
        said.clear()
        return message

    return clicked


def test_the_master_workbook_as_it_is_needs_no_writing(book, click):
    before = tables_shown(book), charts_shown(book)
    assert "71 agreements" in click(ribbon.refresh)
    assert (tables_shown(book), charts_shown(book)) == before


def test_edits_of_staff_are_refreshed_as_in_a_closed_workbook(book, click, tmp_path):
    edit_as_staff(book)
    closed = saved_copy(book, tmp_path / "closed.xlsm")
    summaries.refresh(closed)
    message = click(ribbon.refresh)
    assert "73 agreements" in message
    tabs = list(tables_shown(book))
    assert "Résumé 2022" in tabs
    assert alike(tables_shown(book), tables_in(closed, tabs))
    assert charts_shown(book) == {tab: charts_by_sheet(closed)[tab] for tab in tabs}
    mine = book.sheets["Résumé 2022"]
    assert mine["H2"].value == 73
    assert "Mine" in [chart.name for chart in mine.charts]
    assert book.sheets["Our notes"]["A1"].value == "Ask the donors"


def edit_as_staff(book):
    """Add two agreements, change a rate, rename a sheet, add a formula, a chart and a tab of their own."""
    agreements = book.sheets["Agreements"]
    table = agreements.tables["tblAgreements"]
    last = table.range.last_cell.row
    model = agreements.range((last, 1), (last, 9)).value
    model[2] = dt.datetime(2022, 6, 1)
    agreements.range((last + 1, 1)).value = [["S1", "=Schools & Co", *model[2:]], ["S2", "学校", *model[2:]]]
    table.resize(agreements.range((table.range.row, 1), (last + 2, 9)))
    rates = book.sheets["Rates"].tables["tblRates"].data_body_range
    rates[0, 2].value = rates[0, 2].value * 2
    summary = book.sheets["Summary 2022"]
    summary.name = "Résumé 2022"
    summary[
        "H2"
    ].formula = (
        f"={book.sheets['Résumé 2022'].tables['out_2022_headline'].data_body_range[0, 1].get_address(external=False)}"
    )
    chart = summary.charts.add(600, 20, 200, 150)
    chart.set_source_data(summary.tables["out_2022_regions"].range[:, :2])
    chart.name = "Mine"
    notes = book.sheets.add("Our notes", after=book.sheets[-1])
    notes["A1"].value = "Ask the donors"
