"""Faults in the system calls of a refresh or an undo, put there by strace, every time in a fresh copy of a folder.

Run as `python system_calls.py ACTION PREPARED REMAINS FAULT… [share]`: the action is traced once, in REMAINS/calls;
then, for each system call on the workbook or a file beside it and each fault that fits, PREPARED is copied to REMAINS/n
and the action runs there with the fault. What came of it is printed as one JSON object a line.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import traceback
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path

from safety.killing import ACTIONS, NAME, as_on_a_share

from tdag_xl.errors import TdagError
from tdag_xl.ooxml.companions import Companions

CHANGES = {
    "write": ("EIO", "ENOSPC", "EDQUOT", "ESTALE"),
    "sendfile": ("EIO", "ENOSPC", "EDQUOT", "ESTALE"),
    "ftruncate": ("EIO", "EROFS"),
    "fsync": ("EIO", "ENOSPC", "EDQUOT"),
    "close": ("EIO", "ENOSPC", "EDQUOT"),
    "flock": ("ENOLCK", "EIO", "ESTALE"),
    "fchmod": ("EIO", "EROFS", "EPERM"),
    "chmod": ("EIO", "EROFS", "EPERM"),
    "utimensat": ("EIO", "EROFS", "EPERM"),
    "link": ("EIO", "ENOSPC", "EMLINK", "EROFS", "ETIMEDOUT"),
    "rename": ("EIO", "ENOSPC", "EROFS", "ESTALE", "ETIMEDOUT"),
    "renameat2": ("EIO", "ENOSPC", "EROFS", "EACCES"),
    "unlink": ("EIO", "EROFS", "EACCES", "ESTALE"),
}
"""System calls that change the disk, and with what they may fail."""

QUERIES = ("read", "newfstatat", "access", "listxattr")
"""System calls that ask the disk."""

LOCAL = ("lseek", "ioctl")
"""System calls that reach no disk."""

OPENING = ("EACCES", "EIO", "ENOSPC", "EROFS", "ESTALE", "ENOTCONN")
READS = ("EIO", "ESTALE", "ENOTCONN", "ETIMEDOUT")
"""With what a file is not opened, and with what every other call fails on a share that fails."""

_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|0x\w+)")


@dataclass(frozen=True)
class Call:
    """The `number`-th system call of its name, and its arguments as strace prints them."""

    name: str
    number: int
    arguments: str

    @property
    def changes(self) -> bool:
        """Whether the disk is another one after it."""
        if self.name == "openat":
            return any(flag in self.arguments for flag in ("O_CREAT", "O_WRONLY", "O_RDWR"))
        return self.name in CHANGES

    @property
    def errors(self) -> tuple[str, ...]:
        """With what it may fail."""
        return OPENING if self.name == "openat" else CHANGES.get(self.name, READS)


@dataclass(frozen=True)
class Outcome:
    """What came of a fault: `code` of the exit, -9 for a kill, and what the action `said`."""

    folder: str
    fault: str
    call: Call
    code: int
    said: str


def cannot_trace() -> str:
    """Why system calls cannot be tampered with here; empty where they can."""
    try:
        subprocess.run(["strace", "-o", "/dev/null", "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        return f"system calls cannot be traced here: {error}"
    return ""


def strace(workbook: Path, log: Path, *injections: str) -> list[str | Path]:
    """The start of a command that traces, or tampers with, system calls on the workbook and the files beside it."""
    beside = Companions.of(workbook)
    files = (workbook.parent, workbook, *beside.ours, beside.excel_owner, beside.libreoffice_owner)
    paths = [part for file in files for part in ("-P", file)]
    return ["strace", "-f", "-y", "-qqq", "-e", "signal=none", "-o", log, *paths, *injections]


def calls_in(log: Path) -> list[Call]:
    """The system calls of a log, in order."""
    numbers: Counter[str] = Counter()
    found = []
    for line in log.read_text().splitlines():
        if match := _CALL.match(line):
            name, arguments, _ = match.groups()
            numbers[name] += 1
            found.append(Call(name, numbers[name], arguments))
    return found


def run(action: str, folder: Path, *injections: str) -> tuple[int, str]:
    """The exit code of the action in a child with the faults, and what it said."""
    said = folder.with_name(f"{folder.name}.said")
    child = os.fork()
    if child == 0:
        _act(action, folder, said)
    command = strace(folder / NAME, folder.with_name(f"{folder.name}.log"), *injections)
    with subprocess.Popen([*command[:4], "-p", str(child), *command[4:]], stderr=subprocess.PIPE, text=True) as tracer:
        wait_until_traced(child, tracer)
        os.kill(child, signal.SIGUSR1)
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said.read_text()


def wait_until_traced(process: int, tracer: subprocess.Popen[str]) -> None:
    """Return once strace has the process; raise RuntimeError where it may not."""
    while "TracerPid:\t0\n" in Path(f"/proc/{process}/status").read_text():
        if tracer.poll() is not None:
            os.kill(process, signal.SIGKILL)
            raise RuntimeError(tracer.stderr.read() if tracer.stderr else "")


def _act(action: str, folder: Path, said: Path) -> None:
    """Do the action once SIGUSR1 comes, and end the process."""
    os.dup2(os.open(said, os.O_CREAT | os.O_WRONLY), 2)
    signal.sigwait({signal.SIGUSR1})
    code = 70
    try:
        ACTIONS[action](folder)
        code = 0
    except TdagError as error:
        os.write(2, str(error).encode())
        code = 1
    finally:
        if code == 70:
            traceback.print_exc()
        os._exit(code)


def injections(fault: str, call: Call, before: list[Call]) -> tuple[str, ...]:
    """strace's options for one fault in a call, which comes after those `before`."""
    at = f":when={call.number}"
    if fault == "kill":
        return "-e", f"inject={call.name}:signal=SIGKILL{at}"
    if fault == "lie":
        return "-e", f"inject={call.name}:retval=7{at}"
    if fault.startswith("gone "):
        gone_from = Counter(earlier.name for earlier in before)
        names = {*CHANGES, *QUERIES, "openat"}
        error = fault.removeprefix("gone ")
        return tuple(
            part
            for name in sorted(names)
            for part in ("-e", f"inject={name}:error={error}:when={gone_from[name] + 1}+")
        )
    return "-e", f"inject={call.name}:error={fault}{at}"


