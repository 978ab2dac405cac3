"""A file that a refresh would damage, or that is no workbook, is refused: what it is, why, what to do."""

import io
import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from judges.corpus import ABSENT

from tdag_xl.errors import NotAWorkbookError, UnsupportedWorkbookError, WorkbookInUseError
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.foreign_formats import refuse_foreign_formats
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.refusals import refuse_unsupported

MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def refuse(path):
    """All that is checked before a workbook is read."""
    refuse_foreign_formats(path)
    with Archive.open(path) as archive:
        refuse_unsupported(Package(archive))


def workbook(path, *, change=None, add=None):
    """A workbook of one sheet, with texts changed, {member: [(old, new)]}, and members added, {name: bytes}."""
    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet("Agreements")
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            for old, new in (change or {}).get(name, ()):
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            target.writestr(name, data)
        for name, data in (add or {}).items():
            target.writestr(name, data)
    return path


def typed(path, kind):
    return workbook(path, change={"[Content_Types].xml": [(SHEET, kind)]})


def test_an_ordinary_workbook_is_welcome(tmp_path):
    refuse(workbook(tmp_path / "Register.xlsx"))
    refuse(typed(tmp_path / "Register.XLSM", MACRO))


def compound_file(*streams):
    """The signature of an OLE compound file, and a directory sector of it: a name in UTF-16, its length, its kind."""
    sector = b"".join(
        (name + "\0").encode("utf-16-le").ljust(64, b"\0") + bytes([2 * len(name) + 2, 0, 2]) + bytes(61)
        for name in streams
    )
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + sector


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty"),
        (b"Ref;Title\n1;x\n", "not an Excel workbook"),
        (bytes(4096), "nothing but zeros"),
        (b"%PDF-1.7", "a PDF document"),
        (b"<?xml version='1.0'?><Workbook/>", "XML or a web page"),
        (b"\xef\xbb\xbf<html>", "XML or a web page"),
        (b"PK\3\4" + b"x" * 100, "not a whole workbook"),
        (compound_file("EncryptedPackage", "EncryptionInfo"), r"encrypted.*Take that off"),
        (compound_file("Workbook"), r"Excel 97–2003 \(\.xls\).*save it as"),
        (compound_file("Book"), r"Excel 5\.0/95"),
        (compound_file("WordDocument"), "a Word document"),
        (compound_file("__substg1.0"), "an old Office format"),
    ],
)
def test_a_file_that_is_no_package_is_told_by_its_first_bytes(tmp_path, content, sentence):
    path = tmp_path / "Register.xlsx"
    path.write_bytes(content)
    with pytest.raises(NotAWorkbookError, match=sentence):
        refuse(path)


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.parent.rmdir()])
def test_a_file_that_is_not_there_is_told(tmp_path, make):
    path = tmp_path / "folder" / "Register.xlsx"
    path.parent.mkdir()
    make(path)
    with pytest.raises(NotAWorkbookError, match="there is no such file"):
        refuse(path)


@pytest.mark.parametrize(("make", "what"), [(Path.mkdir, "a folder"), (os.mkfifo, "a device")])
def test_what_is_no_file_is_told(tmp_path, make, what):
    make(tmp_path / "Register.xlsx")
    with pytest.raises(NotAWorkbookError, match=what):
        refuse(tmp_path / "Register.xlsx")


@pytest.mark.parametrize(
    ("code", "error", "sentence"),
    [(None, NotAWorkbookError, "cannot be read"), (32, WorkbookInUseError, "another program holds the file")],
)
def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch, code, error, sentence):
    path = workbook(tmp_path / "Register.xlsx")

    def refused(*_):
        denied = PermissionError(13, "Permission denied")
        if code:
            denied.winerror = code
        raise denied

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(error, match=sentence):
        refuse(path)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_told(tmp_path, kept):
    path = workbook(tmp_path / "Register.xlsx")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(NotAWorkbookError, match="not a whole workbook"):
        refuse(path)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", r"binary workbook \(\.xlsb\)"),
        ("application/vnd.ms-excel.addin.macroEnabled.main+xml", r"add-in \(\.xlam\)"),
        (SHEET.replace("sheet.main", "template.main"), "a template"),
        ("application/vnd.ms-excel.template.macroEnabled.main+xml", "a template"),
        (WORD, "a Word document"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "a Word document"),
        (POWERPOINT, "a PowerPoint presentation"),
        ("application/pdf", "no Excel workbook"),
    ],
)
def test_a_package_of_another_kind_is_told_by_its_content_type(tmp_path, kind, sentence):
    with pytest.raises(NotAWorkbookError, match=sentence):
        refuse(typed(tmp_path / "Register.xlsx", kind))


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}, r"spreadsheet \(\.ods"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "an OpenDocument file"),
        ({"photo.jpg": "x"}, "a zip file that holds no Excel workbook"),
        ({}, "a zip file that holds no Excel workbook"),
    ],
)
def test_a_zip_file_that_is_no_office_package_is_told(tmp_path, members, sentence):
    path = tmp_path / "Register.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(NotAWorkbookError, match=sentence):
        refuse(path)


