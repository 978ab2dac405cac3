"""LibreOffice started, attached to and ended, in whatever way: nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import pytest
import xlwings as xw

from tdag_xl import libreoffice
from tdag_xl.libreoffice import office
from tdag_xl.libreoffice.errors import GoneError, NotInstalledError, NotSupportedError, StartError
from tdag_xl.libreoffice.profile import PREFIX, new_profile, sweep

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
    """Guards, profile folders, pipes and lock files of this Python's offices; the session's among them."""
    own = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    profiles = [path for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*") if is_ours(path)]
    pipes = [f"/tmp/OSL_PIPE_{os.getuid()}_xlwings{path.name.removeprefix(PREFIX)}" for path in profiles]
    return (
        sorted(pid for pid in own if PREFIX in command_of(pid)),
        sorted(path.name for path in profiles),
        sorted(pipe for pipe in pipes if Path(pipe).exists()),
        sorted(path.name for path in folder.glob(".~lock*")),
    )


def is_ours(profile):
    try:
        return (profile / "owner").read_text().startswith(f"{os.getpid()} ")
    except OSError:
        return False


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def profile_of(pid):
    """The profile folder of a running office."""
    (argument,) = (one for one in command_of(pid).split("\0") if one.startswith("-env:UserInstallation="))
    return Path(argument.partition("file://")[2])


def gone(*things):
    """Whether the processes and folders are gone, waited for."""
    paths = [Path(f"/proc/{thing}") if isinstance(thing, int) else thing for thing in things]
    end = time.monotonic() + SECONDS
    while any(path.exists() for path in paths) and time.monotonic() < end:
        time.sleep(0.05)
    return not any(path.exists() for path in paths)


def test_an_office_that_quits_leaves_nothing(leaves_nothing, tmp_path):
    for number in range(2):
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


LONE = """
import sys
from tdag_xl import libreoffice
app = libreoffice.started()
app.books.add().save(sys.argv[1])
print(app.pid, flush=True)
input()
"""


def lone_office(path):
    """A Python that starts an office with a workbook saved there and waits, and the number of the office."""
    python = subprocess.Popen(
        [sys.executable, "-c", LONE, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return python, int(python.stdout.readline())


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_python_that_is_killed_takes_its_office_along(leaves_nothing, tmp_path, number):
    python, pid = lone_office(tmp_path / "book.xlsx")
    with python:
        profile = profile_of(pid)
        assert profile.is_dir()
        python.send_signal(number)
    assert gone(pid, profile, tmp_path / ".~lock.book.xlsx#")


def test_what_is_left_where_the_guard_is_killed_too_is_swept_at_the_next_start(leaves_nothing, tmp_path):
    python, pid = lone_office(tmp_path / "book.xlsx")
    with python:
        profile = profile_of(pid)
        os.kill(guard_of(profile), signal.SIGKILL)
        python.kill()
    assert (profile.is_dir(), Path(f"/proc/{pid}").exists()) == (True, True)
    assert list(tmp_path.glob(".~lock*"))
    sweep()
    assert gone(pid, profile, tmp_path / ".~lock.book.xlsx#")


def guard_of(profile):
    """The number of the process that guards the office with that profile."""
    (found,) = (
        int(stat.parent.name)
        for stat in Path("/proc").glob("[0-9]*/stat")
        if "guard.py" in (command := command_of(stat.parent.name)) and str(profile) in command
    )
    return found


def test_what_serves_a_python_that_lives_is_not_swept():
    profile = new_profile()
    try:
        sweep()
        assert profile.is_dir()
        owner = (profile / "owner").read_text()
        for other in ("", owner.replace("[", "[9"), f"{owner} more"):  # being made, of another container, not ours
            (profile / "owner").write_text(other)
            sweep()
            assert profile.is_dir()
    finally:
        (profile / "owner").write_text(owner.replace(" ", " 9", 1))  # the number was another process's once
        sweep()
    assert not profile.exists()


def test_an_office_whose_guard_was_killed_leaves_nothing_either(leaves_nothing, tmp_path):
    app = libreoffice.started()
    app.books.add().save(tmp_path / "book.xlsx")
    os.kill(guard_of(profile_of(app.pid)), signal.SIGKILL)
    app.kill()
    assert gone(app.pid)


def test_a_copy_of_the_python_leaves_its_office_alone(leaves_nothing):
    app = libreoffice.started()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking where there are threads
        copy = os.fork()
    if not copy:
        app.kill()
        os._exit(0)
    os.waitpid(copy, 0)
    assert len(app.books) == 0
    app.quit()


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


def address_of(pid):
    (argument,) = (one for one in command_of(pid).split("\0") if one.startswith("--accept="))
    return argument.removeprefix("--accept=").split(";")[0]


def test_an_office_that_was_attached_to_goes_on_with_its_workbooks(leaves_nothing, tmp_path):
    python, pid = lone_office(tmp_path / "book.xlsx")
    with python:
        app = libreoffice.attached(address_of(pid))
        assert (app.pid, app.visible) == (pid, False)
        book = app.books["book.xlsx"]
        book.sheets[0]["A1"].value = "not saved"
        assert libreoffice.attached(address_of(pid)).impl is app.impl
        with pytest.raises(NotSupportedError, match="was not started by this Python"):
            app.kill()
        app.quit()
        assert pid not in xw.apps.keys()  # noqa: SIM118 - not a dict
        assert book.sheets[0]["A1"].value == "not saved"
        python.kill()
    assert gone(pid)
    with pytest.raises(GoneError):
        book.name  # noqa: B018 - reading is what fails


@pytest.mark.parametrize(
    ("accepted", "address", "is_found"),
    [
        ("pipe,name=tdagtest;urp;", "pipe,name=tdagtest", True),
        ("pipe,name=tdagtest2;urp;", "pipe,name=tdagtest", False),
        ("socket,host=0.0.0.0,port=2002;urp", "socket,host=localhost,port=2002", True),
        ("socket,host=localhost,port=20021;urp", "socket,host=localhost,port=2002", False),
        ("socket,host=localhost,port=2002;urp", "socket,host=far.example,port=2002", False),
    ],
)
def test_the_process_that_accepts_at_an_address(tmp_path, accepted, address, is_found):
    program = tmp_path / "soffice.bin"
    program.symlink_to(sys.executable)
    command = [program, "-c", "print(flush=True); input()", f"--accept={accepted}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()  # before, the system may not show its arguments yet
        assert office._pid(address) == (process.pid if is_found else 0)


def test_there_is_no_office_to_attach_to():
    with pytest.raises(StartError, match="No LibreOffice answers at pipe,name=nobody"):
        libreoffice.attached("pipe,name=nobody")


def test_a_window_needs_a_screen(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(StartError, match="There is no screen"):
        libreoffice.started(visible=True)


def test_an_application_that_shows_itself_needs_a_screen_and_leaves_nothing(leaves_nothing, calc, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    before = list(xw.apps.keys())
    with pytest.raises(StartError, match="There is no screen"):
        xw.App()
    assert list(xw.apps.keys()) == before


def test_what_libreoffice_says_when_it_cannot_start_is_told(leaves_nothing, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":9999")
    monkeypatch.setenv("SAL_USE_VCLPLUGIN", "gen")
    with pytest.raises(StartError, match=r"ended at once \(exit code \d+\)\. It said: .*display"):
        libreoffice.started(visible=True)


def test_a_program_that_is_not_there_is_told(calc):
    with pytest.raises(NotInstalledError, match=r"no LibreOffice \(/nowhere/soffice\)"):
        xw.App(visible=False, spec="/nowhere/soffice")


def test_an_answer_that_does_not_come_ends_the_start(leaves_nothing, monkeypatch):
    monkeypatch.setattr(office, "START_SECONDS", 0)
    with pytest.raises(StartError, match="did not answer within 0 seconds"):
        libreoffice.started()


def test_a_start_that_is_interrupted_leaves_nothing(leaves_nothing, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(office, "_answer", interrupted)
    with pytest.raises(KeyboardInterrupt):
        libreoffice.started()


def test_an_application_whose_first_workbook_fails_leaves_nothing(leaves_nothing, calc, monkeypatch):
    def fails(_):
        raise RuntimeError("no workbook")

    monkeypatch.setattr("tdag_xl.libreoffice.books.Books.add", fails)
    before = list(xw.apps.keys())
    with pytest.raises(RuntimeError, match="no workbook"):
        xw.App(visible=False)
    assert list(xw.apps.keys()) == before
