"""Kills a refresh or an undo before each of its changes to the disk in turn, every time in a fresh copy of a folder.

Run as `python killing.py ACTION PREPARED REMAINS [share]`: for n = 0, 1, 2 … PREPARED is copied to REMAINS/n and a
child process acts there until its n-th disk call, where it kills itself; the last n is the first that comes through.
Calls that only ask the disk are not counted: a kill before one leaves what a kill before the next change leaves.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from pathlib import Path

from tdag_xl.errors import TdagError, WriteFailedError
from tdag_xl.ooxml import durable_files
from tdag_xl.ooxml.history import undo
from tdag_xl.ooxml.safe_write import Stamp, replace_workbook

NAME = "Register.xlsm"
NEW = bytes(range(256)) * 512
DISK_MODULES = ("posix", "_io", "io", "fcntl")
# fmt: off
QUERIES = {
    "stat", "lstat", "fstat", "access", "fspath", "readlink", "getcwd", "getpid", "uname", "urandom", "listxattr",
    "getxattr", "scandir", "listdir", "_path_normpath", "fsencode", "fsdecode", "text_encoding", "read", "readinto",
    "readall", "readline", "decode", "seek", "lseek", "tell", "fileno", "readable", "writable", "seekable", "isatty",
    "__enter__",
}
# fmt: on


def refresh(folder: Path) -> None:
    """Replace the workbook in the folder by NEW, in a few writes."""
    path = folder / NAME

    def write(stream):
        for at in range(0, len(NEW), 1 << 15):
            stream.write(NEW[at : at + (1 << 15)])

    def verify(new_file):
        if new_file.read_bytes() != NEW:
            raise WriteFailedError(path, "it was not written as it should be; the old file stands.")

    replace_workbook(path, write, verify, expected=Stamp.of(path))


ACTIONS = {"refresh": refresh, "undo": lambda folder: undo(folder / NAME)}


def as_on_a_share() -> None:
    """Let the disk have no hard links, and swap no names, as many network shares."""

    def refused(self, target):
        raise OSError(errno.EPERM, "Operation not permitted")

    Path.hardlink_to = refused
    durable_files.exchanged = lambda one, other: False


def before_disk_call(number: int, act, *, spared: tuple[str, ...] = ()) -> None:
    """Call `act` before the disk call of that number from now on (the first is 0), not counting those `spared`."""
    left = number

    def profile(frame, event, called):
        nonlocal left
        if event == "c_call" and called.__name__ not in spared and _is_disk_call(called):
            if left == 0:
                act()
            left -= 1

    sys.setprofile(profile)


def _is_disk_call(called) -> bool:
    if called.__name__ in QUERIES:
        return False
    owner = type(getattr(called, "__self__", None)).__module__
    return called.__module__ in DISK_MODULES or owner in DISK_MODULES


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _killed_at(number: int, action, folder: Path) -> bool:
    child = os.fork()
    if child == 0:
        before_disk_call(number, _kill)
        try:
            action(folder)
        except TdagError as error:
            os.write(2, f"{error}\n".encode())
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        assert os.WEXITSTATUS(status) == 0, f"{action} failed in {folder}"
        return False
    assert os.WTERMSIG(status) == signal.SIGKILL
    return True


def main(action: str, prepared: str, remains: str, *options: str) -> None:
    """Leave one folder of remains for every disk call of the action."""
    if "share" in options:
        as_on_a_share()
    number = 0
    while True:
        folder = Path(remains) / str(number)
        shutil.copytree(prepared, folder)
        if not _killed_at(number, ACTIONS[action], folder):
            return
        number += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
