"""Time, memory and survival beside the peers, measured in the same run: `python -m benchmarks.refresh`."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))  # whose judges and registers are used here too
