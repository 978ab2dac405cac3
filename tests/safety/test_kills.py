"""Whoever kills a refresh or an undo, and whenever: a whole workbook stands, and undo tells the truth about it."""

import subprocess
import sys
from pathlib import Path

import pytest
from safety import killing
from safety.killing import NAME, NEW
from safety.remains import NEWER, OLD, OLDER, leftovers, prepared_folder, replaced_by, undone
from safety.writing import new_folder_in_memory

from tdag_xl.errors import TdagError
from tdag_xl.ooxml.history import undo

TESTS = Path(__file__).parents[1]


def remains_of(action, prepared, folder_in_memory, *options):
    remains = folder_in_memory / "remains"
    remains.mkdir()
    command = [sys.executable, killing.__file__, action, prepared, remains, *options]
    subprocess.run(command, check=True, env={"PYTHONPATH": f"{TESTS}:{TESTS.parent}"}, timeout=120)
    return sorted(remains.iterdir(), key=lambda folder: int(folder.name))


@pytest.fixture(scope="module")
def left_by_kills():
    """What a refresh of a workbook that was refreshed before leaves wherever it is killed, a folder each."""
    with new_folder_in_memory() as folder:
        prepared = prepared_folder(Path(folder) / "prepared", refreshed_before=True)
        yield remains_of("refresh", prepared, Path(folder))


@pytest.fixture
def killed_refreshes(left_by_kills, folder_in_memory):
    """Copies of those folders."""
    subprocess.run(["cp", "-a", *left_by_kills, folder_in_memory], check=True)
    return [folder_in_memory / folder.name for folder in left_by_kills]


@pytest.mark.parametrize(
    ("refreshed_before", "disk"),
    [(False, ()), (True, ()), (True, ("share",))],
    ids=["first refresh", "later refresh", "later refresh on a share"],
)
def test_a_refresh_killed_before_any_disk_call_leaves_a_whole_workbook_and_a_truthful_undo(
    folder_in_memory, disk, refreshed_before
):
    prepared = prepared_folder(folder_in_memory / "prepared", refreshed_before=refreshed_before)
    remains = remains_of("refresh", prepared, folder_in_memory, *disk)
    states = []
    for folder in remains:
        path = folder / NAME
        states.append(path.read_bytes())
        assert states[-1] in (OLD, NEW), folder
        expected = OLD if states[-1] == NEW else OLDER if refreshed_before else None
        assert undone(path) == expected, folder
        assert {file.name for file in folder.iterdir()} == {NAME}, folder
    assert len(remains) > 40
    assert states == sorted(states, key=[OLD, NEW].index)
    assert {OLD, NEW} == set(states[:-1]), "some kills must come after the replacement"


def test_the_next_refresh_sweeps_what_a_killed_one_left_and_remembers_the_state_it_found(killed_refreshes):
    littered = set()
    for folder in killed_refreshes:
        path = folder / NAME
        found = path.read_bytes()
        littered |= leftovers(folder)
        replaced_by(path, NEWER)
        assert leftovers(folder) == set(), folder
        assert (path.read_bytes(), undone(path)) == (NEWER, found), folder
    assert littered >= {f".~refresh.{NAME}.lock", f".~refresh.{NAME}.tmp", f"{NAME}.before-refresh.coming.json"}


def test_what_staff_changed_after_a_killed_refresh_is_not_lost_by_an_undo(killed_refreshes):
    for folder in killed_refreshes:
        path = folder / NAME
        path.write_bytes(path.read_bytes() + b"staff")
        with pytest.raises(TdagError, match=r"changed since the refresh|not what the refresh"):
            undo(path)
        assert path.read_bytes().endswith(b"staff")


def test_an_undo_killed_before_any_disk_call_leaves_a_whole_workbook_and_a_truthful_undo(folder_in_memory):
    prepared = prepared_folder(folder_in_memory / "prepared", refreshed_before=True)
    states = []
    for folder in remains_of("undo", prepared, folder_in_memory):
        path = folder / NAME
        states.append(path.read_bytes())
        assert undone(path) == (OLDER if states[-1] == OLD else None), folder
        assert path.read_bytes() == OLDER
        assert {file.name for file in folder.iterdir()} == {NAME}, folder
    assert set(states) == {OLD, OLDER}
    assert len(states) > 20


def test_tidying_up_after_a_kill_can_itself_be_killed_anywhere(killed_refreshes, folder_in_memory):
    just_replaced = next(folder for folder in killed_refreshes if (folder / NAME).read_bytes() == NEW)
    for killed_once in (killed_refreshes[killed_refreshes.index(just_replaced) - 1], just_replaced):
        (folder_in_memory / f"again-{killed_once.name}").mkdir()
        state = (killed_once / NAME).read_bytes()
        before = {OLD: OLDER, NEW: OLD}[state]
        for folder in remains_of("undo", killed_once, folder_in_memory / f"again-{killed_once.name}"):
            path = folder / NAME
            found = path.read_bytes()
            assert found in (state, before), folder
            assert undone(path) == (before if found == state else None), folder


@pytest.fixture
def last_before_the_replacement(killed_refreshes):
    """What is left of a refresh that is killed when all is ready: the workbook is OLD, and came from OLDER."""
    last = [folder for folder in killed_refreshes if (folder / NAME).read_bytes() == OLD][-1]
    assert {f"{NAME}.before-refresh.coming.json", f".~refresh.{NAME}.tmp"} <= leftovers(last)
    return last


def test_a_new_file_that_somebody_else_sweeps_is_not_taken_for_a_finished_refresh(last_before_the_replacement):
    (last_before_the_replacement / f".~refresh.{NAME}.tmp").unlink()
    assert undone(last_before_the_replacement / NAME) == OLDER


def test_a_kill_while_tidying_up_never_makes_a_refresh_that_did_not_happen_the_last_one(
    last_before_the_replacement, folder_in_memory
):
    (folder_in_memory / "again").mkdir()
    for again in remains_of("undo", last_before_the_replacement, folder_in_memory / "again"):
        path = again / NAME
        if path.read_bytes() == OLD:
            path.write_bytes(OLD + b"staff")
            undo(path, force=True)
            assert path.read_bytes() == OLDER, again
