"""A workbook is replaced in one step by a verified file, or is as it was, and a sentence says why."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest
from safety.writing import NEW, OLD, as_it_should_be, beside, refreshed, writes_new

from tdag_xl.errors import NotAWorkbookError, WorkbookChangedError, WriteFailedError
from tdag_xl.ooxml import durable_files
from tdag_xl.ooxml.exchange import exchanged
from tdag_xl.ooxml.history import undo
from tdag_xl.ooxml.safe_write import Stamp, replace_workbook


def test_the_new_content_stands_and_only_the_history_beside_it(path):
    refreshed(path)
    assert path.read_bytes() == NEW
    assert beside(path) == ["Register.xlsm.before-refresh", "Register.xlsm.before-refresh.json"]


def test_the_new_file_is_seekable_and_verified_before_it_becomes_the_workbook(path):
    seen = []

    def write(stream):
        stream.write(b"x" * 10)
        stream.seek(0)
        stream.truncate()
        stream.write(NEW)

    refreshed(path, write=write, verify=lambda new: seen.append((new.read_bytes(), path.read_bytes(), new.parent)))
    assert seen == [(NEW, OLD, path.parent)]


@pytest.fixture
def steps(monkeypatch):
    """What is synced to the disk and what is replaced, in order."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not tell the name of an open file")
    real_sync, real_replace, taken = os.fsync, Path.replace, []

    def fsync(descriptor):
        taken.append(f"sync {Path(f'/proc/self/fd/{descriptor}').readlink().name}")
        real_sync(descriptor)

    def replace(self, target):
        taken.append(f"{Path(target).name} replaced")
        return real_replace(self, target)

    def swap(source, target):
        taken.append(f"{Path(target).name} swapped")
        return exchanged(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(durable_files, "exchanged", swap)
    return taken


def test_all_is_on_the_disk_before_the_replacement_and_the_replacement_before_the_refresh_is_done(path, steps):
    refreshed(path)
    assert steps == [
        "sync .~refresh.Register.xlsm.tmp",
        "sync Register.xlsm.before-refresh.coming.json",
        "sync folder",
        "Register.xlsm swapped",
        "Register.xlsm.before-refresh replaced",
        "Register.xlsm.before-refresh.json replaced",
        "sync folder",
    ]


def test_an_undo_is_on_the_disk_before_it_is_done(path, steps):
    refreshed(path)
    steps.clear()
    undo(path)
    assert steps == ["Register.xlsm swapped", "sync folder"]


@pytest.mark.parametrize("step", ["write", "verify"])
@pytest.mark.parametrize("error", [WriteFailedError(Path("x"), "it is not as it should be."), KeyboardInterrupt()])
def test_an_error_in_writing_or_verifying_leaves_everything_as_it_was(path, step, error):
    def failing(_):
        raise error

    with pytest.raises(type(error)) as raised:
        refreshed(path, **{step: failing})
    assert raised.value is error
    assert (path.read_bytes(), beside(path)) == (OLD, [])


@pytest.mark.usefixtures("share")
@pytest.mark.parametrize("change", ["rewritten", "same length, same moment", "replaced", "deleted"])
def test_a_workbook_that_changed_since_it_was_read_is_refused_and_the_change_stands(path, change):
    """On a share, too, where nothing tells a change after the last look."""

    def meanwhile(stream):
        stream.write(NEW)
        if change == "rewritten":
            path.write_bytes(b"theirs")
        elif change == "same length, same moment":
            path.write_bytes(b"OLD" * 1000)
            os.utime(path, (1_000_000_000, 1_000_000_000))
        elif change == "replaced":
            (path.parent / "theirs").write_bytes(b"theirs")
            (path.parent / "theirs").replace(path)
        else:
            path.unlink()

    os.utime(path, (1_000_000_000, 1_000_000_000))
    with pytest.raises(WorkbookChangedError, match="while it was being changed"):
        refreshed(path, write=meanwhile)
    left = {"rewritten": b"theirs", "same length, same moment": b"OLD" * 1000, "replaced": b"theirs"}
    assert (path.read_bytes() if path.exists() else None) == left.get(change)
    assert beside(path) == []


def test_a_workbook_that_was_only_touched_is_no_changed_one(path):
    refreshed(path, write=lambda stream: (stream.write(NEW), os.utime(path, (5, 5))))
    assert path.read_bytes() == NEW


def test_the_stamp_of_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(NotAWorkbookError, match="no such file"):
        Stamp.of(tmp_path / "absent.xlsx")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other permissions")
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o644])
def test_permissions_and_attributes_are_kept_and_the_moment_is_new(path, mode):
    path.chmod(mode)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    if labelled := sys.platform == "linux":
        try:
            os.setxattr(path, "user.label", b"staff")
        except OSError:
            labelled = False
    refreshed(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.stat().st_mtime > 1_000_000_000
    if labelled:
        assert os.getxattr(path, "user.label") == b"staff"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_is_kept_where_that_is_allowed(path):
    os.chown(path, 12345, 23456)
    refreshed(path)
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)


def test_an_owner_that_may_not_be_kept_stops_nothing(path, monkeypatch):
    def refused(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    real = path.stat()
    other = os.stat_result((real.st_mode, real.st_ino, real.st_dev, 1, 77, 77, real.st_size, 1, 1, 1))
    monkeypatch.setattr(os, "chown", refused)
    durable_files._keep_owner(path, other)
    refreshed(path)
    assert path.read_bytes() == NEW


def test_nobody_else_can_read_a_private_workbook_while_it_is_written(path):
    path.chmod(0o600)
    modes = []
    new_file = path.parent / f".~refresh.{path.name}.tmp"
    refreshed(path, write=lambda s: (modes.append(stat.S_IMODE(new_file.stat().st_mode)), s.write(NEW)))
    assert modes == [0o600]


def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(path, tmp_path):
    link = tmp_path / "link.xlsm"
    link.symlink_to(path)
    refreshed(link)
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert len(beside(path)) == 2
    undo(link)
    assert link.is_symlink()
    assert path.read_bytes() == OLD


def test_another_output_is_made_whole_and_without_a_history(path):
    output = path.parent / "copy.xlsm"
    for _ in range(2):
        replace_workbook(output, writes_new, as_it_should_be, expected=None)
        assert output.read_bytes() == NEW
        assert beside(path) == ["copy.xlsm"]
    assert path.read_bytes() == OLD


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_an_output_that_is_a_folder_or_a_device_is_refused(tmp_path, make):
    make(tmp_path / "x.xlsm")
    with pytest.raises(NotAWorkbookError, match="folder or a device"):
        replace_workbook(tmp_path / "x.xlsm", writes_new, as_it_should_be, expected=None)


def test_no_symbolic_link_planted_under_our_names_is_followed(path, tmp_path):
    treasure = tmp_path / "treasure"
    treasure.write_bytes(b"gold")
    (path.parent / f".~refresh.{path.name}.tmp").symlink_to(treasure)
    refreshed(path)
    assert path.read_bytes() == NEW
    (path.parent / f".~refresh.{path.name}.lock").symlink_to(treasure)
    with pytest.raises(WriteFailedError):
        refreshed(path)
    assert treasure.read_bytes() == b"gold"
