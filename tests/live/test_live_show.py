"""The figure in the selected cell, and the tab on which the rows behind it are shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hosts.made_sheets import report, sheet, table
from live.books import new_book, put_table, state_of
from live.fake_engine import CALLS, FakeAdapter

from tdag_xl.errors import ApplicationRefusedError, UnsupportedWorkbookError
from tdag_xl.hosts.base import SelectedFigure
from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.hosts.live.markers import SHOWN, own_names
from tdag_xl.report import Column, Format

COLUMNS = (Column("Region", Format.TEXT), Column("Signed", Format.DATE), Column("USD", Format.WHOLE))
MADE = report(sheet(replace(table(rows=[("00123", dt.date(2022, 3, 4), 5), ("Asia", None, 2.5)]), columns=COLUMNS)))


def behind(*rows, key="behind", name="Behind the figure"):
    return sheet(table("shown_rows", rows=rows), key=key, name=name, lines=("Africa, agreements", "Two rows."))


def live(book):
    return LiveHost(book, adapter=FakeAdapter())


@pytest.fixture
def book():
    made = new_book("Notes")
    put_table(made.sheets["Notes"], "out_mine", [["a", "b"], ["x", 1]])
    live(made).write(MADE)
    return made


def select(book, tab, address):
    book.sheets[tab].activate()
    book.sheets[tab].range(address).select()


@pytest.mark.parametrize(
    ("address", "column", "region"), [("D9", "USD", "00123"), ("C9:D10", "Signed", "00123"), ("B10", "Region", "Asia")]
)
def test_the_selected_figure_is_its_table_column_and_row(book, address, column, region):
    select(book, "Summary 2022", address)
    rows = {"00123": (dt.datetime(2022, 3, 4), 5.0), "Asia": (None, 2.5)}
    signed, usd = rows[region]
    assert live(book).selected_figure() == SelectedFigure(
        "out_2022_regions", column, {"Region": region, "Signed": signed, "USD": usd}
    )


@pytest.mark.parametrize(
    ("tab", "address"), [("Summary 2022", "B8"), ("Summary 2022", "A1"), ("Summary 2022", "D11"), ("Notes", "B2")]
)
def test_outside_the_rows_of_generated_tables_no_figure_is_selected(book, tab, address):
    select(book, tab, address)
    assert live(book).selected_figure() is None


def test_a_chart_or_another_workbook_that_is_selected_is_no_figure(book):
    book.app.impl._selection = None
    assert live(book).selected_figure() is None
    select(book, "Summary 2022", "D9")
    assert live(book.app.books.add()).selected_figure() is None


def test_rows_are_shown_on_a_tab_of_their_own_which_is_then_active(book):
    assert live(book).show(behind(("A1", 1, 2.0), ("A2", 1, 3.0))) == "Behind the figure"
    tab = book.sheets.active
    assert tab.name == "Behind the figure"
    assert tab.range("A1:A3").value == ["Partnerships, 2022", "Africa, agreements", "Two rows."]
    assert tab.tables["shown_rows"].range.value[1:] == [["A1", 1, 2], ["A2", 1, 3]]


def test_other_rows_take_the_place_of_those_shown_before_with_all_that_stood_there(book):
    live(book).show(behind(*[(f"A{n}", 1, 2.0) for n in range(30)]))
    tab = book.sheets["Behind the figure"]
    tab.name = "Drill-down"
    tab.range("B70").value = "typed by staff"
    assert live(book).show(behind(("B1", 1, 9.0), key="other", name="Other")) == "Drill-down"
    fresh = new_book("Notes")
    live(fresh).show(behind(("B1", 1, 9.0), key="other", name="Other"))
    assert tab.tables["shown_rows"].range.value == fresh.sheets["Other"].tables["shown_rows"].range.value
    assert {a: c[0] for a, c in state_of(book)[-2]["cells"].items()} == {
        a: c[0] for a, c in state_of(fresh)[-2]["cells"].items()
    }


def test_a_refresh_and_its_undo_leave_the_shown_tab_alone(book):
    state = live(book).shown()
    live(book).show(behind(("A1", 1, 2.0)))
    before = state_of(book)[-2]
    plan = live(book).write(report(*MADE.sheets, sheet(table("out_z"), key="z", name="Z")))
    assert [change.name for change in plan.sheets] == ["Summary 2022", "Z"]
    live(book).restore(state)
    assert state_of(book)[-2] == before


def test_a_tab_of_staffs_with_that_name_stays(book):
    book.sheets.add("Behind the figure", after=book.sheets[0])
    assert live(book).show(behind(("A1", 1, 2.0))) == "Behind the figure (2)"


def test_a_table_of_staffs_with_that_name_is_told_and_nothing_is_shown(book):
    put_table(book.sheets["Notes"], "shown_rows", [["a"], ["x"]], "H1")
    before = state_of(book)
    with pytest.raises(UnsupportedWorkbookError, match="shown_rows"):
        live(book).show(behind(("A1", 1, 2.0)))
    assert state_of(book) == before


def test_the_tab_is_known_by_a_hidden_name(book):
    live(book).show(behind(("A1", 1, 2.0)))
    names = own_names(book.sheets["Behind the figure"])
    assert SHOWN in names
    assert names[SHOWN].impl._hidden


def without_names(state):
    """All but the list of the cells that are ours: on this tab that may be every cell up to the last."""
    return [{what: held for what, held in one.items() if what != "names"} for one in state[:-1]]


@pytest.mark.parametrize("shown_before", [False, True])
def test_a_step_that_is_refused_leaves_the_tab_as_it_was(shown_before):
    def made():
        book = new_book("Notes")
        if shown_before:
            live(book).show(behind(("A1", 1, 2.0), ("A2", 1, 2.0)))
        return book

    book = made()
    CALLS.start()
    live(book).show(behind(("B1", 1, 9.0)))
    total, told = CALLS.count, 0
    for number in range(1, total + 1, 23):
        book = made()
        before = state_of(book)
        CALLS.start(number)
        try:
            live(book).show(behind(("B1", 1, 9.0)))
        except ApplicationRefusedError:
            CALLS.start()
            told += 1
            assert without_names(state_of(book)) == without_names(before), number
        CALLS.start()
    assert told > 5
