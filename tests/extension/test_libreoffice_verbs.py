"""tdag-xl libreoffice: the file it writes, and what it asks of LibreOffice's program for extensions (a made one)."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner

from tdag_xl.cli import app
from tdag_xl.commands import libreoffice
from tdag_xl.extension.inside.tdag_start import settings_file
from tdag_xl.extension.package import IDENTIFIER, extension
from tdag_xl.libreoffice.errors import NotInstalledError
from tdag_xl.setup import unopkg

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the made program is a script for a shell")

# What LibreOffice 25.2's program was seen to do: exit codes, words, and success without a deed while LibreOffice runs.
PROGRAM = """#!{python}
import json, pathlib, shutil, sys
here = pathlib.Path(__file__).parent
verb, *rest = sys.argv[1:]
calls = here / "calls.json"
calls.write_text(json.dumps([*json.loads(calls.read_text() if calls.exists() else "[]"), sys.argv[1:]]))
there = here / "added.oxt"
if (here / "refuses").exists():
    sys.exit((here / "refuses").read_text())
if (here / "runs").exists():
    sys.exit(0)
if verb == "add":
    shutil.copy(rest[-1], there)
elif not there.exists():
    sys.exit("ERROR: There is no such extension deployed: " + rest[-1])
elif verb == "remove":
    there.unlink()
else:
    print("Identifier:", rest[-1])
"""


def run(*arguments):
    return CliRunner().invoke(app, ["libreoffice", *(str(argument) for argument in arguments)])


@pytest.fixture(autouse=True)
def _a_user(tmp_path, monkeypatch):
    for variable in ("XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


@pytest.fixture
def office(tmp_path, monkeypatch):
    """The folder of a LibreOffice whose program for extensions is made up: a file `runs` or `refuses` rules it."""
    folder = tmp_path / "office"
    folder.mkdir()
    for name, text in (("soffice", ""), ("unopkg", PROGRAM.format(python=sys.executable))):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    linked = tmp_path / "bin"
    linked.mkdir()
    (linked / "soffice").symlink_to(folder / "soffice")
    monkeypatch.setenv("PATH", str(linked))
    return folder


def test_the_extension_is_a_package_whose_manifest_names_what_is_there():
    with zipfile.ZipFile(io.BytesIO(extension())) as archive:
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        named = {entry.get(f"{{{manifest.nsmap['manifest']}}}full-path") for entry in manifest}
        assert named <= set(archive.namelist())
        assert {name for name in archive.namelist() if name.endswith(".xcu")} <= named
        description = etree.fromstring(archive.read("description.xml"))
        assert description.find("{*}identifier").get("value") == IDENTIFIER
    assert extension() == extension()


@pytest.mark.parametrize(("given", "written"), [((), "tdag_xl.oxt"), (("a.oxt",), "a.oxt"), ((".",), "tdag_xl.oxt")])
def test_build_writes_the_extension_and_says_where(tmp_path, monkeypatch, given, written):
    monkeypatch.chdir(tmp_path)
    result = run("build", *given)
    assert (result.exit_code, result.stdout) == (0, f"Wrote {written}.\n")
    assert Path(written).read_bytes() == extension()
    assert json.loads(run("build", *given, "--json").stdout) == {"extension": written}
    assert [path.name for path in tmp_path.iterdir()] == [written]


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    result = run("build", tmp_path / "no" / "a.oxt")
    assert result.exit_code == 1
    assert "could not be written" in result.stderr


def test_install_adds_the_extension_and_names_this_python(office):
    result = run("install")
    assert result.exit_code == 0, result.stderr
    assert (office / "added.oxt").read_bytes() == extension()
    assert json.loads(settings_file().read_text("utf-8")) == {"python": sys.executable}
    added, listed = json.loads((office / "calls.json").read_text())
    assert added[:3] == ["add", "--force", "--suppress-license"]
    assert listed == ["list", IDENTIFIER]
    assert not Path(added[-1]).exists()


def test_install_again_and_as_json(office):
    run("install")
    told = json.loads(run("install", "--json").stdout)
    assert (told["settings"], told["interpreter"]) == (str(settings_file()), sys.executable)


def test_a_profile_of_its_own_is_passed_on(office, tmp_path):
    assert run("install", "--profile", tmp_path / "pro file").exit_code == 0
    calls = json.loads((office / "calls.json").read_text())
    assert {call[1] for call in calls} == {f"-env:UserInstallation={(tmp_path / 'pro file').as_uri()}"}


def test_while_libreoffice_runs_nothing_is_said_to_be_installed(office):
    (office / "runs").touch()
    result = run("install")
    assert result.exit_code == 1
    assert "Close LibreOffice" in result.stderr
    assert not settings_file().exists()


def test_what_libreoffice_refuses_is_told_in_its_words(office):
    (office / "refuses").write_text("ERROR: It is\nbroken.\n")
    result = run("install", "--json")
    assert result.exit_code == 1
    assert "said: ERROR: It is broken." in json.loads(result.stdout)["error"]
    assert not settings_file().exists()


def test_root_is_told_to_be_somebody_else(office, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    for arguments in (("install",), ("install", "--undo")):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "without sudo" in result.stderr
    assert not (office / "calls.json").exists()


def test_without_libreoffice_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("install")
    assert result.exit_code == 1
    assert "libreoffice-calc" in result.stderr


def test_a_program_that_hangs_is_told(office, monkeypatch):
    (office / "unopkg").write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    monkeypatch.setitem(unopkg.SECONDS, "add", 0.2)
    result = run("install")
    assert result.exit_code == 1
    assert "did not end" in result.stderr


def test_undo_takes_both_back(office):
    run("install")
    result = run("install", "--undo")
    assert result.exit_code == 0, result.stderr
    assert not (office / "added.oxt").exists()
    assert not settings_file().exists()


def test_undo_without_an_extension_says_so_and_leaves_the_settings(office):
    run("install")
    (office / "added.oxt").unlink()
    result = run("install", "--undo")
    assert result.exit_code == 1
    assert "nothing to take back" in result.stderr
    assert settings_file().exists()


def test_a_python_without_the_bridge_is_told_that_its_buttons_do_not_work(office, monkeypatch):
    def absent():
        raise NotInstalledError("No bridge.")

    monkeypatch.setattr(libreoffice, "uno", absent)
    result = run("install")
    assert result.exit_code == 0
    assert "the buttons do not: No bridge." in result.stderr
    assert json.loads(run("install", "--json").stdout)["why_no_buttons"] == "No bridge."
