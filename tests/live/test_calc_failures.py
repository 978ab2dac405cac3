"""LibreOffice refusing a step of a refresh, dying in the middle of one, and staff who go on working in it meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
from functools import partial
from pathlib import Path

import pytest
import xlwings as xw
from hosts.made_sheets import chart, report, sheet, table
from live.books import put_table
from live.calc_files import closed_plan, saved_copy, state_of, tables_shown
from live.recorded_calls import refused, watched
from live.test_live_and_closed import closed

from tdag_xl import libreoffice
from tdag_xl.errors import ApplicationGoneError, ApplicationRefusedError, RoomTakenError, TdagError
from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.libreoffice import bridge

TAB = "Summary 2022"
EARLIER = report(
    sheet(
        table("out_x_a", rows=[(f"Region {n}", n, 0.5) for n in range(4)], charts=[chart("out_x_a", 1)]),
        table("out_x_gone"),
        table("out_x_b", rows=[("Africa", 1, 2.0)]),
    )
)
LATER = report(
    sheet(
        table("out_x_a", rows=[(f"Country {n}", n, 1.5) for n in range(6)], charts=[chart("out_x_a", 1)]),
        table("out_x_b", rows=[("Africa", 4, 2.0)]),
    ),
    sheet(table("out_z_a", rows=[("Asia", 3, 1.0)]), key="summary/2023", name="Summary 2023"),
)
READING, WRITING = 30, 900
"""Calls in the middle of reading and of writing."""


def put_earlier(book):
    """The earlier report in a new workbook, beside what staff have."""
    book.sheets[0].name = "Notes"
    LiveHost(book).write(EARLIER)
    figure = book.sheets[TAB].tables["out_x_b"].data_body_range[0, 1]
    book.sheets["Notes"].range("A1:A2").value = [["=SUM(out_x_b[Agreements])"], [f"='{TAB}'!{figure.address}"]]
    put_table(book.sheets["Notes"], "tblLines", [["Ref", "Amount"], ["a", 1]], "D1")
    book.sheets[TAB].range("L3").value = "staff's own entry"
    book.sheets["Notes"].activate()


@pytest.fixture
def book(calc_book):
    put_earlier(calc_book)
    return calc_book


def rows_shown(book):
    return {name: rows[1:] for tables in tables_shown(book).values() for name, rows in tables.items()}


def shows_later(book):
    wanted = {table.name: [list(row) for row in table.rows] for one in LATER.sheets for table in one.tables}
    return rows_shown(book) == wanted and not LiveHost(book).plan(LATER).changes_anything


def test_a_step_that_is_refused_leaves_every_sheet_as_it_was(book, monkeypatch):
    before = state_of(book)
    for number in (WRITING, 2 * WRITING):
        with watched(monkeypatch, at={number: refused}), pytest.raises(ApplicationRefusedError, match="as they were"):
            LiveHost(book).write(LATER)
        assert state_of(book) == before, f"call {number}"


def test_staff_may_go_on_working_while_a_refresh_writes(book, monkeypatch, tmp_path):
    """What they do comes past the engine; a workbook that is saved meanwhile is half written."""
    sheets, halves = book.api.Sheets, [tmp_path / f"{number}.xlsx" for number in range(3)]
    notes, ours = sheets.getByName("Notes"), sheets.getByName(TAB)
    at = {
        READING: partial(notes.getCellRangeByName("E2").setValue, 7),
        WRITING: partial(ours.getCellRangeByName("M9").setString, "typed"),
        **{WRITING // 2 + 500 * place: partial(saved_copy, book, path) for place, path in enumerate(halves)},
    }

    def on_tabs(text):
        if TAB in text:
            sheets.insertNewByName("Ideas", 0)
            sheets.moveByName(TAB, 0)
            ours.setName("Résumé")
        else:
            notes.setName("Ours")
            book.api.CurrentController.setActiveSheet(notes)

    with watched(monkeypatch, at=at) as calls:
        LiveHost(book, progress=on_tabs).write(LATER)
    assert calls.count > max(at)
    assert [one.name for one in book.sheets] == ["Résumé", "Ideas", "Ours", "Summary 2023"]
    assert shows_later(book)
    assert [book.sheets["Ours"].range(cell).value for cell in ("E2", "A1", "A2")] == [7, 4, 4]
    assert [book.sheets["Résumé"].range(cell).value for cell in ("L3", "M9")] == ["staff's own entry", "typed"]
    for half in halves:
        with closed(half) as host:
            host.write(LATER)
        assert not closed_plan(half, LATER).changes_anything


def test_a_generated_sheet_that_staff_delete_meanwhile_is_not_written_onto_another(book, monkeypatch):
    before = state_of(book)[0]
    sheets = book.api.Sheets
    told = pytest.raises(ApplicationRefusedError, match=r"leave the tabs as they are, and try again\.$")
    with watched(monkeypatch, at={WRITING: partial(sheets.removeByName, TAB)}), told:
        LiveHost(book).write(LATER)
    after = state_of(book)
    assert [one["tab"] for one in after] == ["Notes"]
    kept = ("tables", "charts", "names", "widths", "formats")
    assert [after[0][what] for what in kept] == [before[what] for what in kept]
    LiveHost(book).write(LATER)
    assert shows_later(book)


@pytest.mark.parametrize("number", [READING, WRITING], ids=["reading", "writing"])
def test_a_workbook_that_is_closed_meanwhile_is_told_and_others_go_on(calc, monkeypatch, number):
    other, book = calc.books.add(), calc.books.add()
    settings = settings_of(calc, other)
    try:
        put_earlier(book)
        document = book.api
        told = pytest.raises(ApplicationGoneError, match=r"the workbook was closed\. Its file is as it was last saved")
        with watched(monkeypatch, at={number: partial(document.close, True)}), told:
            LiveHost(book).write(LATER)
        assert [one.name for one in calc.books] == [other.name]
        assert settings_of(calc, other) == settings
    finally:
        other.close()


def settings_of(app, book):
    """What the application is set to, and whether the workbook still calculates and shows what changes."""
    names = ("screen_updating", "display_alerts", "enable_events", "calculation", "status_bar")
    return (
        [getattr(app, name) for name in names],
        book.api.isAutomaticCalculationEnabled(),
        book.api.hasControllersLocked(),
    )


@pytest.mark.parametrize("number", [READING, WRITING], ids=["reading", "writing"])
def test_an_office_that_is_killed_meanwhile_leaves_the_file_and_nothing_else(calc, tmp_path, monkeypatch, number):
    app = xw.App(impl=libreoffice.registered().impl.apps.add(add_book=False))
    pid, book = app.pid, app.books.add()
    put_earlier(book)
    book.save(tmp_path / "book.xlsx")
    saved = (tmp_path / "book.xlsx").read_bytes()
    told = pytest.raises(ApplicationGoneError, match="the application ended")
    with watched(monkeypatch, at={number: partial(os.kill, pid, signal.SIGKILL)}), told:
        LiveHost(book).write(LATER)
    assert pid not in xw.apps.keys()  # noqa: SIM118 - not a dict
    assert (tmp_path / "book.xlsx").read_bytes() == saved
    assert [one.name for one in tmp_path.iterdir()] == ["book.xlsx"]
    assert not Path(f"/proc/{pid}").exists()


def test_what_is_protected_is_told_before_anything_changes(book):
    """A sheet of ours, the structure of the workbook; a sheet of staff's is only read, and may be protected."""
    notes, ours = book.sheets["Notes"], book.sheets[TAB]
    before = state_of(book)
    ours.api.protect("")
    with pytest.raises(TdagError, match=f"the sheet '{TAB}' takes no change, so nothing was"):
        LiveHost(book).write(LATER)
    ours.api.unprotect("")
    book.api.protect("")
    with pytest.raises(TdagError, match=r"takes no new sheet 'Summary 2023'.*as they were"):
        LiveHost(book).write(report(*EARLIER.sheets, LATER.sheets[1]))
    book.api.unprotect("")
    assert state_of(book) == before
    notes.api.protect("")
    with pytest.raises(TdagError, match="the table 'tblLines' on sheet 'Notes' takes no"):
        LiveHost(book).append_rows("tblLines", [{"Ref": "b", "Amount": 2}])
    LiveHost(book).write(LATER)
    assert shows_later(book)


