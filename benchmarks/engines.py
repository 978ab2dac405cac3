"""What a register in files costs, by engine: `python -m benchmarks.engines [CONTRIBUTIONS ...]`.

Beside it, in the same run, a query written by hand for DuckDB that computes the figures and nothing else (by_hand.sql).
Registers are made once, in benchmarks/out: one of 100,000,000 contributions takes some minutes and 2 GB. With
`--memory SIZE` DuckDB is held to so much, also by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.large_files import large_files
from benchmarks.large_workbook import OUT
from benchmarks.processes import Cost, best, python

SIZES = (100_000, 1_000_000)
_ERRORS_FOUND = 3
_FEW = 1_000_000
"""Registers of more contributions are measured once, others three times; pandas is left out for larger ones."""

_BY_HAND = """
import sys, duckdb
folder, memory, script = sys.argv[1:]
database = duckdb.connect()
if memory:
    database.execute(f"SET memory_limit = '{memory}'")
for statement in open(script).read().replace('{folder}', folder).split(';'):
    if statement.strip():
        database.execute(statement).fetchall()
"""
_SCRIPT = Path(__file__).parent / "by_hand.sql"


def main() -> None:
    """Print time and memory of each engine at each size, as ratios to the query by hand."""
    arguments = sys.argv[1:]
    memory = arguments.pop(arguments.index("--memory") + 1) if "--memory" in arguments else ""
    sizes = sorted(int(size) for size in arguments if size != "--memory") or SIZES
    print(f"{'':10}{'contributions':>15}{'seconds':>9}{'CPU s':>8}{'of SQL by hand':>16}{'peak MiB':>10}{'us/row':>8}")
    for size in sizes:
        costs = _costs(size, memory)
        for name, cost in costs.items():
            ratio = cost.seconds / costs["by hand"].seconds
            print(
                f"{name:10}{size:>15,}{cost.seconds:>9.2f}{cost.processor:>8.2f}{ratio:>16.2f}{cost.mebibytes:>10.0f}"
                f"{cost.seconds / size * 1e6:>8.2f}",
                flush=True,
            )


def _costs(contributions: int, memory: str) -> dict[str, Cost]:
    folder, runs = large_files(contributions), 3 if contributions <= _FEW else 1
    summarize = [sys.executable, "-m", "tdag_xl", "summarize", str(folder), "--force", "--output", str(OUT / "of.xlsx")]
    limit = ["--memory", memory] if memory else []
    commands = {
        "by hand": python(_BY_HAND, str(folder), memory, str(_SCRIPT)),
        "duckdb": [*summarize, "--engine", "duckdb", *limit],
    }
    if contributions <= _FEW and not memory:
        commands["pandas"] = summarize
    return {name: best(command, runs, (0, _ERRORS_FOUND)) for name, command in commands.items()}


if __name__ == "__main__":
    main()
