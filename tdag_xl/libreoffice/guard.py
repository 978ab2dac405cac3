"""Stands between a Python and the LibreOffice that it started, so that none of it outlives that Python.

Run as a script, by the standard library alone: `guard.py PROFILE PROGRAM ARGUMENTS…`. It starts the program and prints
the number of its process. When the program ends, when the guard's own input ends or holds anything, or when the Python
that started the guard is gone, it kills the program, removes what that leaves, and prints what that said.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

FIRST_START = 81
"""The exit code by which LibreOffice asks to be started again, after it has made a new profile."""

WORKBOOKS = "workbooks"
"""The file in the profile that names the workbooks that were opened or saved, each ended by a zero byte."""

_SAID = "said"
_SAID_CHARACTERS = 2000
_POLL_SECONDS = 0.05
_GONE_SECONDS = 5
_PIPE_FOLDERS = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108 - where LibreOffice has its pipes, whatever TMPDIR says


def guarded(profile: Path, command: list[str]) -> int:
    """Run the command until it ends or has to; its exit code, -9 where it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the Python, which then closes the input
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    parent = os.getppid()
    process = _started(command, profile)
    try:
        while os.getppid() == parent and not select.select([0], [], [], _POLL_SECONDS)[0]:
            if process.poll() == FIRST_START:
                process = _started(command, profile)
            elif process.returncode is not None:
                break
    finally:
        _end(process)
        said = (profile / _SAID).read_text(encoding="utf-8", errors="replace")[-_SAID_CHARACTERS:]
        cleaned(profile)
        with contextlib.suppress(BrokenPipeError):  # nobody is there to read it
            os.write(1, said.encode())
    return process.returncode


def _started(command: list[str], profile: Path) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    environment = {**os.environ, "TMPDIR": str(profile)}
    with (profile / _SAID).open("ab") as said:
        process = subprocess.Popen(  # noqa: S603 - what our own Python asked for
            command, stdin=quiet, stdout=quiet, stderr=said, start_new_session=True, env=environment
        )
    os.write(1, b"%d\n" % process.pid)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def cleaned(profile: Path) -> None:
    """Remove a profile, with the process that uses it, its pipes, and its lock files beside workbooks."""
    end = time.monotonic() + _GONE_SECONDS
    while (users := _users(profile)) and time.monotonic() < end:
        for pid in users:
            with contextlib.suppress(ProcessLookupError):  # it ended meanwhile
                os.kill(pid, signal.SIGKILL)
        time.sleep(_POLL_SECONDS)
    for path in _workbooks(profile):
        _unlock(path, profile)
    shutil.rmtree(profile, ignore_errors=True)
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    for name in (pipe_name(profile), "SingleOfficeIPC_" + "".join(f"{byte:x}" for byte in digest)):
        for folder in _PIPE_FOLDERS:
            (folder / f"OSL_PIPE_{os.getuid()}_{name}").unlink(missing_ok=True)


def pipe_name(profile: Path) -> str:
    """The name of the pipe by which the LibreOffice with this profile is reached."""
    return f"xlwings{profile.name.rpartition('-')[2]}"


def _users(profile: Path) -> list[int]:
    """The processes of LibreOffice with this profile."""
    wanted = f"-env:UserInstallation={profile.as_uri()}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            program, *arguments = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # it ended meanwhile
        if wanted in arguments and program.endswith(b"soffice.bin"):
            found.append(int(folder.name))
    return found


def _workbooks(profile: Path) -> list[Path]:
    try:
        return [Path(os.fsdecode(path)) for path in (profile / WORKBOOKS).read_bytes().split(b"\0") if path]
    except OSError:
        return []  # none was opened


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
