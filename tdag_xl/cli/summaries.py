"""The verbs about the summaries: new, refresh, check, undo."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tdag_xl.cli.console import Output, progress, sentences
from tdag_xl.cli.options import ERROR_FINDINGS, Debug, IgnoreLocks, Json, Workbook
from tdag_xl.cli.program import app


class Rounding(StrEnum):
    """How shares are rounded."""

    HALF_UP = "half-up"
    LARGEST_REMAINDER = "largest-remainder"


class Lists(StrEnum):
    """Which list sheets are written."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


RoundingOption = Annotated[Rounding, typer.Option(help="How shares are rounded.")]


@app.command(
    epilog="Example: tdag-xl new workbook/TDAG_Partnerships.xlsm --register register/",
)
def new(
    path: Annotated[Path, typer.Argument(help="The workbook to make, .xlsm.", show_default=False, readable=False)],
    register: Annotated[
        Path | None,
        typer.Option(help="Folder of the register's CSV files; without it, the illustrative register.", readable=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a workbook of that name.")] = False,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Make a master workbook from a register, with its summaries."""
    output = Output(as_json)
    with sentences(output, debug), progress("Building the workbook"):
        from tdag_xl.commands import summaries

        made = summaries.new(path, register=register, force=force)
    output.refreshed(made, f"Made {path}.")
    raise typer.Exit(ERROR_FINDINGS if made.results.has_errors else 0)


@app.command(epilog="Example: tdag-xl refresh workbook/TDAG_Partnerships.xlsm")
def refresh(
    workbook: Workbook,
    register: Annotated[
        Path | None, typer.Option(help="Take the register's tables from this workbook instead.", readable=False)
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Write here, and leave WORKBOOK as it is.", readable=False)
    ] = None,
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
        from tdag_xl.commands import summaries

        done = summaries.refresh(
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
        from tdag_xl.commands import summaries

        results = summaries.check(workbook, rounding.value)
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
    """Restore the workbook as it was before the last refresh, import of rates or upgrade."""
    output = Output(as_json)
    with sentences(output, debug):
        from tdag_xl.commands import summaries

        moment = summaries.undo(workbook, force=force, ignore_locks=ignore_locks)
    output.undone(workbook, moment)


def _closing_line(wrote: bool, dry_run: bool, path: Path) -> str:
    if wrote:
        return f"Wrote {path}."
    if dry_run:
        return "Nothing was written (--dry-run)."
    return f"Nothing to write: {path} already shows these figures."
