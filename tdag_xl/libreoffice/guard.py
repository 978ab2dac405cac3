"""Stands between a Python and the LibreOffice that it started, so that none of it outlives that Python.

Run as a script, by the standard library alone: `guard.py PROFILE PROGRAM ARGUMENTS…`. It starts the program, prints
the number of its process, and reads its own input: each line is the path of a workbook that was opened. When the input
ends, because the Python closed it or died in whatever way, or when the program ends, the program is killed, and the
profile folder and the lock files of the workbooks are removed.
"""

from __future__ import annotations

import os
import selectors
import shutil
import signal
import subprocess
import sys
from pathlib import Path

FIRST_START = 81
"""The exit code by which LibreOffice asks to be started again, after it has made a new profile."""


def guarded(profile: Path, command: list[str]) -> int:
    """Run the command until the input ends or it does; its exit code, -9 where it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the Python, which then closes the input
    process = _started(command)
    opened: list[str] = []
    selector = selectors.DefaultSelector()
    selector.register(0, selectors.EVENT_READ)
    rest = b""
    try:
        while True:
            if process.poll() == FIRST_START:
                process = _started(command)
            elif process.poll() is not None:
                break
            if not selector.select(timeout=0.1):
                continue
            data = os.read(0, 65536)
            *lines, rest = (rest + data).split(b"\n")
            opened += map(os.fsdecode, lines)
            if not data:
                break
    finally:
        _ended(process)
        shutil.rmtree(profile, ignore_errors=True)
        for path in opened:
            _unlock(Path(path), profile)
    return process.returncode


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603 - what our own Python asked for
    sys.stdout.write(f"{process.pid}\n")
    sys.stdout.flush()
    return process


def _ended(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _unlock(workbook: Path, profile: Path) -> None:
    """Remove the lock file beside a workbook, if it is that of this profile."""
    lock = workbook.with_name(f".~lock.{workbook.name}#")
    try:
        if profile.as_uri() in lock.read_text(encoding="utf-8", errors="replace"):
            lock.unlink()
    except OSError:
        return  # there is none, or its folder is gone


if __name__ == "__main__":
    sys.exit(guarded(Path(sys.argv[1]), sys.argv[2:]) & 255)
