"""What the buttons do with an open workbook, whatever the host."""

from __future__ import annotations

import datetime as dt
import errno
import json
from pathlib import Path

import pytest
from buttons.open_workbook import FakeOpenWorkbook
from register_files import in_arrow, tables
from sheets.small_register import AGREEMENTS, CONTRIBUTIONS, PARTNERS, PERIODS, PUBLISHED, RATES

from tdag_xl.commands import kept_state, live
from tdag_xl.commands.kept_state import KeptState
from tdag_xl.errors import (
    ApplicationRefusedError,
    MissingTableError,
    NothingBehindError,
    NothingToUndoError,
    WorkbookChangedError,
)
from tdag_xl.hosts.base import Action, SelectedFigure

WORKBOOK = "/büro/登録 TDAG.xlsm"
MOMENT = dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.UTC)
LATER = MOMENT + dt.timedelta(hours=1)
FEWER = AGREEMENTS.replace(
    "A2,Skills,2022-05-02,Cooperation agreement,Acme,,Africa,Buenos Aires,Capacity development\n", ""
)


def small(**changed):
    texts = {"periods": PERIODS, "partners": PARTNERS, "agreements": AGREEMENTS, "contributions": CONTRIBUTIONS}
    return in_arrow(tables(**{**texts, "rates": RATES, "published": PUBLISHED, **changed}))


@pytest.fixture
def host():
    return FakeOpenWorkbook(small())


@pytest.fixture
def kept():
    return KeptState(WORKBOOK)


def refresh(host, kept, moment=MOMENT):
    return live.refresh(host, kept, moment=moment)


def undo(host, kept):
    return live.undo(host, kept)


def actions(plan):
    return {change.action for change in plan.sheets}


def amended(host, **changed):
    host.tables = small(**changed)


def test_a_refresh_writes_once_and_a_second_one_nothing(host, kept):
    assert refresh(host, kept).refreshed.wrote
    before = dict(host.sheets)
    again = refresh(host, kept, LATER)
    assert (again.refreshed.wrote, host.sheets) == (False, before)


def test_what_staff_change_after_the_register_was_read_is_shown_by_the_next_refresh(host, kept):
    def meanwhile(text):
        if text == "Writing the sheets":
            amended(host, agreements=FEWER)

    first = live.refresh(host, kept, moment=MOMENT, progress=meanwhile)
    second = refresh(host, kept, LATER)
    assert [one.refreshed.results.headlines()["2022"][0] for one in (first, second)] == [
        ("Agreements", 3),
        ("Agreements", 2),
    ]
    assert second.refreshed.wrote and not refresh(host, kept, LATER).refreshed.wrote


def test_undo_brings_back_what_the_sheets_showed_before_the_refresh(host, kept):
    refresh(host, kept)
    before = dict(host.sheets)
    amended(host, agreements=FEWER)
    refresh(host, kept, LATER)
    assert host.sheets != before
    undone = undo(host, kept)
    assert host.sheets == before
    assert (undone.kept.moment, actions(undone.plan)) == (
        "2026-03-01T10:30:00+00:00",
        {Action.UPDATED, Action.UNCHANGED},
    )


def test_undo_of_the_first_refresh_removes_the_sheets(host, kept):
    refresh(host, kept)
    assert actions(undo(host, kept).plan) == {Action.REMOVED}
    assert host.sheets == {}


def test_there_is_nothing_to_undo_before_a_refresh_and_after_an_undo(host, kept):
    with pytest.raises(NothingToUndoError, match="no refresh of this workbook can be taken back"):
        undo(host, kept)
    refresh(host, kept)
    undo(host, kept)
    with pytest.raises(NothingToUndoError):
        undo(host, kept)


def test_a_refresh_that_changes_nothing_keeps_the_older_state(host, kept):
    refresh(host, kept)
    refresh(host, kept, LATER)
    assert undo(host, kept).kept.moment == "2026-03-01T09:30:00+00:00"


def test_sheets_that_another_refresh_changed_since_are_not_taken_back(host, kept):
    refresh(host, kept)
    amended(host, agreements=FEWER)
    refresh(host, KeptState("/elsewhere.xlsm"), LATER)
    now = dict(host.sheets)
    with pytest.raises(WorkbookChangedError, match="not as the refresh of 2026-03-01 09:30 UTC left them"):
        undo(host, kept)
    assert host.sheets == now


def test_a_refresh_that_fails_keeps_the_older_state_and_leaves_no_file_behind(host, kept, home):
    refresh(host, kept)
    amended(host, agreements=FEWER)

    def fail(event):
        if event == "write":
            raise KeyboardInterrupt

    host.fail = fail
    with pytest.raises(KeyboardInterrupt):
        refresh(host, kept, LATER)
    host.fail = lambda event: None
    assert [file.suffix for file in (home / "tdag_xl" / "undo").iterdir()] == [".json"]
    assert undo(host, kept).kept.moment == "2026-03-01T09:30:00+00:00"


def test_a_refresh_that_was_killed_while_it_wrote_can_be_taken_back(host, kept, monkeypatch):
    refresh(host, kept)
    before = dict(host.sheets)
    amended(host, agreements=FEWER)
    monkeypatch.setattr(kept_state.Pending, "done", lambda self, after: None)  # the process is gone by then
    refresh(host, kept, LATER)
    undone = undo(host, kept)
    assert host.sheets == before
    assert (undone.kept.moment, undone.kept.after) == ("2026-03-01T10:30:00+00:00", None)


