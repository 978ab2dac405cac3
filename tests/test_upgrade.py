"""The add-in is put into a workbook that staff keep: all else stays, and what is somebody else's is refused."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from raw_members import changed_members, raw_members
from typer.testing import CliRunner
from vba.vba_projects import modules_by_olevba

from tdag_xl.builder.addin import project_modules
from tdag_xl.cli import app
from tdag_xl.commands.upgrade import upgrade
from tdag_xl.errors import TdagError, UnsupportedWorkbookError
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.vba.modules import Module, ModuleKind
from tdag_xl.vba.project_reader import read
from tdag_xl.vba.project_writer import written

ROOT = Path(__file__).parents[1]
MASTER = ROOT / "workbook" / "TDAG_Partnerships.xlsm"
OURS = {"xl/vbaProject.bin", "customUI/customUI14.xml"}
"""The members that an upgrade adds, with the sheet of settings and the relationships that lead to them."""
MAY_CHANGE = {"[content_types].xml", ".rels", "workbook.xml", "workbook.xml.rels", "vbaproject.bin"}
"""Of the members that are there; a VBA project without any code is replaced like none."""
UNREADABLE_BY_THE_VALIDATOR = {"poi-58760.xlsx"}
"""As it is, before anything is changed."""


@pytest.fixture
def master(tmp_path):
    return Path(shutil.copy(MASTER, tmp_path / "master.xlsm"))


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def modules(path):
    with zipfile.ZipFile(path) as package:
        return {module.name: module for module in read(package.read("xl/vbaProject.bin")).modules}


def with_project(path, *changed, without=()):
    """Replace modules of the workbook's project by `changed`."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    project = read(members["xl/vbaProject.bin"])
    names = {module.name for module in changed} | set(without)
    kept = tuple(module for module in project.modules if module.name not in names)
    members["xl/vbaProject.bin"] = written(type(project)(project.name, (*kept, *changed), project.references))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return path


def with_code(module, code):
    return Module(module.name, module.kind, module.source + code + "\r\n")


def without_addin(path, target):
    """The workbook as a plain .xlsx: what staff have who never had the add-in."""
    book = openpyxl.load_workbook(path)
    del book["xlwings.conf"]
    book.save(target)
    return target


def test_the_committed_workbook_is_up_to_date(master):
    before = master.read_bytes()
    ran = run("upgrade", master)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert "up to date" in ran.stdout
    assert master.read_bytes() == before


def test_a_workbook_without_macros_becomes_one_with_them_beside_it(tmp_path, validation_errors):
    path = tmp_path / "plain.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Data").write_string("A1", "=not a formula")
    before = path.read_bytes()
    done = upgrade(path)
    assert done.path == tmp_path / "plain.xlsm"
    assert path.read_bytes() == before
    assert validation_errors(done.path) == []
    assert set(modules(done.path)) == {module.name for module in project_modules().values()}
    read_by_olevba = modules_by_olevba(done.path.read_bytes(), done.path.name)
    assert set(read_by_olevba.values()) == {module.source for module in modules(done.path).values()}
    assert any("tblAgreements" in note for note in done.notes)
    assert upgrade(done.path).path is None


def test_every_table_of_the_register_in_a_plain_workbook_is_enough(master, tmp_path):
    done = upgrade(without_addin(master, tmp_path / "register.xlsx"))
    assert done.notes == ()
    assert run("refresh", done.path).exit_code == 0


def test_a_file_of_the_new_name_is_not_replaced_unless_told(tmp_path):
    path, other = tmp_path / "plain.xlsx", tmp_path / "plain.xlsm"
    xlsxwriter.Workbook(path).close()
    other.write_text("precious")
    ran = run("upgrade", path)
    assert ran.exit_code == 1
    assert "plain.xlsm: there is a file of that name" in ran.stderr
    assert other.read_text() == "precious"
    assert run("upgrade", path, "--force").exit_code == 0
    assert modules(other)


@pytest.mark.parametrize("name", [".", "", "..", "/"])
def test_a_folder_is_no_workbook(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    ran = run("upgrade", name)
    assert ran.exit_code == 1
    assert "Is a directory" in ran.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["book.xlsx", "book.xls", "book"])
def test_the_new_workbook_must_be_named_as_one_with_macros(tmp_path, name):
    xlsxwriter.Workbook(tmp_path / "plain.xlsx").close()
    ran = run("upgrade", tmp_path / "plain.xlsx", "--output", tmp_path / name)
    assert ran.exit_code == 1
    assert "ends in .xlsm" in ran.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plain.xlsx"]


def test_a_refresh_keeps_macros_ribbon_and_settings_byte_for_byte(master, tmp_path):
    assert run("refresh", master, "--rounding", "largest-remainder", "--output", tmp_path / "new.xlsm").exit_code == 0
    before, after = raw_members(master), raw_members(tmp_path / "new.xlsm")
    changed = changed_members(before, after)
    assert any(name.startswith("xl/worksheets/") for name in changed)
    kept = {name for name in before if name not in changed}
    with Archive.open(master) as archive:
        book = Workbook(Package(archive))
        [settings] = [sheet.part.member for sheet in book.sheets if sheet.name == "xlwings.conf"]
    assert {"xl/vbaProject.bin", "customUI/customUI14.xml", "_rels/.rels", settings} <= kept


