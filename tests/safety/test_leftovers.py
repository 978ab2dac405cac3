"""What a killed refresh left is swept by whoever comes next; what only looks like it is left alone."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from safety.writing import NEW, OLD, beside, refreshed

from tdag_xl.errors import WriteFailedError
from tdag_xl.ooxml.companions import Companions
from tdag_xl.ooxml.history import tidy, undo

TESTS = Path(__file__).parents[1]
NOBODY = 65534

LOOK_ALIKES = [
    ".~refresh.Other.xlsm.tmp",
    ".~refresh.Register.xlsx.tmp",
    ".~refresh.Register.xlsm.tmp.bak",
    ".~refresh.Register.xlsm",
    ".~refresh.My Register.xlsm.lock",
    "Register.xlsm.before-refresh (1)",
    "Register.xlsm.before-refresh.coming.txt",
    "Register.xlsm.before-refreshed",
    "Other.xlsm.before-refresh.coming",
    "Register.xlsm.tmp",
    "~$Other.xlsm",
]


@pytest.mark.parametrize("mode", [0o600, 0o444, 0o000])
@pytest.mark.parametrize("kind", ["lock", "new_file", "coming_copy", "coming_record"])
def test_every_kind_of_leftover_is_swept_by_a_refresh_an_undo_and_a_look(path, kind, mode):
    for sweep in (refreshed, undo, tidy):
        left = getattr(Companions.of(path), kind)
        left.write_bytes(b"left by a killed refresh")
        left.chmod(mode)
        sweep(path)
        assert not left.exists(), sweep
    assert (path.read_bytes(), beside(path)) == (OLD, [])


def test_files_of_staff_that_only_look_alike_are_left_alone(path):
    for name in LOOK_ALIKES:
        (path.parent / name).write_bytes(b"staff")
    refreshed(path)
    undo(path)
    tidy(path)
    assert beside(path) == sorted(LOOK_ALIKES)
    assert all((path.parent / name).read_bytes() == b"staff" for name in LOOK_ALIKES)


@pytest.mark.parametrize("kind", ["lock", "new_file", "coming_copy", "coming_record"])
def test_a_folder_under_one_of_our_names_is_told_and_left_alone(path, kind):
    folder = getattr(Companions.of(path), kind)
    folder.mkdir()
    (folder / "staff.txt").write_bytes(b"staff")
    with pytest.raises(WriteFailedError, match=f"a folder beside it has the name '{folder.name}'.*Rename that folder"):
        refreshed(path)
    assert (path.read_bytes(), (folder / "staff.txt").read_bytes()) == (OLD, b"staff")


AS_NOBODY = """
import fcntl, os, sys
from pathlib import Path
from safety.writing import refreshed
from tdag_xl.errors import TdagError
from tdag_xl.ooxml.history import undo
os.setgroups([])
os.setgid(int(sys.argv[1]))
os.setuid(int(sys.argv[1]))
try:
    {"refreshed": refreshed, "undo": undo}[sys.argv[2]](Path(sys.argv[3]))
except TdagError as error:
    sys.exit(str(error))
"""

KILLED_WHILE_SETTLING = """
import os, sys
from pathlib import Path
from safety.writing import refreshed
from tdag_xl.ooxml import safe_write
os.umask(0o077)
settle, times = safe_write.settle, []
def killed_the_second_time(path):
    times.append(path)
    return settle(path) if len(times) == 1 else os._exit(9)
safe_write.settle = killed_the_second_time
refreshed(Path(sys.argv[1]))
"""


def run(script, *arguments):
    environment = {"PYTHONPATH": f"{TESTS}:{TESTS.parent}"}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def shared(folder_in_memory):
    """A workbook of root that everybody may change, in a folder where everybody may write."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can act for two people")
    folder = folder_in_memory / "shared"
    folder.mkdir()
    for each, mode in ((folder_in_memory, 0o755), (folder, 0o777)):
        each.chmod(mode)
    path = folder / "Register.xlsm"
    path.write_bytes(OLD)
    path.chmod(0o666)
    return path


@pytest.mark.parametrize("action", ["refreshed", "undo"])
def test_what_the_killed_refresh_of_a_colleague_left_is_finished_by_another_person(shared, action):
    assert run(KILLED_WHILE_SETTLING, shared).returncode == 9
    assert (shared.read_bytes(), len(beside(shared))) == (NEW, 4)
    assert all(stat.S_IMODE((shared.parent / name).stat().st_mode) == 0o666 for name in beside(shared))
    done = run(AS_NOBODY, NOBODY, action, shared)
    assert (done.returncode, done.stderr) == (0, "")
    assert shared.read_bytes() == (NEW if action == "refreshed" else OLD)
    assert len(beside(shared)) == (2 if action == "refreshed" else 0)


def test_a_leftover_that_a_person_may_not_remove_is_named(shared):
    left = Companions.of(shared).new_file
    left.write_bytes(b"left by root")
    shared.parent.chmod(0o1777)
    done = run(AS_NOBODY, NOBODY, "refreshed", shared)
    assert f"you may not change '{left.name}', which an earlier refresh left beside it" in done.stderr
    assert shared.read_bytes() == OLD
