"""What the operating system says about a disk, as sentences for the person at the workbook."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.errors import WorkbookError, WorkbookInUseError, WriteFailedError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHARING_VIOLATION, _LOCK_VIOLATION, _ACCESS_DENIED = 32, 33, 5
"""Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, and ERROR_ACCESS_DENIED, which a rename over a file that is
open gives as well."""

STANDS = "The workbook is as it was."

_UNANSWERED = (
    "the disk or network share failed ({reason}) in the moment of the replacement, and does not tell whether it was "
    "done. The old or the new workbook stands, whole: look at it once the disk is back, before you go on."
)
_DISK_FULL = "there is no room left on the disk, or your quota of it is used up. Free some space and try again."
_READ_ONLY = "the disk is read-only. Copy the workbook to a folder that can be written, and work there."
_FORBIDDEN = (
    "you may not write in the folder {folder}. Ask for the right to write there, or copy the workbook elsewhere."
)
_NOT_YOURS = (
    "you may not change {name!r}, which an earlier refresh left beside it. Ask its owner to delete it, or for the "
    "right to write in the folder."
)
_FOLDER_THERE = "a folder beside it has the name {name!r}, which a refresh needs for a file. Rename that folder."
_GONE = "the disk or network share failed ({reason}). Check the connection and try again."
_TOO_LONG = "the file name is too long to keep a copy beside it. Rename the workbook to less than 200 characters."
_NO_LOCKS = "the disk does not support locks, so two refreshes could collide. Copy the workbook to another disk."
_OTHER = "the file could not be written ({reason}). Check the disk and the folder, and try again."

_SENTENCES = {
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _DISK_FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EISDIR: _FOLDER_THERE,
    errno.EIO: _GONE,
    errno.ESTALE: _GONE,
    errno.ENODEV: _GONE,
    errno.ENOTCONN: _GONE,
    errno.ENETDOWN: _GONE,
    errno.ENETUNREACH: _GONE,
    errno.EHOSTDOWN: _GONE,
    errno.EHOSTUNREACH: _GONE,
    errno.ETIMEDOUT: _GONE,
    errno.ENAMETOOLONG: _TOO_LONG,
    errno.ENOLCK: _NO_LOCKS,
    errno.EOPNOTSUPP: _NO_LOCKS,
}


class UnansweredError(OSError):
    """A rename failed, and the disk does not tell either whether it was done all the same."""


@contextmanager
def disk_errors_told(path: Path) -> Iterator[None]:
    """Turn an OSError of the block into a WorkbookError about `path`.

    The block must not have changed the workbook, unless the error is UnansweredError.
    """
    try:
        yield
    except OSError as error:
        raise refusal(path, error) from error


@contextmanager
def failure_after(path: Path, done: str) -> Iterator[None]:
    """Turn an OSError of the block into a WriteFailedError that says what is `done` all the same."""
    try:
        yield
    except OSError as error:
        raise WriteFailedError(
            path, f"{done}, but the disk failed just after ({_reason(error)}). Look at the workbook before you go on."
        ) from error


def refusal(path: Path, error: OSError) -> WorkbookError:
    """WorkbookInUseError where another program holds the file, else WriteFailedError; both as a sentence."""
    if held_open(error):
        return WorkbookInUseError(
            path, f"another program has the file open, so it could not be replaced. Close it there. {STANDS}"
        )
    if isinstance(error, UnansweredError):
        return WriteFailedError(path, _UNANSWERED.format(reason=_reason(error)))
    return WriteFailedError(path, f"{_sentence(path, error)} {STANDS}")


def held_open(error: OSError) -> bool:
    """Whether the error says that another program has the file open."""
    if (code := windows_code(error)) is not None:
        return code in (_SHARING_VIOLATION, _LOCK_VIOLATION)
    return error.errno in (errno.ETXTBSY, errno.EBUSY)


def may_pass(error: OSError) -> bool:
    """Whether a Windows rename may succeed a moment later: a virus scanner or a preview had the file open."""
    return windows_code(error) in (_SHARING_VIOLATION, _LOCK_VIOLATION, _ACCESS_DENIED)


def windows_code(error: OSError) -> int | None:
    """The error's Windows code; None elsewhere."""
    code: int | None = getattr(error, "winerror", None)
    return code


def _sentence(path: Path, error: OSError) -> str:
    folder, reason = path.absolute().parent, _reason(error)
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and not os.access(folder, os.F_OK):
        return f"the folder {folder} does not exist. Create it, or check the connection to its disk."
    name = Path(error.filename or "").name
    sentence = _SENTENCES.get(error.errno or 0, _OTHER)
    if sentence is _FORBIDDEN and name and error.filename2 is None and os.path.lexists(error.filename):
        sentence = _NOT_YOURS
    return sentence.format(folder=folder, reason=reason, name=name)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
