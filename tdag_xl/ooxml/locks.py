"""Who may write a workbook now: nobody while a program has it open, and one process at a time."""

from __future__ import annotations

import os
import platform
import stat
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING

from tdag_xl.errors import NotAWorkbookError, WorkbookInUseError, WriteFailedError
from tdag_xl.ooxml.companions import Companions
from tdag_xl.ooxml.disk_errors import STANDS, disk_errors_told, held_open
from tdag_xl.ooxml.os_lock import try_lock
from tdag_xl.ooxml.owner_files import owners

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
"""A symbolic link under the lock's name is followed nowhere: the lock is written."""


def refuse_if_open(path: Path, *, ignore_owner_files: bool = False) -> None:
    """Raise WorkbookInUseError, naming the person, while Excel or LibreOffice has the workbook open.

    `ignore_owner_files` overlooks the files that these programs leave behind when they crash, not a file that the
    operating system says is open.
    """
    if not ignore_owner_files:
        for owner in owners(path):
            raise WorkbookInUseError(
                path,
                f"it is {owner}. Have it closed there and try again; if that program crashed, delete "
                f"{owner.file.name!r} or pass --ignore-locks. {STANDS}",
            )
    try:
        path.open("r+b").close()
    except OSError as error:  # what else is wrong with the file is for the reader or the writer to say
        if held_open(error):
            raise WorkbookInUseError(path, f"another program has it open. Close it there. {STANDS}") from error


def refuse_if_protected(path: Path) -> None:
    """Refuse a file that a rename would replace although it is marked read-only, and what is no file at all.

    Raises WriteFailedError, NotAWorkbookError, OSError.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise NotAWorkbookError(path, "this is a folder or a device, not a file. Name a workbook file.")
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
        raise WriteFailedError(
            path,
            "the file is read-only, or you may not change it. Take the read-only mark off (file properties), or ask "
            f"its owner for the right to write. {STANDS}",
        )


@contextmanager
def refresh_lock(path: Path) -> Iterator[None]:
    """Keep other refreshes of the workbook away during the block.

    The lock is the operating system's, on a small file beside the workbook: it ends with the process, however that
    ends, and the next refresh removes the file. Raises WorkbookInUseError where another process has it,
    WriteFailedError where the folder cannot be written or the disk has no locks.
    """
    with disk_errors_told(path):
        file = Companions.of(path).lock
        descriptor = _locked(file, path)
    try:
        yield
    finally:
        _release(file, descriptor)


def _locked(file: Path, path: Path) -> int:
    """The descriptor of the locked file, which is still the one that others find under its name."""
    while True:
        descriptor = os.open(file, _OPEN, 0o666)
        try:
            if not try_lock(descriptor):
                raise _taken(file, path)
            if _is_there(file, descriptor):
                with suppress(OSError):  # the text only tells whom to wait for: on a full disk an undo goes on without
                    _sign(descriptor)
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_there(file: Path, descriptor: int) -> bool:
    """False where the process before removed the file between our opening and our locking it."""
    try:
        return os.path.samestat(file.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _sign(descriptor: int) -> None:
    if hasattr(os, "fchmod"):
        with suppress(PermissionError):  # the file of a colleague, who has opened it to everybody already
            os.fchmod(descriptor, 0o666)
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, f"process {os.getpid()} on {platform.node()} since {since}".encode())


def _taken(file: Path, path: Path) -> WorkbookInUseError:
    try:
        holder = file.read_text("utf-8", "replace") or "another process"
    except OSError:  # it is just being removed, or Windows keeps it to its owner
        holder = "another process"
    return WorkbookInUseError(path, f"it is being written by {holder}. Wait until that is done and try again. {STANDS}")


def _release(file: Path, descriptor: int) -> None:
    """Remove the file while it is still locked, so that nobody locks a file that has no name any more.

    Windows removes no open file; there it goes after the lock, unless somebody else has taken it meanwhile.
    """
    with suppress(OSError):
        file.unlink()
    with suppress(OSError):  # it is closed all the same, and nothing was written that matters
        os.close(descriptor)
    if os.name == "nt":
        with suppress(OSError):
            file.unlink()