def test_a_refresh_that_was_killed_before_it_wrote_leaves_the_older_one_to_take_back(host, kept):
    refresh(host, kept)
    state = host.shown()
    kept.prepare("2026-03-01T10:30:00+00:00", state.to_json(), live.fingerprint(state.marks))
    assert undo(host, kept).kept.moment == "2026-03-01T09:30:00+00:00"
    assert host.sheets == {}


def test_an_undo_that_fails_can_be_tried_again(host, kept):
    refresh(host, kept)

    def fail(event):
        if event == "restore":
            raise OSError("excel is busy")

    host.fail = fail
    with pytest.raises(OSError, match="busy"):
        undo(host, kept)
    host.fail = lambda event: None
    undo(host, kept)
    assert host.sheets == {}


def test_each_workbook_has_its_own_state(host, kept):
    refresh(host, kept)
    with pytest.raises(NothingToUndoError):
        undo(host, KeptState("/another.xlsm"))


def test_a_state_that_is_too_large_is_not_kept_and_the_refresh_says_so(host, kept, home, monkeypatch):
    monkeypatch.setattr(kept_state, "LARGEST", 10)
    done = refresh(host, kept)
    assert done.refreshed.wrote
    assert "too much" in done.no_undo
    assert list((home / "tdag_xl" / "undo").iterdir()) == []


def test_a_full_disk_keeps_no_state_and_stops_no_refresh(host, kept, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(kept_state.os, "fsync", full)
    done = refresh(host, kept)
    assert done.refreshed.wrote
    assert "No space left on device" in done.no_undo


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", json.dumps({"workbook": "x"})])
def test_a_state_that_cannot_be_read_is_a_sentence(host, kept, home, text):
    refresh(host, kept)
    [file] = (home / "tdag_xl" / "undo").iterdir()
    file.write_text(text)
    with pytest.raises(NothingToUndoError, match="cannot be read from"):
        undo(host, kept)


def test_a_state_of_another_version_is_a_sentence(host, kept, home):
    refresh(host, kept)
    [file] = (home / "tdag_xl" / "undo").iterdir()
    said = json.loads(file.read_bytes())
    file.write_text(json.dumps({**said, "state": '{"version": 0}'}))
    with pytest.raises(NothingToUndoError, match="another version of the add-in"):
        undo(host, kept)


def test_a_renamed_tab_is_no_change_by_another_refresh(host, kept):
    refresh(host, kept)
    host.rename("Checks", "Contrôles")
    undo(host, kept)
    assert host.sheets == {}


def test_a_state_is_for_its_owner_alone_and_of_few_workbooks(host, home):
    for number in range(30):
        host.sheets = {}
        refresh(host, KeptState(f"/{number}.xlsm"))
    files = list((home / "tdag_xl" / "undo").iterdir())
    assert len(files) == 20
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)


def test_check_writes_nothing_and_names_the_sheet_that_is_up_to_date(host, kept):
    assert live.check(host).checks_tab is None
    assert host.sheets == {}
    refresh(host, kept)
    assert live.check(host).checks_tab == "Checks"
    amended(host, agreements=AGREEMENTS.replace("Americas", ""))
    checked = live.check(host)
    assert checked.checks_tab is None
    assert any("Region is blank" in one.finding for one in checked.results.findings)


def test_the_rows_behind_the_selected_figure_are_put_before_staff(host):
    host.figure = SelectedFigure("out_2022_regions", "Agreements", {"Region": "Africa", "Agreements": 2})
    shown = live.show_agreements(host)
    assert (shown.tab, host.shown_sheet.title) == (
        "Behind the figure",
        "Agreements behind 2 (Africa, Agreements, 2022)",
    )


def test_shares_rounded_so_that_they_add_up_are_no_change_of_the_register(host):
    host.figure = SelectedFigure(
        "out_2022_regions", "Share of agreements", {"Region": "Africa", "Share of agreements": 0.67}
    )
    assert not live.show_agreements(host).behind.is_stale
    host.figure.row["Share of agreements"] = 0.68
    assert live.show_agreements(host).behind.is_stale


def test_a_cell_outside_the_generated_tables_is_a_sentence_that_says_what_to_select(host):
    with pytest.raises(NothingBehindError, match="Select one figure on a summary"):
        live.show_agreements(host)
    assert host.shown_sheet is None


def test_a_workbook_without_the_tables_is_a_sentence(kept):
    with pytest.raises(MissingTableError):
        refresh(FakeOpenWorkbook({}), kept)


def test_progress_is_told(host, kept):
    told = []
    live.refresh(host, kept, moment=MOMENT, progress=told.append)
    assert told == ["Keeping what the sheets show", "Writing the sheets"]


def test_the_path_of_a_kept_state_is_the_workbooks():
    assert kept_state.Kept(WORKBOOK, "", "", "").path == Path("登録 TDAG.xlsm")


def test_sheets_that_cannot_be_read_after_they_were_written_cost_the_undo_alone(host, kept):
    def fail(event):
        if event == "marks":
            raise ApplicationRefusedError(Path("TDAG.xlsm"), "the application refused a step.")

    host.fail = fail
    done = refresh(host, kept)
    assert done.refreshed.wrote
    assert done.no_undo == "This refresh cannot be taken back: TDAG.xlsm: the application refused a step."


def test_sheets_that_cannot_be_read_before_are_not_written(host, kept):
    def fail(event):
        if event == "shown":
            raise ApplicationRefusedError(Path("TDAG.xlsm"), "the application refused a step.")

    host.fail = fail
    with pytest.raises(ApplicationRefusedError):
        refresh(host, kept)
    assert host.sheets == {}
