"""The process of a button: it finds the workbook clicked in, and what keeps it from beginning is a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest
import xlwings as xw

from tdag_xl import calc_button, libreoffice, ribbon
from tdag_xl.libreoffice.errors import StartError

CONNECTION = {"address": "pipe,name=x", "key": "k", "pid": 3, "document": "7"}


class MadeBook:
    """As much of a workbook of xlwings as the process asks for."""

    def __init__(self, number):
        self.api = SimpleNamespace(RuntimeUID=number)

    def set_mock_caller(self):
        xw.Book._mock_caller = self


@pytest.fixture
def office(monkeypatch):
    """A LibreOffice with the workbooks 6 and 7; what it is asked for is kept in `asked`."""
    made = SimpleNamespace(books=[MadeBook("6"), MadeBook("7")], asked=[])

    def attached(address, pid, *, key):
        made.asked.append((address, pid, key))
        return made

    monkeypatch.setattr(libreoffice, "attached", attached)
    monkeypatch.setattr(
        libreoffice, "registered", lambda: SimpleNamespace(activate=lambda: made.asked.append("active"))
    )
    monkeypatch.setattr(xw.Book, "_mock_caller", None, raising=False)
    return made


@pytest.mark.parametrize("command", calc_button.COMMANDS)
def test_it_runs_the_command_of_the_ribbon_for_the_workbook_that_was_clicked_in(office, monkeypatch, command):
    called = []
    monkeypatch.setattr(ribbon, command, lambda: called.append(xw.Book._mock_caller))
    calc_button.main(command, CONNECTION)
    assert called == [office.books[1]]
    assert office.asked == [("pipe,name=x", 3, "k"), "active"]


def test_a_command_of_another_version_is_told(office):
    with pytest.raises(SystemExit, match="another version"):
        calc_button.main("clicked", CONNECTION)
    assert office.asked == []


def test_a_workbook_that_was_closed_meanwhile_is_told(office):
    with pytest.raises(SystemExit, match="closed"):
        calc_button.main("about", {**CONNECTION, "document": "8"})


def test_a_libreoffice_that_does_not_answer_is_told(monkeypatch):
    def refused(*_, **__):
        raise StartError("No LibreOffice answers.")

    monkeypatch.setattr(libreoffice, "attached", refused)
    with pytest.raises(SystemExit, match="No LibreOffice answers"):
        calc_button.main("about", CONNECTION)


def test_the_module_takes_its_command_and_its_input_and_says_on_stderr_what_is_wrong():
    done = subprocess.run(
        [sys.executable, "-P", "-E", "-m", "tdag_xl.calc_button", "nothing"],
        input=json.dumps(CONNECTION),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().endswith("there is no 'nothing'.")
    assert "Traceback" not in done.stderr
