"""One click at a time in a workbook, across processes: each click of the ribbon is a process of its own."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING

from tdag_xl.commands.user_folder import file_stem, folder_for
from tdag_xl.errors import ButtonBusyError, UserFolderError
from tdag_xl.ooxml.os_lock import try_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_LONGEST = 4096

Notes = dict[str, str]


class Turn:
    """The right to work in a workbook. `left_over` are the notes of a click that was killed, else empty."""

    def __init__(self, descriptor: int, button: str, left_over: Notes) -> None:
        self.left_over = left_over
        self._descriptor = descriptor
        self._notes = {**left_over, "button": button, "since": f"{datetime.now().astimezone():%H:%M}"}
        self.note()

    def note(self, **what: str) -> None:
        """Keep in the lock file what the next click must know should this process be killed."""
        self._notes |= what
        _write(self._descriptor, json.dumps(self._notes).encode())


@contextmanager
def turn(workbook: str, button: str) -> Iterator[Turn]:
    """The turn of `button` in the workbook of that full name.

    The lock is the operating system's and ends with the process, however that ends. Raises ButtonBusyError where
    another click has it, UserFolderError where the lock file cannot be used.
    """
    file = folder_for("locks") / f"{file_stem(workbook)}.lock"
    descriptor = _locked(file)
    try:
        yield Turn(descriptor, button, _read(descriptor))
    finally:
        _write(descriptor, b"")
        os.close(descriptor)


def _locked(file: Path) -> int:
    try:
        descriptor = os.open(file, _OPEN, 0o600)
    except OSError as error:
        raise UserFolderError(file, error) from error
    try:
        if try_lock(descriptor):
            return descriptor
        raise _busy(_read(descriptor))
    except BaseException as error:
        os.close(descriptor)
        if isinstance(error, OSError):
            raise UserFolderError(file, error) from error
        raise


def _busy(notes: Notes) -> ButtonBusyError:
    button, since = notes.get("button", "Another button"), notes.get("since")
    started = f" (it started at {since})" if since else ""
    return ButtonBusyError(
        f"{button} is still running in this workbook{started}. Wait until it says that it is done, then click again. "
        "This click changed nothing."
    )


def _read(descriptor: int) -> Notes:
    """The notes of the click before; none where it ended as it should."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        said = json.loads(os.read(descriptor, _LONGEST) or b"{}")
        return {str(key): str(value) for key, value in said.items()}
    except (ValueError, AttributeError):  # cut short by a kill, or not ours
        return {}


def _write(descriptor: int, notes: bytes) -> None:
    with suppress(OSError):  # a full disk: the lock holds all the same, only what it says is lost
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, notes)
