"""The VBA project: the same text from the same sources, as Excel writes it, and nothing that its editor refuses."""

from __future__ import annotations

import ast
import importlib.metadata
import re
from pathlib import Path

import pytest
from judges.vba_names import undeclared
from vba.vba_projects import modules_by_olevba

import tdag_xl
from tdag_xl.builder.vba_limits import refuse_unfit
from tdag_xl.builder.vba_sources import modules, project, version_in
from tdag_xl.builder.xlwings_module import pinned_version, refuse_other, xlwings_module
from tdag_xl.errors import BuildError
from tdag_xl.ooxml.addin_parts import CodeNames
from tdag_xl.vba.modules import Module, ModuleKind, Project
from tdag_xl.vba.project_reader import read
from tdag_xl.vba.project_writer import written

NAMES = CodeNames("ThisWorkbook", ("Sheet1", "Sheet2"), ("Chart1",))
OURS = ("TdagSetup", "TdagFormulas", "TdagCallbacks", "ThisWorkbook")
THEIRS = xlwings_module().source
PUBLIC_OF_XLWINGS = {
    "xlwings",
    *re.findall(r"^(?:Public )?(?:Function|Sub) (\w+)", THEIRS, re.MULTILINE),
    *re.findall(r"^Public Const (\w+)", THEIRS, re.MULTILINE),
}


def source(name):
    return next(module.source for module in modules(NAMES) if module.name == name)


def test_olevba_reads_every_module_as_its_source():
    texts = {file.rpartition(".")[0]: text for file, text in modules_by_olevba(written(project(NAMES))).items()}
    assert texts == {module.name: module.source for module in modules(NAMES)}


def test_the_same_sources_give_the_same_bytes():
    assert written(project(NAMES)) == written(project(NAMES))


def test_the_modules_are_xlwings_ours_and_one_for_the_workbook_and_each_sheet():
    assert [(module.name, module.kind.value) for module in modules(NAMES)] == [
        ("ThisWorkbook", "document"),
        ("Sheet1", "document"),
        ("Sheet2", "document"),
        ("Chart1", "document"),
        ("xlwings", "standard"),
        ("TdagSetup", "standard"),
        ("TdagFormulas", "standard"),
        ("TdagCallbacks", "standard"),
    ]


def test_document_modules_have_the_attributes_that_excel_writes():
    file = Path(str(importlib.metadata.distribution("xlwings").locate_file("xlwings/quickstart.xlsm")))
    texts = modules_by_olevba(file.read_bytes(), file.name)
    assert source("Sheet1") == texts["Sheet1.cls"]
    assert source("ThisWorkbook").startswith(texts["ThisWorkbook.cls"] + "Option Explicit\r\n")
    assert source("Chart1") == source("Sheet1").replace("Sheet1", "Chart1").replace("{00020820", "{00020821")


def test_a_workbook_of_another_language_keeps_its_code_names():
    names = CodeNames("DieseArbeitsmappe", ("Tabelle1", "Übersicht"), ())
    assert [module.name for module in modules(names)][:3] == ["DieseArbeitsmappe", "Tabelle1", "Übersicht"]
    assert read(written(project(names))) == project(names)


def test_our_text_can_be_held_in_the_code_page_of_every_language():
    assert all(module.source.isascii() for module in modules())
    names = CodeNames("ЭтаКнига", ("Лист1",), ())
    assert read(written(project(names))) == project(names)


def test_a_workbook_without_a_code_name_is_refused():
    with pytest.raises(BuildError, match="has no code name"):
        modules(CodeNames(None, (), ()))


def test_a_sheet_with_the_name_of_one_of_our_modules_is_refused():
    with pytest.raises(BuildError, match="'tdagsetup' is the code name of a sheet"):
        modules(CodeNames("ThisWorkbook", ("tdagsetup",), ()))


@pytest.mark.parametrize("name", OURS)
def test_every_variable_of_ours_is_declared(name):
    assert source(name).count("\r\nOption Explicit\r\n") == 1


def test_no_name_is_used_that_neither_we_nor_xlwings_nor_excel_declare():
    assert undeclared([module for module in modules(NAMES) if module.name != "xlwings"], PUBLIC_OF_XLWINGS) == []


def test_xlwings_module_is_the_packages_own_text_with_its_notice():
    file = Path(str(importlib.metadata.distribution("xlwings").locate_file("xlwings/xlwings.bas")))
    assert THEIRS.encode("ascii") == file.read_bytes()
    assert "distributed under a BSD 3-clause license" in THEIRS
    assert THEIRS.count("\n") == THEIRS.count("\r\n")


