"""What the command line prints: data on stdout, progress and sentences on stderr."""

from __future__ import annotations

import io
import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from tdag_xl.errors import TdagError
from tdag_xl.plain_text import json_safe, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tdag_xl.commands.summaries import Refreshed
    from tdag_xl.commands.upgrade import Upgraded
    from tdag_xl.commands.vba import ExportedModule
    from tdag_xl.domain.results import Results
    from tdag_xl.hosts.base import Plan

FAILED = 1
"""Exit code: refused or failed, nothing changed."""

INTERRUPTED = 130
"""Exit code after Ctrl+C, as shells have it (128 + SIGINT)."""


def print_any_letter() -> None:
    """Let stdout and stderr show `?` for a letter that their encoding lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(*lines: str, err: bool = False) -> None:
    """Print the lines, on stderr with `err`; what stands in them cannot act on the terminal."""
    if lines:
        typer.echo("\n".join(map(one_line, lines)), err=err)


class Output:
    """Prints a verb's result, as text or as one JSON value."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def refreshed(self, done: Refreshed, closing: str) -> None:
        """The headline figures, what was written where, and what to look at."""
        if self.as_json:
            self._json(done.results.as_json())
            return
        for period, figures in done.results.headlines().items():
            say(period)
            for figure, value in figures:
                say(f"  {figure:<42}{value:>14,.0f}")
        say(*(f"{sheet.name}: {sheet.action.value}" for sheet in done.plan.sheets), closing)
        say(*done.plan.followed, *done.report.notes, done.results.findings_in_brief(), err=True)
        say(*(f"Published: {sentence}" for sentence in done.results.disagreements()), err=True)

    def checked(self, results: Results) -> None:
        """Every finding, and every published figure that does not agree."""
        if self.as_json:
            full = results.as_json()
            self._json({key: full[key] for key in ("checks", "published")})
            return
        for finding in results.findings:
            place = f"sheet {finding.sheet}, row {finding.row}, {finding.table}[{finding.column}]"
            say(f"{finding.severity}: {place}: {finding.finding} {finding.what_to_do}")
        say(*(f"Published: {sentence}" for sentence in results.disagreements()), results.findings_in_brief())

    def undone(self, workbook: Path, moment: str) -> None:
        """Which state was restored."""
        if self.as_json:
            self._json({"restored": str(workbook), "change": moment})
        else:
            say(f"{workbook} is as it was before the change of {moment}.")

    def upgraded(self, workbook: Path, done: Upgraded) -> None:
        """Which parts an upgrade wrote, and what staff should know."""
        if self.as_json:
            path = None if done.path is None else str(done.path)
            self._json({"workbook": path, "parts": done.parts, "notes": done.notes})
            return
        say(*done.parts, f"Wrote {done.path}." if done.path else f"Nothing to write: {workbook} is up to date.")
        say(*done.notes, err=True)

    def exported(self, files: Iterable[ExportedModule]) -> None:
        """Which file holds which module."""
        if self.as_json:
            facts = (
                {"module": file.module.name, "kind": file.module.kind.value, "file": str(file.path)} for file in files
            )
            self._json({"modules": list(facts)})
            return
        say(*(f"{file.path}: {file.module.kind.value} module {file.module.name}" for file in files))

    def warnings(self, plan: Plan) -> None:
        """What staff should know before anything is written."""
        say(*(f"Warning: {sentence}" for sentence in plan.warnings), err=True)

    def notes(self, sentences: Iterable[str]) -> None:
        """What is worth knowing about what was read."""
        say(*sentences, err=True)

    def failed(self, sentence: str) -> None:
        """Why nothing was done."""
        if self.as_json:
            self._json({"error": sentence})
        say(f"Error: {sentence}", err=True)

    def _json(self, value: Any) -> None:
        # JSON is UTF-8; where stdout is something else (a redirection on Windows), escapes are right in every encoding.
        unicode = getattr(sys.stdout, "encoding", "").lower() == "utf-8"
        typer.echo(json_safe(json.dumps(value, ensure_ascii=not unicode, allow_nan=False, indent=2)))


@contextmanager
def sentences(output: Output, debug: bool) -> Iterator[None]:
    """Show an error as its sentence and leave with exit code 1; with `debug`, let it through."""
    try:
        yield
    except TdagError as error:
        if debug:
            raise
        output.failed(str(error))
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt as interrupt:
        output.failed("Interrupted; the workbook is as it was or as refreshed, whole.")
        raise typer.Exit(INTERRUPTED) from interrupt
    except BaseException as error:  # the last resort: staff see a sentence, not a traceback, also where Rust gives up
        if debug or isinstance(error, (SystemExit, GeneratorExit)):
            raise
        output.failed(
            f"Unexpected {type(error).__name__}: {error}. The workbook was not changed. "
            "Please report this, with what the same command prints with --debug."
        )
        raise typer.Exit(FAILED) from error


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show that work goes on, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(f"{one_line(what)} …")):
        yield
