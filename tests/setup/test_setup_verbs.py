"""The verbs install and doctor: what they print, their exit codes, and the PC at hand."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from setup.made_book import made_book
from typer.testing import CliRunner

from tdag_xl.cli import app
from tdag_xl.cli.setup import report_lines
from tdag_xl.commands.setup import Diagnosis
from tdag_xl.setup.examination import Answer, State
from tdag_xl.setup.install import NOTE

REPORT = (Path(__file__).parent / "report.txt").read_text(encoding="utf-8")
VENV = r"C:\Users\Ana\AppData\Local\Programs\tdag\venv"
CHECKS = (
    ("Python", Answer(State.OK, r"3.11.9, 64 bit: C:\tdag\Scripts\python.exe. Its bits need not be Excel's.")),
    ("Excel", Answer(State.NOT_APPLICABLE, "Not applicable on Linux.")),
    (
        "xlwings DLL",
        Answer(
            State.PROBLEM,
            rf"xlwings64-0.37.8.dll is neither in {VENV}\Scripts nor in {VENV}, where Excel looks for it.",
            r'Ask IT to allow it, then: "C:\tdag\Scripts\python.exe" -m pip install --force-reinstall --no-deps '
            "xlwings==0.37.8",
        ),
    ),
    (
        "Trusted location",
        Answer(State.WARNING, r"C:\work is no trusted location: Excel asks before its macros run.", "Ask IT."),
    ),
    ("From the internet", Answer(State.NOT_APPLICABLE, "Not applicable on Linux.")),
)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The user's folder, an empty one."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    return folder


@pytest.fixture
def book(tmp_path):
    """A workbook with the add-in."""
    path = tmp_path / "work" / "TDAG.xlsm"
    path.parent.mkdir()
    made_book(path, {})
    return path


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_report_is_aligned_with_the_fix_beneath():
    styled = "".join(f"{line}\n" for line in report_lines(Diagnosis(CHECKS), 100))
    assert re.sub(r"\x1b\[[0-9;]*m", "", styled) == REPORT


def test_installing_says_what_it_wrote_and_undoing_takes_it_back(home):
    file = home / ".xlwings" / "xlwings.conf"
    done = run("install")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(f"Wrote {file}: Excel starts {sys.executable}.\nNothing else was changed.")
    assert file.read_text() == f'"INTERPRETER_WIN","{sys.executable}"\n'
    assert run("install").stdout.startswith("Nothing to write")
    undone = run("install", "--undo")
    assert (undone.exit_code, undone.stdout) == (0, f"Removed {file}, which was not there before.\n")
    assert list(home.iterdir()) == []


def test_a_dry_run_says_what_would_be_done(home):
    done = run("install", "--dry-run")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Nothing was written (--dry-run).")
    assert list(home.iterdir()) == []


def test_what_install_did_can_be_had_as_json(home):
    told = json.loads(run("install", "--json").stdout)
    file = str(home / ".xlwings" / "xlwings.conf")
    assert told == {"settings": file, "interpreter": sys.executable, "before": None, "wrote": True}
    assert json.loads(run("install", "--undo", "--json").stdout) == {
        "settings": file,
        "removed": True,
        "interpreter": None,
        "wrote": True,
    }


def test_undoing_nothing_is_a_sentence_and_exit_code_1(home):
    done = run("install", "--undo")
    assert done.exit_code == 1
    assert "there is nothing to take back" in done.stderr
    assert "error" in json.loads(run("install", "--undo", "--json").stdout)


def test_a_settings_folder_that_cannot_be_made_is_a_sentence(home):
    (home / ".xlwings").write_text("")
    done = run("install")
    assert done.exit_code == 1
    assert "could not be read or written (Not a directory). Nothing was changed" in done.stderr


def test_the_workbook_that_this_installation_makes_is_found_right(home, book):
    before = book.read_bytes()
    done = run("doctor", book)
    assert done.exit_code == 0, done.stdout
    assert done.stdout.splitlines()[-1] == "0 problems, 0 warnings."
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_a_problem_is_exit_code_3(home, tmp_path):
    done = run("doctor", tmp_path / "none.xlsm")
    assert done.exit_code == 3
    assert "there is no such file" in " ".join(done.stdout.split())
    assert done.stdout.splitlines()[-1] == "1 problem, 0 warnings."


def test_a_web_address_is_a_problem_told_as_such(home):
    done = run("doctor", "https://itu.sharepoint.com/sites/tdag/TDAG.xlsm")
    assert done.exit_code == 3
    assert "is a web address. Name the synchronized copy on this PC." in " ".join(done.stdout.split())


def test_every_check_is_in_the_json_with_state_and_fix(home, book):
    told = json.loads(run("doctor", book, "--json").stdout)
    assert (told["problems"], told["warnings"], len(told["checks"])) == (0, 0, 17)
    assert {frozenset(check) for check in told["checks"]} == {frozenset({"name", "state", "found", "fix"})}


def test_no_color_reaches_a_pipe(home, tmp_path):
    done = subprocess.run(
        [Path(sys.executable).with_name("tdag-xl"), "doctor", tmp_path / "none.xlsm"],
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(home)},
        check=False,
    )
    assert done.returncode == 3
    assert "PROBLEM  Workbook" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_note_of_install_lies_beside_the_settings(home):
    run("install")
    assert sorted(path.name for path in (home / ".xlwings").iterdir()) == sorted(["xlwings.conf", NOTE])
    shutil.rmtree(home / ".xlwings")
    assert run("install", "--undo").exit_code == 1


def test_settings_that_cannot_be_read_are_told_in_a_sentence(home):
    (home / ".xlwings").write_text("a file where a folder should be")
    said = json.loads(CliRunner().invoke(app, ["doctor", "--json"]).stdout)
    assert f"{home / '.xlwings' / 'xlwings.conf'} cannot be read (Not a directory)." in str(said)
