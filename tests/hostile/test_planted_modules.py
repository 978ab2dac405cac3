"""What lies beside a workbook does not run: modules, programs and settings, however our Python is started."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hostile.planted import planted
from setup.command_lines import commands, of_a_button, of_formulas

import tdag_xl
from tdag_xl.builder.config_sheet import SETTINGS
from tdag_xl.extension.inside import tdag_start
from tdag_xl.libreoffice.office import on_path
from tdag_xl.setup.unopkg import installed_unopkg

WORKBOOK = Path(tdag_xl.__file__).parents[1] / "workbook" / "TDAG_Partnerships.xlsm"
SCRIPT = Path(sys.executable).with_name("tdag-xl")
HERE_FIRST = os.pathsep.join(["", ".", os.environ["PATH"]])
CHECK = ("check", "book.xlsm")
WINDOWS_PYTHON = r"C:\tdag\Scripts\python.exe"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the planted programs are shell scripts")


@pytest.fixture
def folder(tmp_path):
    """A folder with a workbook, and with everything that is planted beside it."""
    made = tmp_path / "received"
    made.mkdir()
    shutil.copy(WORKBOOK, made / "book.xlsm")
    planted(made)
    return made


def ran(folder):
    """What of the planted ran."""
    return (folder / "trace").read_text()


def started(command, folder, **how):
    """What a process says that is started in the folder, which the path names first."""
    environment = {**os.environ, "PATH": HERE_FIRST}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, **how)


def test_the_command_itself(folder):
    done = started([SCRIPT, *CHECK], folder)
    assert (done.returncode, ran(folder)) == (0, ""), done.stderr


def test_the_report(folder):
    done = started([SCRIPT, "report", "book.xlsm", "--language", "fr", "--format", "docx", "--format", "html"], folder)
    assert (done.returncode, ran(folder)) == (0, ""), done.stderr
    assert (folder / "book report fr.docx").exists()


@pytest.mark.parametrize("switches", [(), ("-P",)])
def test_the_package_as_a_program(folder, switches):
    if not switches:  # the one that Python finds before our first line runs
        (folder / "tdag_xl.py").unlink()
    done = started([sys.executable, *switches, "-m", "tdag_xl", *CHECK], folder)
    assert (done.returncode, ran(folder)) == (0, ""), done.stderr


def python_path(setting):
    """What xlwings' VBA gives Python of the settings, here of the hidden sheet, and of the workbook's place."""
    book = "book.xlsm"
    words = ("ONEDRIVE_CONSUMER_WIN", "ONEDRIVE_COMMERCIAL_WIN", "SHAREPOINT_WIN", "PYTHONPATH")
    return ";".join([setting, book, book, *(SETTINGS[word] for word in words)])


def as_windows_runs(line, path, then):
    """The command of a line up to our module, run by this Python in its own folder, where the macros have it start."""
    [*_, last] = commands(line(WINDOWS_PYTHON, path))
    command = re.match(r'"(?P<program>[^"]+)" -B -c "(?P<code>(?:[^"\\]|\\.)*)"', last)
    assert command["program"] == WINDOWS_PYTHON
    ours = "from tdag_xl" if line is of_a_button else "xlwings.serve("
    begun = command["code"].replace('\\"', '"').partition(ours)[0]
    return subprocess.run(
        [sys.executable, "-B", "-c", begun + then],
        cwd=Path(sys.executable).parent, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "then"),
    [
        (of_a_button, "from tdag_xl import ribbon; from tdag_xl.buttons import jobs"),
        (of_formulas, "import tdag_udfs.excel"),
    ],
)
@pytest.mark.parametrize("setting", [SETTINGS["ADD_WORKBOOK_TO_PYTHONPATH"], "True"])
def test_what_excel_starts_imports_beside_the_workbook_only_where_the_hidden_sheet_would_ask_for_it(
    folder, line, then, setting
):
    path = python_path(setting).replace("book.xlsm", str(folder / "book.xlsm"))
    done = as_windows_runs(line, path, then)
    assert (ran(folder) == "") is (setting == "False"), done.stderr
    assert (done.returncode == 0) is (setting == "False"), done.stderr


def test_what_a_button_in_calc_starts(folder, tmp_path, monkeypatch):
    for variable in ("HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "settings"))
    tdag_start.settings_file().parent.mkdir(parents=True)
    tdag_start.settings_file().write_text(json.dumps({"python": sys.executable}))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", HERE_FIRST)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("PYTHONSTARTUP", str(folder / "json.py"))
    said = tdag_start.last_words(tdag_start.started("nothing", {"address": "", "key": "", "pid": 0, "document": ""}))
    assert (said.endswith("there is no 'nothing'."), ran(folder)) == (True, ""), said


def test_a_program_beside_the_workbook_is_not_taken_for_libreoffice(folder, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", HERE_FIRST)
    assert on_path("git") != str(folder / "git")
    found = on_path("soffice")
    if found is not None:
        assert installed_unopkg().program.parent == Path(found).resolve().parent
    monkeypatch.setenv("PATH", os.pathsep.join(["", "."]))
    assert on_path("soffice") is None
    monkeypatch.setenv("PATH", str(folder))  # named by the user themselves
    assert on_path("soffice") == str(folder / "soffice")


@pytest.mark.libreoffice
def test_the_guard_of_libreoffice_and_libreoffice_itself(folder, libreoffice):
    code = "from tdag_xl.libreoffice.office import started; started().kill(); print('done')"
    done = started([sys.executable, "-P", "-c", code], folder)
    assert (done.stdout, ran(folder)) == ("done\n", ""), done.stderr


ASKS_NO_NETWORK = """
import sys
asked = []
def heard(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        asked.append(event)
sys.addaudithook(heard)
from typer.testing import CliRunner
from tdag_xl.cli import app
for line in (
    "check book.xlsm", "refresh book.xlsm", "rates import rates.csv book.xlsm --currency JPY", "undo book.xlsm",
    "doctor book.xlsm", "upgrade book.xlsm", "new new.xlsm",
):
    print(line.split()[0], CliRunner().invoke(app, line.split()).exit_code, *asked)
"""


def test_no_verb_asks_the_network(tmp_path):
    shutil.copy(WORKBOOK, tmp_path / "book.xlsm")
    (tmp_path / "rates.csv").write_text("Currency,Effective from,Units per USD,Source\nJPY,2022-01-01,150,http://x.y\n")
    command = [sys.executable, "-P", "-c", ASKS_NO_NETWORK]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    verbs = ("check", "refresh", "rates", "undo", "doctor", "upgrade", "new")
    assert done.stdout.splitlines() == [f"{verb} 0" for verb in verbs], done.stderr
