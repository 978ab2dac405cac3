"""Another Python is asked by starting it, and answers or is told to have failed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tdag_xl.builder.xlwings_module import pinned_version
from tdag_xl.errors import SetupError
from tdag_xl.setup import probing
from tdag_xl.setup.probing import probed

THIS = Path(sys.executable)


def program(tmp_path, text):
    path = tmp_path / "python"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_this_python_answers_what_it_is_and_has():
    probe = probed(THIS, ("tdag_xl.ribbon", "no_such_module"))
    assert probe.version == ".".join(map(str, sys.version_info[:3]))
    assert probe.bits == 64
    assert probe.packages["xlwings"] == pinned_version()
    assert probe.failures == {"no_such_module": "ModuleNotFoundError: No module named 'no_such_module'"}


def test_an_installed_wheel_tells_where_its_dlls_were_put(tmp_path):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    [packages] = (tmp_path / "venv").glob("lib/python*/site-packages")
    info = packages / "xlwings-0.37.8.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: xlwings\nVersion: 0.37.8\n")
    (info / "RECORD").write_text(
        "../../../xlwings64-0.37.8.dll,sha256=l4Xpxdvp05p6WuKQWxTF_HRHL_IpKa3TwV1axxh-vCQ,362496\nxlwings/a.py,,\n"
    )
    probe = probed(tmp_path / "venv" / "bin" / "python", ())
    assert [(dll.path, dll.sha256) for dll in probe.dlls] == [
        (tmp_path / "venv" / "xlwings64-0.37.8.dll", "l4Xpxdvp05p6WuKQWxTF_HRHL_IpKa3TwV1axxh-vCQ")
    ]
    assert probe.packages == {"xlwings": "0.37.8"}


def test_what_a_module_prints_does_not_hide_the_answer(tmp_path):
    (tmp_path / "noisy.py").write_text("print('hello', end='')")
    link = tmp_path / "python"
    link.write_text(f'#!/bin/sh\nexec {THIS} "$@"\n')
    link.chmod(0o755)
    assert probed(link, ("noisy",)).failures == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("echo 'Fatal Python error: no encodings' >&2; exit 1", "stops with: Fatal Python error: no encodings"),
        ("exit 7", "stops with: exit code 7"),
        ("echo '{}'", "stops with: exit code 0"),
    ],
)
def test_a_python_that_gives_no_answer_is_told(tmp_path, text, reason):
    with pytest.raises(SetupError, match=reason):
        probed(program(tmp_path, text), ())


def test_a_python_that_hangs_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(probing, "_PATIENCE", 0.2)
    with pytest.raises(SetupError, match=r"gave no answer in 0\.2 seconds"):
        probed(program(tmp_path, "exec sleep 60"), ())


def test_a_python_that_is_not_there_does_not_start(tmp_path):
    with pytest.raises(SetupError, match=r"does not start \(No such file or directory\)"):
        probed(tmp_path / "python", ())
