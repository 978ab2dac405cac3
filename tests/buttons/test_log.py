"""The log is where the message says, or the message says why there is none."""

from __future__ import annotations

import logging
import os
import sys
import tempfile

import pytest
from buttons.fake_application import FakeApp, FakeBook

from tdag_xl.buttons.click import clicked
from tdag_xl.log import Log, log_file


def broken(click):
    raise ZeroDivisionError("oops")


def test_the_log_is_in_the_users_own_folder_for_its_owner_alone(home):
    with Log.open() as log:
        log.logger.info("здравствуй")
    assert log.file == log_file() == home / "tdag_xl" / "log" / "tdag_xl.log"
    assert "здравствуй" in log_file().read_text("utf-8")
    assert log_file().parent.stat().st_mode & 0o077 == 0


def test_nothing_is_left_open_or_registered():
    logger = logging.getLogger("tdag_xl")
    before = list(logger.handlers)
    with Log.open():
        [ours] = set(logger.handlers) - set(before)
    assert logger.handlers == before
    assert ours.stream is None


def test_the_log_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr("tdag_xl.log._LARGEST", 2000)
    for _ in range(3):
        with Log.open() as log:
            for _ in range(100):
                log.logger.info("x" * 50)
    files = sorted(log_file().parent.iterdir())
    assert len(files) == 4
    assert all(file.stat().st_size <= 2000 for file in files)


def test_a_log_folder_that_cannot_be_written_is_replaced_by_one_for_temporary_files(
    home, calling, tmp_path, monkeypatch
):
    (home / "tdag_xl").mkdir()
    (home / "tdag_xl" / "log").write_text("in the way")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    app = FakeApp()
    calling(FakeBook(app))
    clicked("Refresh summaries", broken)
    [file] = (tmp_path / "temp").rglob("*.log")
    assert str(file) in app.alerts[0][0]
    assert "ZeroDivisionError: oops" in file.read_text("utf-8")
    assert "The log cannot be written at" in file.read_text("utf-8")


def test_where_no_log_can_be_written_the_message_still_comes_and_says_why(home, calling, tmp_path, monkeypatch):
    (home / "tdag_xl").mkdir()
    (home / "tdag_xl" / "log").write_text("in the way")
    nowhere = tmp_path / "nowhere"
    nowhere.write_text("in the way too")
    monkeypatch.setattr(tempfile, "tempdir", str(nowhere))
    app = FakeApp()
    calling(FakeBook(app))
    clicked("Refresh summaries", broken)
    [(text, _, mode)] = app.alerts
    assert mode == "critical"
    assert "could not be written to a log" in text
    assert "oops" in text


@pytest.mark.skipif(sys.platform == "win32", reason="there, the folder for temporary files is the user's own")
@pytest.mark.parametrize("kind", ["open to others", "link"])
def test_a_folder_in_which_others_may_put_a_link_is_not_written_to(home, tmp_path, monkeypatch, kind):
    (home / "tdag_xl").mkdir()
    (home / "tdag_xl" / "log").write_text("in the way")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    victim = tmp_path / "victim"
    victim.mkdir()
    planted = tmp_path / f"tdag_xl-{os.getuid()}"
    if kind == "link":
        planted.symlink_to(victim)
    else:
        planted.mkdir()
        planted.chmod(0o777)
        (planted / "tdag_xl.log").symlink_to(victim / "file")
    with Log.open() as log:
        log.logger.info("nowhere")
    assert log.file is None
    assert "another user may write in this folder" in log.why_not
    assert not list(victim.iterdir())
