"""A colleague can take a refresh back, byte for byte, and is told when that would lose something."""

import hashlib
import json

import pytest

from tdag_xl.errors import NotAWorkbookError, NothingToUndoError, WorkbookChangedError
from tdag_xl.ooxml.companions import Companions
from tdag_xl.ooxml.history import Record, tidy, undo
from tdag_xl.ooxml.safe_write import Stamp, replace_workbook


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "Register.xlsm"
    file.write_bytes(b"0")
    return file


def refreshed(path, content):
    replace_workbook(path, lambda stream: stream.write(content), lambda _: None, expected=Stamp.of(path))


def copy_of(path):
    return path.with_name("Register.xlsm.before-refresh")


def record_of(path):
    return path.with_name("Register.xlsm.before-refresh.json")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def test_undo_brings_the_workbook_back_and_leaves_nothing_beside_it(path):
    refreshed(path, b"1")
    undone = undo(path)
    assert (undone.before, undone.after) == (sha256(b"0"), sha256(b"1"))
    assert path.read_bytes() == b"0"
    assert list(path.parent.iterdir()) == [path]


def test_the_record_says_what_the_copy_is_and_when_the_refresh_was(path):
    refreshed(path, b"1")
    said = json.loads(record_of(path).read_text())
    assert copy_of(path).read_bytes() == b"0"
    assert (said["before"], said["after"]) == (sha256(b"0"), sha256(b"1"))
    assert said["moment"].endswith("+00:00")


def test_only_the_last_refresh_can_be_taken_back(path):
    refreshed(path, b"1")
    refreshed(path, b"2")
    undo(path)
    assert path.read_bytes() == b"1"
    with pytest.raises(NothingToUndoError, match="no change of it is remembered"):
        undo(path)
    assert path.read_bytes() == b"1"


def test_a_refresh_after_an_undo_can_be_taken_back_again(path):
    for _ in range(3):
        refreshed(path, b"1")
        undo(path)
        assert path.read_bytes() == b"0"


def test_writing_the_same_bytes_again_can_be_taken_back_too(path):
    refreshed(path, b"0")
    undo(path)
    assert path.read_bytes() == b"0"


def test_a_workbook_that_was_never_refreshed_has_nothing_to_undo(path):
    with pytest.raises(NothingToUndoError, match="no change of it is remembered"):
        undo(path)
    assert list(path.parent.iterdir()) == [path]


def test_what_staff_entered_after_the_refresh_is_not_lost_without_force(path):
    refreshed(path, b"1")
    path.write_bytes(b"1 and staff")
    with pytest.raises(WorkbookChangedError, match=r"has changed since the refresh, .* of 20.*pass --force"):
        undo(path)
    assert path.read_bytes() == b"1 and staff"
    undo(path, force=True)
    assert path.read_bytes() == b"0"


def test_a_failed_refresh_leaves_the_undo_of_the_one_before(path):
    refreshed(path, b"1")

    def failing(_):
        raise NotAWorkbookError(path, "it is damaged.")

    with pytest.raises(NotAWorkbookError):
        replace_workbook(path, lambda stream: stream.write(b"2"), failing, expected=Stamp.of(path))
    undo(path)
    assert path.read_bytes() == b"0"


def test_a_deleted_workbook_comes_back_by_force_only(path):
    refreshed(path, b"1")
    path.unlink()
    with pytest.raises(WorkbookChangedError, match="no longer there"):
        undo(path)
    undo(path, force=True)
    assert path.read_bytes() == b"0"


@pytest.mark.parametrize("force", [False, True])
def test_a_copy_that_is_not_what_the_refresh_left_is_never_put_in_place(path, force):
    refreshed(path, b"1")
    copy_of(path).write_bytes(b"damaged")
    with pytest.raises(NothingToUndoError, match="not what the change of 20"):
        undo(path, force=force)
    assert (path.read_bytes(), copy_of(path).read_bytes()) == (b"1", b"damaged")


def test_a_deleted_copy_is_told_and_its_record_removed(path):
    refreshed(path, b"1")
    copy_of(path).unlink()
    with pytest.raises(NothingToUndoError, match="taken back already, or its copy deleted"):
        undo(path)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("content", [None, b"", b"{", b"[1]", b'{"before": "x"}', b"\xff\xfe"])
def test_a_copy_without_a_readable_record_is_left_for_a_person_to_judge(path, content):
    refreshed(path, b"1")
    record_of(path).unlink() if content is None else record_of(path).write_bytes(content)
    with pytest.raises(NothingToUndoError, match="copy it over the workbook by hand"):
        undo(path)
    assert (path.read_bytes(), copy_of(path).read_bytes()) == (b"1", b"0")


def test_the_copy_cannot_change_with_the_workbook(path):
    """Where the copy shares its bytes with the old workbook, that one is no longer the workbook."""
    refreshed(path, b"1")
    with path.open("r+b") as stream:
        stream.write(b"x")
    assert copy_of(path).read_bytes() == b"0"


def test_permissions_that_were_given_since_the_refresh_stay(path):
    path.chmod(0o600)
    refreshed(path, b"1")
    path.chmod(0o664)
    undo(path)
    assert path.stat().st_mode & 0o777 == 0o664


def test_a_record_that_is_not_there_is_none(tmp_path):
    assert Record.read(tmp_path / "absent") is None


def test_tidying_up_without_leftovers_touches_nothing_and_with_them_leaves_none(tmp_path):
    workbook = tmp_path / "w.xlsm"
    workbook.write_bytes(b"as it is")
    tidy(workbook)
    beside = Companions.of(workbook)
    for file in (beside.lock, beside.new_file, beside.coming_copy):
        file.write_bytes(b"left by a killed refresh")
    tidy(workbook)
    assert [file.name for file in tmp_path.iterdir()] == ["w.xlsm"]
    assert workbook.read_bytes() == b"as it is"
