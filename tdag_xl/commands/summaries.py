"""What a verb, a button and a test all call: read, calculate, arrange, write."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.commands.refreshing import Refreshed, calculated, refreshed
from tdag_xl.errors import WorkbookError
from tdag_xl.hosts.package import PackageHost
from tdag_xl.ooxml import history
from tdag_xl.ooxml.durable_files import same_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from tdag_xl.domain.options import Rounding
    from tdag_xl.domain.results import Results
    from tdag_xl.hosts.base import Plan
    from tdag_xl.sheets import Lists

__all__ = ["Refreshed", "check", "new", "refresh", "undo"]


def refresh(
    workbook: Path,
    *,
    register: Path | None = None,
    output: Path | None = None,
    rounding: Rounding = "half-up",
    lists: Lists = "auto",
    dry_run: bool = False,
    ignore_locks: bool = False,
    announce: Callable[[Plan], None] = lambda plan: None,
) -> Refreshed:
    """Bring the generated sheets of `workbook` up to date with its register, or with that of the workbook `register`.

    Writes to `output` where given, and then always; else only when something but the moment changes. `announce`
    receives the plan before anything is written. Raises RegisterError or WorkbookError; the workbook is then as it was.
    """
    if register is not None and output is not None and same_file(register, output):
        raise WorkbookError(output, "the register is taken from this file, so it is not written over. Name another.")
    with PackageHost.open(workbook, output=output, ignore_locks=ignore_locks) as host:
        return refreshed(
            host,
            _figures(host, register, rounding),
            moment=dt.datetime.now(dt.UTC),
            lists=lists,
            always=output is not None,
            dry_run=dry_run,
            announce=announce,
        )


def check(workbook: Path, rounding: Rounding = "half-up") -> Results:
    """All figures and findings of the workbook's register; writes nothing, so the workbook may be open."""
    with PackageHost.open_to_read(workbook) as host:
        return calculated(host, rounding)


def new(path: Path, *, register: Path | None = None, force: bool = False) -> Refreshed:
    """Build a master workbook at `path` from the CSV files of a folder, or from the illustrative register.

    The same register gives the same bytes. Raises RegisterFileError for a folder that cannot be read, WorkbookError
    where a file is at `path` already, unless `force`.
    """
    # Imported here alone: building is rare, refreshing is not.
    from tdag_xl.builder.master import master_workbook
    from tdag_xl.builder.register_files import register_in, shipped_register

    if path.suffix.lower() != ".xlsm":
        raise WorkbookError(path, "the master workbook is macro-enabled: give it a name that ends in .xlsm.")
    if path.exists() and not force:
        raise WorkbookError(path, "there is a file of that name. Choose another name, or replace it with --force.")
    built = master_workbook(shipped_register() if register is None else register_in(register))
    with tempfile.TemporaryDirectory(prefix="tdag-xl-") as folder:
        bare = Path(folder) / path.name
        bare.write_bytes(built)
        with PackageHost.open(bare, output=path) as host:
            return refreshed(host, calculated(host), moment=None, always=True)


def undo(workbook: Path, *, force: bool = False, ignore_locks: bool = False) -> str:
    """Restore the workbook as it was before its last refresh; return that refresh's moment (ISO 8601, UTC).

    Raises NothingToUndoError, WorkbookChangedError unless `force`, WorkbookInUseError, WriteFailedError.
    """
    return history.undo(workbook, force=force, ignore_owner_files=ignore_locks).moment


def _figures(host: PackageHost, register: Path | None, rounding: Rounding) -> Results:
    if register is None:
        return calculated(host, rounding)
    with PackageHost.open_to_read(register) as other:
        return calculated(other, rounding)
