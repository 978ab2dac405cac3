"""A workbook is replaced by a new one in one step, or stays as it was, whatever fails or is killed on the way."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from tdag_xl.errors import NotAWorkbookError
from tdag_xl.ooxml.companions import Companions
from tdag_xl.ooxml.disk_errors import disk_errors_told, failure_after
from tdag_xl.ooxml.durable_files import (
    digest,
    holds,
    is_there,
    keep_attributes,
    move_over,
    put_in_place,
    sync_folder,
)
from tdag_xl.ooxml.history import changed_meanwhile, remember, settle
from tdag_xl.ooxml.locks import refresh_lock, refuse_if_open, refuse_if_protected

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Stamp:
    """A file's state: the digest of its bytes, which also tells a change that keeps size and moment."""

    digest: str

    @classmethod
    def of(cls, path: Path) -> Stamp:
        """The state of the file at `path` now. Take it before reading. Raises NotAWorkbookError where there is none."""
        try:
            return cls(digest(path))
        except (FileNotFoundError, NotADirectoryError) as missing:
            raise NotAWorkbookError(path, "there is no such file. Check the folder and the spelling.") from missing
        except OSError as error:
            raise NotAWorkbookError(
                path,
                f"the file cannot be read ({error.strerror}). Check the connection to its disk, and that you may read "
                "it. Nothing was changed.",
            ) from error

    def fits(self, path: Path) -> bool:
        """Whether the file at `path` still holds the same bytes, and was not replaced while read. Raises OSError."""
        try:
            return holds(path, self.digest)
        except (FileNotFoundError, NotADirectoryError):
            return False


def replace_workbook(
    path: Path,
    write: Callable[[BinaryIO], None],
    verify: Callable[[Path], None],
    *,
    expected: Stamp | None,
    ignore_owner_files: bool = False,
) -> None:
    """Replace the workbook at `path`, or what a symbolic link there leads to, by what `write` writes.

    `write` gets a new, seekable file in the same folder; `verify` is then called with its name and raises if it is
    not as it should be, and must close the old file, which Windows replaces only when nobody has it open.
    `expected` is the state that the new content was made from: the workbook is refused if it has changed since, and
    its old state is remembered for `undo`. None writes to another file than was read: what is there is replaced, and
    nothing remembered. Permissions, and the owner where possible, are kept.

    Raises WorkbookInUseError, WorkbookChangedError, NotAWorkbookError (a folder or device is there) or
    WriteFailedError, and whatever `write` and `verify` raise; then the file at `path` is as it was.
    """
    with disk_errors_told(path):
        beside = Companions.of(path)
        refuse_if_protected(path)
        refuse_if_open(path, ignore_owner_files=ignore_owner_files)
        with refresh_lock(path):
            settle(path)
            try:
                after = _new_file(beside, write, verify)
                if expected is not None:
                    remember(path, before=expected.digest, after=after)
                refuse_if_open(path, ignore_owner_files=ignore_owner_files)
                if expected is not None and not expected.fits(path):
                    raise changed_meanwhile(path)
                if expected is None:
                    move_over(beside.new_file, beside.workbook)
                else:
                    put_in_place(beside.new_file, beside.workbook)
            except BaseException as error:
                with suppress(OSError):  # the first error is the one to tell; the next run tidies up what is left
                    settle(path)
                if isinstance(error, FileNotFoundError) and expected is not None and not is_there(beside.workbook):
                    raise changed_meanwhile(path) from error
                raise
            with failure_after(path, "the new workbook is in place, and can be undone if it replaced another"):
                if expected is not None and not settle(path):
                    raise changed_meanwhile(path)
                sync_folder(beside.workbook.parent)


def _new_file(beside: Companions, write: Callable[[BinaryIO], None], verify: Callable[[Path], None]) -> str:
    """The digest of the new file, once it is written, verified and on the disk."""
    replaces = is_there(beside.workbook)
    with open(beside.new_file, "x+b", opener=_private if replaces else None) as stream:
        write(stream)
        stream.flush()
        if replaces:
            keep_attributes(beside.workbook, beside.new_file)
        os.fsync(stream.fileno())
    verify(beside.new_file)
    return digest(beside.new_file)


def _private(name: str, flags: int) -> int:
    """Open a file that nobody else may read before it has the permissions of the one it replaces."""
    return os.open(name, flags, 0o600)
