"""A workbook open in LibreOffice and the same closed: they agree on every cell and every chart, and follow by turns."""

from __future__ import annotations

import pytest
from domain.test_laws import _numbered, _results, register
from hypothesis import HealthCheck, Phase, given, settings
from live.books import put_table
from live.calc_files import charts_shown, closed_plan, saved_copy, tables_in, tables_shown
from live.charts_in_files import charts_by_sheet
from live.test_live_and_closed import MORE, alike, closed
from sheets.small_register import small_report

from tdag_xl.hosts.base import Action
from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.sheets import report as report_of

few = settings(
    max_examples=2, deadline=None, suppress_health_check=[*HealthCheck], phases=[Phase.explicit, Phase.generate]
)


@pytest.fixture
def staff_book(calc_book):
    """A workbook with a table of staff's."""
    calc_book.sheets[0].name = "Notes"
    put_table(calc_book.sheets["Notes"], "tblMine", [["a"], ["x"]])
    return calc_book


@few
@given(register)
def test_any_register_gives_the_same_cells_and_charts_live_and_closed(calc, tmp_path_factory, made):
    agreements, lines = made
    wanted = report_of(_results(_numbered(agreements), lines), moment=None)
    book = calc.books.add()
    try:
        path = saved_copy(book, tmp_path_factory.mktemp("closed") / "book.xlsx")
        with closed(path) as host:
            host.write(wanted)
        LiveHost(book).write(wanted)
        tabs = list(tables_shown(book))
        assert alike(tables_shown(book), tables_in(path, tabs))
        assert charts_shown(book) == {tab: charts_by_sheet(path)[tab] for tab in tabs}
        assert not LiveHost(book).plan(wanted).changes_anything
    finally:
        book.close()


def test_what_was_written_live_and_saved_is_left_by_a_closed_refresh(staff_book, tmp_path):
    LiveHost(staff_book).write(small_report())
    assert not closed_plan(saved_copy(staff_book, tmp_path / "book.xlsx"), small_report()).changes_anything


def test_what_was_written_closed_is_left_by_a_live_refresh(calc, staff_book, tmp_path):
    path = saved_copy(staff_book, tmp_path / "book.xlsx")
    with closed(path) as host:
        host.write(small_report())
    book = calc.books.open(path)
    try:
        assert not LiveHost(book).plan(small_report()).changes_anything
    finally:
        book.close()


def test_sheets_are_updated_in_place_by_turns(calc, staff_book, tmp_path):
    path = saved_copy(staff_book, tmp_path / "book.xlsx")
    with closed(path) as host:
        host.write(small_report())
    book = calc.books.open(path)
    try:
        book.sheets["Summary 2022"].name = "Résumé"
        changed = small_report(agreements=MORE)
        plan = LiveHost(book).write(changed)
        assert {one.action for one in plan.sheets} == {Action.UPDATED}
        again = saved_copy(book, tmp_path / "again.xlsx")
    finally:
        book.close()
    with closed(again) as host:
        assert not host.plan(changed).changes_anything
        assert host.write(small_report()).sheets[0].name == "Résumé"
