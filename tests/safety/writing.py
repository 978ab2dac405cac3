"""A workbook of two states, and the writing of the second."""

import tempfile
from pathlib import Path

from tdag_xl.ooxml.safe_write import Stamp, replace_workbook

OLD, NEW = b"old" * 1000, b"new" * 2000


def new_folder_in_memory():
    """A folder in memory, where the system has such, until the end of a `with`."""
    memory = Path("/dev/shm")
    return tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)


def as_it_should_be(new_file):
    """Verifies the new file."""
    assert new_file.read_bytes() == NEW


def writes_new(stream):
    """Writes the new content."""
    stream.write(NEW)


def refreshed(path, *, write=writes_new, verify=as_it_should_be, **options):
    """Replace the workbook, from the state it is in now."""
    replace_workbook(path, write, verify, expected=Stamp.of(path), **options)


def beside(path):
    """The names of the files beside the workbook."""
    return sorted(file.name for file in path.parent.iterdir() if file != path)
