"""A project that is written is what every reader reads; what VBA would not take is refused in a sentence."""

import re
from pathlib import Path

import olefile
import pytest
import xlsxwriter
import xlwings
from hypothesis import given, settings
from vba.vba_projects import module, modules_by_olevba, project, projects

from tdag_xl.commands.vba import project_in
from tdag_xl.errors import VbaProjectError
from tdag_xl.vba.compression import decompressed
from tdag_xl.vba.data_encryption import encrypted
from tdag_xl.vba.modules import OFFICE, Module, ModuleKind, Project, Reference, ReferenceKind
from tdag_xl.vba.project_reader import read
from tdag_xl.vba.project_writer import written

EXTENSIONS = {ModuleKind.STANDARD: "bas", ModuleKind.CLASS: "cls", ModuleKind.DOCUMENT: "cls"}
BINDING = 'Attribute VB_Base = "0{00020820-0000-0000-C000-000000000046}"\r\nAttribute VB_PredeclaredId = True\r\n'


def example():
    return project(
        module("ThisWorkbook", BINDING.replace("20820", "20819"), ModuleKind.DOCUMENT),
        module("Sheet1", BINDING, ModuleKind.DOCUMENT),
        module(
            "Rates",
            "Option Explicit\r\nPublic Function Twice(x)\r\n    Twice = 2 * x ' Zürich, 5 €\r\nEnd Function\r\n",
        ),
        module("Ledger", "Option Explicit\r\n", ModuleKind.CLASS),
    )


def by_file_name(wanted):
    return {f"{m.name}.{EXTENSIONS[m.kind]}": m.source for m in wanted.modules}


def stream(data, name):
    with olefile.OleFileIO(data) as file:
        return file.openstream(name).read()


@settings(max_examples=40, deadline=None)
@given(projects())
def test_every_module_is_read_by_us_and_by_olevba_as_it_was_written(wanted):
    data = written(wanted)
    assert read(data) == wanted
    assert modules_by_olevba(data) == by_file_name(wanted)


@pytest.mark.parametrize("count", [0, 1, 63, 120, 300])
def test_a_project_has_any_number_of_modules(count):
    wanted = project(*(module(f"Module{i}", f"' {i}\r\n" * i) for i in range(count)))
    data = written(wanted)
    assert read(data) == wanted
    assert modules_by_olevba(data) == by_file_name(wanted)


def test_xlwings_own_module_is_written_as_it_is():
    source = (Path(xlwings.__file__).parent / "xlwings.bas").read_bytes().decode("cp1252")
    wanted = project(Module("xlwings", ModuleKind.STANDARD, source))
    assert modules_by_olevba(written(wanted)) == {"xlwings.bas": source}


def test_the_compound_file_has_no_fault():
    with olefile.OleFileIO(written(example()), raise_defects=olefile.DEFECT_UNSURE) as file:
        assert file.parsing_issues == []
        assert sorted("/".join(path) for path in file.listdir()) == [
            "PROJECT", "PROJECTwm", "VBA/Ledger", "VBA/Rates", "VBA/Sheet1", "VBA/ThisWorkbook", "VBA/_VBA_PROJECT",
            "VBA/dir",
        ]  # fmt: skip


def test_the_same_project_gives_the_same_bytes():
    assert written(example()) == written(example())


def test_a_project_keeps_its_id_while_it_keeps_its_name():
    ids = [
        re.match(rb'ID="(\{[0-9A-F-]{36}\})"\r\n', stream(written(wanted), "PROJECT"))[1]
        for wanted in (example(), project(module("A")), project(module("A"), name="Other"))
    ]
    assert ids[0] == ids[1] != ids[2]


def test_the_project_stream_lists_the_modules_by_kind():
    text = stream(written(example()), "PROJECT").decode("cp1252")
    assert text.split("\r\n")[1:6] == [
        "Document=ThisWorkbook/&H00000000",
        "Document=Sheet1/&H00000000",
        "Module=Rates",
        "Class=Ledger",
        'Name="TdagPartnerships"',
    ]
    assert text.endswith("Rates=0, 0, 0, 0, C\r\nLedger=0, 0, 0, 0, C\r\n")


def test_no_cache_is_written():
    data = written(example())
    assert stream(data, "VBA/_VBA_PROJECT").hex() == "cc61ffff000000"
    assert decompressed(stream(data, "VBA/Ledger")).startswith(b"Attribute VB_Name")


def test_module_names_stand_in_the_name_map_twice():
    assert stream(written(project(module("Ä1"), module("B"))), "PROJECTwm") == (
        b"\xc41\0\xc4\x001\0\0\0" + b"B\0B\0\0\0" + b"\0\0"
    )


