"""LibreOffice started, attached to and ended, in whatever way: nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
import xlwings as xw

from tdag_xl import libreoffice
from tdag_xl.libreoffice.errors import GoneError, StartError
from tdag_xl.libreoffice.profile import PREFIX

SECONDS = 20


@pytest.fixture
def leaves_nothing(calc, tmp_path):
    """After the test, the processes, profiles, pipes and lock files are those of before it."""
    before = left_over(tmp_path)
    yield
    end = time.monotonic() + SECONDS
    while left_over(tmp_path) != before and time.monotonic() < end:
        time.sleep(0.05)
    assert left_over(tmp_path) == before


def left_over(folder):
    """Profiles that processes use, profile folders, pipes, lock files; those of other tests' offices among them."""
    own = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return (
        sorted(pid for pid in own if PREFIX in command_of(pid)),
        sorted(path.name for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*") if owner_of(path) == os.getpid()),
        sorted(path.name for path in folder.glob(".~lock*")),
    )


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def owner_of(profile):
    """The process whose guard uses the profile; None for a folder that nobody uses."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        if "guard.py" in (command := command_of(stat.parent.name)) and str(profile) in command:
            return int(stat.read_text().rpartition(")")[2].split()[1])
    return os.getpid() if profile.exists() else None


def test_an_office_that_quits_leaves_nothing(leaves_nothing, tmp_path):
    for number in range(3):
        app = libreoffice.started()
        book = app.books.add()
        book.sheets[0]["A1"].value = number
        book.save(tmp_path / "book.xlsx")
        assert list(tmp_path.glob(".~lock*"))
        app.quit()
        assert app.pid not in xw.apps.keys()  # noqa: SIM118 - not a dict


def test_an_office_that_is_killed_is_gone_and_leaves_nothing(leaves_nothing, tmp_path):
    app = libreoffice.started()
    book = app.books.add()
    book.save(tmp_path / "book.xlsx")
    before = (tmp_path / "book.xlsx").read_bytes()
    os.kill(app.pid, signal.SIGKILL)
    with pytest.raises(GoneError, match="is gone"):
        while True:
            book.sheets[0]["A1"].value = 1
    assert app.pid not in xw.apps.keys()  # noqa: SIM118
    assert (tmp_path / "book.xlsx").read_bytes() == before


def test_a_python_that_is_killed_takes_its_office_along(leaves_nothing, tmp_path):
    code = "from tdag_xl import libreoffice; print(libreoffice.started().pid, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as python:
        pid = int(python.stdout.readline())
        [argument] = [one for one in command_of(pid).split("\0") if PREFIX in one]
        profile = Path(argument.partition("file://")[2])
        assert profile.is_dir()
        python.kill()
    end = time.monotonic() + SECONDS
    while (profile.exists() or Path(f"/proc/{pid}").exists()) and time.monotonic() < end:
        time.sleep(0.05)
    assert not profile.exists()
    assert not Path(f"/proc/{pid}").exists()


def test_two_offices_run_side_by_side(leaves_nothing):
    first, second = libreoffice.started(), libreoffice.started()
    try:
        first.books.add().sheets[0]["A1"].value = "first"
        second.books.add().sheets[0]["A1"].value = "second"
        assert [app.books[0].sheets[0]["A1"].value for app in (first, second)] == ["first", "second"]
        assert {first.pid, second.pid} <= set(xw.apps.keys())
    finally:
        first.quit()
        second.quit()


def test_an_office_that_was_attached_to_goes_on(leaves_nothing):
    own = libreoffice.started()
    try:
        address = next(one for one in command_of(own.pid).split("\0") if one.startswith("--accept="))[9:].split(";")[0]
        other = libreoffice.attached(address)
        assert other.pid == own.pid
        other.books.add().sheets[0]["A1"].value = 5
        assert own.books[0].sheets[0]["A1"].value == 5
        other.quit()
        assert own.version == other.version
    finally:
        own.kill()


def test_there_is_no_office_to_attach_to():
    with pytest.raises(StartError, match="No LibreOffice answers at pipe,name=nobody"):
        libreoffice.attached("pipe,name=nobody")


def test_a_window_needs_a_screen(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(StartError, match="There is no screen"):
        libreoffice.started(visible=True)
