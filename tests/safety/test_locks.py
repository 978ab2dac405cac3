"""Of two refreshes of a workbook at once, one is refused and told why; no lock outlives its process."""

import errno
import fcntl
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest
from safety.writing import beside

from tdag_xl.errors import WorkbookChangedError, WorkbookInUseError, WriteFailedError
from tdag_xl.ooxml import locks, os_lock
from tdag_xl.ooxml.history import undo
from tdag_xl.ooxml.locks import refresh_lock
from tdag_xl.ooxml.safe_write import Stamp, replace_workbook

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "Register.xlsm"
    file.write_bytes(b"0")
    return file


def refreshed(path, content=b"1", **options):
    replace_workbook(path, lambda s: s.write(content), lambda _: None, expected=Stamp.of(path), **options)


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
import hashlib
import sys
from pathlib import Path
from tdag_xl.errors import TdagError, WorkbookChangedError, WorkbookInUseError
from tdag_xl.ooxml.history import undo
from tdag_xl.ooxml.safe_write import Stamp, replace_workbook

def counted_up(path):
    read = path.read_bytes()
    stamp = Stamp(hashlib.sha256(read).hexdigest())
    replace_workbook(path, lambda s: s.write(b"%d" % (int(read) + 1)), lambda _: None, expected=stamp)

path, done = Path(sys.argv[2]), 0
if sys.argv[1] == "refresh":
    while done < 20:
        try:
            counted_up(path)
            done += 1
        except (WorkbookChangedError, WorkbookInUseError):
            pass
else:
    for _ in range(40):
        try:
            undo(path)
            done += 1
        except TdagError:
            pass
print(done)
"""


def test_of_processes_that_count_up_in_the_workbook_while_one_takes_back_no_step_is_lost(path):
    command = [sys.executable, "-c", COUNTER]
    processes = [
        subprocess.Popen([*command, action, path], env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True)
        for action in ("refresh", "refresh", "refresh", "refresh", "undo")
    ]
    *counted, undone = (int(process.communicate(timeout=60)[0]) for process in processes)
    assert int(path.read_bytes()) == sum(counted) - undone == 80 - undone
    assert set(beside(path)) <= {"Register.xlsm.before-refresh", "Register.xlsm.before-refresh.json"}


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
