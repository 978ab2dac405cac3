"""The verb upgrade."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tdag_xl.cli.console import Output, progress, sentences
from tdag_xl.cli.options import Debug, IgnoreLocks, Json, Workbook
from tdag_xl.cli.program import app


@app.command(epilog="Example: tdag-xl upgrade workbook/TDAG_Partnerships.xlsm")
def upgrade(
    workbook: Workbook,
    output: Annotated[
        Path | None, typer.Option(help="Write here, and leave WORKBOOK as it is.", readable=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file of the new name.")] = False,
    ignore_locks: IgnoreLocks = False,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Put the current macros, ribbon and settings into a workbook; an .xlsx becomes an .xlsm beside it."""
    printed = Output(as_json)
    with sentences(printed, debug), progress(f"Upgrading {workbook.name}"):
        from tdag_xl.commands.upgrade import upgrade as upgraded

        done = upgraded(workbook, output=output, force=force, ignore_locks=ignore_locks)
    printed.upgraded(workbook, done)
