"""A click ends in one message, with the application as it was, whatever happens in between."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from buttons.fake_application import SETTINGS, FakeApp, FakeBook

from tdag_xl.buttons.click import clicked
from tdag_xl.buttons.message import LONGEST, Message
from tdag_xl.buttons.one_at_a_time import turn
from tdag_xl.errors import TdagError
from tdag_xl.log import log_file

DONE = Message("Done.")


def fails_at(event, error):
    """Raises `error` the first time that `event` happens."""
    left = [error]

    def fail(happening):
        if happening == event and left:
            raise left.pop()

    return fail


def test_the_message_is_shown_once_under_the_name_of_the_button(book):
    clicked("Check register", lambda click: DONE)
    assert book.app.alerts == [("Done.", "Partnerships: Check register", "info")]


def test_the_work_sees_a_quiet_application_and_its_progress_in_the_status_bar(book):
    seen = []

    def work(click):
        click.progress("writing …")
        seen.append(dict(book.app.values))
        return DONE

    clicked("Refresh summaries", work)
    assert seen == [{"status_bar": "Refresh summaries: writing …", "screen_updating": False, "calculation": "manual"}]
    assert book.app.values == SETTINGS


def test_the_application_becomes_what_it_was_and_not_what_is_usual(calling):
    own = {"status_bar": "mine", "screen_updating": False, "calculation": "semiautomatic"}
    app = FakeApp(**own)
    calling(FakeBook(app))
    clicked("Refresh summaries", lambda click: DONE)
    assert app.values == own


@pytest.mark.parametrize(
    "error", [TdagError("no"), ValueError("oops"), KeyboardInterrupt(), SystemExit(3), MemoryError()], ids=repr
)
def test_whatever_the_work_raises_there_is_one_message_and_the_application_is_as_it_was(book, error):
    def work(click):
        raise error

    clicked("Refresh summaries", work)
    [(text, _, mode)] = book.app.alerts
    assert mode == "critical"
    assert "Traceback" not in text
    assert book.app.values == SETTINGS


def test_an_error_of_ours_is_its_sentence_alone(book):
    def work(click):
        raise TdagError("The table is gone. Nothing was changed.")

    clicked("Refresh summaries", work)
    assert book.app.alerts[0][0] == "The table is gone. Nothing was changed."


def test_an_unexpected_error_names_the_log_and_the_log_holds_the_traceback(book):
    def work(click):
        raise ZeroDivisionError("no such lück")

    clicked("Refresh summaries", work)
    assert str(log_file()) in book.app.alerts[0][0]
    written = log_file().read_text("utf-8")
    assert "Traceback" in written
    assert "no such lück" in written


def test_the_log_takes_half_a_letter_too():
    # In a process of its own: the tests' own processes cannot report it to each other.
    write = "from tdag_xl.log import Log\nwith Log.open() as log: log.logger.error('half \\ud800')"
    subprocess.run([sys.executable, "-c", write], check=True, capture_output=True)
    assert log_file().read_text("utf-8").endswith("ERROR half \\ud800\n")


EVENTS = [
    *(f"get {name}" for name in SETTINGS),
    *(f"set {name} {value}" for name, value in SETTINGS.items()),
    "set status_bar Refresh summaries …",
    "set screen_updating False",
    "set calculation manual",
]


@pytest.mark.parametrize("error", [OSError("call was rejected by callee"), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("event", EVENTS)
def test_where_the_application_fails_once_the_message_is_shown_and_nothing_stays_changed(calling, event, error):
    app = FakeApp(fails_at(event, error))
    calling(FakeBook(app))
    clicked("Refresh summaries", lambda click: DONE)
    assert app.values == SETTINGS
    assert len(app.alerts) == 1
    if isinstance(error, OSError):
        assert app.alerts[0][0] == "Done."
        assert "call was rejected by callee" in log_file().read_text("utf-8")


def test_a_setting_that_cannot_be_put_back_is_logged_and_the_others_are(calling):
    def fail(event):
        if event == "set calculation automatic":
            raise OSError("excel is busy")

    app = FakeApp(fail)
    calling(FakeBook(app))
    clicked("Refresh summaries", lambda click: DONE)
    assert app.values == {**SETTINGS, "calculation": "manual"}
    assert app.alerts[0][0] == "Done."
    assert "calculation could not be put back to 'automatic'" in log_file().read_text("utf-8")


def test_progress_that_cannot_be_shown_stops_nothing(calling):
    app = FakeApp(fails_at("set status_bar Refresh summaries: half", OSError("busy")))
    calling(FakeBook(app))

    def work(click):
        click.progress("half")
        return DONE

    clicked("Refresh summaries", work)
    assert app.alerts[0][0] == "Done."


def test_a_message_that_no_box_can_show_leaves_through_the_macro_without_a_traceback(calling):
    app = FakeApp(fails_at("alert", OSError("no window")))
    calling(FakeBook(app))
    with pytest.raises(SystemExit, match=r"Done\."):
        clicked("Refresh summaries", lambda click: DONE)
    assert app.values == SETTINGS


def test_a_click_from_nowhere_says_so_through_the_macro(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["python"])
    with pytest.raises(SystemExit, match="Refresh summaries failed unexpectedly"):
        clicked("Refresh summaries", lambda click: DONE)


def test_a_workbook_whose_name_xlwings_would_cut_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["-c", "--wb=2022 = final.xlsm", "--from_xl=1", "--hwnd=1"])
    with pytest.raises(SystemExit, match=r"^2022 = final\.xlsm: .* Save it under another name\."):
        clicked("Refresh summaries", lambda click: DONE)


def test_a_second_click_while_one_is_at_work_says_so_and_changes_nothing(book):
    done = []
    with turn(book.fullname, "Refresh summaries"):
        clicked("Check register", lambda click: done.append(click) or DONE)
    [(text, _, _)] = book.app.alerts
    assert text.startswith("Refresh summaries is still running in this workbook (it started at ")
    assert "This click changed nothing." in text
    assert (done, book.app.events) == ([], [])
    clicked("Check register", lambda click: DONE)
    assert book.app.alerts[1][0] == "Done."


def test_a_click_in_another_workbook_does_not_wait(book):
    with turn("/elsewhere/TDAG.xlsm", "Refresh summaries"):
        clicked("Check register", lambda click: DONE)
    assert book.app.alerts[0][0] == "Done."


def test_about_does_not_wait_and_sets_nothing(book):
    with turn(book.fullname, "Refresh summaries"):
        clicked("About", lambda click: DONE, waits_its_turn=False)
    assert book.app.alerts[0][0] == "Done."
    assert book.app.events == []


def test_what_is_asked_first_is_asked_while_the_application_still_answers(book):
    def ask(click):
        assert book.app.events == []
        return Path("rates.csv")

    clicked("Import rates", lambda click, file: Message(file.name), ask=ask)
    assert book.app.alerts[0][0] == "rates.csv"


def test_cancelling_says_nothing_and_does_nothing(book):
    clicked("Import rates", lambda click, file: pytest.fail("worked"), ask=lambda click: None)
    assert (book.app.alerts, book.app.events) == ([], [])


def test_a_workbook_that_was_never_saved_is_known_by_its_name(calling, app):
    calling(FakeBook(app, "Book1"))
    clicked("Check register", lambda click: Message(click.workbook))
    assert app.alerts[0][0] == "Book1"


def test_a_workbook_whose_path_cannot_be_told_is_known_by_its_name(calling, app):
    class OnSharePoint(FakeBook):
        @property
        def fullname(self):
            raise RuntimeError("couldn't find the local folder")

        @fullname.setter
        def fullname(self, value):
            pass

    calling(OnSharePoint(app))
    clicked("Check register", lambda click: Message(click.workbook))
    assert app.alerts[0][0] == "登録 TDAG.xlsm"


def test_the_tab_that_a_message_speaks_of_comes_to_the_front(book):
    clicked("Check register", lambda click: Message("See.", show="Checks", keeps_place=False))
    assert book.sheets.active.name == "Checks"


def test_a_tab_that_cannot_come_to_the_front_is_logged_and_the_message_comes(book):
    clicked("Check register", lambda click: Message("See Checks.", show="Gone"))
    assert book.app.alerts[0][0] == "See Checks."
    assert "The sheet Gone could not be brought to the front" in log_file().read_text("utf-8")


def test_what_the_macro_shows_where_there_is_no_workbook_is_one_sentence(home):
    command = "import xlwings.utils; from tdag_xl import ribbon; ribbon.refresh()"
    done = subprocess.run([sys.executable, "-B", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Refresh summaries failed unexpectedly")
    assert len(done.stderr.strip().splitlines()) == 1


def test_work_that_moves_staff_elsewhere_is_logged(book):
    def work(click):
        book.sheets["Checks"].activate()
        return DONE

    clicked("Refresh summaries", work)
    assert "Staff were at $B$2 of 'Agreements', and are now at $B$2 of 'Checks'" in log_file().read_text("utf-8")
    log_file().unlink()
    clicked("Refresh summaries", lambda click: DONE)
    assert "Staff were" not in log_file().read_text("utf-8")


def test_a_message_is_never_longer_than_a_screen(book):
    clicked("Refresh summaries", lambda click: Message("long " * LONGEST))
    assert len(book.app.alerts[0][0]) <= LONGEST


def test_a_user_folder_that_is_a_file_is_a_sentence_and_the_message_still_comes(book, home):
    home.rmdir()
    home.write_text("in the way")
    clicked("Refresh summaries", lambda click: DONE)
    [(text, _, mode)] = book.app.alerts
    assert "It is your own folder for what the buttons remember" in text
    assert mode == "critical"
