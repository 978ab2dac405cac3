"""The verb about exchange rates: rates import."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tdag_xl.cli.console import Output, progress, say, sentences
from tdag_xl.cli.options import ERROR_FINDINGS, Debug, IgnoreLocks, Json, Workbook
from tdag_xl.cli.program import app

if TYPE_CHECKING:
    from tdag_xl.commands.rates import Imported

rates = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The exchange rates of the register.")
app.add_typer(rates, name="rates")


@rates.callback()
def _rates() -> None:
    pass


File = Annotated[
    Path,
    typer.Argument(
        help="A CSV with the headings of tblRates, a list of UN operational rates of exchange, or the ECB's "
        "eurofxref-hist, .csv or .zip.",
        show_default=False,
        readable=False,
    ),
]
Currencies = Annotated[
    list[str] | None,
    typer.Option("--currency", help="Only this currency; may be repeated. Without it, those that the register uses."),
]
First = Annotated[
    dt.datetime | None,
    typer.Option(
        "--from",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="Only rates effective from this day on. Without it, from the first day for which the register needs one.",
    ),
]
Last = Annotated[
    dt.datetime | None,
    typer.Option("--to", formats=["%Y-%m-%d"], metavar="DATE", help="Only rates effective up to this day."),
]


@rates.command(
    "import",
    epilog="Example: tdag-xl rates import eurofxref-hist.zip workbook/TDAG_Partnerships.xlsm",
)
def import_(
    file: File,
    workbook: Workbook,
    currency: Currencies = None,
    first: First = None,
    last: Last = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be imported; write nothing.")] = False,
    ignore_locks: IgnoreLocks = False,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Put the new rates of FILE into the workbook's table tblRates; rates that it has stay as they are."""
    output = _RatesOutput(as_json)
    with sentences(output, debug), progress(f"Reading {file.name}"):
        from tdag_xl.commands.rates import Scope, import_rates_into_file

        codes = frozenset(code.strip().upper() for code in currency) if currency else None
        asked = Scope(codes, first.date() if first else None, last.date() if last else None)
        done = import_rates_into_file(workbook, file, asked, dry_run=dry_run, ignore_locks=ignore_locks)
    output.imported(done, _closing_line(done, dry_run, workbook))
    raise typer.Exit(ERROR_FINDINGS if done.plan.has_errors else 0)


class _RatesOutput(Output):
    """Prints what an import did."""

    def imported(self, done: Imported, closing: str) -> None:
        """What is new and what is not imported; on stderr, every finding and what followed the table."""
        if self.as_json:
            self._json({**done.plan.as_json(), "followed": list(done.followed), "wrote": done.wrote})
            return
        say(*done.plan.in_brief(), closing)
        say(*done.plan.sentences(), *done.followed, err=True)


def _closing_line(done: Imported, dry_run: bool, workbook: Path) -> str:
    if done.wrote:
        return f"Wrote {workbook}. Refresh it to bring the summaries up to date."
    if dry_run and done.plan.new:
        return "Nothing was written (--dry-run)."
    if done.plan.known and not done.plan.findings:
        return f"Nothing to write: {workbook} has all these rates."
    return "Nothing to write: no rate is new."
