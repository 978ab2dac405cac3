"""Two files of a folder swap their names in one step, where the system and the disk can do that."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_HERE = -100
"""AT_FDCWD of fcntl.h: a relative name starts at the working folder."""

_EXCHANGE = 2
"""RENAME_EXCHANGE of linux/fs.h."""

_CANNOT = (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP)
"""What renameat2(2) says on disks, such as network shares, and under systems that swap no names."""


def exchanged(one: Path, other: Path) -> bool:
    """Let both files swap their names in one step; False, and nothing done, where that is not possible.

    Raises OSError; FileNotFoundError where one of them is not there.
    """
    swap = _renameat2()
    if swap is None:
        return False
    if swap(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _renameat2() -> Any:
    """The C library's function; None under other systems than Linux, and in C libraries without it."""
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
