"""The verbs about a colleague's PC: install, doctor."""

from __future__ import annotations

import shutil
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tdag_xl.cli.console import Output, progress, say, sentences
from tdag_xl.cli.options import ERROR_FINDINGS, Debug, Json
from tdag_xl.cli.program import app
from tdag_xl.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.commands.setup import Diagnosis
    from tdag_xl.setup.install import Installed, Undone

_WIDTH = 100
_COLORS = {"ok": "green", "warning": "yellow", "problem": "red"}
_MARKS = {"ok": "ok", "warning": "warning", "problem": "PROBLEM"}


@app.command(epilog="Example: tdag-xl install")
def install(
    undo: Annotated[bool, typer.Option("--undo", help="Put the settings back as they were before.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written; write nothing.")] = False,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Let Excel's buttons and formulas use this Python, for you alone; no administrator is needed."""
    output = _SetupOutput(as_json)
    with sentences(output, debug):
        from tdag_xl.commands import setup

        if undo:
            output.undone_install(setup.uninstall(dry_run=dry_run), dry_run)
        else:
            output.installed(setup.install(dry_run=dry_run), dry_run)


@app.command(epilog="Example: tdag-xl doctor workbook/TDAG_Partnerships.xlsm")
def doctor(
    workbook: Annotated[
        Path | None, typer.Argument(help="A workbook to check as well.", show_default=False, readable=False)
    ] = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Check whether this PC, and a workbook, are ready for Excel's buttons and formulas; write nothing.

    Exit code 3 where there is a problem.
    """
    output = _SetupOutput(as_json)
    with sentences(output, debug), progress("Checking this PC"):
        from tdag_xl.commands import setup
        from tdag_xl.setup.examination import State

        diagnosis = setup.doctor(workbook)
    output.diagnosed(diagnosis)
    raise typer.Exit(ERROR_FINDINGS if diagnosis.count(State.PROBLEM) else 0)


class _SetupOutput(Output):
    """Prints what the verbs of this module did or found."""

    def installed(self, done: Installed, dry_run: bool) -> None:
        if self.as_json:
            self._json(
                {
                    "settings": str(done.file),
                    "interpreter": done.interpreter,
                    "before": done.before,
                    "wrote": done.wrote and not dry_run,
                }
            )
            return
        if not done.wrote:
            say(f"Nothing to write: {done.file} already names {done.interpreter}.")
        else:
            say(f"{'Would write' if dry_run else 'Wrote'} {done.file}: Excel starts {done.interpreter}.")
            if done.before is not None:
                say(f"Before, it started {done.before}.")
        if dry_run:
            say("Nothing was written (--dry-run).")
        else:
            say("Nothing else was changed. Check with tdag-xl doctor WORKBOOK, take back with --undo.")
        if sys.platform != "win32":
            say("Only Excel on Windows uses this setting.", err=True)

    def undone_install(self, done: Undone, dry_run: bool) -> None:
        if self.as_json:
            self._json(
                {
                    "settings": str(done.file),
                    "removed": done.removed,
                    "interpreter": done.interpreter,
                    "wrote": not dry_run,
                }
            )
            return
        now = f"names {done.interpreter} again" if done.interpreter else "names no Python any more"
        if dry_run:
            say(f"Would put back {done.file}. Nothing was written (--dry-run).")
        elif done.removed:
            say(f"Removed {done.file}, which was not there before.")
        else:
            say(f"{done.file} is as it was, and {now}.")

    def diagnosed(self, diagnosis: Diagnosis) -> None:
        from tdag_xl.setup.examination import State

        problems, warnings = diagnosis.count(State.PROBLEM), diagnosis.count(State.WARNING)
        if self.as_json:
            checks = [
                {"name": name, "state": str(answer.state), "found": answer.found, "fix": answer.fix}
                for name, answer in diagnosis.checks
            ]
            self._json({"problems": problems, "warnings": warnings, "checks": checks})
            return
        for line in report_lines(diagnosis, _width()):
            typer.echo(line)  # its marks are coloured
        say(f"{_counted(problems, 'problem')}, {_counted(warnings, 'warning')}.")


def report_lines(diagnosis: Diagnosis, width: int) -> Iterator[str]:
    """The lines of the report: state, name, what was found, and the fix beneath; what does not apply comes last."""
    applying = [(name, answer) for name, answer in diagnosis.checks if str(answer.state) in _COLORS]
    names = max(len(name) for name, _ in applying)
    indent = " " * (9 + names + 2)
    for name, answer in applying:
        state = str(answer.state)
        mark = typer.style(f"{_MARKS[state]:<9}", fg=_COLORS[state], bold=state == "problem")
        yield from _hanging(f"{mark}{name:<{names}}  ", indent, answer.found, width)
        if answer.fix:
            yield from _hanging(f"{indent}-> ", f"{indent}   ", answer.fix, width)
    others = [name for name, answer in diagnosis.checks if str(answer.state) not in _COLORS]
    if others:
        yield from _wrapped(f"Not applicable here, without Excel for Windows: {', '.join(others)}.", width)


def _hanging(head: str, indent: str, text: str, width: int) -> Iterator[str]:
    first, *more = _wrapped(text, width - len(indent))
    yield f"{head}{first}"
    yield from (f"{indent}{line}" for line in more)


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines; a path or command is not broken within a word, so that it can be copied."""
    words = one_line(" ".join(text.split()))
    return textwrap.wrap(words, max(width, 30), break_long_words=False, break_on_hyphens=False)


def _width() -> int:
    return min(_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else _WIDTH


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
