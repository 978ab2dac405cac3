"""The program itself: its verbs are added by the modules beside it."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from tdag_xl import __version__
from tdag_xl.cli.console import FAILED, print_any_letter

app = typer.Typer(
    name="tdag-xl",
    help="Refresh the summaries and charts of a partnerships workbook, losing nothing staff made in it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line."""
    gc.disable()  # a verb ends soon and makes few cycles; to look for them takes an eighth of a small refresh
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
