"""The source of every module of any project is read, whoever wrote it."""

import struct
import zipfile
from pathlib import Path

import pytest
import xlwings
from vba.vba_projects import foreign_project, modules_by_olevba, records

from tdag_xl.commands.vba import project_in
from tdag_xl.errors import TdagError, VbaProjectError
from tdag_xl.vba.compound_reader import storages
from tdag_xl.vba.compound_writer import compound_file
from tdag_xl.vba.modules import ModuleKind, ReferenceKind
from tdag_xl.vba.project_reader import read

INSTALLED = sorted(Path(xlwings.__file__).parent.rglob("*.xl[as]m"))
CACHE = bytes(range(256)) * 3


def source(name, text):
    return f'Attribute VB_Name = "{name}"\r\n{text}\r\n'


def by_name(project):
    return {module.name: module.source for module in project.modules}


def without_extensions(files):
    return {file.rpartition(".")[0]: text for file, text in files.items()}


@pytest.mark.parametrize("path", INSTALLED, ids=lambda path: path.name)
def test_the_workbooks_that_xlwings_ships_are_read_as_olevba_reads_them(path):
    """Some of them have a directory out of order, and lines that end in a line feed alone."""
    project = project_in(path)
    expected = modules_by_olevba(path.read_bytes(), path.name)
    assert len(expected) >= 4
    assert by_name(project) == without_extensions(expected)
    assert all((m.kind is ModuleKind.STANDARD) == (f"{m.name}.bas" in expected) for m in project.modules)


def test_a_workbook_of_the_corpus_is_read_as_olevba_reads_it(corpus_file):
    expected = modules_by_olevba(corpus_file.read_bytes(), corpus_file.name)
    if not expected:
        with pytest.raises(TdagError, match=r"it holds no macros|encrypted"):
            project_in(corpus_file)
        return
    assert by_name(project_in(corpus_file)) == without_extensions(expected)


def test_a_project_that_excel_made_is_read_with_its_kinds_and_references():
    quickstart = next(path for path in INSTALLED if path.name == "quickstart.xlsm")
    with zipfile.ZipFile(quickstart) as archive:
        project = read(archive.read("xl/vbaProject.bin"))
    assert project.name == "VBAProject"
    assert [(module.name, module.kind) for module in project.modules] == [
        ("ThisWorkbook", ModuleKind.DOCUMENT),
        ("Sheet1", ModuleKind.DOCUMENT),
        ("Module1", ModuleKind.STANDARD),
        ("Sheet2", ModuleKind.DOCUMENT),
    ]
    assert [(reference.name, reference.kind) for reference in project.references] == [
        ("MSForms", ReferenceKind.CONTROL),
        ("Office", ReferenceKind.LIBRARY),
        ("xlwings", ReferenceKind.PROJECT),
    ]
    assert project.references[2].libid.endswith(r"\xlwings.xlam")


@pytest.mark.parametrize(
    ("code_page", "name", "text"),
    [
        (1252, "Feuille1", "' Genève, 5 €"),
        (1251, "Лист1", "' Всего"),
        (1250, "Arkusz1", "' łącznie"),
        (1253, "Φύλλο1", "' σύνολο"),
        (1256, "ورقة1", "' مجموع"),
        (932, "シート1", "' 合計 ソ表"),
        (936, "工作表1", "' 总计"),
        (949, "시트1", "' 합계"),
        (950, "工作表1", "' 總計 功"),
        (65001, "Sheet1", "' 合計 → Σ"),
    ],
)
@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("cache", [b"", CACHE])
def test_any_code_page_with_or_without_unicode_names_and_caches(code_page, name, text, unicode, cache):
    wanted = {name: source(name, text), "Other": source("Other", "Sub A()\r\nEnd Sub")}
    data = foreign_project(wanted, code_page=code_page, unicode=unicode, cache=cache)
    assert by_name(read(data)) == wanted
    if unicode:  # olevba stops at a stream name that stands in the code page alone
        assert without_extensions(modules_by_olevba(data)) == wanted


def test_each_kind_of_module_is_told_from_the_others():
    names = ("Code", "Ledger", "Sheet1", "Dialog")
    lines = [
        "Module=Code",
        "Class=Ledger",
        "Document=Sheet1/&H00000000",
        "BaseClass=Dialog",
        "[Workspace]",
        "Class=Sheet1",
    ]
    kinds = "".join(f"{line}\r\n" for line in lines)
    project = read(foreign_project({name: source(name, "") for name in names}, kinds=kinds))
    assert [module.kind for module in project.modules] == [
        ModuleKind.STANDARD,
        ModuleKind.CLASS,
        ModuleKind.DOCUMENT,
        ModuleKind.FORM,
    ]


