"""What the buttons do with an open workbook: through a host alone, without an application of their own."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tdag_xl.commands.kept_state import StateTooLargeError
from tdag_xl.commands.refreshing import Refreshed, calculated, refreshed
from tdag_xl.domain.behind import Behind, behind
from tdag_xl.domain.behind_period import SHARES
from tdag_xl.domain.columns import SPECS
from tdag_xl.domain.results import Results, results
from tdag_xl.errors import NothingBehindError, NothingToUndoError, TdagError, WorkbookChangedError
from tdag_xl.hosts.base import Action, Host
from tdag_xl.hosts.live.state import GeneratedState
from tdag_xl.sheets import report
from tdag_xl.sheets.behind import behind_sheet
from tdag_xl.sheets.checks import KEY as CHECKS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tdag_xl.commands.kept_state import Kept, KeptState, Pending
    from tdag_xl.domain.options import Rounding
    from tdag_xl.hosts.base import Plan, SelectedFigure
    from tdag_xl.hosts.live.state import Mark
    from tdag_xl.report import Sheet
    from tdag_xl.tables import InputTable


class OpenWorkbook(Host, Protocol):
    """A host of an open workbook: what the buttons need besides reading tables and writing a report."""

    def shown(self) -> GeneratedState:
        """The generated sheets as they are now."""
        ...

    def marks(self) -> tuple[Mark, ...]:
        """The marks of the generated sheets as they are now."""
        ...

    def restore(self, state: GeneratedState) -> Plan:
        """Bring the generated sheets back to `state`; nothing of staff's changes."""
        ...

    def selected_figure(self) -> SelectedFigure | None:
        """The figure in the selected cell; None outside the generated tables."""
        ...

    def show(self, sheet: Sheet) -> str:
        """Put a sheet of its own before staff; return the name of its tab."""
        ...


@dataclass(frozen=True, eq=False)
class LiveRefresh:
    """A refresh of an open workbook; `no_undo` says why it cannot be taken back, None where it can."""

    refreshed: Refreshed
    no_undo: str | None


def refresh(
    host: OpenWorkbook, kept: KeptState, *, moment: dt.datetime, progress: Callable[[str], None] = lambda text: None
) -> LiveRefresh:
    """Bring the generated sheets up to date; what they showed before is kept for undo where anything is written.

    Raises RegisterError or WorkbookError; the workbook is then as it was.
    """
    figures = calculated(host)
    undo = _Undo(host, kept, moment.isoformat(timespec="seconds"))

    def announce(plan: Plan) -> None:
        if plan.changes_anything:
            progress("Keeping what the sheets show")
            undo.prepare()
            progress("Writing the sheets")

    try:
        done = refreshed(host, figures, moment=moment, announce=announce)
    except BaseException:
        undo.failed()
        raise
    if done.wrote:
        undo.done()
    return LiveRefresh(done, undo.why_not)


class _Undo:
    """What is kept of the sheets around one refresh. Where it cannot be kept, the refresh goes on, and says so."""

    def __init__(self, host: OpenWorkbook, kept: KeptState, moment: str) -> None:
        self.why_not: str | None = None
        self._host, self._kept, self._moment = host, kept, moment
        self._pending: Pending | None = None

    def prepare(self) -> None:
        state = self._host.shown()
        with self._told():
            self._pending = self._kept.prepare(self._moment, state.to_json(), fingerprint(state.marks))

    def done(self) -> None:
        if self._pending is not None:
            with self._told():  # the sheets are written: what goes wrong from here on costs the undo alone
                self._pending.done(fingerprint(self._host.marks()))

    def failed(self) -> None:
        if self._pending is not None:
            with self._told():
                self._pending.failed()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except StateTooLargeError:
            self.why_not = "This refresh cannot be taken back: the sheets show too much to keep it."
        except TdagError as error:
            self.why_not = f"This refresh cannot be taken back: {error}".removesuffix(" Nothing was changed.")


def fingerprint(marks: Iterable[Mark]) -> str:
    """What refreshes left: each sheet's digest and its refresh's moment; not its tab, nor what staff wrote there."""
    return hashlib.sha256(json.dumps(sorted(marks)).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Checked:
    """The results of the register; `checks_tab` is the tab that shows its findings, None if it is not up to date."""

    results: Results
    checks_tab: str | None


def check(host: OpenWorkbook) -> Checked:
    """What is wrong in the register; writes nothing. Raises RegisterError."""
    figures = calculated(host)
    plan = host.plan(report(figures, moment=None))
    tabs = [change.name for change in plan.sheets if change.key == CHECKS and change.action is Action.UNCHANGED]
    return Checked(figures, tabs[0] if tabs else None)


@dataclass(frozen=True, eq=False)
class Shown:
    """What is behind the selected figure, and the tab that shows it."""

    behind: Behind
    tab: str


def show_agreements(host: OpenWorkbook, progress: Callable[[str], None] = lambda text: None) -> Shown:
    """Show the rows behind the figure in the selected cell. Raises NothingBehindError, RegisterError, WorkbookError."""
    figure = host.selected_figure()
    if figure is None:
        raise NothingBehindError(
            "the selected cell is not in a table that a refresh wrote. Select one figure on a summary, list, "
            "comparison or Checks sheet, such as the number of agreements of a region, then click again."
        )
    found = _behind(host.read_tables(SPECS), figure)
    progress("Writing the rows")
    return Shown(found, host.show(behind_sheet(found)))


def _behind(tables: Mapping[str, InputTable], figure: SelectedFigure) -> Behind:
    """What is behind the figure; shares that the command line rounded by the largest remainder are not stale."""

    def found(rounding: Rounding) -> Behind:
        return behind(results(tables, rounding), tables, figure.table, figure.column, figure.row)

    half_up = found("half-up")
    if half_up.is_stale and half_up.column in SHARES:
        remainder = found("largest-remainder")
        return half_up if remainder.is_stale else remainder
    return half_up


@dataclass(frozen=True)
class Undone:
    """The refresh that was taken back, and what that did to the sheets."""

    kept: Kept
    plan: Plan


def undo(host: OpenWorkbook, kept: KeptState) -> Undone:
    """Bring the generated sheets back to what they showed before the last refresh; then nothing is kept any more.

    Raises NothingToUndoError, WorkbookChangedError where the sheets are not as that refresh left them, WorkbookError;
    nothing has changed then.
    """
    now = fingerprint(host.marks())
    before = kept.read(now)
    if before.after not in (None, now):
        raise WorkbookChangedError(
            before.path,
            f"the generated sheets are not as the refresh of {before.moment_in_words} left them, so it is not taken "
            "back. Refresh the summaries to bring them up to date. Nothing was changed.",
        )
    try:
        state = GeneratedState.from_json(before.state)
    except ValueError as error:
        raise NothingToUndoError(
            before.path, "what its sheets showed before was kept by another version of the add-in, and cannot be read."
        ) from error
    plan = host.restore(state)
    kept.forget()
    return Undone(before, plan)
