"""The verbs run on a workbook that may be hostile, and what must hold of them whatever it holds."""

from __future__ import annotations

import shutil
import traceback
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from tdag_xl.cli import app
from tdag_xl.errors import TdagError

if TYPE_CHECKING:
    from pathlib import Path

RATES = "Date;Currency;Rate\n2022-01-01;CHF;0.9\n"
VERBS = {
    "check": ("check", "{workbook}"),
    "again": ("refresh", "{workbook}"),
    "refresh": ("refresh", "{workbook}", "--rounding", "largest-remainder"),
    "graft": ("refresh", "{workbook}", "--register", "{other}"),
    "register": ("refresh", "{other}", "--register", "{workbook}"),
    "undo": ("undo", "{workbook}"),
    "upgrade": ("upgrade", "{workbook}"),
    "doctor": ("doctor", "{workbook}"),
    "vba": ("vba", "export", "{workbook}", "{folder}/modules"),
    "rates": ("rates", "import", "{folder}/rates.csv", "{workbook}"),
}
"""What reads a workbook, each with its arguments."""

EXIT_CODES = (0, 1, 3)


class BrokenPromiseError(AssertionError):
    """A promise that did not hold."""


def run(verb: str, workbook: Path, other: Path | None = None) -> str:
    """Run the verb on the workbook, alone in its folder; what it printed. Raises BrokenPromiseError."""
    folder = workbook.parent
    before, there = workbook.read_bytes(), set(folder.iterdir())
    arguments = [word.format(workbook=workbook, folder=folder, other=other) for word in VERBS[verb]]
    done = CliRunner().invoke(app, [*arguments, "--debug"])
    refused = isinstance(done.exception, TdagError)
    if done.exception is not None and not refused and not isinstance(done.exception, SystemExit):
        raise BrokenPromiseError("".join(traceback.format_exception(done.exception)))
    if not refused and done.exit_code not in EXIT_CODES:
        raise BrokenPromiseError(f"{verb} left with {done.exit_code}: {done.output}")
    if refused:
        said = str(done.exception)
        if workbook.read_bytes() != before or set(folder.iterdir()) != there:
            raise BrokenPromiseError(f"{verb} refused, and yet changed something: {said}")
        if not said.rstrip().endswith((".", ")", "?")) or "\n" in said.strip():
            raise BrokenPromiseError(f"no sentence: {said}")
        return said
    if verb in ("check", "doctor", "vba") and workbook.read_bytes() != before:
        raise BrokenPromiseError(f"{verb} wrote into the workbook")
    return done.output


def emptied(folder: Path) -> Path:
    """The folder, empty but for a file of rates."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "rates.csv").write_text(RATES)
    return folder
