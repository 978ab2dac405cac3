"""What a disk refuses, and when, is told in a sentence; the workbook is as it was."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from safety.killing import before_disk_call
from safety.writing import NEW, OLD, as_it_should_be, beside, refreshed, writes_new

from tdag_xl.errors import TdagError, WorkbookInUseError, WriteFailedError
from tdag_xl.ooxml import durable_files
from tdag_xl.ooxml.history import undo
from tdag_xl.ooxml.safe_write import replace_workbook


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "no room left on the disk"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "you may not write in the folder"),
        (errno.EIO, "share failed"),
        (errno.ESTALE, "share failed"),
        (errno.ENAMETOOLONG, "Rename the workbook"),
        (errno.EFBIG, "could not be written"),
    ],
)
def test_what_a_disk_refuses_is_told_in_a_sentence_and_nothing_has_changed(path, code, sentence):
    def failing(stream):
        stream.write(NEW)
        stream.flush()
        raise OSError(code, os.strerror(code))

    with pytest.raises(WriteFailedError, match=sentence) as raised:
        refreshed(path, write=failing)
    assert str(raised.value).startswith(f"{path}: ")
    assert str(raised.value).endswith("The workbook is as it was.")
    assert isinstance(raised.value.__cause__, OSError)
    assert (path.read_bytes(), beside(path)) == (OLD, [])


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


@pytest.mark.usefixtures("share")
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


@pytest.mark.usefixtures("share")
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


@pytest.mark.usefixtures("share")
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


@pytest.fixture
def small_disk(tmp_path):
    """A real disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_really_full_leaves_the_workbook_as_it_was_however_little_room_there_is(small_disk):
    path, ballast = small_disk / "Register.xlsm", small_disk / "ballast"
    old, new = b"\1" * 50_000, b"\2" * 60_000
    done = []
    for room in range(0, 32 * 4096, 4096):
        path.write_bytes(old)
        ballast.write_bytes(b"")
        free = os.statvfs(small_disk)
        ballast.write_bytes(b"x" * (free.f_bavail * free.f_bsize - room))
        try:
            refreshed(path, write=lambda stream: stream.write(new), verify=lambda file: None)
        except WriteFailedError as error:
            assert "no room left on the disk" in str(error)
            assert (path.read_bytes(), beside(path)) == (old, ["ballast"])
            done.append(False)
        else:
            assert path.read_bytes() == new
            undo(path)
            assert (path.read_bytes(), beside(path)) == (old, ["ballast"])
            done.append(True)
    assert done == sorted(done)
    assert {False, True} == set(done)


@pytest.mark.usefixtures("share")
def test_a_disk_without_hard_links_keeps_a_copy(path):
    path.chmod(0o640)
    refreshed(path)
    assert stat.S_IMODE((path.parent / "Register.xlsm.before-refresh").stat().st_mode) == 0o640
    undo(path)
    assert path.read_bytes() == OLD


def test_a_read_only_workbook_is_refused(path):
    path.chmod(0o444)
    with pytest.raises(WriteFailedError, match="read-only"):
        refreshed(path)
    assert (path.read_bytes(), beside(path)) == (OLD, [])


def test_a_folder_that_may_not_be_written_is_told(path, monkeypatch):
    real = os.open

    def refused(name, *arguments, **options):
        if str(name).startswith(str(path.parent)) and ".~refresh" in str(name):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(name, *arguments, **options)

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(WriteFailedError, match=f"you may not write in the folder {path.parent}"):
        refreshed(path)
    assert path.read_bytes() == OLD


def test_an_output_in_a_folder_that_does_not_exist_is_told(tmp_path):
    with pytest.raises(WriteFailedError, match=r"the folder .*absent does not exist"):
        replace_workbook(tmp_path / "absent" / "x.xlsm", writes_new, as_it_should_be, expected=None)
    assert list(tmp_path.iterdir()) == []


def failing_renames(monkeypatch, *, times, code):
    real, left, pauses = Path.replace, [times], []

    def replace(self, target):
        if self.name.startswith(".~refresh") and left[0]:
            left[0] -= 1
            raise windows_error(code)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(durable_files, "exchanged", lambda one, other: False)
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


@pytest.mark.parametrize("code", [errno.ETXTBSY, errno.EBUSY])
def test_a_file_that_is_busy_is_in_use(path, code):
    def busy(_):
        raise OSError(code, os.strerror(code))

    with pytest.raises(WorkbookInUseError, match="another program has the file open"):
        refreshed(path, write=busy)
