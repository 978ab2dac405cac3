"""What a disk refuses, and when, is told in a sentence; the workbook is as it was."""

import errno
import os
import stat
import subprocess

import pytest
from safety.writing import NEW, OLD, as_it_should_be, beside, refreshed, writes_new

from tdag_xl.errors import WorkbookInUseError, WriteFailedError
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


@pytest.mark.parametrize("code", [errno.ETXTBSY, errno.EBUSY])
def test_a_file_that_is_busy_is_in_use(path, code):
    def busy(_):
        raise OSError(code, os.strerror(code))

    with pytest.raises(WorkbookInUseError, match="another program has the file open"):
        refreshed(path, write=busy)
