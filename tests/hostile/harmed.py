"""Runs each harm of `harms` in a process of little memory: `python -m hostile.harmed --work FIRST END`."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from hostile.children import say
from hostile.fuzz import MASTER
from hostile.harms import CANARY, CANARY_FILE, HARMS
from hostile.verbs import BrokenPromiseError, emptied, run

MEMORY = 3 << 30
"""Bytes that the process may map, code and all; as it starts, it maps some 1.5 GB."""

SECONDS = 30
"""Of processor time for one case."""

NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request")


def main(first: int, end: int) -> None:
    """Say of each harm what the verb said."""
    asked: list[str] = []
    sys.addaudithook(lambda event, _: asked.append(event) if event in NETWORK else None)
    with tempfile.TemporaryDirectory() as place:
        master = _refreshed(Path(place) / "master")
        CANARY_FILE.write_text(CANARY)
        for number in range(first, end):
            say(number)
            harm = HARMS[number]
            workbook = emptied(Path(place) / "case") / "workbook.xlsm"
            workbook.write_bytes(harm.change(master))
            spent = int(time.process_time())
            resource.setrlimit(resource.RLIMIT_CPU, (spent + SECONDS, resource.RLIM_INFINITY))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
            try:
                said = run(harm.verb, workbook)
            except BrokenPromiseError as broken:
                said = f"broken: {broken}"
            finally:
                resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            say(number, f"{said}{asked or ''}")


def _refreshed(folder: Path) -> bytes:
    """The master workbook as a refresh leaves it, so that another one has nothing to write."""
    workbook = emptied(folder) / "workbook.xlsm"
    workbook.write_bytes(MASTER.read_bytes())
    run("again", workbook)
    return workbook.read_bytes()


if __name__ == "__main__":
    main(int(sys.argv[2]), int(sys.argv[3]))
