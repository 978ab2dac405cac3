"""Another program saves the workbook while it is being replaced, to the last moment: what it saved stands."""

import errno
import sys

import pytest
from safety.killing import before_disk_call
from safety.writing import NEW, OLD, as_it_should_be, refreshed, writes_new

from tdag_xl.errors import NothingToUndoError, WorkbookChangedError
from tdag_xl.ooxml import durable_files, safe_write
from tdag_xl.ooxml.exchange import exchanged
from tdag_xl.ooxml.history import tidy, undo
from tdag_xl.ooxml.safe_write import Stamp, replace_workbook

THEIRS, THEIRS_LATER = b"theirs" * 700, b"theirs, later" * 500


def saved_by_rename(path, content=THEIRS):
    """As Excel saves: a new file takes the place of the old one."""
    aside = path.parent.parent / "aside"
    aside.write_bytes(content)
    aside.replace(path)


def written_in_place(path):
    path.write_bytes(THEIRS)


def deleted_and_made_anew(path):
    path.unlink(missing_ok=True)
    path.write_bytes(THEIRS)


def interrupted_at(number, action, path, save):
    """The error of `action` before whose n-th change to the disk `save` is called; whether it was called."""
    saved = []
    read = Stamp.of(path)
    before_disk_call(number, lambda: saved.append(save(path)))
    try:
        undo(path) if action is undo else replace_workbook(path, writes_new, as_it_should_be, expected=read)
    except WorkbookChangedError as error:
        return error, saved
    finally:
        sys.setprofile(None)
    return None, saved


def places_where_a_save_is_lost(folder, action, save):
    """Their numbers; at all other places it stands, is told unless the replacement came first, and nothing is left."""
    told, lost = 0, []
    for number in range(1000):
        path = folder / str(number) / "Register.xlsm"
        path.parent.mkdir()
        path.write_bytes(OLD)
        if action is undo:
            refreshed(path)
        error, saved = interrupted_at(number, action, path, save)
        if not saved:
            break
        if path.read_bytes() != THEIRS:
            lost.append(number)
        told += error is not None
        tidy(path)
        assert not [file for file in path.parent.iterdir() if ".~refresh" in file.name or "coming" in file.name], number
    assert 10 < told < number - len(lost)
    return lost


@pytest.mark.parametrize("save", [saved_by_rename, written_in_place, deleted_and_made_anew])
@pytest.mark.parametrize("action", [refreshed, undo])
def test_a_save_at_any_place_of_a_refresh_or_an_undo_stands_and_nothing_is_left(folder_in_memory, action, save):
    assert places_where_a_save_is_lost(folder_in_memory, action, save) == []


@pytest.mark.usefixtures("share")
@pytest.mark.parametrize("action", [refreshed, undo])
def test_where_names_cannot_be_swapped_a_save_is_lost_only_between_the_last_look_and_the_replacement(
    folder_in_memory, action
):
    assert len(places_where_a_save_is_lost(folder_in_memory, action, saved_by_rename)) == 1


@pytest.fixture
def around_swap(monkeypatch):
    """Says what happens before and after the first swap of names, and before the second."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux swaps names")

    def install(before=lambda: None, after=lambda: None, again=lambda: None):
        left = [before, again]

        def swap(source, target):
            first = len(left) == 2
            if left:
                left.pop(0)()
            if not exchanged(source, target):
                pytest.skip("this disk swaps no names")
            if first:
                after()
            return True

        monkeypatch.setattr(durable_files, "exchanged", swap)

    return install


@pytest.mark.parametrize("action", [refreshed, undo])
def test_a_save_between_the_last_look_and_the_replacement_is_put_back(path, around_swap, action):
    if action is undo:
        refreshed(path)
    around_swap(before=lambda: saved_by_rename(path))
    with pytest.raises(WorkbookChangedError, match="Their version stands"):
        action(path)
    assert path.read_bytes() == THEIRS
    if action is undo:
        undo(path, force=True)
        assert path.read_bytes() == OLD
    else:
        assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("action", [refreshed, undo])
def test_a_save_while_another_one_is_put_back_stands_because_it_is_the_newest(path, around_swap, action):
    if action is undo:
        refreshed(path)
    around_swap(before=lambda: saved_by_rename(path), again=lambda: saved_by_rename(path, THEIRS_LATER))
    with pytest.raises(WorkbookChangedError):
        action(path)
    assert path.read_bytes() == THEIRS_LATER


@pytest.mark.parametrize("action", [refreshed, undo])
def test_a_workbook_deleted_in_the_last_moment_stays_deleted(path, around_swap, action):
    if action is undo:
        refreshed(path)
    around_swap(before=path.unlink)
    with pytest.raises(WorkbookChangedError, match="moved or deleted"):
        action(path)
    assert not path.exists()


@pytest.mark.parametrize("action", [refreshed, undo])
def test_a_swap_that_was_done_although_it_gave_an_error_is_done(path, monkeypatch, action):
    if action is undo:
        refreshed(path)

    def swap(source, target):
        assert exchanged(source, target)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(durable_files, "exchanged", swap)
    action(path)
    assert path.read_bytes() == (OLD if action is undo else NEW)


def killed_after_swap(path, around_swap, monkeypatch, **saves):
    """What a refresh leaves that is killed between the swap and the look at what was swapped out."""

    def killed(_):
        raise SystemExit

    around_swap(after=lambda: monkeypatch.setattr(safe_write, "settle", killed), **saves)
    with pytest.raises(SystemExit):
        refreshed(path)
    monkeypatch.undo()
    assert path.read_bytes() == NEW


def test_a_refresh_killed_just_after_the_swap_can_be_taken_back(path, around_swap, monkeypatch):
    killed_after_swap(path, around_swap, monkeypatch)
    undo(path)
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


def test_a_save_of_the_last_moment_is_put_back_also_after_a_kill(path, around_swap, monkeypatch):
    killed_after_swap(path, around_swap, monkeypatch, before=lambda: saved_by_rename(path))
    tidy(path)
    assert path.read_bytes() == THEIRS
    assert list(path.parent.iterdir()) == [path]


def test_a_save_of_the_last_moment_is_kept_where_after_a_kill_a_newer_one_stands(path, around_swap, monkeypatch):
    killed_after_swap(path, around_swap, monkeypatch, before=lambda: saved_by_rename(path))
    saved_by_rename(path, THEIRS_LATER)
    with pytest.raises(NothingToUndoError, match="somebody changed it"):
        undo(path)
    assert path.read_bytes() == THEIRS_LATER
    assert path.with_name("Register.xlsm.before-refresh").read_bytes() == THEIRS
