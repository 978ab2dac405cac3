"""Workbooks changed at random, given to every verb: `PYTHONPATH=tests python -m hostile.fuzz SECONDS [SEED]`.

Prints the seed of each case for which a promise does not hold; `python -m hostile.fuzz --case SEED` runs one again.
A process of its own does the work, in which a reader that ends the process, needs too much memory or never comes back
costs one case.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from hostile.children import outcomes, say
from hostile.mutations import mutated
from hostile.verbs import BrokenPromiseError, emptied, run
from judges.corpus import corpus_files
from staff_workbook import build

MASTER = Path(__file__).parents[2] / "workbook" / "TDAG_Partnerships.xlsm"
MEMORY = 6 << 30
"""Bytes that the process may map; a hundred times what these workbooks need, code included."""

FREQUENCY = {"graft": 5, "refresh": 2, "register": 2, "check": 3, "rates": 3, "upgrade": 2, "vba": 2, "doctor": 0.3}
"""How often each verb is run."""

SECONDS = 60
"""Of processor time for one case."""


def workbooks(folder: Path) -> list[Path]:
    """What is changed: mostly a small workbook full of staff content, then the master, then workbooks of others."""
    small = build(folder / "staff.xlsm", rows=20)
    return [small] * 6 + list(corpus_files())[:40:4] + [MASTER] * 2


def case(seed: int, sources: list[Path], folder: Path) -> str:
    """What the verb of this seed said. Raises BrokenPromiseError."""
    random = Random(seed)
    source = random.choice(sources)
    (verb,) = random.choices(list(FREQUENCY), FREQUENCY.values())
    workbook, other = emptied(folder) / f"workbook{source.suffix}", folder / "other.xlsm"
    workbook.write_bytes(mutated(source.read_bytes(), random))
    other.write_bytes(sources[-1].read_bytes())
    before = workbook.read_bytes()
    said = run(verb, workbook, other)
    if (folder / f"{workbook.name}.before-refresh").exists():
        run("check", workbook)
        run("undo", workbook)
        if workbook.read_bytes() != before:
            raise BrokenPromiseError("undo did not bring the workbook back")
    return f"{verb} {source.name}: {said}"


def work(seeds: range) -> None:
    """Run the cases; of one for which every promise holds, nothing is said."""
    with tempfile.TemporaryDirectory() as place:
        sources = workbooks(Path(place))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        for seed in seeds:
            spent = int(time.process_time())
            resource.setrlimit(resource.RLIMIT_CPU, (spent + SECONDS, resource.RLIM_INFINITY))
            say(seed)
            try:
                case(seed, sources, Path(place) / "case")
                say(seed, "")
            except BrokenPromiseError as broken:
                say(seed, str(broken))


def broken_promises(first: int, count: int) -> dict[int, str]:
    """What does not hold, by seed; `count` cases are run."""
    return {seed: said for seed, said in outcomes("hostile.fuzz", first, first + count).items() if said}


def main(arguments: list[str]) -> None:
    """Fuzz for so many seconds, or run one case, or work for another process."""
    if arguments[0] in ("--work", "--case"):
        first = int(arguments[1])
        work(range(first, int(arguments[2]) if arguments[0] == "--work" else first + 1))
        return
    until = time.monotonic() + float(arguments[0])
    seed = int(arguments[1]) if len(arguments) > 1 else Random().randrange(1 << 40)
    while time.monotonic() < until:
        for broken, what in broken_promises(seed, 100).items():
            say(broken, what)
        seed += 100
        say("next seed", seed)


if __name__ == "__main__":
    main(sys.argv[1:])
