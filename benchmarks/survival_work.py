"""The same work on a workbook by each program: the generated sheets twice, and once more with another figure."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.survival_facts import Change, State, change
from tdag_xl.commands import summaries
from tdag_xl.errors import TdagError
from tdag_xl.sheets import report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from judges.validator import Validator

    from tdag_xl.report import Report

_PEER_SECONDS = 120
_OPENING_SECONDS = 900


@dataclass(frozen=True)
class Outcome:
    """What became of one workbook; `refused` is the sentence of a program that did not do the work.

    `no_op`: whether the second time changed nothing; `undone`: whether an undo brought the bytes before it back.
    """

    path: Path
    refused: str = ""
    change: Change | None = None
    no_op: bool = False
    undone: bool = False

    @property
    def kept_promise(self) -> bool:
        """Whether only what must change did, and the rest is as sound as before."""
        done = self.change
        whole = done is not None and not (done.needless or done.new_errors or done.values_changed)
        return whole and self.no_op and self.undone


def refreshed(path: Path, registers: Sequence[Path], validator: Validator | None) -> Outcome:
    """The outcome of our refreshes of the workbook at `path`, which holds the last of them afterwards."""
    before, original, (first, second) = State.of(path), path.read_bytes(), registers
    try:
        summaries.refresh(path, register=first)
    except TdagError as refusal:
        return Outcome(path, refused=str(refusal))
    no_op = not summaries.refresh(path, register=first).wrote
    once = path.read_bytes()
    summaries.refresh(path, register=second)
    done, twice = change(before, State.of(path), _new_errors(path, original, validator)), path.read_bytes()
    summaries.undo(path)
    undone = path.read_bytes() == once
    path.write_bytes(twice)
    return Outcome(path, change=done, no_op=no_op, undone=undone)


def written_by(library: str, path: Path, registers: Sequence[Path], validator: Validator | None) -> Outcome:
    """The outcome of a library's work on the workbook at `path`, in a process each time."""
    before, original = State.of(path), path.read_bytes()
    states: list[tuple[int, bytes]] = []
    first, second = (_described(register) for register in registers)
    for described in (first, first, second):
        command = [sys.executable, "-m", "benchmarks.survival_peers", library, str(path), str(described)]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=_PEER_SECONDS, check=False)
        if ran.returncode != 0 and not states:
            return Outcome(path, refused=ran.stderr.strip().rpartition("\n")[2] or f"status {ran.returncode}")
        states.append((ran.returncode, path.read_bytes()))
    no_op = all(code == 0 for code, _ in states) and states[0][1] == states[1][1]
    return Outcome(path, change=change(before, State.of(path), _new_errors(path, original, validator)), no_op=no_op)


def _new_errors(path: Path, original: bytes, validator: Validator | None) -> tuple[str, ...]:
    if validator is None:
        return ()
    before = path.with_name(f"original-{path.name}")
    before.write_bytes(original)
    errors = validator.new_errors(path, before)
    before.unlink()
    return tuple(sorted(errors))


def _described(register: Path) -> Path:
    """The sheets of a refresh as JSON, for those who write them otherwise; made once."""
    described = register.with_suffix(".json")
    if not described.exists():
        described.write_text(json.dumps(_sheets(report(summaries.check(register), moment=None)), default=str))
    return described


def _sheets(shown: Report) -> dict[str, list[dict[str, object]]]:
    return {
        sheet.name: [
            {
                "name": table.name,
                "headings": [column.heading for column in table.columns],
                "rows": table.rows or [[None] * len(table.columns)],
                "charted": bool(table.charts),
            }
            for table in sheet.tables
        ]
        for sheet in shown.sheets
    }


def opened(paths: Sequence[Path], work: Path) -> set[str]:
    """The names of those workbooks that LibreOffice opens; none without LibreOffice."""
    program, out = shutil.which("soffice"), work / "opened"
    if program is None:
        print("not opened in LibreOffice: it is not installed", file=sys.stderr)
        return set()
    made = {path: out / f"{path.stem}.csv" for path in paths}
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    for some in (paths, *([path] for path in paths)):  # one that ends the program ends it for those behind it
        if left := [str(path) for path in some if not made[path].exists()]:
            command = [program, profile, "--headless", "--convert-to", "csv", "--outdir", str(out), *left]
            subprocess.run(command, capture_output=True, timeout=_OPENING_SECONDS, check=False)
    return {path.name for path in paths if made[path].exists()}