def faults_for(call: Call, asked: tuple[str, ...], turns: dict[str, cycle[str]]) -> list[str]:
    """The faults to try at a call; of errors one at a time, so that each call and each error has its turn."""
    if "share" in asked and not call.changes:  # the same calls as on a disk of one's own
        return []
    faults = []
    if call.changes and "kill" in asked:
        faults.append("kill")
    if call.changes and "gone" in asked:
        faults.append(f"gone {next(turns.setdefault('gone', cycle(READS)))}")
    if "error" in asked and call.name not in LOCAL:
        faults.append(next(turns.setdefault(call.name, cycle(call.errors))))
        faults += ["lie"] * (call.name == "write")
    return faults


def main(action: str, prepared: str, remains: str, *asked: str) -> None:
    """Print what comes of each fault."""
    if "share" in asked:
        as_on_a_share()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    whole = Path(remains) / "calls"
    shutil.copytree(prepared, whole)
    assert run(action, whole) == (0, "")
    calls = calls_in(whole.with_name("calls.log"))
    turns: dict[str, cycle[str]] = {}
    number = 0
    for index, call in enumerate(calls):
        for fault in faults_for(call, asked, turns):
            folder = Path(remains) / str(number)
            shutil.copytree(prepared, folder)
            outcome = run(action, folder, *injections(fault, call, calls[:index]))
            sys.stdout.write(json.dumps(asdict(Outcome(str(folder), fault, call, *outcome))) + "\n")
            number += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
