"""Whichever system call of a refresh or an undo is killed or fails, a whole workbook stands, and what is said is true.

The process is the real one, and the faults are the kernel's: see system_calls.py.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from judges.required import absent
from safety import system_calls
from safety.killing import NAME, NEW
from safety.remains import NEWER, OLD, OLDER, leftovers, prepared_folder, replaced_by, undone
from safety.system_calls import CHANGES, LOCAL, QUERIES, Call, Outcome, calls_in, cannot_trace

TESTS = Path(__file__).parents[1]
AFTER = {"refresh": NEW, "undo": OLDER}
BEFORE_THAT = {NEW: OLD, OLD: OLDER, OLDER: None}


@pytest.fixture(autouse=True)
def needs_strace():
    """Skips where system calls cannot be tampered with."""
    if reason := cannot_trace():
        absent(reason, required_by="TDAG_REQUIRE_STRACE")


@pytest.fixture
def outcomes(folder_in_memory):
    """`outcomes(action, *faults)`: what came of each fault at each system call, on a workbook refreshed before."""
    prepared = prepared_folder(folder_in_memory / "prepared", refreshed_before=True)
    remains = folder_in_memory / "remains"
    remains.mkdir()

    def of(action, *faults):
        command = [sys.executable, system_calls.__file__, action, prepared, remains, *faults]
        environment = {"PYTHONPATH": f"{TESTS}:{TESTS.parent}", "PATH": "/usr/local/bin:/usr/bin:/bin"}
        done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True, timeout=300)
        for line in done.stdout.splitlines():
            said = json.loads(line)
            yield Outcome(**said | {"call": Call(**said["call"])})

    of.calls = lambda: calls_in(remains / "calls.log")
    return of


def assert_undo_is_truthful_and_sweeps(folder):
    path = folder / NAME
    stood = path.read_bytes()
    assert undone(path) == BEFORE_THAT[stood]
    assert {file.name for file in folder.iterdir()} == {NAME}


def assert_next_refresh_sweeps_and_remembers(folder):
    path = folder / NAME
    stood = path.read_bytes()
    replaced_by(path, NEWER)
    assert leftovers(folder) == set()
    assert undone(path) == stood


def assert_all_is_well(outcome):
    folder = Path(outcome.folder)
    again = shutil.copytree(folder, folder.with_name(f"{folder.name}-again"))
    assert_undo_is_truthful_and_sweeps(folder)
    assert_next_refresh_sweeps_and_remembers(again)


@pytest.mark.parametrize("action", ["refresh", "undo"])
def test_a_kill_at_any_system_call_leaves_the_old_or_the_new_workbook(outcomes, action):
    states = []
    for outcome in outcomes(action, "kill"):
        states.append((Path(outcome.folder) / NAME).read_bytes())
        assert outcome.code == -9, outcome
        assert_all_is_well(outcome)
    assert states == sorted(states, key=[OLD, AFTER[action]].index)
    assert {OLD, AFTER[action]} == set(states)


@pytest.mark.parametrize(
    ("action", "disk"), [("refresh", "own disk"), ("refresh", "share"), ("undo", "own disk")], ids=lambda part: part
)
@pytest.mark.parametrize("fault", ["error", "gone"], ids=["one call fails", "all calls fail from one on"])
def test_an_error_of_any_system_call_is_told_truly(outcomes, action, disk, fault):
    told = set()
    for outcome in outcomes(action, fault, disk):
        stands = (Path(outcome.folder) / NAME).read_bytes()
        told.add(verdict := outcome.said.partition(": ")[2])
        if outcome.code == 0:
            assert (stands, outcome.said) == (AFTER[action], ""), outcome
        else:
            assert outcome.code == 1, outcome
            assert outcome.said.startswith(f"{outcome.folder}/{NAME}: "), outcome
            if "does not tell whether it was done" not in verdict:
                assert stands == (AFTER[action] if "but the disk failed just after" in verdict else OLD), outcome
        assert_all_is_well(outcome)
    assert len(told) > 5
    assert any("does not tell whether it was done" in verdict for verdict in told) == (fault == "gone")


@pytest.mark.parametrize("action", ["refresh", "undo"])
def test_the_system_calls_that_reach_the_disk_are_these(outcomes, action):
    """So that a new kind of call is noticed, and given its faults."""
    list(outcomes(action))
    calls = outcomes.calls()
    assert {call.name for call in calls} <= {"openat", *CHANGES, *QUERIES, *LOCAL}
    changing = {call.name for call in calls if call.changes}
    common = {"openat", "flock", "fchmod", "ftruncate", "write", "chmod", "utimensat", "fsync", "close", "renameat2"}
    assert changing == common | ({"link", "rename", "unlink"} if action == "refresh" else {"unlink"})
