"""A document's file is there in full, or what stood there before stays as it was."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from tdag_xl.errors import WriteFailedError
from tdag_xl.ooxml.disk_errors import held_open
from tdag_xl.ooxml.durable_files import keep_attributes, move_over, sync_folder


def save(path: Path, content: bytes) -> None:
    """Write `content` to the file at `path`, or to what a symbolic link there leads to, in one step.

    Permissions of a file that it replaces are kept. Raises WriteFailedError.
    """
    target = Path(os.path.realpath(path))
    new = target.with_name(f".~{os.getpid()}.new")
    try:
        try:
            _write(new, content)
            if target.exists():
                keep_attributes(target, new)
            move_over(new, target)
        except BaseException:
            with suppress(OSError):  # the first error is the one to tell
                new.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
    except OSError as error:
        raise WriteFailedError(path, _sentence(target, error)) from error


def _write(new: Path, content: bytes) -> None:
    with new.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sentence(target: Path, error: OSError) -> str:
    if held_open(error):
        return "another program has the document open. Close it there, and try again. It is as it was."
    if not target.parent.is_dir():
        return f"the folder {target.parent} does not exist. Create it, or name another one. Nothing was written."
    if target.is_dir():
        return "a folder of that name is there. Rename it, or name another file. Nothing was written."
    return (
        f"the document could not be written ({error.strerror or type(error).__name__}). Check the disk and that you "
        "may write in its folder, and try again. What stood there is as it was."
    )
