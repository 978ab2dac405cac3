"""What survives in workbooks of other programs: `python -m benchmarks.survival DIR [TOOL…]`.

Every .xlsx and .xlsm of the folder gets the summaries of the illustrative register twice, then those of a register
with another figure; ours is then undone. openpyxl and excelize do the same work in the same run, each time in a process
of its own. The Open XML SDK's validator and LibreOffice judge where they are installed. The exit code is 1 where a
refresh broke its promise; a refusal breaks none.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from judges.validator import installed_validator
from register_files import registers_with_another_figure

from benchmarks.survival_facts import reason
from benchmarks.survival_work import Outcome, opened, refreshed, written_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judges.validator import Validator

OURS = "tdag-xl"
PEERS = ("openpyxl", "excelize")


def main() -> int:
    """Print what each program did to each workbook, and in all."""
    folder, tools = Path(sys.argv[1]), sys.argv[2:] or [OURS, *PEERS]
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".xlsx", ".xlsm"))
    validator, kept = _validator(), True
    with tempfile.TemporaryDirectory() as scratch:
        registers = registers_with_another_figure(Path(scratch))
        openable = opened(files, Path(scratch))
        for tool in tools:
            work = Path(scratch) / tool
            work.mkdir()
            outcomes = [_outcome(tool, file, work, registers, validator) for file in files]
            served = [outcome for outcome in outcomes if outcome.change is not None]
            closed = openable - opened([outcome.path for outcome in served], work)
            _print(tool, outcomes, closed)
            if tool == OURS:
                kept = all(outcome.kept_promise and outcome.path.name not in closed for outcome in served)
    return 0 if kept else 1


def _validator() -> Validator | None:
    try:
        return installed_validator()
    except pytest.skip.Exception as absent:
        print(f"not judged by the validator: {absent}", file=sys.stderr)
        return None


def _outcome(tool: str, file: Path, work: Path, registers: Sequence[Path], validator: Validator | None) -> Outcome:
    print(f"{tool}: {file.name}", file=sys.stderr)
    path = Path(shutil.copyfile(file, work / file.name))
    if tool == OURS:
        return refreshed(path, registers, validator)
    return written_by(tool, path, registers, validator)


def _print(tool: str, outcomes: Sequence[Outcome], closed: set[str]) -> None:
    print(f"\n{tool}")
    for outcome in outcomes:
        print(f"  {outcome.path.name}: {'; '.join(_facts(outcome, closed))}")
    changes = [outcome.change for outcome in outcomes if outcome.change]
    served = [outcome for outcome in outcomes if outcome.change]
    for text, count, of in (
        ("workbooks served", len(changes), len(outcomes)),
        ("members that are the same bytes", sum(done.identical for done in changes), sum(d.members for d in changes)),
        ("members that changed and need not", sum(len(done.needless) for done in changes), None),
        ("workbooks with new errors of the validator", sum(bool(done.new_errors) for done in changes), None),
        ("workbooks with changed values", sum(bool(done.values_changed) for done in changes), None),
        ("workbooks that the second time leaves alone", sum(outcome.no_op for outcome in served), None),
        ("workbooks that LibreOffice opens no more", sum(o.path.name in closed for o in served), None),
    ):
        print(f"    {text:46}{count:>10}{'' if of is None else f' of {of}'}")


def _facts(outcome: Outcome, closed: set[str]) -> list[str]:
    done = outcome.change
    if done is None:
        return [f"not served. {outcome.refused}"]
    facts = [f"{done.identical} of {done.members} members the same"]
    facts += [f"{name} ({reason(name)})" for name in done.edited if reason(name)]
    facts += [f"{len(done.needless)} that need not change, such as {done.needless[0]}"] if done.needless else []
    facts += [f"{len(done.gone)} gone, such as {done.gone[0]}"] if done.gone else []
    facts += [f"values changed on {', '.join(done.values_changed)}"] if done.values_changed else []
    facts += [f"{len(done.new_errors)} new errors, such as {done.new_errors[0]}"] if done.new_errors else []
    facts += [] if outcome.no_op else ["the second time changes it again"]
    facts += ["LibreOffice opens it no more"] if outcome.path.name in closed else []
    return facts


if __name__ == "__main__":
    sys.exit(main())
