"""A share, or a program that holds a file open under Windows, refuses any disk call: what is said about it is true."""

import errno
import io
import os
import sys
from pathlib import Path

import pytest
from safety.killing import before_disk_call
from safety.writing import NEW, OLD, beside, refreshed

from tdag_xl.errors import TdagError, WorkbookInUseError, WriteFailedError
from tdag_xl.ooxml import durable_files
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.history import undo
from tdag_xl.ooxml.opening import opened_to_read

pytestmark = pytest.mark.usefixtures("share")


def windows_error(code):
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = code
    return error


def failing_at(number, action, disk_error):
    """The error that `action` raises when its n-th change to the disk fails; None once it has fewer.

    Closing is spared: an interrupted one would leave the file to the garbage collector, which no disk error does.
    """
    reached = []

    def fail():
        reached.append(True)
        raise disk_error

    try:
        before_disk_call(number, fail, spared=("close", "__exit__"))
        action()
    except TdagError as error:
        sys.setprofile(None)
        return error
    finally:
        sys.setprofile(None)
    return "came through all the same" if reached else None


@pytest.mark.parametrize("action", [refreshed, undo])
@pytest.mark.parametrize(
    ("disk_error", "sentence"),
    [
        (OSError(errno.EIO, "Input/output error"), "share failed"),
        (windows_error(32), "another program has the file open"),
        (windows_error(33), "another program has the file open"),
        (windows_error(5), "you may not write in the folder"),
    ],
    ids=["EIO", "sharing violation", "lock violation", "access denied"],
)
def test_whichever_disk_call_fails_the_error_says_truly_whether_the_workbook_is_the_old_one(
    folder_in_memory, monkeypatch, action, disk_error, sentence
):
    monkeypatch.setattr(durable_files.time, "sleep", lambda seconds: None)
    told = set()
    for number in range(1000):
        path = folder_in_memory / str(number) / "Register.xlsm"
        path.parent.mkdir()
        path.write_bytes(OLD)
        if action is undo:
            refreshed(path)
        found = path.read_bytes()
        error = failing_at(number, lambda path=path: action(path), disk_error)
        replaced = path.read_bytes() != found
        assert path.read_bytes() in (OLD, NEW)
        if error is None:
            break
        says_replaced = isinstance(error, str) or "but the disk failed just after" in str(error)
        assert replaced == says_replaced, (number, error)
        told.add(str(error).partition(": ")[2])
        refreshed(path)
        assert len(beside(path)) == 2, (number, "the next refresh sweeps what the failure left")
    assert number > 15
    assert any(sentence in said for said in told)
    assert any("but the disk failed just after" in said for said in told)


def read_whole(path):
    with opened_to_read(path) as book:
        for part in book.package.parts:
            book.package.read_part(part)


def test_a_share_that_fails_while_the_workbook_is_opened_is_told(staff_workbook):
    for number in range(100):
        error = failing_at(number, lambda: read_whole(staff_workbook), OSError(errno.EIO, "Input/output error"))
        if error is None:
            break
        assert str(error).startswith(f"{staff_workbook}: ")
        assert "share failed" in str(error) or "connection to its disk" in str(error), number
    assert number > 2


def test_a_share_that_fails_while_the_workbook_is_read_is_told(staff_workbook):
    class Stream(io.BytesIO):
        def read(self, size=-1):
            if failing:
                raise OSError(errno.ESTALE, "Stale file handle")
            return super().read(size)

    failing = False
    archive = Archive(Stream(staff_workbook.read_bytes()), staff_workbook)
    failing = True
    for name in archive.names:
        with pytest.raises(WriteFailedError, match=r"share failed .*Stale"):
            archive.read(name)


@pytest.mark.parametrize("code", [errno.ENOENT, errno.EIO, errno.ETIMEDOUT])
@pytest.mark.parametrize("refused", [".~refresh.Register.xlsm.tmp", "Register.xlsm.before-refresh.coming.json"])
def test_a_rename_that_a_share_did_although_it_says_no_is_taken_as_done(path, monkeypatch, code, refused):
    """As NFS does, which asks again where an answer was lost, and is told that there is no such file any more."""
    real = Path.replace

    def replace(self, target):
        real(self, target)
        if self.name == refused:
            raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "replace", replace)
    refreshed(path)
    assert path.read_bytes() == NEW
    refused = "Register.xlsm.before-refresh"
    undo(path)
    assert path.read_bytes() == OLD


def test_a_rename_that_failed_is_not_taken_as_done_because_what_stands_there_looks_alike(path, monkeypatch):
    """Two records have the same size, and on a disk of coarse moments the same moment."""
    refreshed(path)
    real, record = Path.replace, path.with_name("Register.xlsm.before-refresh.json")

    def replace(self, target):
        if target == record:
            moment = self.stat().st_mtime_ns
            os.utime(record, ns=(moment, moment))
            raise OSError(errno.EIO, "Input/output error")
        real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(WriteFailedError, match=r"the new workbook is in place.*but the disk failed just after"):
        refreshed(path)


def test_a_link_that_cannot_be_read_is_not_taken_for_the_workbook(path, tmp_path, monkeypatch):
    link, real = tmp_path / "link.xlsm", os.lstat
    link.symlink_to(path)

    def lstat(name, **options):
        if str(name) == str(link):
            raise OSError(errno.EIO, "Input/output error")
        return real(name, **options)

    monkeypatch.setattr(os, "lstat", lstat)
    with pytest.raises(WriteFailedError, match="share failed"):
        refreshed(link)
    monkeypatch.undo()
    assert link.is_symlink()
    assert path.read_bytes() == OLD


def test_a_share_that_says_nothing_any_more_is_no_proof_that_the_old_workbook_stands(path, monkeypatch):
    real = Path.replace

    def replace(self, target):
        real(self, target)
        monkeypatch.setattr(Path, "lstat", gone)
        raise OSError(errno.ETIMEDOUT, "Connection timed out")

    def gone(self):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(WriteFailedError, match=r"timed out.* does not tell whether it was done"):
        refreshed(path)
    monkeypatch.undo()
    undo(path)
    assert path.read_bytes() == OLD


def failing_renames(monkeypatch, *, times, code):
    real, left, pauses = Path.replace, [times], []

    def replace(self, target):
        if self.name.startswith(".~refresh") and left[0]:
            left[0] -= 1
            raise windows_error(code)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(durable_files.time, "sleep", pauses.append)
    return pauses


@pytest.mark.parametrize("code", [5, 32, 33])
def test_windows_gets_a_few_tries_because_a_virus_scanner_lets_go_soon(path, monkeypatch, code):
    pauses = failing_renames(monkeypatch, times=3, code=code)
    refreshed(path)
    assert path.read_bytes() == NEW
    assert pauses == [0.1, 0.2, 0.4]


@pytest.mark.parametrize(("code", "error"), [(5, WriteFailedError), (32, WorkbookInUseError), (33, WorkbookInUseError)])
def test_windows_that_never_lets_go_is_told_and_nothing_has_changed(path, monkeypatch, code, error):
    pauses = failing_renames(monkeypatch, times=99, code=code)
    with pytest.raises(error):
        refreshed(path)
    assert len(pauses) == 4
    assert (path.read_bytes(), beside(path)) == (OLD, [])
