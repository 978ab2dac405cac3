"""The verbs about LibreOffice: libreoffice build, libreoffice install."""

# No deferred annotations here: typer reads them, and the linter knows that of the main program's decorator only.
from pathlib import Path
from typing import Annotated

import typer

from tdag_xl.cli.console import Output, progress, say, sentences
from tdag_xl.cli.options import Debug, Json
from tdag_xl.cli.program import app

verbs = typer.Typer(
    help="Put the buttons and formulas into LibreOffice Calc.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(verbs, name="libreoffice")


@verbs.callback()
def _libreoffice() -> None:
    pass


@verbs.command(epilog="Example: tdag-xl libreoffice build")
def build(
    path: Annotated[
        Path, typer.Argument(help="The file to write, or its folder.", show_default="tdag_xl.oxt", readable=False)
    ] = Path(),
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Write the extension to a file, the same for everyone: to look at it, or to hand it on."""
    output = _Output(as_json)
    with sentences(output, debug):
        from tdag_xl.commands import libreoffice

        output.built(libreoffice.build(path))


@verbs.command(epilog="Example: tdag-xl libreoffice install")
def install(
    undo: Annotated[bool, typer.Option("--undo", help="Take the extension out again.")] = False,
    profile: Annotated[
        Path | None,
        typer.Option(help="The folder of a profile of LibreOffice, where it is not the usual one.", show_default=False),
    ] = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Add buttons and formulas to your LibreOffice, and let the buttons use this Python; close LibreOffice first."""
    output = _Output(as_json)
    with sentences(output, debug), progress("Waiting for LibreOffice"):
        from tdag_xl.commands import libreoffice

        if undo:
            output.taken_back(libreoffice.uninstall(profile))
            return
        done = libreoffice.install(profile)
    output.installed(done.file, done.interpreter, done.why_no_buttons)


class _Output(Output):
    """Prints what the verbs of this module did."""

    def built(self, file: Path) -> None:
        if self.as_json:
            self._json({"extension": str(file)})
        else:
            say(f"Wrote {file}.")

    def installed(self, settings: Path, interpreter: str, why_no_buttons: str | None) -> None:
        if self.as_json:
            facts = {"settings": str(settings), "interpreter": interpreter, "why_no_buttons": why_no_buttons}
            self._json(facts)
            return
        say("Calc has the menu and toolbar Partnerships and the formulas, from its next start on.")
        say(f"Wrote {settings}: the buttons start {interpreter}. Take both back with --undo.")
        if why_no_buttons is not None:
            say(f"The formulas work, the buttons do not: {why_no_buttons}", err=True)

    def taken_back(self, settings: Path) -> None:
        if self.as_json:
            self._json({"settings": str(settings), "removed": True})
        else:
            say(f"The extension is out of LibreOffice, and {settings} is gone.")