@pytest.mark.parametrize(
    ("name", "kind", "right"),
    [
        ("Register.xlsx", MACRO, "Register.xlsm"),
        ("Register.xlsm", SHEET, "Register.xlsx"),
        ("Register.xlsx.before-refresh", SHEET, "Register.xlsx.xlsx"),
        ("Register", SHEET, "Register.xlsx"),
    ],
)
def test_a_name_that_excel_would_not_open_is_refused(tmp_path, name, kind, right):
    with pytest.raises(NotAWorkbookError, match=f"Rename it to '{right}'"):
        refuse(typed(tmp_path / name, kind))


def test_a_signed_workbook_is_refused(tmp_path):
    signature = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    edge = f'<Relationship Id="s" Type="{signature}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    change = {"_rels/.rels": [("</Relationships>", edge)]}
    path = workbook(tmp_path / "Register.xlsx", change=change, add={"_xmlsignatures/origin.sigs": b""})
    with pytest.raises(UnsupportedWorkbookError, match=r"digital signature.*Remove it.*and sign"):
        refuse(path)


def test_a_shared_workbook_of_the_old_kind_is_refused(tmp_path):
    edge = f'<Relationship Id="r" Type="{RELATIONSHIPS}/revisionHeaders" Target="revisions/headers.xml"/>'
    change = {"xl/_rels/workbook.xml.rels": [("</Relationships>", f"{edge}</Relationships>")]}
    with pytest.raises(UnsupportedWorkbookError, match=r"shared workbook.*Unshare Workbook"):
        refuse(workbook(tmp_path / "Register.xlsx", change=change, add={"xl/revisions/headers.xml": b"<headers/>"}))


def test_a_workbook_without_a_worksheet_is_refused(tmp_path):
    change = {"xl/_rels/workbook.xml.rels": [(f"{RELATIONSHIPS}/worksheet", f"{RELATIONSHIPS}/chartsheet")]}
    with pytest.raises(UnsupportedWorkbookError, match="no worksheet"):
        refuse(workbook(tmp_path / "Register.xlsx", change=change))


@pytest.mark.parametrize("name", ["../evil.xml", "xl/../../evil", r"..\evil", "C:/evil", r"xl\..\..\evil"])
def test_a_member_that_leads_out_of_the_package_is_refused(tmp_path, name):
    with pytest.raises(UnsupportedWorkbookError, match="leads out of it"):
        refuse(workbook(tmp_path / "Register.xlsx", add={name: b"x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize("name", ["xl/workbook.xml", "XL/Workbook.xml", r"xl\workbook.xml"])
def test_two_members_of_one_name_are_refused(tmp_path, name):
    with pytest.raises(UnsupportedWorkbookError, match="two members named"):
        refuse(workbook(tmp_path / "Register.xlsx", add={name: b"x"}))


REFUSED = {
    "Open-XML-SDK-Revision_NameCommentChange.xlsx": "shared workbook",
    "poi-ms-office-2010-signed.xlsx": "digital signature",
}


def test_of_real_workbooks_only_those_are_refused_that_a_refresh_would_damage(corpus_file):
    if (sentence := REFUSED.get(corpus_file.name)) is None:
        refuse(corpus_file)
        return
    with pytest.raises(UnsupportedWorkbookError, match=sentence):
        refuse(corpus_file)


@pytest.mark.skipif("TDAG_CORPUS" not in os.environ, reason=ABSENT)
def test_every_refusal_of_a_real_workbook_is_still_tried(corpus_files):
    assert set(REFUSED) <= {file.name for file in corpus_files}
