"""What starting costs beside the import of pandas: `python -m benchmarks.start [WORKBOOK]`.

The refresh finds that the workbook shows its figures already, as most refreshes do. Our modules are compiled before, as
pip leaves those of a package that it installs; in a checkout Python may be told not to keep what it compiles.
"""

from __future__ import annotations

import compileall
import sys
from pathlib import Path

from benchmarks.processes import cost, least, python

_CHECKOUT = Path(__file__).parents[1]
MASTER = _CHECKOUT / "workbook" / "TDAG_Partnerships.xlsm"
RUNS = 7
_PANDAS = "import pandas"


def main() -> None:
    """Print the least time of each, taken in turns, and its ratio to the import of pandas."""
    workbook = sys.argv[1] if len(sys.argv) > 1 else str(MASTER)
    compileall.compile_dir(_CHECKOUT / "tdag_xl", quiet=1)
    tdag_xl = [sys.executable, "-m", "tdag_xl"]
    commands = {
        _PANDAS: python(_PANDAS),
        "tdag-xl --help": [*tdag_xl, "--help"],
        "tdag-xl refresh": [*tdag_xl, "refresh", workbook],
        "tdag-xl check": [*tdag_xl, "check", workbook],
    }
    turns = [{name: cost(command) for name, command in commands.items()} for _ in range(RUNS)]
    costs = {name: least([turn[name] for turn in turns]) for name in commands}
    pandas = costs[_PANDAS]
    print(f"{'':22}{'seconds':>9}{'of pandas':>11}{'CPU s':>9}{'of pandas':>11}{'peak MiB':>10}")
    for name, one in costs.items():
        wall = f"{one.seconds:>9.2f}{one.seconds / pandas.seconds:>11.2f}"
        print(f"{name:22}{wall}{one.processor:>9.2f}{one.processor / pandas.processor:>11.2f}{one.mebibytes:>10.0f}")


if __name__ == "__main__":
    main()
