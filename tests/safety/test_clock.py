"""No clock decides what is the newest: it may go backwards, and files may bear any moment."""

import datetime as dt
import os
import types

import pytest
from safety.amended import amended_workbook
from safety.writing import NEW, OLD, refreshed

from tdag_xl.commands import summaries
from tdag_xl.errors import NothingToUndoError, WorkbookChangedError
from tdag_xl.ooxml import history
from tdag_xl.ooxml.history import undo

LATE, EARLY = dt.datetime(2107, 12, 31, tzinfo=dt.UTC), dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
CENTURY = 100 * 365 * 86_400


@pytest.fixture
def clock(monkeypatch):
    """`clock(moment)`: sets the clock."""

    def show(moment):
        stopped = types.SimpleNamespace(now=lambda zone: moment.astimezone(zone))
        monkeypatch.setattr(history, "datetime", stopped)
        monkeypatch.setattr(summaries, "dt", types.SimpleNamespace(UTC=dt.UTC, datetime=stopped))

    return show


def test_the_last_refresh_is_undone_though_the_one_before_bears_a_later_moment(path, clock):
    clock(LATE)
    refreshed(path, write=lambda stream: stream.write(b"late"), verify=lambda new: None)
    clock(EARLY)
    refreshed(path)
    assert path.read_bytes() == NEW
    assert undo(path).moment == "1970-01-01T00:00:00+00:00"
    assert path.read_bytes() == b"late"
    with pytest.raises(NothingToUndoError):
        undo(path)


@pytest.mark.parametrize("seconds", [0, CENTURY, 2 * CENTURY], ids=["1970", "2069", "2169"])
def test_a_change_is_seen_by_its_bytes_whatever_the_moment_of_the_file(path, seconds):
    def saved_at_the_same_moment(stream):
        stream.write(NEW)
        path.write_bytes(OLD[::-1])
        os.utime(path, (seconds, seconds))

    os.utime(path, (seconds, seconds))
    with pytest.raises(WorkbookChangedError):
        refreshed(path, write=saved_at_the_same_moment)
    assert path.read_bytes() == OLD[::-1]
    refreshed(path)
    assert path.read_bytes() == NEW


def test_a_refresh_after_the_clock_went_back_by_a_century_finds_nothing_to_do(tmp_path, clock):
    workbook = amended_workbook(tmp_path / "workbook.xlsm", 4_800_000)
    old = workbook.read_bytes()
    clock(LATE)
    assert summaries.refresh(workbook).wrote
    clock(EARLY)
    assert not summaries.refresh(workbook).wrote
    assert summaries.undo(workbook) == "2107-12-31T00:00:00+00:00"
    assert workbook.read_bytes() == old
