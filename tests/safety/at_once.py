"""Refreshes one workbook from several registers at the same moment, in processes of their own.

Run as `python at_once.py WORKBOOK REGISTER…`; prints the exit codes and what was said, as JSON.
"""

import json
import os
import sys
from pathlib import Path

from tdag_xl.commands import summaries
from tdag_xl.errors import TdagError


def _refresh(workbook: Path, register: Path, start: int, said: int) -> None:
    """Refresh once `start` is closed, and end the process."""
    code = 70
    try:
        os.read(start, 1)
        summaries.refresh(workbook, register=register)
        code = 0
    except TdagError as error:
        os.write(said, str(error).encode())
        code = 1
    finally:
        os._exit(code)


def refreshed_at_once(workbook: Path, registers: list[Path]) -> list[tuple[int, str]]:
    """The exit code of each refresh, and what it said."""
    start, starter = os.pipe()
    running = []
    for register in registers:
        hears, said = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(starter)
            _refresh(workbook, register, start, said)
        os.close(said)
        running.append((child, hears))
    os.close(starter)
    return [
        (os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), os.read(hears, 1 << 16).decode())
        for child, hears in running
    ]


if __name__ == "__main__":
    target, *sources = map(Path, sys.argv[1:])
    sys.stdout.write(json.dumps(refreshed_at_once(target, sources)))
