"""What a click starts: the Python of the user's own settings, which imports nothing from where a workbook is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tdag_xl.extension.inside.tdag_start import NotReadyError, last_words, python, settings_file, started

SAYS_WHAT_IT_GOT = """
import json, os, sys
told = {"argv": sys.argv[1:], "input": json.load(sys.stdin), "folder": os.getcwd(), "path": sys.path,
        "python": sorted(name for name in os.environ if name.startswith("PYTHON")), "safe": sys.flags.safe_path}
sys.exit(json.dumps(told))
"""


@pytest.fixture(autouse=True)
def _settings(tmp_path, monkeypatch):
    for variable in ("XDG_CONFIG_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "settings"))


@pytest.fixture
def named():
    """Write settings that name a Python."""

    def write(what):
        settings_file().parent.mkdir(parents=True, exist_ok=True)
        settings_file().write_text(what if isinstance(what, str) else json.dumps({"python": str(what)}), "utf-8")

    return write


@pytest.fixture
def script(tmp_path, monkeypatch):
    """Let that text run in the place of the module that buttons start."""
    real = subprocess.Popen

    def write(text):
        (tmp_path / "said.py").write_text(text, "utf-8")

    def popen(command, **how):
        place = command.index("-m")
        assert command[place + 1] == "tdag_xl.calc_button"
        return real([*command[:place], str(tmp_path / "said.py"), *command[place + 2 :]], **how)

    monkeypatch.setattr(subprocess, "Popen", popen)
    return write


def test_without_settings_a_click_says_what_to_do():
    with pytest.raises(NotReadyError, match="tdag-xl libreoffice install"):
        python()


@pytest.mark.parametrize("what", ["", "{", "[]", "{}", '{"python": 3}', "\x00"])
def test_settings_that_say_nothing_are_told_with_their_place(named, what):
    named(what)
    with pytest.raises(NotReadyError, match=re.escape(str(settings_file()))):
        python()


def test_a_python_that_is_gone_is_named(named, tmp_path):
    named(tmp_path / "gone" / "python")
    with pytest.raises(NotReadyError, match="gone"):
        python()


def test_a_relative_python_is_refused(named, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("python").touch(mode=0o755)
    named(Path("python"))
    with pytest.raises(NotReadyError):
        python()


@pytest.mark.skipif(sys.platform == "win32", reason="everything may be tried there")
def test_a_python_that_is_no_program_is_told(named, tmp_path):
    program = tmp_path / "python"
    program.write_text("text")
    named(program)
    with pytest.raises(NotReadyError, match="cannot be started"):
        started("about", {})


def test_the_process_gets_the_command_and_on_its_input_how_to_reach_libreoffice(named, script, tmp_path, monkeypatch):
    named(Path(sys.executable))
    script(SAYS_WHAT_IT_GOT)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", "x")
    monkeypatch.chdir(tmp_path)
    connection = {"address": "pipe,name=x", "key": "k", "pid": 3, "document": "7"}
    told = json.loads(last_words(started("refresh", connection)))
    assert (told["argv"], told["input"]) == (["refresh"], connection)
    assert told["folder"] == str(Path(sys.executable).parent)
    assert told["python"] == []
    assert told["safe"]
    assert str(tmp_path) not in told["path"]
    assert "" not in told["path"]


def test_a_process_that_ends_well_has_nothing_to_say(named, script):
    named(Path(sys.executable))
    script("import sys; print('out'); print('err', file=sys.stderr)")
    assert last_words(started("about", {})) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import sys; sys.exit('Ünable.')", "Ünable."),
        (
            "import os; os.kill(os.getpid(), 9)",
            "Python ended before it was done (exit code -9). Click again: the next refresh mends what was cut short.",
        ),
        ("import sys; sys.exit('x' * 5000)", "… " + "x" * 1000),
    ],
)
def test_a_process_that_fails_says_why(named, script, monkeypatch, text, said):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    named(Path(sys.executable))
    script(text)
    assert last_words(started("about", {})) == said


def test_a_process_that_ends_before_it_is_told_anything_is_told_by_its_last_words(named, script):
    named(Path(sys.executable))
    script("import sys, os; os.close(0); sys.exit('Bye.')")
    assert last_words(started("about", {"much": "x" * 1_000_000})) == "Bye."


def test_the_settings_are_in_the_user_s_own_folder(tmp_path, monkeypatch):
    assert tmp_path in settings_file().parents
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
        assert settings_file() == tmp_path / "settings" / ".config" / "tdag_xl" / "libreoffice.json"
    assert os.fspath(settings_file()).endswith("libreoffice.json")
