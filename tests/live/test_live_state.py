"""The generated sheets as they are, kept as JSON, and put back by a later process."""

from __future__ import annotations

import datetime as dt

import pytest
from hosts.made_sheets import chart, report, sheet, table
from live.books import cells_of, new_book, state_of
from live.fake_engine import FakeAdapter
from live.files import opened, saved
from sheets.small_register import AGREEMENTS, small_report

from tdag_xl.errors import RoomTakenError
from tdag_xl.hosts.base import Action
from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.hosts.live.state import GeneratedState
from tdag_xl.hosts.package import PackageHost
from tdag_xl.report import Report

MORE = AGREEMENTS + "A4,More,2022-08-01,Contribution agreement,Acme,,Europe,Buenos Aires,Statistics\n"


def live(book):
    return LiveHost(book, adapter=FakeAdapter())


def kept(book):
    """The state after a journey through JSON."""
    return GeneratedState.from_json(live(book).shown().to_json())


def refreshed(made):
    book = new_book("Notes")
    live(book).write(made)
    return book


@pytest.mark.parametrize("made", [Report(()), small_report(agreements=MORE), small_report(lists="never")])
def test_what_was_shown_is_put_back_exactly(made):
    book = refreshed(small_report())
    state, before = kept(book), state_of(book)
    live(book).write(made)
    assert state_of(book) != before
    live(book).restore(state)
    assert state_of(book) == before


def test_sheets_that_a_refresh_added_go_and_those_that_it_removed_come_back_in_their_place():
    one, two = (sheet(table(f"out_{n}_a"), key=n, name=n.upper()) for n in "xy")
    book = refreshed(report(one))
    book.sheets.add("After", after=book.sheets["X"])
    book.sheets["X"].range("L2:L3").value = [["checked"], ["=1+1"]]
    state, before = kept(book), state_of(book)
    live(book).write(report(two))
    plan = live(book).restore(state)
    assert [(change.name, change.action) for change in plan.sheets] == [("X", Action.ADDED), ("Y", Action.REMOVED)]
    assert state_of(book) == before


def test_what_shows_as_it_did_is_not_written():
    book = refreshed(small_report())
    plan = live(book).restore(kept(book))
    assert not plan.changes_anything


def test_nothing_of_staffs_changes_when_a_refresh_is_taken_back():
    book = refreshed(small_report())
    state = kept(book)
    live(book).write(small_report(agreements=MORE))
    book.sheets["Notes"].range("A1").value = "=SUM(out_2022_regions[USD])"
    book.sheets["Summary 2022"].range("L9").value = "written meanwhile"
    live(book).restore(state)
    assert book.sheets["Notes"].range("A1").formula == "=SUM(out_2022_regions[USD])"
    assert book.sheets["Summary 2022"].range("L9").value == "written meanwhile"


def test_entries_made_meanwhile_where_room_is_needed_are_named():
    book = refreshed(report(sheet(table(rows=[("Africa", 1, 1.0)] * 5))))
    state = kept(book)
    live(book).write(report(sheet(table(rows=[("Africa", 1, 1.0)]))))
    book.sheets["Summary 2022"].range("C11").value = "mine"
    before = state_of(book)
    with pytest.raises(RoomTakenError, match="C11"):
        live(book).restore(state)
    assert state_of(book) == before


def test_a_sheet_of_staffs_that_took_the_name_meanwhile_stays():
    book = refreshed(report(sheet(table())))
    state = kept(book)
    live(book).write(Report(()))
    book.sheets.add("Summary 2022", after=book.sheets[0])
    live(book).restore(state)
    assert [one.name for one in book.sheets] == ["Notes", "Summary 2022 (2)", "Summary 2022"]
    assert [one.name for one in book.sheets["Summary 2022 (2)"].tables] == ["out_2022_regions"]


def test_what_staff_typed_over_our_cells_is_kept_as_it_was():
    book = refreshed(report(sheet(table(rows=[("Africa", 1, 1.0), ("Asia", 2, 1.0)]))))
    tab = book.sheets["Summary 2022"]
    tab.range("C9").value = "=1+1"
    tab.range("D9").value = "#N/A"
    tab.range("C10").value = dt.datetime(2022, 3, 4)
    tab.range("B10").value = "'#N/A"
    tab.range("D10").value = True
    tab.range("A2").clear_contents()
    state, before = kept(book), cells_of(tab)
    live(book).write(small_report())
    live(book).restore(state)
    assert {address: cell[:2] for address, cell in cells_of(book.sheets["Summary 2022"]).items()} == {
        address: cell[:2] for address, cell in before.items()
    }


def test_a_workbook_that_was_last_refreshed_closed_is_put_back_too(tmp_path):
    path = saved(new_book("Notes"), tmp_path / "book.xlsx")
    with PackageHost.open(path) as host:
        host.write(small_report())
    book = opened(path)
    before = {one.name: {a: cell[:2] for a, cell in cells_of(one).items()} for one in book.sheets}
    state = kept(book)
    live(book).write(small_report(agreements=MORE))
    live(book).restore(state)
    assert {one.name: {a: cell[:2] for a, cell in cells_of(one).items()} for one in book.sheets} == before
    assert not live(book).plan(small_report()).changes_anything


def test_charts_come_back_also_where_the_application_does_not_say_what_they_show():
    rows = [("Africa", 1, 1.0), ("Asia", 2, 1.0)]
    made = report(sheet(table(rows=rows, charts=[chart("out_2022_regions", 1)])))
    book = new_book("Notes")
    LiveHost(book).write(made)
    state = LiveHost(book).shown()
    LiveHost(book).write(Report(()))
    LiveHost(book).restore(state)
    [drawn] = book.sheets["Summary 2022"].impl._charts
    assert [(s._name, s._categories, s._values) for s in drawn._series] == [
        ("='Summary 2022'!$C$8", "='Summary 2022'!$B$9:$B$10", "='Summary 2022'!$C$9:$C$10")
    ]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 99, "sheets": []}', '{"version": 1, "sheets": [{}]}'])
def test_another_text_is_no_state(text):
    with pytest.raises(ValueError):
        GeneratedState.from_json(text)


def test_a_state_is_json_that_says_the_same_again():
    state = live(refreshed(small_report())).shown()
    assert GeneratedState.from_json(state.to_json()) == state