def counted(text):
    return struct.pack("<L", len(text)) + text


def test_references_of_every_kind_are_read_whatever_their_records_say_of_their_size():
    lie = 0x7FFF_FFFF
    control, extended, library = rb"*\G{1}#1.0#0#a.ocx#A", rb"*\G{2}#1.0#0#a.exd#A", rb"*\G{3}#2.0#0#b.tlb#B"
    original, absolute, relative = rb"*\G{4}#2.0#0#c.dll#C", rb"*\CC:\d.xlam", rb"*\Cd.xlam"
    references = records([(0x16, b"First"), (0x3E, "First".encode("utf-16-le"))])
    references += struct.pack("<HL", 0x2F, lie) + counted(control) + bytes(6)
    references += records([(0x16, b"First")]) + struct.pack("<HL", 0x30, lie) + counted(extended) + bytes(26)
    references += records([(0x16, b"Second"), (0x33, original)])
    references += struct.pack("<HL", 0x2F, lie) + counted(control) + bytes(6)
    references += struct.pack("<HL", 0x30, lie) + counted(extended) + bytes(26)
    references += records([(0x16, b"Third")]) + struct.pack("<HL", 0x0D, lie) + counted(library) + bytes(6)
    references += records([(0x16, b"Fourth")]) + struct.pack("<HL", 0x0E, lie)
    references += counted(absolute) + counted(relative) + bytes(6)
    project = read(foreign_project({"A": source("A", "")}, references=references))
    assert [(reference.name, reference.kind, reference.libid.encode()) for reference in project.references] == [
        ("First", ReferenceKind.CONTROL, control),
        ("Second", ReferenceKind.CONTROL, original),
        ("Third", ReferenceKind.LIBRARY, library),
        ("Fourth", ReferenceKind.PROJECT, absolute),
    ]
    assert by_name(project) == {"A": source("A", "")}


def test_line_ends_are_read_as_they_are():
    mixed = 'Attribute VB_Name = "A"\nSub A()\r\nEnd Sub\r'
    assert by_name(read(foreign_project({"A": mixed}))) == {"A": mixed}


def test_a_project_saved_by_libreoffice_is_read(libreoffice):
    quickstart = next(path for path in INSTALLED if path.name == "quickstart_standalone.xlsm")
    saved = libreoffice.resaved(quickstart)
    project = project_in(saved)
    assert by_name(project) == without_extensions(modules_by_olevba(saved.read_bytes(), saved.name))
    assert [m.source.split() for m in project.modules if m.name == "xlwings"] == [
        m.source.split() for m in project_in(quickstart).modules if m.name == "xlwings"
    ]


@pytest.mark.parametrize(
    ("lies", "says"),
    [
        ({"stated_page": 777}, "is written in code page 777, which is not known here"),
        ({"stated_count": 2}, "the list of its modules is not as long as it says"),
        ({"stated_count": 0}, "the list of its modules is not as long as it says"),
        ({"references": b"\x16"}, "the list of its modules is cut short|it has no list of modules"),
        ({"cache": b"\0", "stated_offset": 9_999}, "compressed text does not begin as it must"),
        ({"stated_stream": "gone"}, "it has no stream 'gone'"),
    ],
)
def test_a_listing_that_lies_is_a_sentence(lies, says):
    with pytest.raises(VbaProjectError, match=says):
        read(foreign_project({"A": source("A", "")}, **lies))


def test_two_modules_of_one_name_are_a_sentence():
    with pytest.raises(VbaProjectError, match="two modules named 'CODE'"):
        read(foreign_project({"Code": source("Code", ""), "CODE1": ""}, stated_names={"CODE1": "CODE"}))


@pytest.mark.parametrize("missing", ["PROJECT", "VBA"])
def test_a_compound_file_without_a_project_is_a_sentence(missing):
    root = dict(storages(foreign_project({"A": source("A", "")})))
    del root[missing]
    with pytest.raises(VbaProjectError, match=f"it has no (storage|stream) '{missing}'"):
        read(compound_file(root))
