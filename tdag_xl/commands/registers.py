"""Registers in files: a workbook's register exported to them, and their figures summarized in a workbook."""

from __future__ import annotations

import datetime as dt
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.builder.summary_book import summary_book
from tdag_xl.commands.document_set import documents_in
from tdag_xl.commands.refreshing import Refreshed, refreshed
from tdag_xl.domain.columns import SPECS
from tdag_xl.domain.results import results
from tdag_xl.errors import RegisterFileError, WorkbookError
from tdag_xl.hosts.package import PackageHost
from tdag_xl.ooxml.disk_errors import disk_errors_told
from tdag_xl.registers.engines import EngineName
from tdag_xl.registers.export import file_name, write_table
from tdag_xl.registers.folder import candidates, file_stem
from tdag_xl.registers.reading import opened_register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tdag_xl.domain.options import Rounding
    from tdag_xl.hosts.base import Plan
    from tdag_xl.registers.reading import OpenRegister
    from tdag_xl.sheets import Lists
    from tdag_xl.tables import InputTable

__all__ = ["EngineName", "ExportedTable", "export", "summarized"]


@dataclass(frozen=True)
class ExportedTable:
    """A file of an export: the table that it holds, and how many of its rows."""

    table: str
    path: Path
    rows: int


def export(workbook: Path, folder: Path, *, force: bool = False) -> tuple[ExportedTable, ...]:
    """Write the register of `workbook`, which may be open, as one Parquet file a table into `folder`: all or none.

    The folder is made if missing. Raises RegisterFileError where a table stands there already, unless it is the file
    of an earlier export and `force`; DocumentError where the files cannot be written; RegisterError and WorkbookError.
    """
    with PackageHost.open_to_read(workbook) as host:
        tables = host.read_tables(SPECS)
    specs = [spec for spec in SPECS if spec.name in tables]
    _refuse_tables_there(folder, tables, force=force)
    with documents_in(folder, [file_name(spec) for spec in specs], replace=force) as made, disk_errors_told(folder):
        rows = {spec.name: write_table(spec, tables[spec.name], made / file_name(spec)) for spec in specs}
    return tuple(ExportedTable(spec.name, folder / file_name(spec), rows[spec.name]) for spec in specs)


@contextmanager
def summarized(
    register: Path,
    output: Path,
    *,
    mapping: Path | None = None,
    engine: EngineName = EngineName.PANDAS,
    memory: str | None = None,
    rounding: Rounding = "half-up",
    lists: Lists = "auto",
    force: bool = False,
    ignore_locks: bool = False,
    announce: Callable[[Plan], None] = lambda plan: None,
    tell: Callable[[Sequence[str]], None] = lambda notes: None,
) -> Iterator[Refreshed]:
    """Bring the generated sheets of the workbook `output` up to date with the register in files `register`.

    The TOML file `mapping` says how the register comes from files of another form; `tell` is given how many of their
    records count. Where there is no such workbook, or with `force`, a new one is made of them. `engine` holds the
    register in `memory` at most; what was computed can be asked for while the block runs. Raises RegisterError,
    EngineError or WorkbookError; the workbook is then as it was.
    """
    if output.suffix.lower() not in (".xlsx", ".xlsm"):
        raise WorkbookError(output, "give the workbook a name that ends in .xlsx or .xlsm.")
    with opened_register(register, engine, memory, mapping) as read:
        tell(read.notes)
        figures = results(read.tables, rounding, read.calculations, read.in_source)
        source = str(register) if mapping is None else f"{register}, by {mapping}"
        with _workbook(source, output, read, anew=force or not output.exists(), ignore_locks=ignore_locks) as host:
            done = refreshed(host, figures, moment=dt.datetime.now(dt.UTC), lists=lists, announce=announce)
        yield done


@contextmanager
def _workbook(
    source: str, output: Path, read: OpenRegister, *, anew: bool, ignore_locks: bool
) -> Iterator[PackageHost]:
    """The workbook to write into: the one that is there, or a new one."""
    if not anew:
        with PackageHost.open(output, ignore_locks=ignore_locks) as host:
            yield host
        return
    with tempfile.TemporaryDirectory(prefix="tdag-xl-") as folder:
        bare = Path(folder) / output.name
        macro_enabled = output.suffix.lower() == ".xlsm"
        bare.write_bytes(summary_book(source, read.places, macro_enabled=macro_enabled))
        with PackageHost.open(bare, output=output, ignore_locks=ignore_locks) as host:
            yield host


def _refuse_tables_there(folder: Path, tables: Mapping[str, InputTable], *, force: bool) -> None:
    """Raise RegisterFileError where an export would replace a file, or stand beside another file of the same table."""
    if not folder.exists():
        return
    for spec in SPECS:
        for path in candidates(folder, file_stem(spec)):
            if path.name != file_name(spec) or spec.name not in tables:
                raise RegisterFileError(
                    f"{path}: this holds the table {spec.name} already. Take it away, or name another folder. "
                    "Nothing was written."
                )
            if not force:
                raise RegisterFileError(
                    f"{path}: there is a file of this name. Name another folder, or replace it with --force. "
                    "Nothing was written."
                )
