"""Rates of a file put into tblRates: planned, and written where some are new."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tdag_xl.domain.columns import AGREEMENTS, CONTRIBUTIONS, RATES
from tdag_xl.domain.rate_import import RateImport
from tdag_xl.domain.rate_planning import planned_import
from tdag_xl.domain.rate_scope import Scope
from tdag_xl.hosts.package import PackageHost
from tdag_xl.rate_files import RateFile, read_rate_file

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.hosts.base import Host

__all__ = ["Imported", "RateImport", "Scope", "import_rates", "import_rates_into_file"]

_READ = (RATES, replace(CONTRIBUTIONS, required=False), replace(AGREEMENTS, required=False))


@dataclass(frozen=True)
class Imported:
    """An import as it was planned, whether it wrote, and which references of staff followed the table: sentences."""

    plan: RateImport
    followed: tuple[str, ...]
    wrote: bool


def import_rates(host: Host, file: Path, asked: Scope | None = None) -> RateImport:
    """Put the new rates of `file` into tblRates of `host`; return what was new and what is to be reported.

    Raises RateFileError, RegisterError or WorkbookError; the workbook is then as it was.
    """
    plan = _planned(host, read_rate_file(file), asked)
    if plan.new:
        host.append_rows(RATES.name, plan.rows)
    return plan


def import_rates_into_file(
    workbook: Path, file: Path, asked: Scope | None = None, *, dry_run: bool = False, ignore_locks: bool = False
) -> Imported:
    """Put the new rates of `file` into tblRates of the closed `workbook`; without new ones, or in a dry run, nothing.

    Raises RateFileError, RegisterError or WorkbookError, also in a dry run; the workbook is then as it was.
    """
    rates = read_rate_file(file)
    with PackageHost.open(workbook, ignore_locks=ignore_locks) as host:
        plan = _planned(host, rates, asked)
        followed = host.plan_rows(RATES.name, plan.rows).followed
        writes = bool(plan.new) and not dry_run
        if writes:
            host.append_rows(RATES.name, plan.rows)
    return Imported(plan, followed, writes)


def _planned(host: Host, rates: RateFile, asked: Scope | None) -> RateImport:
    return planned_import(host.read_tables(_READ), rates, asked)
