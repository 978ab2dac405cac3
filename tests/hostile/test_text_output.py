"""What a name or a file's text can do to whoever reads the output: nothing; it cannot act, hide, or begin a line."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from register_files import tables

import tdag_xl
from tdag_xl.cli.console import Output, progress, say
from tdag_xl.domain.results import results
from tdag_xl.log import Log
from tdag_xl.plain_text import json_safe, one_line

WORKBOOK = Path(tdag_xl.__file__).parents[1] / "workbook" / "TDAG_Partnerships.xlsm"
ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
TITLE = "\x1b]0;title\x07"
NASTY = f"a\nError: none\r{TITLE}\x9b2J\u202egpj.\x7f"
anything = st.text(st.characters() | st.sampled_from(f"{NASTY}\ud800"))


def lines(text):
    """The lines of an output; nothing else in it acts."""
    found = text.split("\n")
    assert not any(ACTING.search(line) for line in found), found
    return found[:-1]


@given(anything)
def test_a_line_is_one_line_and_ordinary_letters_stay(text):
    assert not ACTING.search(one_line(text).encode().decode())
    assert one_line("Zürich, 日内瓦, وزارة, 👩‍👩‍👧") == "Zürich, 日内瓦, وزارة, 👩‍👩‍👧"


@given(anything)
def test_json_says_the_same_and_acts_on_nothing(text):
    printed = json_safe(json.dumps([text], ensure_ascii=False, indent=2))
    assert json.loads(printed) == [text]
    assert len(lines(printed + "\n")) == 3


def test_names_of_a_register_are_printed_on_their_own_lines(capsys):
    name = f'"{NASTY}"'
    found = results(
        tables(
            agreements=f"Ref,Title,Signed,Type,Partner,Other partners,Region,Plan,Priority\nA,x,{name},,{name},,,,\n",
            periods=f"Period,From,To,Sheet,Compare with\n{name},2022-01-01,2022-12-31,yes,{name}\n",
        )
    )
    Output(as_json=False).checked(found)
    assert len(lines(capsys.readouterr().out)) == len(found.findings) + len(found.disagreements()) + 1


def test_a_file_s_name_is_printed_on_its_line(capsys):
    Output(as_json=True).failed(f"/home/{NASTY}.xlsx: there is no such file.")
    said = capsys.readouterr()
    assert json.loads(said.out) == {"error": f"/home/{NASTY}.xlsx: there is no such file."}
    lines(said.out)
    assert len(lines(said.err)) == 1


def test_nothing_to_say_prints_nothing(capsys):
    say()
    assert capsys.readouterr().out == ""


def test_a_file_s_name_is_no_markup_of_the_progress(monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress("Checking [link=http://x.y][red]book[/red][/link].xlsm"):
        pass
    assert "[link=http://x.y][red]book[/red][/link].xlsm …" in terminal.getvalue()


def test_a_text_begins_no_entry_of_the_log(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with Log.open() as log:
        log.logger.info("Refresh of %s", f"{NASTY}\n2026-11-24 10:00:00,000 1 INFO All is well")
    first, *others = lines(log.file.read_text("utf-8"))
    assert re.match(r"\d{4}-\d\d-\d\d .* INFO Refresh of a$", first)
    assert len(others) == 2
    assert all(line.startswith("    ") for line in others)


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is another error there")
def test_a_reader_that_has_gone_is_no_crash():
    gone, end = os.pipe()
    os.close(gone)
    command = [sys.executable, "-P", "-m", "tdag_xl", "check", "--json", str(WORKBOOK)]
    with os.fdopen(end, "wb") as pipe:
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr, "Exception ignored" in done.stderr) == (1, False, False)
