"""The workbook as it was before its last refresh, kept beside it so that a colleague can take the refresh back.

A refresh leaves `NAME.before-refresh`, the exact bytes, and `NAME.before-refresh.json`, what they are. Both are first
written under names that end in `.coming`, and become valid by one fact: that the new file is no longer there under its
own name, because it has become the workbook. Where the disk can swap names, the old workbook stands there then for a
moment: it is looked at, so that what another program saved last of all is put back. So whenever a process is killed,
either the old workbook stands with its old history, or the new one with the new; `settle`, run at the end of a refresh
and by whoever comes next, tidies up accordingly.
"""

from __future__ import annotations

import errno
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tdag_xl.errors import NothingToUndoError, WorkbookChangedError
from tdag_xl.ooxml.companions import Companions
from tdag_xl.ooxml.disk_errors import disk_errors_told, failure_after
from tdag_xl.ooxml.durable_files import (
    digest,
    holds,
    is_there,
    keep_attributes,
    move_over,
    put_back,
    put_in_place,
    second_name,
    sync_folder,
)
from tdag_xl.ooxml.locks import refresh_lock, refuse_if_open, refuse_if_protected

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Record:
    """A refresh that can be taken back: SHA-256 of the workbook before and after, and its moment (ISO 8601, UTC)."""

    before: str
    after: str
    moment: str

    @classmethod
    def read(cls, file: Path) -> Record | None:
        """The record in `file`; None where there is no file, or none that a refresh has finished."""
        try:
            said = json.loads(file.read_bytes())
            return cls(str(said["before"]), str(said["after"]), str(said["moment"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None


def remember(path: Path, *, before: str, after: str) -> None:
    """Get ready to take the refresh back that is about to replace the workbook: from digest `before` to `after`.

    For the holder of the refresh lock, once the new file is on the disk. Raises OSError.
    """
    beside = Companions.of(path)
    second_name(beside.workbook, beside.coming_copy)
    record = Record(before, after, datetime.now(UTC).isoformat(timespec="seconds"))
    with beside.coming_record.open("x", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(record), indent=1) + "\n")
        stream.flush()
        keep_attributes(beside.workbook, beside.coming_record)  # who may undo must be able to read it
        os.fsync(stream.fileno())
    if Record.read(beside.coming_record) != record:
        raise OSError(errno.EIO, "what was written is not what is read")
    sync_folder(beside.workbook.parent)


def settle(path: Path) -> bool:
    """Tidy up the history of a refresh that has replaced the workbook, killed since or not, else drop all it left.

    Returns whether it has. For the holder of the refresh lock: nobody else's refresh is under way then. Raises OSError.
    """
    beside = Companions.of(path)
    coming = Record.read(beside.coming_record)
    if coming is not None and _replaced(beside, coming):
        _adopt(beside)
        return True
    # In this order, a kill between two steps leaves nothing that could be taken for a finished refresh.
    for file in (beside.coming_record, beside.coming_copy, beside.new_file):
        file.unlink(missing_ok=True)
    return False


def tidy(path: Path) -> None:
    """Finish what a killed refresh left beside the workbook, if it left anything.

    Raises WorkbookInUseError where that refresh goes on in another process, WriteFailedError.
    """
    with disk_errors_told(path):
        beside = Companions.of(path)
        left = any(map(is_there, (beside.lock, beside.new_file, beside.coming_copy, beside.coming_record)))
    if left:
        with refresh_lock(path), disk_errors_told(path):
            settle(path)


def _replaced(beside: Companions, coming: Record) -> bool:
    """Whether the new file has become the workbook to stay; what it swapped names with is then gone."""
    under_its_name = _digest(beside.new_file)
    if under_its_name is None:  # False where somebody else removed it: the workbook is still the one from before
        return coming.before == coming.after or _digest(beside.workbook) != coming.before
    if under_its_name == coming.before:
        beside.new_file.unlink()
        return True
    if under_its_name == coming.after:
        return False
    if _digest(beside.workbook) == coming.after:
        put_back(beside.new_file, beside.workbook, coming.after)
        return False
    move_over(beside.new_file, beside.coming_copy)  # a save of somebody is kept, though there are newer ones
    return True


def _adopt(beside: Companions) -> None:
    """Make what `remember` wrote the history of the workbook, now that it has been replaced."""
    if is_there(beside.coming_copy):
        move_over(beside.coming_copy, beside.copy)
        beside.coming_copy.unlink(missing_ok=True)  # renaming one of two names of the same file does nothing
    move_over(beside.coming_record, beside.record)


def undo(path: Path, *, force: bool = False, ignore_owner_files: bool = False) -> Record:
    """Bring back, byte for byte, the workbook from before the last refresh; return what was taken back.

    Raises NothingToUndoError where no refresh is remembered; WorkbookChangedError where the workbook has changed
    since, unless `force`; WorkbookInUseError where it is open; WriteFailedError where the disk refuses.
    """
    with disk_errors_told(path):
        beside = Companions.of(path)
        refuse_if_protected(path)
        if not any(map(is_there, beside.ours)):  # say so also where nobody may write
            raise _nothing_remembered(path)
    with refresh_lock(path), disk_errors_told(path):
        settle(path)
        record = _remembered(path, beside)
        found = _digest(beside.workbook)
        _refuse_if_changed(path, record, found, force)
        refuse_if_open(path, ignore_owner_files=ignore_owner_files)
        swapped = _copy_put_in_place(path, beside, found)
        with failure_after(path, "the workbook is back as it was before the change"):
            if swapped and digest(beside.copy) != found:
                put_back(beside.copy, beside.workbook, record.before)
                raise changed_meanwhile(path)
            beside.copy.unlink(missing_ok=True)
            beside.record.unlink()
            sync_folder(beside.workbook.parent)
    return record


def _copy_put_in_place(path: Path, beside: Companions, found: str | None) -> bool:
    """Whether the workbook, whose digest was `found` (None: there is none), now stands under the copy's name."""
    if found is None:
        move_over(beside.copy, beside.workbook)
        return False
    try:
        keep_attributes(beside.workbook, beside.copy)
        if not holds(beside.workbook, found):
            raise changed_meanwhile(path)
        return put_in_place(beside.copy, beside.workbook)
    except FileNotFoundError as error:
        raise changed_meanwhile(path) from error


def changed_meanwhile(path: Path) -> WorkbookChangedError:
    """What to raise where another program saved the workbook after it was read."""
    return WorkbookChangedError(
        path,
        "somebody saved, moved or deleted the workbook while it was being changed. Their version stands; try "
        "again to work with it.",
    )


def _remembered(path: Path, beside: Companions) -> Record:
    """The record of the last refresh, its copy being there and whole."""
    record = Record.read(beside.record)
    if record is None and not is_there(beside.record) and not is_there(beside.copy):
        raise _nothing_remembered(path)
    if record is None:
        raise NothingToUndoError(
            path,
            f"the record {beside.record.name!r} is missing or unreadable, so nothing says what the copy beside the "
            f"workbook is. If {beside.copy.name!r} is the state you want, copy it over the workbook by hand.",
        )
    copied = _digest(beside.copy)
    if copied is None or (record.before != copied == record.after and _digest(beside.workbook) == record.before):
        beside.copy.unlink(missing_ok=True)
        beside.record.unlink()
        raise NothingToUndoError(path, f"the change of {record.moment} was taken back already, or its copy deleted.")
    if copied != record.before:
        raise NothingToUndoError(
            path,
            f"the copy {beside.copy.name!r} is not what the change of {record.moment} left: somebody changed it, or "
            "it is damaged. The workbook stays as it is.",
        )
    return record


def _nothing_remembered(path: Path) -> NothingToUndoError:
    return NothingToUndoError(path, "no change of it is remembered beside it, so there is nothing to undo.")


def _refuse_if_changed(path: Path, record: Record, now: str | None, force: bool) -> None:
    if now in (record.before, record.after) or force:
        return
    what = "has changed since" if now else "is no longer there since"
    raise WorkbookChangedError(
        path,
        f"the workbook {what} the refresh, import or upgrade of {record.moment}. Undoing would bring back the state "
        "before it and lose whatever was entered since; pass --force if that is what you want. Nothing was changed.",
    )


def _digest(file: Path) -> str | None:
    try:
        return digest(file)
    except FileNotFoundError:
        return None
