"""The turn of a click ends with its process, however that ends."""

from __future__ import annotations

import subprocess
import sys

import pytest
from buttons.fake_application import FakeApp, FakeBook

from tdag_xl.buttons.click import clicked
from tdag_xl.buttons.message import Message
from tdag_xl.buttons.one_at_a_time import turn
from tdag_xl.errors import ButtonBusyError

WORKBOOK = "/büro/登録 TDAG.xlsm"
HOLDER = """
import sys
from tdag_xl.buttons.one_at_a_time import turn
with turn(sys.argv[1], "Refresh summaries") as its_turn:
    its_turn.note(calculation="automatic")
    print("working", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other_process():
    """Another click at work in the workbook; ends when its input does."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, WORKBOOK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "working\n"
    yield process
    process.kill()
    process.communicate()


def test_another_process_at_work_keeps_a_click_away_and_lets_it_in_when_done(other_process):
    with pytest.raises(ButtonBusyError, match="Refresh summaries is still running"), turn(WORKBOOK, "Check register"):
        pass
    other_process.communicate()
    with turn(WORKBOOK, "Check register") as its_turn:
        assert its_turn.left_over == {}


def test_a_killed_process_keeps_nobody_away_and_what_it_left_manual_is_put_right(other_process, calling):
    other_process.kill()
    other_process.wait()
    app = FakeApp(calculation="manual")
    calling(FakeBook(app, WORKBOOK))
    clicked("Refresh summaries", lambda click: Message("Done."))
    assert app.alerts[0][0] == "Done."
    assert app.values["calculation"] == "automatic"
    with turn(WORKBOOK, "Check register") as its_turn:
        assert its_turn.left_over == {}


def test_a_turn_that_ends_with_an_error_leaves_nothing_over():
    with pytest.raises(ZeroDivisionError), turn(WORKBOOK, "Refresh summaries") as its_turn:
        its_turn.note(calculation="automatic")
        raise ZeroDivisionError
    with turn(WORKBOOK, "Check register") as its_turn:
        assert its_turn.left_over == {}


@pytest.mark.parametrize("text", [b"\xff\xfe", b"{", b"[1]", b"17"])
def test_a_lock_file_of_any_content_is_no_hindrance(home, text):
    with turn(WORKBOOK, "Refresh summaries"):
        pass
    [file] = (home / "tdag_xl" / "locks").iterdir()
    file.write_bytes(text)
    with turn(WORKBOOK, "Check register") as its_turn:
        assert its_turn.left_over == {}


def test_the_lock_file_is_for_its_owner_alone_and_not_beside_the_workbook(home, tmp_path):
    workbook = tmp_path / "book.xlsm"
    with turn(str(workbook), "Refresh summaries"):
        [file] = (home / "tdag_xl" / "locks").iterdir()
        assert file.stat().st_mode & 0o077 == 0
        assert sorted(path.name for path in tmp_path.iterdir()) == [home.name]
