"""`tdag-xl vba export`: each module of any workbook as a text file, and nothing outside the folder."""

import json
import shutil
from pathlib import Path

import pytest
import xlsxwriter
import xlwings
from typer.testing import CliRunner
from vba.vba_projects import foreign_project, module, package, project

from tdag_xl.cli import app
from tdag_xl.vba.compound_writer import compound_file
from tdag_xl.vba.modules import ModuleKind
from tdag_xl.vba.project_writer import written


def export(*arguments):
    return CliRunner().invoke(app, ["vba", "export", *(str(argument) for argument in arguments)])


def sources():
    return project(
        module("ThisWorkbook", kind=ModuleKind.DOCUMENT),
        module("Rates", "' Genève, 5 €\r\nSub A()\r\nEnd Sub\r\n"),
        module("Ledger", "Option Explicit\r\n", ModuleKind.CLASS),
    )


@pytest.fixture
def workbook(tmp_path):
    return package(tmp_path / "book.xlsm", written(sources()))


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_each_module_becomes_a_file_that_holds_its_text_in_utf_8(workbook, tmp_path):
    result = export(workbook, tmp_path / "new" / "modules")
    assert result.exit_code == 0, result.stderr
    assert files(tmp_path / "new" / "modules") == {
        f"{m.name}{'.bas' if m.kind is ModuleKind.STANDARD else '.cls'}": m.source.encode() for m in sources().modules
    }
    assert [line.rpartition(": ")[2] for line in result.stdout.splitlines()] == [
        "document module ThisWorkbook",
        "standard module Rates",
        "class module Ledger",
    ]


def test_json_names_every_module_and_its_file(workbook, tmp_path):
    answer = json.loads(export(workbook, tmp_path / "modules", "--json").stdout)
    assert answer["modules"][1] == {
        "module": "Rates",
        "kind": "standard",
        "file": str(tmp_path / "modules" / "Rates.bas"),
    }
    assert all(Path(entry["file"]).is_file() for entry in answer["modules"])


def test_a_file_that_is_there_is_replaced_only_when_told(workbook, tmp_path):
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "Ledger.cls").write_text("mine")
    (folder / "notes.txt").write_text("mine")
    refused = export(workbook, folder)
    assert refused.exit_code == 1
    assert f"{folder / 'Ledger.cls'}: there is something of that name" in refused.stderr
    assert files(folder) == {"Ledger.cls": b"mine", "notes.txt": b"mine"}
    assert export(workbook, folder, "--force").exit_code == 0
    assert files(folder)["Ledger.cls"].endswith(b"Option Explicit\r\n")
    assert files(folder)["notes.txt"] == b"mine"


def test_a_link_is_replaced_and_never_followed(workbook, tmp_path):
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "Rates.bas").symlink_to(tmp_path / "mine")
    assert export(workbook, tmp_path / "modules", "--force").exit_code == 0
    assert (tmp_path / "mine").read_text() == "mine"
    assert not (tmp_path / "modules" / "Rates.bas").is_symlink()


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_folder_of_a_module_s_name_is_never_replaced(workbook, tmp_path, force):
    (tmp_path / "modules" / "Rates.bas").mkdir(parents=True)
    result = export(workbook, tmp_path / "modules", *force)
    assert (result.exit_code, "Choose another folder." in result.stderr) == (1, True)
    assert [path.name for path in (tmp_path / "modules").iterdir()] == ["Rates.bas"]


def test_a_file_in_place_of_the_folder_is_a_sentence(workbook, tmp_path):
    (tmp_path / "modules").write_text("mine")
    result = export(workbook, tmp_path / "modules")
    assert (result.exit_code, "the modules could not be written there" in result.stderr) == (1, True)
    assert (tmp_path / "modules").read_text() == "mine"


def test_a_folder_that_cannot_be_made_leaves_none_that_leads_to_it(workbook, tmp_path):
    (tmp_path / "mine").mkdir()
    result = export(workbook, tmp_path / "mine" / "a" / "b" / ("c" * 300))
    assert (result.exit_code, "could not be written there" in result.stderr) == (1, True)
    assert list((tmp_path / "mine").iterdir()) == []


