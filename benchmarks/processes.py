"""Time and peak memory of a command, measured from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True)
class Cost:
    """Wall time and processor time in seconds, peak resident memory in MiB."""

    seconds: float
    processor: float
    mebibytes: float


def cost(command: Sequence[str], expected: Collection[int] = (0,)) -> Cost:
    """What running `command` to its end costs, the start of Python included. Raises for another exit code."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) not in expected:
        raise RuntimeError(f"{' '.join(command)} failed with status {status}: {said.decode()}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def best(command: Sequence[str], runs: int, expected: Collection[int] = (0,)) -> Cost:
    """The fastest of some runs, and the most memory of any."""
    return least([cost(command, expected) for _ in range(runs)])


def least(costs: Sequence[Cost]) -> Cost:
    """The least time of some runs, and the most memory of any."""
    seconds, processor = min(c.seconds for c in costs), min(c.processor for c in costs)
    return Cost(seconds, processor, max(c.mebibytes for c in costs))


def python(code: str, *arguments: str) -> list[str]:
    """The command that runs `code` in a new Python."""
    return [sys.executable, "-c", code, *arguments]
