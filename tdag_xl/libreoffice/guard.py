"""Stands between a Python and the LibreOffice that it started, so that none of it outlives that Python.

Run as a script, by the standard library alone: `guard.py PROFILE PROGRAM ARGUMENTS…`. It starts the program, prints
the number of its process, and reads its own input: each line is the path of a workbook that was opened. When the input
ends, because the Python closed it or died in whatever way, or when the program ends, the program is killed, and its
profile folder, its pipes and the lock files of the workbooks are removed.
"""

from __future__ import annotations

import hashlib
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
    process = _started(command, profile)
    opened: list[str] = []
    selector = selectors.DefaultSelector()
    selector.register(0, selectors.EVENT_READ)
    rest = b""
    try:
        while True:
            if process.poll() == FIRST_START:
                process = _started(command, profile)
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
        for pipe in _pipes(profile, command):
            pipe.unlink(missing_ok=True)
        for path in opened:
            _unlock(Path(path), profile)
    return process.returncode


def _started(command: list[str], temporary: Path) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    own = {**os.environ, "TMPDIR": str(temporary)}
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, env=own)  # noqa: S603 - what our own Python asked for
    sys.stdout.write(f"{process.pid}\n")
    sys.stdout.flush()
    return process


def _ended(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _pipes(profile: Path, command: list[str]) -> list[Path]:
    """The files of the pipes by which the program is reached, which it leaves where it is killed."""
    accepted = [one.partition("name=")[2].split(";")[0] for one in command if one.startswith("--accept=pipe,")]
    # LibreOffice's own pipe has the hash of its profile in its name, its bytes in hexadecimal without leading zeros.
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    own = "SingleOfficeIPC_" + "".join(f"{byte:x}" for byte in digest)
    return [Path(f"/tmp/OSL_PIPE_{os.getuid()}_{name}") for name in (*accepted, own)]  # noqa: S108 - LibreOffice's place


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
