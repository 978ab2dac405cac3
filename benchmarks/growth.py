"""What a register costs as it grows: `python -m benchmarks.growth [AGREEMENTS ...]`.

A row is an agreement with its contribution. What a row costs is above the same command on a register of one agreement.
`refresh` also writes lists of up to 10,000 rows each, `again` into a workbook that has them; with `--lists never` only
the figures are computed and written. `spoilt` is a register in which something is wrong in every row.
Workbooks are made once, in benchmarks/out: one of 1,000,000 agreements takes several minutes and 4 GB.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.large_workbook import OUT, large_workbook
from benchmarks.processes import Cost, best, cost, python
from benchmarks.refresh import CALAMINE

if TYPE_CHECKING:
    from pathlib import Path

SIZES = (1_000, 10_000, 100_000)
_ONCE = 500_000
"""Registers of so many agreements are measured once, smaller ones five times."""
_RUNS = 5

TDAG_XL = (sys.executable, "-m", "tdag_xl")
_ERRORS_FOUND = 3
_CALAMINE = "calamine, read only"


def main() -> None:
    """Print time and memory of each command at each size, and what a row of it costs."""
    sizes = sorted(int(size) for size in sys.argv[1:]) or SIZES
    imports = best(python("import tdag_xl.commands.summaries"), _RUNS)
    print(f"after imports: {imports.mebibytes:.0f} MiB; a row costs what it does above one agreement")
    print(
        f"{'':24}{'agreements':>11}{'seconds':>9}{'CPU s':>8}{'us/row':>8}{'us/row of calamine':>20}{'peak MiB':>10}"
        f"{'KiB/row':>9}"
    )
    alone = _costs(1)
    for size in sizes:
        costs = _costs(size)
        rows = {name: (spent.processor - alone[name].processor) / size * 1e6 for name, spent in costs.items()}
        for name, spent in costs.items():
            of_calamine = rows[name] / rows[_CALAMINE]
            memory = (spent.mebibytes - alone[name].mebibytes) * 1024 / size
            print(
                f"{name:24}{size:>11,}{spent.seconds:>9.2f}{spent.processor:>8.2f}{rows[name]:>8.1f}{of_calamine:>20.2f}"
                f"{spent.mebibytes:>10.0f}{memory:>9.2f}",
                flush=True,
            )


def _costs(agreements: int) -> dict[str, Cost]:
    runs = 1 if agreements >= _ONCE else _RUNS
    return {name: best(command, runs, (0, _ERRORS_FOUND)) for name, command in _commands(agreements).items()}


def _commands(agreements: int) -> dict[str, list[str]]:
    path, spoilt = large_workbook(agreements), large_workbook(agreements, spoilt=True)
    return {
        "check": [*TDAG_XL, "check", str(path)],
        "check, spoilt": [*TDAG_XL, "check", str(spoilt)],
        "refresh": _refresh(path),
        "refresh, again": _refresh(_refreshed(path)),
        "refresh, spoilt": _refresh(spoilt),
        "refresh --lists never": [*_refresh(path), "--lists", "never"],
        "refresh --lists always": [*_refresh(path), "--lists", "always"],
        _CALAMINE: python(CALAMINE, str(path)),
    }


def _refresh(path: Path, output: str = "copy.xlsx") -> list[str]:
    return [*TDAG_XL, "refresh", str(path), "--output", str(OUT / output)]


def _refreshed(path: Path) -> Path:
    """The workbook with its generated sheets, made where it is not there yet."""
    refreshed = OUT / f"refreshed-{path.name}"
    if not refreshed.exists():
        cost(_refresh(path, refreshed.name), (0, _ERRORS_FOUND))
    return refreshed


if __name__ == "__main__":
    main()
