"""LibreOffice started, given a workbook and ended again and again: how long it takes, and what is left behind.

Run: python -m benchmarks.libreoffice_starts [CYCLES]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from tdag_xl import libreoffice
from tdag_xl.libreoffice.profile import OWNER, PREFIX


def main(cycles: int) -> None:
    """Print the seconds of a cycle, and every process, profile folder and lock file of this Python that is left."""
    with tempfile.TemporaryDirectory() as folder:
        seconds, offices = zip(*(_cycle(Path(folder) / "book.xlsx") for _ in range(cycles)), strict=True)
        locks = list(Path(folder).glob(".~lock*"))
    print(f"{cycles} cycles: {sum(seconds) / cycles:.2f} s each, {min(seconds):.2f} to {max(seconds):.2f} s")
    processes = [pid for pid in offices if PREFIX.encode() in _command(pid)]
    print(f"left behind: {len(processes)} processes, {len(_profiles())} profile folders, {len(locks)} lock files")


def _cycle(path: Path) -> tuple[float, int]:
    """The seconds that it took, and the number of the process that ended."""
    start = time.perf_counter()
    app = libreoffice.started()
    book = app.books.open(path) if path.exists() else app.books.add()
    book.sheets[0]["A1"].value = start
    book.save(path)
    app.quit()
    return time.perf_counter() - start, app.pid


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""  # it has ended


def _profiles() -> list[Path]:
    """The profile folders that serve this Python: other Pythons may have theirs at the same time."""
    owners = [path for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{OWNER}") if path.is_file()]
    return [path.parent for path in owners if path.read_text(encoding="ascii").startswith(f"{os.getpid()} ")]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