def test_xlwings_module_has_the_version_that_the_package_pins():
    assert pinned_version() == importlib.metadata.version("xlwings")
    refuse_other(THEIRS.replace("\r\n", "\n"), pinned_version(), pinned_version())


@pytest.mark.parametrize(
    ("text", "installed"),
    [
        (THEIRS, "0.0.1"),
        (THEIRS.replace(f"'Version: {pinned_version()}", "'Version: 0.0.1"), pinned_version()),
        (
            THEIRS.replace(f'XLWINGS_VERSION As String = "{pinned_version()}"', 'XLWINGS_VERSION As String = ""'),
            pinned_version(),
        ),
        ("", pinned_version()),
    ],
)
def test_xlwings_module_of_another_version_is_refused(text, installed):
    with pytest.raises(BuildError, match=f"Install xlwings=={pinned_version()}"):
        refuse_other(text.replace("\r\n", "\n"), installed, pinned_version())


def test_xlwings_module_without_its_notice_is_refused():
    text = THEIRS.replace("\r\n", "\n").replace("Copyright (C)", "")
    with pytest.raises(BuildError, match="lacks a line of its licence"):
        refuse_other(text, pinned_version(), pinned_version())


@pytest.mark.parametrize("requirements", [[], ["xlwings>=0.37"], ["xlwings==1.0", "xlwings==2.0"]])
def test_one_exact_version_of_xlwings_must_be_asked_for(requirements):
    with pytest.raises(BuildError, match="does not ask for one exact version"):
        pinned_version(requirements)


def test_the_version_of_the_add_in_is_read_from_the_project():
    assert version_in(project(NAMES)) == tdag_xl.__version__
    assert version_in(read(written(project(NAMES)))) == tdag_xl.__version__
    assert version_in(Project("Other", ())) is None
    assert version_in(Project("Other", (Module("Module1", ModuleKind.STANDARD, source("TdagSetup")),))) is None


def test_every_button_runs_one_function_of_the_ribbon_module():
    commands = re.findall(r'^ +RunButton "(.*)"\r$', source("TdagCallbacks"), re.MULTILINE)
    assert len(commands) == source("TdagCallbacks").count("As IRibbonControl")
    functions = [re.fullmatch(r"from tdag_xl import ribbon; ribbon\.(\w+)\(\)", command)[1] for command in commands]
    assert functions == ["refresh", "check", "show_agreements", "undo", "report", "import_rates", "about"]
    assert set(functions) <= _public_functions(Path(tdag_xl.__file__).with_name("ribbon.py"))


def _public_functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    taken = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {node.name for node in taken if not node.args.args or len(node.args.defaults) == len(node.args.args)}


def test_xlwings_searches_the_dll_where_our_check_looks():
    assert 'LoadLibrary(ParentFolder(PYTHON_WIN) + "\\" + XLPyDLLName)' in THEIRS
    assert 'LoadLibrary(ParentFolder(ParentFolder(PYTHON_WIN)) + "\\" + XLPyDLLName)' in THEIRS
    for bits in ("32", "64"):
        assert f'XLPyDLLName As String = "xlwings{bits}-{pinned_version()}.dll"' in THEIRS
        assert f'Dll = "xlwings{bits}-" & XLWINGS_VERSION & ".dll"' in source("TdagSetup")


def test_a_sheet_without_cells_is_told_before_xlwings_fails_on_it():
    assert 'For Each cell In Range(sht.Range("A1"), lastCell)' in THEIRS
    told = source("TdagSetup").index('"A chart fills this sheet. ')
    assert source("TdagSetup").rindex("If IsChartSheet() Then", 0, told) > 0


def unfit(*lines):
    return Module("Try", ModuleKind.STANDARD, "\r\n".join(['Attribute VB_Name = "Try"', *lines, ""]))


def test_lines_statements_and_procedures_have_the_length_that_the_editor_takes():
    refuse_unfit(unfit("'" + "x" * 1022, *["X = 1 + _"] * 24, "1"))
    refuse_unfit(unfit("Sub A()", *["X = 1"] * 9_000, "End Sub"))
    with pytest.raises(BuildError, match=r"'Try', line 2, has 1,024 characters"):
        refuse_unfit(unfit("'" + "x" * 1023))
    with pytest.raises(BuildError, match=r"line 26, continues its statement for the 25th time"):
        refuse_unfit(unfit(*["X = 1 + _"] * 25, "1"))
    with pytest.raises(BuildError, match=r"line 4, begins a procedure of more than 64 KB"):
        refuse_unfit(unfit("Sub A()", "End Sub", "Public Function B()", *["X = 1"] * 10_000, "End Function"))
