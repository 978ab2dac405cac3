"""LibreOffice started, given a workbook and ended again and again: how long it takes, and what is left behind.

Run: python -m benchmarks.libreoffice_starts [CYCLES]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tdag_xl import libreoffice
from tdag_xl.libreoffice.profile import PREFIX


def main(cycles: int) -> None:
    """Print the seconds of a cycle, and every process, profile folder and lock file that is left."""
    before = _processes(), _profiles()
    with tempfile.TemporaryDirectory() as folder:
        seconds = [_cycle(Path(folder) / "book.xlsx") for _ in range(cycles)]
        locks = [path.name for path in Path(folder).glob(".~lock*")]
    left = _processes() - before[0], _profiles() - before[1]
    print(f"{cycles} cycles: {sum(seconds) / cycles:.2f} s each, {min(seconds):.2f} to {max(seconds):.2f} s")
    print(f"left behind: {len(left[0])} processes, {len(left[1])} profile folders, {len(locks)} lock files")


def _cycle(path: Path) -> float:
    start = time.perf_counter()
    app = libreoffice.started()
    book = app.books.open(path) if path.exists() else app.books.add()
    book.sheets[0]["A1"].value = start
    book.save(path)
    app.quit()
    return time.perf_counter() - start


def _processes() -> set[int]:
    """The numbers of the processes of LibreOffice that have a profile of the engine's."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue  # it ended meanwhile
        if PREFIX.encode() in command:
            found.add(int(folder.name))
    return found


def _profiles() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob(f"{PREFIX}*"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
