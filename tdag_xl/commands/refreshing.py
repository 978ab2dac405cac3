"""The steps of every refresh, whatever the host: read, calculate, arrange, write what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.domain.columns import SPECS
from tdag_xl.domain.results import Results, results
from tdag_xl.sheets import Lists, report

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from tdag_xl.domain.options import Rounding
    from tdag_xl.hosts.base import Host, Plan
    from tdag_xl.report import Report


@dataclass(frozen=True, eq=False)
class Refreshed:
    """What a refresh computed and showed, what it did to the workbook, and whether it wrote."""

    results: Results
    report: Report
    plan: Plan
    wrote: bool


def calculated(host: Host, rounding: Rounding = "half-up") -> Results:
    """All figures and findings of the register in `host`."""
    return results(host.read_tables(SPECS), rounding)


def refreshed(
    host: Host,
    figures: Results,
    *,
    moment: dt.datetime | None,
    lists: Lists = "auto",
    always: bool = False,
    dry_run: bool = False,
    announce: Callable[[Plan], None] = lambda plan: None,
) -> Refreshed:
    """Show `figures` in `host`, and write only where something but the moment changes, or `always`.

    `announce` receives the plan before anything is written. Raises WorkbookError; the workbook is then as it was.
    """
    wanted = report(figures, moment=moment, lists=lists)
    plan = host.plan(wanted)
    announce(plan)
    writes = not dry_run and (plan.changes_anything or always)
    return Refreshed(figures, wanted, host.write(wanted) if writes else plan, writes)
