"""A workbook of two states, and the writing of the second."""

from tdag_xl.ooxml.safe_write import Stamp, replace_workbook

OLD, NEW = b"old" * 1000, b"new" * 2000


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