def test_what_staff_sorted_filtered_hid_and_named_alike_shows_the_new_figures(book):
    ours = book.sheets[TAB]
    table = ours.tables["out_x_a"]
    top = table.range.row
    table.impl.sort([2], [False])
    table.show_autofilter = True
    table.impl.autofilter.apply_values(1, ["Region 1"])
    ours.api.Rows.getByIndex(top + 4).IsVisible = ours.api.Columns.getByIndex(3).IsVisible = False
    grouped = ours.range(f"A{top + 1}:A{top + 2}").api.RangeAddress
    ours.api.group(grouped, bridge.enum("table.TableOrientation", "ROWS"))
    ours.api.hideDetail(grouped)
    ours.api.getCellRangeByName("A1:D1").merge(True)
    theirs = book.sheets.add("summary 2023", before=book.sheets[0])
    theirs.visible = False
    LiveHost(book).write(LATER)
    assert shows_later(book)
    assert all(ours.api.Rows.getByIndex(row).IsVisible for row in range(40))
    assert not ours.api.Columns.getByIndex(3).IsVisible  # what staff hid for good, they do not miss
    assert [one.name for one in book.sheets] == ["summary 2023", "Notes", TAB, "Summary 2023 (2)"]


def test_cells_that_staff_merged_in_a_table_are_named_and_nothing_changes(book):
    ours = book.sheets[TAB].api
    before = tables_shown(book)
    ours.getCellRangeByName("C9:D10").merge(True)
    with pytest.raises(RoomTakenError, match=f"on sheet '{TAB}' cells are merged .*: C9:D10. Unmerge them"):
        LiveHost(book).write(LATER)
    assert tables_shown(book) == before


def test_a_workbook_of_an_odd_name_beside_one_of_the_same_name_is_written_unless_it_is_read_only(calc, tmp_path):
    first, second = (tmp_path / folder / "é #1 100%20 x.xlsx" for folder in ("a b", "c#d"))
    first.parent.mkdir()
    second.parent.mkdir()
    made = calc.books.add()
    put_earlier(made)
    saved_copy(made, second)
    made.save(first)
    books = [made, opened_past_xlwings(calc, second)]
    try:
        with pytest.raises(ApplicationRefusedError, match="open the workbook for editing where it is open to be read"):
            LiveHost(books[1]).write(LATER)
        LiveHost(books[0]).write(LATER)
        made.save()
        assert shows_later(made)
        assert rows_shown(books[1])["out_x_b"] == [["Africa", 1, 2]]
        assert not closed_plan(shutil.copy(first, second.with_name("copy.xlsx")), LATER).changes_anything
    finally:
        for book in books:
            book.close()


def opened_past_xlwings(app, path):
    """The workbook as staff open it to read, which xlwings refuses where one of its name is open."""
    url, asked = bridge.file_url(str(path)), bridge.properties(ReadOnly=True)
    document = app.api.loadComponentFromURL(url, "_blank", 0, asked)
    return next(book for book in app.books if book.api == document)
