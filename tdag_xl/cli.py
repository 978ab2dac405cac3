"""The command line: data on stdout, progress and sentences on stderr.

Exit codes of every verb: 0 done; 1 refused or failed, nothing changed; 2 usage; 3 done, with error findings.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tdag_xl import __version__
from tdag_xl.console import FAILED, Output, print_any_letter, progress, sentences

app = typer.Typer(
    name="tdag-xl",
    help="Refresh the summaries and charts of a partnerships workbook, losing nothing staff made in it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Rounding(StrEnum):
    """How shares are rounded."""

    HALF_UP = "half-up"
    LARGEST_REMAINDER = "largest-remainder"


class Lists(StrEnum):
    """Which list sheets are written."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Workbook = Annotated[Path, typer.Argument(help="The workbook, .xlsm or .xlsx.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Debug = Annotated[bool, typer.Option("--debug", help="On an error, show where in the program it came from.")]
IgnoreLocks = Annotated[
    bool,
    typer.Option("--ignore-locks", help="Go on although an owner file says the workbook is open (after a crash)."),
]
RoundingOption = Annotated[Rounding, typer.Option(help="How shares are rounded.")]


ERROR_FINDINGS = 3
"""Exit code: done, with error findings."""


def main() -> None:
    """Run the command line."""
    print_any_letter()
    try:
        app()
    except OSError as error:  # every other one is told as a sentence already
        typer.echo(f"Error: the result could not be printed ({error.strerror}). What was done stands.", err=True)
        sys.exit(FAILED)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tdag-xl {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command(
    epilog="Example: tdag-xl new workbook/TDAG_Partnerships.xlsm --register register/",
)
def new(
    path: Annotated[Path, typer.Argument(help="The workbook to make, .xlsm.", show_default=False)],
    register: Annotated[
        Path | None, typer.Option(help="Folder of the register's CSV files; without it, the illustrative register.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a workbook of that name.")] = False,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Make a master workbook from a register, with its summaries."""
    output = Output(as_json)
    with sentences(output, debug), progress("Building the workbook"):
        from tdag_xl import commands

        made = commands.new(path, register=register, force=force)
    output.refreshed(made, f"Made {path}.")
    raise typer.Exit(ERROR_FINDINGS if made.results.has_errors else 0)


@app.command(epilog="Example: tdag-xl refresh workbook/TDAG_Partnerships.xlsm")
def refresh(
    workbook: Workbook,
    register: Annotated[
        Path | None, typer.Option(help="Take the register's tables from this workbook instead.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write here, and leave WORKBOOK as it is.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written; write nothing.")] = False,
    rounding: RoundingOption = Rounding.HALF_UP,
    lists: Annotated[Lists, typer.Option(help="List sheets; auto leaves out those of over 10,000 rows.")] = Lists.AUTO,
    ignore_locks: IgnoreLocks = False,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Bring the summaries and charts up to date with the register."""
    printed = Output(as_json)
    with sentences(printed, debug), progress(f"Refreshing {workbook.name}"):
        from tdag_xl import commands

        done = commands.refresh(
            workbook,
            register=register,
            output=output,
            rounding=rounding.value,
            lists=lists.value,
            dry_run=dry_run,
            ignore_locks=ignore_locks,
            announce=printed.warnings,
        )
    printed.refreshed(done, _closing_line(done.wrote, dry_run, output or workbook))
    raise typer.Exit(ERROR_FINDINGS if done.results.has_errors else 0)


@app.command(epilog="Example: tdag-xl check workbook/TDAG_Partnerships.xlsm")
def check(
    workbook: Workbook, rounding: RoundingOption = Rounding.HALF_UP, as_json: Json = False, debug: Debug = False
) -> None:
    """List what is wrong in the register, and compare the figures with those published; write nothing."""
    output = Output(as_json)
    with sentences(output, debug), progress(f"Checking {workbook.name}"):
        from tdag_xl import commands

        results = commands.check(workbook, rounding.value)
    output.checked(results)
    raise typer.Exit(ERROR_FINDINGS if results.has_errors else 0)


@app.command(epilog="Example: tdag-xl undo workbook/TDAG_Partnerships.xlsm")
def undo(
    workbook: Workbook,
    force: Annotated[
        bool, typer.Option("--force", help="Also when the workbook was changed since; those changes are lost.")
    ] = False,
    ignore_locks: IgnoreLocks = False,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Restore the workbook as it was before the last refresh."""
    output = Output(as_json)
    with sentences(output, debug):
        from tdag_xl import commands

        moment = commands.undo(workbook, force=force, ignore_locks=ignore_locks)
    output.undone(workbook, moment)


def _closing_line(wrote: bool, dry_run: bool, path: Path) -> str:
    if wrote:
        return f"Wrote {path}."
    if dry_run:
        return "Nothing was written (--dry-run)."
    return f"Nothing to write: {path} already shows these figures."