def test_a_disk_that_fails_leaves_no_file_and_no_folder(workbook, tmp_path, monkeypatch):
    def full(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    result = export(workbook, tmp_path / "modules")
    assert (result.exit_code, "(No space left on device)" in result.stderr) == (1, True)
    assert not (tmp_path / "modules").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "..\\evil",
        "/evil",
        "C:evil",
        "a/b",
        "CON",
        "nul",
        "..",
        " a",
        "a ",
        "a.",
        "con.x",
        "a\0b",
        "a\nb",
        "a*",
    ],
)
def test_a_module_s_name_never_leads_out_of_the_folder(tmp_path, name):
    book = package(tmp_path / "book.xlsm", foreign_project({"Fine": "", "Evil": ""}, stated_names={"Evil": name}))
    result = export(book, tmp_path / "in" / "modules")
    assert (result.exit_code, f"{name!r}, which can be no file name" in result.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["book.xlsm"]


@pytest.mark.parametrize("name", ["Лист1", "シート1", "ชีต1", "ورقة1"])
def test_a_module_of_any_script_becomes_a_file(tmp_path, name):
    book = package(tmp_path / "book.xlsm", written(project(module(name, kind=ModuleKind.DOCUMENT))))
    assert export(book, tmp_path / "modules").exit_code == 0
    assert list(files(tmp_path / "modules")) == [f"{name}.cls"]


@pytest.mark.parametrize(
    ("file", "main", "part"),
    [
        ("book.xlsb", "xl/workbook.bin", "xl/vbaProject.bin"),
        ("addin.xlam", "xl/workbook.xml", "xl/vbaProject.bin"),
        ("odd.xlsm", "books/main.xml", "code/project7.bin"),
    ],
)
def test_the_project_is_found_by_its_relationship_in_any_package(tmp_path, file, main, part):
    book = package(tmp_path / file, written(sources()), main=main, part=part)
    assert export(book, tmp_path / "modules").exit_code == 0
    assert len(files(tmp_path / "modules")) == 3


def test_a_workbook_that_is_open_is_exported_and_stays_as_it_is(workbook, tmp_path):
    before = workbook.read_bytes()
    workbook.chmod(0o444)
    (tmp_path / "~$book.xlsm").write_bytes(b"\x05Staff" + b" " * 159)
    assert export(workbook, tmp_path / "modules").exit_code == 0
    assert workbook.read_bytes() == before


def test_the_add_in_that_xlwings_ships_is_exported(tmp_path):
    addin = Path(shutil.copy(Path(xlwings.__file__).parent / "addin" / "xlwings.xlam", tmp_path))
    assert export(addin, tmp_path / "modules").exit_code == 0
    assert {"Main.bas", "Dictionary.cls", "ThisWorkbook.cls"} < set(files(tmp_path / "modules"))


def without_macros(path):
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet()


def old_format(path):
    path.write_bytes(compound_file({"Workbook": b"x" * 5000, "_VBA_PROJECT_CUR": {"VBA": {"dir": b""}}}))


def damaged(path):
    package(path, written(sources())[:4000])


def other_zip(path):
    package(path, None, main="word/document.xml")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (without_macros, "it holds no macros. Choose a workbook that does"),
        (other_zip, "it holds no macros"),
        (old_format, "this is a workbook of the old format Excel 97–2003 (.xls)"),
        (damaged, "the VBA project is damaged: "),
        (lambda path: path.write_bytes(b""), "the file is empty"),
        (lambda path: None, "there is no such file"),
    ],
)
def test_what_has_no_modules_to_show_is_a_sentence(tmp_path, make, says):
    make(tmp_path / "book.xlsm")
    result = export(tmp_path / "book.xlsm", tmp_path / "modules")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {tmp_path / 'book.xlsm'}: {says}")
    assert not (tmp_path / "modules").exists()
    assert list(json.loads(export(tmp_path / "book.xlsm", tmp_path / "modules", "--json").stdout)) == ["error"]


def test_wrong_usage_ends_with_code_2(workbook):
    assert export(workbook).exit_code == 2


def test_the_verb_has_help_with_an_example():
    assert "Example: tdag-xl vba export " in " ".join(export("--help").stdout.split())
