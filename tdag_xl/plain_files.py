"""Files that are read whole: plain ones of a bounded size, never a device or a pipe that would not end."""

from __future__ import annotations

import errno
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def content(path: Path, largest: int) -> bytes:
    """The bytes of the file at `path`, `largest` at most. Raises OSError, whose `strerror` says why not."""
    seen = path.stat()
    if not stat.S_ISREG(seen.st_mode):  # told before it is opened: a pipe would wait for a writer
        raise OSError(errno.EINVAL, "it is a folder or a device, not a file")
    if seen.st_size > largest:
        raise _too_large(largest)
    with path.open("rb") as stream:
        data = stream.read(largest + 1)
    if len(data) > largest:  # it grew, or is of a kind that tells no size
        raise _too_large(largest)
    return data


def _too_large(largest: int) -> OSError:
    return OSError(errno.EFBIG, f"it is larger than {largest >> 20} MB")
