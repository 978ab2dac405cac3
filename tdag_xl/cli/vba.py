"""The verbs about VBA: vba export."""

# No deferred annotations here: typer reads them, and the linter knows that of the main program's decorator only.
from pathlib import Path
from typing import Annotated

import typer

from tdag_xl.cli.console import Output, sentences
from tdag_xl.cli.options import Debug, Json
from tdag_xl.cli.program import app

verbs = typer.Typer(help="Look at the macros of a workbook.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(verbs, name="vba")


@verbs.callback()
def _vba() -> None:
    pass


@verbs.command(epilog="Example: tdag-xl vba export workbook/TDAG_Partnerships.xlsm modules/")
def export(
    workbook: Annotated[
        Path,
        typer.Argument(
            help="The workbook or add-in: .xlsm, .xlam, .xltm or .xlsb.", show_default=False, readable=False
        ),
    ],
    folder: Annotated[
        Path, typer.Argument(help="The folder to write to; made if needed.", show_default=False, readable=False)
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace files of these names.")] = False,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Write each module to a text file (UTF-8): Name.bas, Name.cls, Name.frm. The workbook may be open."""
    output = Output(as_json)
    with sentences(output, debug):
        from tdag_xl.commands import vba

        files = vba.export(workbook, folder, force=force)
    output.exported(files)
