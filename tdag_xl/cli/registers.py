"""The verbs about registers in files: export, summarize."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tdag_xl.cli.console import Output, progress, say, sentences
from tdag_xl.cli.options import ERROR_FINDINGS, Debug, IgnoreLocks, Json, Workbook
from tdag_xl.cli.program import app
from tdag_xl.cli.summaries import Lists, Rounding, RoundingOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.commands.registers import ExportedTable

_MEMORY = re.compile(r"[0-9]+(\.[0-9]+)? ?[KMGT]i?B", re.IGNORECASE)


class Engine(StrEnum):
    """What holds the register while it is summarized."""

    PANDAS = "pandas"
    DUCKDB = "duckdb"


def _size(text: str | None) -> str | None:
    if text is not None and not _MEMORY.fullmatch(text):
        raise typer.BadParameter("a size is a number and its unit, such as 500MB or 2GB.")
    return text


@app.command(epilog="Example: tdag-xl export workbook/TDAG_Partnerships.xlsm register/")
def export(
    workbook: Workbook,
    folder: Annotated[Path, typer.Argument(help="The folder to write into.", show_default=False, readable=False)],
    force: Annotated[bool, typer.Option("--force", help="Replace the files of an earlier export.")] = False,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Write the tables of a workbook's register as Parquet files; the workbook is only read."""
    output = _ExportOutput(as_json)
    with sentences(output, debug), progress(f"Exporting {workbook.name}"):
        from tdag_xl.commands import registers

        done = registers.export(workbook, folder, force=force)
    output.exported_tables(done)


@app.command(epilog="Example: tdag-xl summarize register/ --output summaries.xlsx --engine duckdb")
def summarize(
    register: Annotated[
        Path,
        typer.Argument(
            help="A folder of Parquet or CSV files, or a DuckDB database.", show_default=False, readable=False
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            help="The workbook, .xlsx or .xlsm: its generated sheets are refreshed, or it is made.",
            show_default=False,
            readable=False,
        ),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(
            help="A TOML file that names the tables, columns and codes of files of another form (docs/mapping.md).",
            show_default=False,
            readable=False,
        ),
    ] = None,
    engine: Annotated[Engine, typer.Option(help="What holds the register.")] = Engine.PANDAS,
    memory: Annotated[
        str | None,
        typer.Option(help="The most memory that DuckDB takes, such as 2GB; the rest is on disk.", callback=_size),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Make the workbook anew if it is there.")] = False,
    rounding: RoundingOption = Rounding.HALF_UP,
    lists: Annotated[Lists, typer.Option(help="List sheets; auto leaves out those of over 10,000 rows.")] = Lists.AUTO,
    ignore_locks: IgnoreLocks = False,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Show the figures of a register that is kept in files, in a workbook; the files are only read."""
    if memory is not None and engine is not Engine.DUCKDB:
        raise typer.BadParameter("only DuckDB keeps to a limit; add --engine duckdb.", param_hint="--memory")
    printed = Output(as_json)
    with sentences(printed, debug), progress(f"Summarizing {register.name}"):
        from tdag_xl.commands import registers

        with registers.summarized(
            register,
            output,
            mapping=mapping,
            engine=registers.EngineName(engine.value),
            memory=memory,
            rounding=rounding.value,
            lists=lists.value,
            force=force,
            ignore_locks=ignore_locks,
            announce=printed.warnings,
            tell=printed.notes,
        ) as done:
            wrote = f"Wrote {output}." if done.wrote else f"Nothing to write: {output} already shows these figures."
            printed.refreshed(done, wrote)
    raise typer.Exit(ERROR_FINDINGS if done.results.has_errors else 0)


class _ExportOutput(Output):
    """Prints what an export wrote."""

    def exported_tables(self, files: Sequence[ExportedTable]) -> None:
        """Which file holds how many rows of which table."""
        if self.as_json:
            facts = ({"table": one.table, "file": str(one.path), "rows": one.rows} for one in files)
            self._json({"tables": list(facts)})
            return
        say(*(f"{one.path}: {one.rows:,} rows of {one.table}" for one in files))
