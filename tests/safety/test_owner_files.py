"""A workbook that somebody has open is refused with that person's name."""

import errno
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
import xlsxwriter

from tdag_xl.errors import WorkbookInUseError
from tdag_xl.ooxml.history import undo
from tdag_xl.ooxml.locks import refuse_if_open
from tdag_xl.ooxml.owner_files import owners
from tdag_xl.ooxml.safe_write import Stamp, replace_workbook


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "Register.xlsm"
    file.write_bytes(b"0")
    return file


def excel_owner_file(path, name, *, code_page="cp1252"):
    """Excel's owner file as Excel writes it: 165 bytes, padded with spaces."""
    narrow = name.encode(code_page, "replace")
    head = bytes([len(narrow)]) + narrow.ljust(54, b" ")
    data = head + len(name).to_bytes(2, "little") + name.encode("utf-16-le")
    file = path.with_name(f"~${path.name}")
    file.write_bytes(data + " ".encode("utf-16-le") * ((165 - len(data)) // 2) + b" " * ((165 - len(data)) % 2))
    assert file.stat().st_size == 165
    return file


def refreshed(path, content=b"1", **options):
    replace_workbook(path, lambda s: s.write(content), lambda _: None, expected=Stamp.of(path), **options)


@pytest.mark.parametrize("name", ["Anna Kowalska", "Łucja Żak", "张伟", "عبد الله", "x" * 52])
def test_the_person_in_excel_is_named(path, name):
    excel_owner_file(path, name)
    with pytest.raises(WorkbookInUseError, match=f"open in Excel by {name}"):
        refuse_if_open(path)


@pytest.mark.parametrize("data", [b"", b"\5Anna", bytes(165), b"\xff" * 165, os.urandom(165)])
def test_an_owner_file_of_excel_that_names_nobody_still_says_that_the_workbook_is_open(path, data):
    path.with_name("~$Register.xlsm").write_bytes(data)
    with pytest.raises(WorkbookInUseError, match="open in Excel by "):
        refuse_if_open(path)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (",root,vm,23.11.2026 20:47,file:///home/x;", "open in LibreOffice by root on vm since 23.11.2026 20:47"),
        ("Anna Kowalska,anna,PC-7,23.11.2026 20:47,file:///x;", "by Anna Kowalska on PC-7 since 23.11.2026 20:47"),
        (r"Kowalska\, Anna\;\\,anna,PC-7,1.1.2026 09:00,x;", r"by Kowalska, Anna;\ on PC-7 since 1.1.2026 09:00"),
        ("Łucja,l,PC,1.1.2026 09:00,x;", "by Łucja on PC"),
        ("", "open in LibreOffice by somebody. Have it closed"),
        ("no fields", "open in LibreOffice by somebody. Have it closed"),
    ],
)
def test_the_person_in_libreoffice_is_named(path, entry, told):
    path.with_name(".~lock.Register.xlsm#").write_text(entry, encoding="utf-8")
    with pytest.raises(WorkbookInUseError) as raised:
        refuse_if_open(path)
    assert told in str(raised.value)


def test_the_sentence_says_what_to_do_when_the_program_crashed(path):
    excel_owner_file(path, "Anna")
    with pytest.raises(
        WorkbookInUseError, match=r"if that program crashed, delete '~\$Register.xlsm' or pass --ignore"
    ):
        refuse_if_open(path)


@pytest.mark.parametrize("write", [refreshed, undo])
def test_nothing_is_written_while_somebody_has_it_open_unless_owner_files_are_to_be_ignored(path, write):
    refreshed(path)
    before = path.read_bytes()
    owner = excel_owner_file(path, "Anna")
    with pytest.raises(WorkbookInUseError):
        write(path)
    assert path.read_bytes() == before
    write(path, ignore_owner_files=True)
    assert owner.exists()


def test_somebody_who_opens_it_during_the_refresh_is_noticed_right_before_the_replacement(path):
    with pytest.raises(WorkbookInUseError, match="Anna"):
        replace_workbook(path, lambda s: s.write(b"1"), lambda _: excel_owner_file(path, "Anna"), expected=None)
    assert path.read_bytes() == b"0"
    assert sorted(file.name for file in path.parent.iterdir()) == ["Register.xlsm", "~$Register.xlsm"]


def test_owner_files_are_found_beside_a_link_and_beside_what_it_leads_to(path, tmp_path):
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "link.xlsm"
    link.symlink_to(path)
    excel_owner_file(link, "Beside the link")
    path.with_name(".~lock.Register.xlsm#").write_text("Beside the file,b,PC,1.1.2026 09:00,x;")
    assert [owner.person for owner in owners(link)] == ["Beside the link", "Beside the file"]
    assert [owner.person for owner in owners(path)] == ["Beside the file"]


def test_an_owner_file_that_nobody_may_read_still_says_that_the_workbook_is_open(path, monkeypatch):
    excel_owner_file(path, "Anna")
    real = Path.read_bytes

    def read_bytes(self):
        if self.name.startswith("~$"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert [str(owner) for owner in owners(path)] == ["open in Excel by somebody"]


def test_windows_says_itself_that_a_program_has_the_file_even_where_owner_files_are_ignored(path, monkeypatch):
    def held(self, *_):
        error = PermissionError(errno.EACCES, "The process cannot access the file")
        error.winerror = 32
        raise error

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(WorkbookInUseError, match="another program has it open"):
        refuse_if_open(path, ignore_owner_files=True)


@pytest.mark.libreoffice
def test_a_workbook_open_in_a_real_libreoffice_is_refused(tmp_path):
    program = shutil.which("soffice") or pytest.skip("LibreOffice is not installed")
    path = tmp_path / "Register.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet()
    before = path.read_bytes()
    command = [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore", path]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as office:
        try:
            deadline = time.monotonic() + 60
            while not owners(path) and time.monotonic() < deadline:
                time.sleep(0.1)
            time.sleep(0.2)
            with pytest.raises(WorkbookInUseError, match=r"open in LibreOffice by \S+ on \S+ since \d\d\.\d\d\.\d{4}"):
                refreshed(path)
        finally:
            os.killpg(office.pid, signal.SIGKILL)
    assert path.read_bytes() == before
