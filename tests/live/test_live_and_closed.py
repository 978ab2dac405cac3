"""The same workbook refreshed live and closed, by turns: each finds what the other wrote, and leaves it alone."""

from __future__ import annotations

from contextlib import contextmanager

import openpyxl
import pytest
from domain.test_laws import _numbered, _results, quick, register
from hosts.made_sheets import chart, report, sheet, table
from hypothesis import given
from live.books import new_book, put_table, shown_tables
from live.fake_engine import FakeAdapter
from live.files import opened, saved
from sheets.small_register import AGREEMENTS, small_report

from tdag_xl.hosts.base import Action
from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.hosts.live.markers import generated_sheets
from tdag_xl.hosts.package import PackageHost
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.markers import generated_sheets as markers_in
from tdag_xl.ooxml.package import Package
from tdag_xl.report import Report
from tdag_xl.sheets import report as report_of

MORE = AGREEMENTS + "A4,More,2022-08-01,Contribution agreement,Acme,,Europe,Buenos Aires,Statistics\n"


def staff_book():
    book = new_book("Notes")
    put_table(book.sheets["Notes"], "tblMine", [["a"], ["x"]])
    return book


def live(book):
    return LiveHost(book, adapter=FakeAdapter())


@contextmanager
def closed(path):
    with PackageHost.open(path) as host:
        yield host


def tables_in(path):
    """The rows of the generated tables in a file, headings first, read by openpyxl."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        one.title: {t.name: [[cell.value for cell in row] for row in one[t.ref]] for t in one.tables.values()}
        for one in book
        if one.title != "Notes"
    }


@quick
@given(register)
def test_a_live_workbook_shows_cell_by_cell_what_a_closed_one_does(tmp_path_factory, made):
    agreements, lines = made
    wanted = report_of(_results(_numbered(agreements), lines), moment=None)
    book = staff_book()
    path = saved(book, tmp_path_factory.mktemp("closed") / "book.xlsx")
    with closed(path) as host:
        host.write(wanted)
    live(book).write(wanted)
    assert alike(shown_tables(book, "Notes"), tables_in(path))
    assert not live(book).plan(wanted).changes_anything


def alike(one, other):
    """Equal, where a file holds sixteen digits of a number."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float):
        return one == pytest.approx(other, rel=1e-14)
    return one == other


def test_what_was_written_live_is_left_by_a_closed_refresh(tmp_path):
    book = staff_book()
    live(book).write(small_report())
    path = saved(book, tmp_path / "book.xlsx")
    with closed(path) as host:
        assert not host.plan(small_report()).changes_anything


def test_what_was_written_closed_is_left_by_a_live_refresh(tmp_path):
    path = saved(staff_book(), tmp_path / "book.xlsx")
    with closed(path) as host:
        host.write(small_report())
    assert not live(opened(path)).plan(small_report()).changes_anything


def test_sheets_are_updated_in_place_by_turns(tmp_path):
    path = saved(staff_book(), tmp_path / "book.xlsx")
    with closed(path) as host:
        host.write(small_report())
    book = opened(path)
    book.sheets["Summary 2022"].name = "Résumé"
    changed = small_report(agreements=MORE)
    plan = live(book).write(changed)
    assert {one.action for one in plan.sheets} == {Action.UPDATED}
    with closed(saved(book, tmp_path / "again.xlsx")) as host:
        assert not host.plan(changed).changes_anything
        plan = host.write(small_report())
    assert {one.action for one in plan.sheets} == {Action.UPDATED}
    assert plan.sheets[0].name == "Résumé"
    assert tables_in(tmp_path / "again.xlsx")["Résumé"]["out_2022_headline"][1][1] == 3


def test_a_marker_says_the_same_whoever_wrote_it(tmp_path):
    made = report(sheet(table(rows=[("Africa", 1, 2.0)], charts=[chart("out_2022_regions", 1)], notes=["Note."])))
    book = staff_book()
    path = saved(book, tmp_path / "book.xlsx")
    live(book).write(made)
    with closed(path) as host:
        host.write(made)
    with Archive.open(path) as archive:
        [theirs] = markers_in(Package(archive))
    [(_, tab, ours)] = generated_sheets(book).values()
    assert (tab, ours.key, ours.digest, ours.moment) == (theirs.name, theirs.key, theirs.digest, theirs.moment)
    assert ours.cells == theirs.cells
    assert ours.setup["widths"] == theirs.setup["widths"]


def test_page_breaks_and_scale_have_the_fingerprints_of_a_closed_refresh_where_printing_is_set_up(tmp_path):
    class Printing(FakeAdapter):
        def finish_sheet(self, sheet, page):
            return True

    made = report(*(small_report().sheets[:2]))
    book = staff_book()
    path = saved(book, tmp_path / "book.xlsx")
    LiveHost(book, adapter=Printing()).write(made)
    with closed(path) as host:
        host.write(made)
    with Archive.open(path) as archive:
        theirs = [dict(marker.setup) for marker in markers_in(Package(archive))]
    assert [dict(marker.setup) for _, _, marker in generated_sheets(book).values()] == theirs


def test_a_report_without_sheets_removes_what_the_other_host_wrote(tmp_path):
    path = saved(staff_book(), tmp_path / "book.xlsx")
    with closed(path) as host:
        host.write(small_report())
    book = opened(path)
    live(book).write(Report(()))
    assert [one.name for one in book.sheets] == ["Notes"]
