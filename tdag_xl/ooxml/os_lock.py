"""A lock of the operating system on an open file: exclusive, never waited for, gone with the process."""

from __future__ import annotations

import errno
import importlib
import os
from typing import Any

_BYTE = 1 << 30
"""The byte that Windows locks: behind the text of the lock file, which others must be able to read."""

_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


def try_lock(descriptor: int) -> bool:
    """Lock the file; False where another process has. Raises OSError where the disk has no locks."""
    try:
        if os.name == "nt":
            _on_windows(descriptor)
        else:
            _on_posix(descriptor)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True


def _on_posix(descriptor: int) -> None:
    fcntl: Any = importlib.import_module("fcntl")
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _on_windows(descriptor: int) -> None:
    msvcrt: Any = importlib.import_module("msvcrt")
    os.lseek(descriptor, _BYTE, os.SEEK_SET)
    msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
