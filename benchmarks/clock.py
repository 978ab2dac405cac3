"""The time that a call takes, measured from inside."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 3


def best(call: Callable[[], Any], before: Callable[[], Any] = lambda: None, runs: int = RUNS) -> float:
    """The seconds of the fastest of some runs, each after `before`, which is not counted."""
    seconds = []
    for _ in range(runs):
        before()
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    return min(seconds)
