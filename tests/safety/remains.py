"""What a fault in a refresh or an undo leaves: a folder as it was before, and what is found in it afterwards."""

from safety.killing import NAME

from tdag_xl.errors import NothingToUndoError
from tdag_xl.ooxml.history import undo
from tdag_xl.ooxml.safe_write import Stamp, replace_workbook

OLD, OLDER, NEWER = b"old " * 50_000, b"older " * 40_000, b"newer " * 30_000


def replaced_by(path, content):
    """Refresh the workbook, to this content."""
    replace_workbook(path, lambda stream: stream.write(content), lambda new: None, expected=Stamp.of(path))


def prepared_folder(folder, *, refreshed_before):
    """A new folder with the workbook OLD, which came from OLDER by a refresh where it was `refreshed_before`."""
    folder.mkdir()
    path = folder / NAME
    path.write_bytes(OLDER if refreshed_before else OLD)
    if refreshed_before:
        replaced_by(path, OLD)
    return folder


def history_names():
    """The files that a refresh leaves on purpose."""
    return f"{NAME}.before-refresh", f"{NAME}.before-refresh.json"


def leftovers(folder):
    """The names of files that a refresh does not leave on purpose."""
    return {file.name for file in folder.iterdir() if file.name not in (NAME, *history_names())}


def undone(path):
    """The workbook's content once the last refresh is taken back; None where none is remembered."""
    try:
        undo(path)
    except NothingToUndoError:
        return None
    return path.read_bytes()
