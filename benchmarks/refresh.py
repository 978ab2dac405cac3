"""A refresh of a large workbook beside what its peers need for less: `python -m benchmarks.refresh [AGREEMENTS]`.

The peers only read the file (calamine, fastexcel), or load it, add one sheet and save it (openpyxl, excelize).
Every contender runs in a process of its own; the start of Python counts for all.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.large_workbook import OUT, large_workbook
from benchmarks.processes import Cost, best, python

if TYPE_CHECKING:
    from pathlib import Path

CALAMINE = """
import sys, python_calamine
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python()
"""
FASTEXCEL = """
import sys, fastexcel
book = fastexcel.read_excel(sys.argv[1])
for name in book.sheet_names:
    book.load_sheet(name).to_arrow()
"""
OPENPYXL = """
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
book.create_sheet("Summary")["A1"] = 1
book.save(sys.argv[2])
"""
EXCELIZE = """
import sys, excelize
book = excelize.open_file(sys.argv[1])
book.new_sheet("Summary")
book.set_cell_value("Summary", "A1", 1)
book.save_as(sys.argv[2])
book.close()
"""


def main() -> None:
    """Print each contender's time and peak memory, and its time in refreshes."""
    agreements = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    path, copy = large_workbook(agreements), OUT / "copy.xlsx"
    refresh = [sys.executable, "-m", "tdag_xl", "refresh", str(path), "--output", str(copy)]
    costs = {
        "tdag-xl refresh": best(refresh, 3),
        "calamine, read only": best(python(CALAMINE, str(path)), 3),
        "fastexcel, read only": best(python(FASTEXCEL, str(path)), 3),
        "excelize, load + 1 sheet + save": best(python(EXCELIZE, str(path), str(copy)), 1),
        "openpyxl, load + 1 sheet + save": best(python(OPENPYXL, str(path), str(copy)), 1),
    }
    _print(costs, path, agreements)


def _print(costs: dict[str, Cost], path: Path, agreements: int) -> None:
    ours = costs["tdag-xl refresh"]
    print(f"{agreements:,} agreements, {agreements:,} contributions, {path.stat().st_size / 1e6:.1f} MB")
    print(f"{'':34}{'seconds':>9}{'peak MiB':>10}{'ours / it':>11}{'it / ours':>11}")
    for name, cost in costs.items():
        ratios = f"{ours.seconds / cost.seconds:>11.2f}{cost.seconds / ours.seconds:>11.1f}"
        print(f"{name:34}{cost.seconds:>9.2f}{cost.mebibytes:>10.0f}{ratios}")


if __name__ == "__main__":
    main()
