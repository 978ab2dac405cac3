"""Work done in processes that may die of it: `python -m MODULE --work FIRST END`, which prints a line for each case."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
"""Where the modules of the tests are found from."""


def say(*words: object) -> None:
    """Print a line of JSON at once."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def outcomes(module: str, first: int, end: int) -> dict[int, str]:
    """What was said of each case from `first` up to `end`; where its process died, how.

    The process says the number of a case before it begins, and its number and outcome afterwards.
    """
    found: dict[int, str] = {}
    while first < end:
        command = [sys.executable, "-m", module, "--work", str(first), str(end)]
        done = subprocess.run(command, cwd=TESTS, capture_output=True, text=True, check=False)
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
        found |= {line[0]: line[1] for line in lines if len(line) > 1}
        last = lines[-1][0] if lines else -1
        if last < first:
            raise RuntimeError(done.stderr)
        if last not in found:
            found[last] = f"the process ended with {done.returncode}: {done.stderr[-2000:]}"
        first = last + 1
    return found
