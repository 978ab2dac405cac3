"""Steps of a write that lasts: a file's digest, its replacement in one step, a second copy, a folder on the disk."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from tdag_xl.ooxml.disk_errors import UnansweredError, may_pass
from tdag_xl.ooxml.exchange import exchanged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PAUSES = (0.1, 0.2, 0.4, 0.8)
"""Seconds between tries on Windows, where a virus scanner or a preview may hold a file for a moment."""

_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP)


def digest(path: Path) -> str:
    """The SHA-256 of the file, in hexadecimal. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def holds(path: Path, content: str) -> bool:
    """Whether the file's bytes have the digest `content`, and it was not replaced while read. Raises OSError."""
    before = path.stat()
    return digest(path) == content and _alike(before, path.stat())


def _alike(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether both may be of one file: size and moment are kept by every disk when it is renamed, its number is not."""
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def same_file(one: Path, other: Path) -> bool:
    """Whether both paths lead to one file, which need not be there; names of one file on the disk are the same."""
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    try:
        return one.samefile(other)
    except OSError:
        return False


def is_there(file: Path) -> bool:
    """Whether something stands under the name. Raises OSError where the disk does not answer."""
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def move_over(source: Path, target: Path) -> None:
    """Let `source` become `target`, in one step.

    Raises OSError; then nothing has changed, but for UnansweredError, which says that the disk does not tell.
    """
    moved = source.lstat()
    for pause in (*_PAUSES, None):
        try:
            source.replace(target)
        except OSError as error:
            if _is_so(lambda: not is_there(source) and _alike(moved, target.lstat()), error):
                return  # a network disk that was asked twice refuses the second time
            if pause is None or not may_pass(error):
                raise
            time.sleep(pause)
        else:
            return


def _is_so(done: Callable[[], bool], error: OSError) -> bool:
    """Whether a rename is `done` although it gave an error. Raises UnansweredError where the disk does not tell."""
    try:
        return done()
    except FileNotFoundError:
        return False
    except OSError:
        raise UnansweredError(error.errno, error.strerror) from error


def put_in_place(source: Path, target: Path) -> bool:
    """Let `source` become `target`, in one step; True where what stood there till then is now named `source`.

    It is False where the disk cannot swap names: what another program saved there in the last moment is then gone.
    Raises what `move_over` raises.
    """
    moved = source.lstat()
    try:
        if exchanged(source, target):
            return True
    except OSError as error:
        if _is_so(lambda: os.path.samestat(moved, target.lstat()), error):
            return True
        raise
    move_over(source, target)
    return False


def put_back(source: Path, target: Path, ours: str) -> None:
    """Take `put_in_place` back, which had put a file of the digest `ours` in place. Raises OSError."""
    exchanged(source, target)
    if digest(source) != ours:  # it was saved once more meanwhile, and that is what shall stand
        exchanged(source, target)


def second_name(source: Path, target: Path) -> None:
    """Make the bytes of `source` stand under `target` too: a hard link where the disk has them, else a copy.

    The link is safe because the workbook is only ever replaced by another file, never written into.
    """
    try:
        target.hardlink_to(source)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:  # FAT, many network shares, and files of another person have no hard links
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        shutil.copyfile(source, target)
        keep_attributes(source, target)
        with target.open("r+b") as stream:
            os.fsync(stream.fileno())


def keep_attributes(source: Path, target: Path) -> None:
    """Give `target` the permissions, extended attributes and owner of `source`, where that is allowed."""
    old, new = source.stat(), target.stat()
    if os.name == "posix" and (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        _keep_owner(target, old)
    try:
        shutil.copystat(source, target)
    except PermissionError:  # an extended attribute that only the system may set
        with suppress(PermissionError):  # the copy that a colleague's refresh left keeps the permissions it had
            shutil.copymode(source, target)
    os.utime(target)


def _keep_owner(target: Path, old: os.stat_result) -> None:
    try:
        os.chown(target, old.st_uid, old.st_gid)
    except PermissionError:  # only root gives files away; a group of one's own can still be kept
        try:
            os.chown(target, -1, old.st_gid)
        except PermissionError:
            return


def sync_folder(folder: Path) -> None:
    """Bring renames in the folder to the disk; where folders cannot be synced (Windows, some shares), do nothing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)
