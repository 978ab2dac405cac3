"""A file written whole or not at all: what stood under its name stays until the new one takes its place."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from tdag_xl.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_ABSENT = (errno.ENOENT, errno.ENOTDIR)


def write_whole(path: Path, data: bytes) -> None:
    """Let the file at `path` hold `data`, in one step. Raises DocumentError; then nothing has changed."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        try:
            with beside.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(beside, path)  # noqa: PTH105 - over the old one on Windows too
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise not_written(path, error) from error


def not_written(path: Path, error: OSError) -> DocumentError:
    """What to say of a document that could not be written to `path`, and why."""
    return DocumentError(path, f"the document could not be written: {_reason(path, error)}")


def _reason(path: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return "there is no room left on the disk. Free some space and try again."
    if error.errno in _ABSENT and not path.parent.is_dir():
        return f"there is no folder {path.parent}. Create it, or name another one."
    if path.is_dir():
        return "a folder has this name. Rename it, or name another file."
    if error.errno in _FORBIDDEN and path.exists() and os.access(path.parent, os.W_OK):
        return "another program has it open, or it is read-only. Close it there and try again."
    if error.errno in _FORBIDDEN:
        return f"you may not write in the folder {path.parent}. Name another one."
    return f"{error.strerror or type(error).__name__}. Check the disk and the folder, and try again."