def test_an_older_project_of_ours_is_replaced_and_the_change_can_be_undone(master):
    old = re.sub(
        r'TDAG_VERSION As String = "[^"]*"', 'TDAG_VERSION As String = "0.0.1"', modules(master)["TdagSetup"].source
    )
    with_project(master, Module("TdagSetup", ModuleKind.STANDARD, old), without=["TdagCallbacks"])
    before = master.read_bytes()
    done = upgrade(master)
    assert done.parts == ("xl/vbaProject.bin",)
    assert {n: m.source for n, m in modules(master).items()} == {n: m.source for n, m in modules(MASTER).items()}
    assert run("undo", master).exit_code == 0
    assert master.read_bytes() == before


def test_what_excel_does_to_text_when_it_saves_is_no_reason_to_replace_it(master):
    module = modules(master)["TdagSetup"]
    with_project(master, Module(module.name, module.kind, module.source.replace("    ", "  ").replace("Dim ", "dim ")))
    assert upgrade(master).path is None


@pytest.mark.parametrize("kind", [ModuleKind.STANDARD, ModuleKind.CLASS])
def test_a_module_of_somebody_else_is_refused_and_named(master, kind):
    source = 'Attribute VB_Name = "Budget"\r\nSub Total()\r\nEnd Sub\r\n'
    with_project(master, Module("Budget", kind, source))
    before = master.read_bytes()
    with pytest.raises(UnsupportedWorkbookError, match=r"not this add-in's \(in Budget\)"):
        upgrade(master)
    assert master.read_bytes() == before


def test_code_that_staff_wrote_behind_a_sheet_or_the_workbook_is_refused(master):
    for name in ("ThisWorkbook", next(n for n, m in modules(MASTER).items() if n.startswith("Sheet"))):
        path = Path(shutil.copy(MASTER, master))
        with_project(path, with_code(modules(path)[name], "Private Sub Worksheet_Activate()\r\nEnd Sub"))
        ran = run("upgrade", path, "--json")
        assert ran.exit_code == 1
        assert f"in {name}" in json.loads(ran.stdout)["error"]


def test_a_project_without_code_belongs_to_nobody(master):
    bare = [Module(m.name, m.kind, f'Attribute VB_Name = "{m.name}"\r\n') for m in modules(master).values()]
    with_project(master, *(m for m in bare if m.kind is ModuleKind.DOCUMENT), without=[m.name for m in bare])
    assert "xl/vbaProject.bin" in upgrade(master).parts


def test_a_ribbon_of_somebody_else_is_refused(master):
    with zipfile.ZipFile(master) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["customUI/customUI14.xml"] = members["customUI/customUI14.xml"].replace(b'onAction="Tdag', b'onAction="', 1)
    with zipfile.ZipFile(master, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    with pytest.raises(UnsupportedWorkbookError, match=r"customUI14\.xml"):
        upgrade(master)


def test_a_workbook_that_libreoffice_saved_is_mended(master, libreoffice, tmp_path, validation_errors):
    resaved = Path(shutil.copy(libreoffice.resaved(master), tmp_path / "resaved.xlsm"))
    assert {n: m.source for n, m in modules(resaved).items()} != {n: m.source for n, m in modules(MASTER).items()}
    done = upgrade(resaved)
    assert any("LibreOffice saved this workbook" in note for note in done.notes)
    coded = {name: module.source for name, module in modules(MASTER).items() if module.kind is ModuleKind.STANDARD}
    assert coded.items() <= {name: module.source for name, module in modules(resaved).items()}.items()
    assert not [error for error in validation_errors(resaved) if "vba" in error.lower() or "customUI" in error]
    assert run("refresh", resaved).exit_code == 0
    assert upgrade(resaved).path is None


def test_json_says_what_was_written(tmp_path):
    xlsxwriter.Workbook(tmp_path / "plain.xlsx").close()
    said = json.loads(run("upgrade", tmp_path / "plain.xlsx", "--json").stdout)
    assert said["workbook"] == str(tmp_path / "plain.xlsm")
    assert set(said["parts"]) > OURS
    assert len(said["notes"]) == 1


def test_workbooks_of_other_programs_keep_every_other_part(corpus_file, tmp_path, validation_errors):
    path = Path(shutil.copy(corpus_file, tmp_path / corpus_file.name))
    target = tmp_path / "upgraded.xlsm"
    before = path.read_bytes()
    try:
        upgrade(path, output=target)
    except TdagError as refused:
        assert str(refused).endswith(".")
        assert path.read_bytes() == before
        assert not target.exists()
        pytest.skip(str(refused))
    old, new = raw_members(path), raw_members(target)
    touched = {name.replace("\\", "/").rpartition("/")[2].lower() for name in changed_members(old, new)}
    assert touched <= MAY_CHANGE
    if path.name not in UNREADABLE_BY_THE_VALIDATOR:
        assert validation_errors.new_errors(target, path) == set()
    assert upgrade(target).path is None