def decrypted(digits, project_id):
    """[MS-OVBA] 2.4.3.3: the data of an encrypted value, its key checked."""
    seed, version, key, *rest = bytes.fromhex(digits)
    assert (version ^ seed, key ^ seed) == (2, sum(project_id.encode()) & 0xFF)
    plain, previous, before = [], key ^ seed, [version, key]
    for byte in rest:
        previous = byte ^ (before[-2] + previous) & 0xFF
        plain.append(previous)
        before.append(byte)
    body = bytes(plain[(seed & 6) // 2 :])
    assert int.from_bytes(body[:4], "little") == len(body) - 4
    return body[4:]


@pytest.mark.parametrize(
    ("project_id", "digits", "data"),
    [
        ("{E2E0E410-BF04-4DC5-BDD2-D3FBBA8B7D37}", "A7A58C2B7CDD73E173E173E173E1", b"\0\0\0\0"),
        ("{E2E0E410-BF04-4DC5-BDD2-D3FBBA8B7D37}", "A2A089308531853185", b"\0"),
        ("{E2E0E410-BF04-4DC5-BDD2-D3FBBA8B7D37}", "9D9FB6314A2D4B2D4BD2", b"\xff"),
        ("{B1959C0F-B552-46F7-BFE5-0DE6457181E9}", "757798CFE87EEC7EEC7EEC7EEC", b"\0\0\0\0"),
    ],
)
def test_the_protection_is_encrypted_as_excel_does(project_id, digits, data):
    assert decrypted(digits, project_id) == decrypted(encrypted(data, project_id), project_id) == data


def test_a_written_project_is_open_to_everybody():
    text = stream(written(example()), "PROJECT").decode()
    project_id = re.search(r'ID="(.*)"', text)[1]
    values = [
        decrypted(re.search(rf'^{key}="(.*)"', text, re.MULTILINE)[1], project_id) for key in ("CMG", "DPB", "GC")
    ]
    assert values == [b"\0\0\0\0", b"\0", b"\xff"]


@pytest.mark.parametrize("name", ["ЭтаКнига", "Лист1", "シート1", "Φύλλο1", "Arkusz_ł", "ชีต1", "工作表1"])
def test_a_module_may_have_the_name_that_excel_gives_in_another_language(name):
    wanted = project(module(name, "' ASCII\r\n", ModuleKind.DOCUMENT), module("Sheet2"))
    assert read(written(wanted)) == wanted
    assert modules_by_olevba(written(wanted))[f"{name}.cls"] == wanted.modules[0].source


def test_libreoffice_reads_every_module(libreoffice, tmp_path):
    wanted = example()
    (tmp_path / "vbaProject.bin").write_bytes(written(wanted))
    with xlsxwriter.Workbook(tmp_path / "book.xlsm") as book:
        book.add_worksheet("Sheet1")
        book.add_vba_project(str(tmp_path / "vbaProject.bin"))
    there = {m.name: m.source.split() for m in project_in(libreoffice.resaved(tmp_path / "book.xlsm")).modules}
    assert there["Rates"] == wanted.modules[2].source.split()
    assert set(there) == {"ThisWorkbook", "Sheet1", "Rates", "Ledger"}


@pytest.mark.parametrize(
    "name", ["", "1st", "_x", "a b", "a-b", "a.b", "../up", "x" * 32, "Next", "me", "a·b", "Sheet\n", "\U0001f600"]
)
def test_a_name_that_vba_would_not_take_is_a_sentence(name):
    for wanted in (project(module(name)), project(name=name)):
        with pytest.raises(VbaProjectError, match=r"is no name that VBA takes for a (module|project)"):
            written(wanted)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("Rates", "rates"), "'rates' has the name of another module"),
        (("TDAGPartnerships",), "the name of the project"),
        (("office",), "the name of a reference"),
        (("Dir",), "the name of a stream of every project"),
        (("Excel",), "the name of a library of every project"),
        (("Лист1", "ชีต1"), "'Лист1' is named in another script than the rest"),
    ],
)
def test_names_that_clash_are_a_sentence(names, says):
    with pytest.raises(VbaProjectError, match=says):
        written(project(*map(module, names)))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("a\r\nb → c\r\n", "'Rates', line 3, holds '→', which code page 1252 lacks. .*ChrW\\(8594\\)"),
        ("a\r\nb\nc", "'Rates', line 3, ends in half a line end"),
        ("a\rb", "'Rates', line 2, ends in half a line end"),
        ("a\r\n\r", "'Rates', line 3, ends in half a line end"),
    ],
)
def test_text_that_vba_cannot_hold_is_a_sentence_with_its_line(body, says):
    with pytest.raises(VbaProjectError, match=says):
        written(project(module("Rates", body)))


@pytest.mark.parametrize(
    "source", ["", "Option Explicit\r\n", 'Attribute VB_Name = "Other"\r\n', "VERSION 1.0 CLASS\r\n"]
)
def test_a_module_begins_with_its_name(source):
    with pytest.raises(VbaProjectError, match='must begin with the line Attribute VB_Name = "Rates"'):
        written(project(Module("Rates", ModuleKind.CLASS, source)))


@pytest.mark.parametrize(
    "unwritable",
    [
        Project("P", (module("Form1", kind=ModuleKind.FORM),)),
        Project("P", (), (Reference("Other", r"*\CC:\other.xlam", ReferenceKind.PROJECT),)),
        Project("P", (), (Reference("→", OFFICE.libid),)),
    ],
)
def test_what_cannot_be_written_is_refused(unwritable):
    with pytest.raises(VbaProjectError, match=r"cannot be written.* Leave it out"):
        written(unwritable)


def test_a_project_that_does_not_read_back_is_never_returned(monkeypatch):
    monkeypatch.setattr("tdag_xl.vba.project_writer.read", lambda data: project(module("Other")))
    with pytest.raises(VbaProjectError, match="was not written as it should be"):
        written(example())
