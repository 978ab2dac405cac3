"""A workbook that somebody has open, or that is just being written, is refused with that person's name."""

import errno
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
import types
from pathlib import Path

import pytest
import xlsxwriter

from tdag_xl.errors import WorkbookChangedError, WorkbookInUseError, WriteFailedError
from tdag_xl.ooxml import locks, os_lock
from tdag_xl.ooxml.history import undo
from tdag_xl.ooxml.locks import refresh_lock, refuse_if_open
from tdag_xl.ooxml.owner_files import owners
from tdag_xl.ooxml.safe_write import Stamp, replace_workbook

ROOT = Path(__file__).parents[2]


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


HOLDER = """
import sys
from pathlib import Path
from tdag_xl.ooxml.locks import refresh_lock
with refresh_lock(Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.readline()
"""


def holding(path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert process.stdout.readline() == "locked\n"
    return process


def test_a_second_refresh_is_refused_while_the_first_runs_and_told_which_process_it_is(path):
    with holding(path) as process:
        for write in (refreshed, undo):
            with pytest.raises(WorkbookInUseError, match=rf"being written by process {process.pid} on \S+ since 20"):
                write(path)
        process.stdin.write("done\n")
    assert path.read_bytes() == b"0"
    refreshed(path)


def test_the_lock_ends_with_a_killed_process_and_its_file_with_the_next_refresh(path):
    lock = path.with_name(".~refresh.Register.xlsm.lock")
    with holding(path) as process:
        process.kill()
    assert lock.exists()
    with refresh_lock(path):
        assert f"process {os.getpid()}" in lock.read_text()
    assert not lock.exists()


def test_a_lock_file_that_is_removed_between_opening_and_locking_is_made_anew(path, monkeypatch):
    lock = path.with_name(".~refresh.Register.xlsm.lock")
    tries = []

    def locked_after_removal(descriptor):
        if not tries:
            lock.unlink()
        tries.append(descriptor)
        return os_lock.try_lock(descriptor)

    monkeypatch.setattr(locks, "try_lock", locked_after_removal)
    with refresh_lock(path):
        assert len(tries) == 2
        monkeypatch.undo()
        with pytest.raises(WorkbookInUseError), refresh_lock(path):
            pass


def test_the_lock_of_one_workbook_does_not_hinder_another(path):
    with refresh_lock(path), refresh_lock(path.with_name("Other.xlsm")):
        pass


def test_a_disk_without_locks_is_refused_because_two_refreshes_could_collide(path, monkeypatch):
    def unsupported(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    with pytest.raises(WriteFailedError, match="does not support locks"):
        refreshed(path)
    assert path.read_bytes() == b"0"


COUNTER = """
import sys
from pathlib import Path
from tdag_xl.errors import WorkbookChangedError, WorkbookInUseError
from tdag_xl.ooxml.safe_write import Stamp, replace_workbook
path, counted = Path(sys.argv[1]), 0
while counted < 25:
    stamp = Stamp.of(path)
    number = int(path.read_bytes())
    try:
        replace_workbook(path, lambda s: s.write(b"%d" % (number + 1)), lambda _: None, expected=stamp)
    except (WorkbookChangedError, WorkbookInUseError):
        continue
    counted += 1
"""


def test_of_many_processes_that_count_up_in_the_workbook_none_loses_the_number_of_another(path):
    command = [sys.executable, "-c", COUNTER, path]
    processes = [subprocess.Popen(command, env={"PYTHONPATH": str(ROOT)}) for _ in range(4)]
    assert [process.wait(60) for process in processes] == [0] * 4
    assert path.read_bytes() == b"100"
    undo(path)
    assert path.read_bytes() == b"99"
    assert [file.name for file in path.parent.iterdir()] == ["Register.xlsm"]


def test_the_slower_of_two_refreshes_that_read_the_same_workbook_is_refused(path):
    stamp = Stamp.of(path)
    refreshed(path)
    with pytest.raises(WorkbookChangedError, match="Their version stands"):
        replace_workbook(path, lambda s: s.write(b"2"), lambda _: None, expected=stamp)
    assert path.read_bytes() == b"1"


@pytest.fixture
def windows_locks(monkeypatch):
    """The locks of Windows, played by those of POSIX; what they are asked for is noted."""
    asked = []

    def locking(descriptor, mode, count):
        asked.append((mode, os.lseek(descriptor, 0, os.SEEK_CUR), count))
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(locking=locking, LK_NBLCK=2))
    monkeypatch.setattr(os_lock, "os", types.SimpleNamespace(name="nt", lseek=os.lseek, SEEK_SET=os.SEEK_SET))
    return asked


def test_windows_locks_one_byte_far_behind_the_text_that_names_the_holder(path, windows_locks):
    with refresh_lock(path):
        assert windows_locks == [(2, 1 << 30, 1)]
        with pytest.raises(WorkbookInUseError, match=f"process {os.getpid()}"), refresh_lock(path):
            pass
    assert not path.with_name(".~refresh.Register.xlsm.lock").exists()


def test_a_lock_that_windows_says_is_taken_is_taken(tmp_path, windows_locks, monkeypatch):
    def taken(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(sys.modules["msvcrt"], "locking", taken)
    with (tmp_path / "lock").open("wb") as stream:
        assert os_lock.try_lock(stream.fileno()) is False
