"""What each button says when it is done, in plain words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tdag_xl.buttons.message import Message, first_few, paragraphs
from tdag_xl.hosts.base import Action
from tdag_xl.sheets.captions import number_of
from tdag_xl.sheets.checks import KEY as CHECKS

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.commands.documents import Reported
    from tdag_xl.commands.live import Checked, LiveRefresh, Shown, Undone
    from tdag_xl.domain.findings import Finding
    from tdag_xl.domain.rate_import import RateImport
    from tdag_xl.domain.results import Results
    from tdag_xl.hosts.base import Plan

_PERIODS, _FINDINGS, _NOTES, _CURRENCIES = 4, 4, 3, 8


def of_refresh(done: LiveRefresh) -> Message:
    """The headline figures, what was written, and what to look at."""
    made = done.refreshed
    results, plan = made.results, made.plan
    if made.wrote:
        outcome = f"The summaries are up to date. {_changes(plan)}"
        undo = done.no_undo or "Undo last refresh brings back what the sheets showed before."
    else:
        outcome, undo = "Nothing to write: the summaries already show these figures.", ""
    text = paragraphs(
        outcome,
        _headlines(results),
        _to_look_at(results, f"See the sheet {_tab_of_checks(plan)}."),
        first_few((*plan.warnings, *plan.followed, *made.report.notes), _NOTES, "note"),
        undo,
    )
    return Message(text)


def _headlines(results: Results) -> list[str]:
    """A line for each period: its headline figures."""
    lines = []
    for period, figures in results.headlines().items():
        agreements, paying, partners, usd = (value for _, value in figures)
        lines.append(
            f"{period}: {number_of(int(agreements), 'agreement')} ({paying:,} with a financial contribution), "
            f"{number_of(int(partners), 'partner')}, USD {usd:,.0f}"
        )
    return first_few(lines, _PERIODS, "period")


def _changes(plan: Plan) -> str:
    counts = [(action, [sheet.name for sheet in plan.sheets if sheet.action is action]) for action in _CHANGES]
    told = [f"{len(names)} {action.value}" for action, names in counts if names]
    return f"Sheets: {', '.join(told)}."


_CHANGES = (Action.UPDATED, Action.ADDED, Action.REMOVED)


def _to_look_at(results: Results, where: str = "") -> list[str]:
    """How many findings and disagreements there are, and `where` they are listed."""
    lines = []
    if results.findings:
        lines.append(f"{results.findings_in_brief()} {where}".rstrip())
        if results.has_errors:
            lines.append("A row with an error counts nowhere.")
    if disagreeing := results.disagreements():
        are = "published figure does" if len(disagreeing) == 1 else "published figures do"
        lines.append(f"{len(disagreeing)} {are} not agree with the register. {where}".rstrip())
    return lines


def _tab_of_checks(plan: Plan) -> str:
    return next((sheet.name for sheet in plan.sheets if sheet.key == CHECKS), "Checks")


def of_check(checked: Checked) -> Message:
    """How many findings there are, the first of them, and where all are."""
    results = checked.results
    if checked.checks_tab is None:
        where = "The sheet Checks is not up to date: refresh the summaries to list all there."
    elif results.findings or results.disagreements():
        where = f"All are on the sheet {checked.checks_tab}, which is before you."
    else:
        where = "Nothing was found."
    text = paragraphs(
        results.findings_in_brief(),
        first_few(map(_finding, results.findings), _FINDINGS, "finding"),
        first_few((f"Published: {one}" for one in results.disagreements()), _NOTES, "published figure"),
        where,
    )
    return Message(text, show=checked.checks_tab, keeps_place=False)


def _finding(one: Finding) -> str:
    return f"{one.severity}: sheet {one.sheet}, row {one.row}, {one.column}: {one.finding}"


def of_shown(shown: Shown) -> Message:
    """What the sheet before staff shows."""
    stale = shown.behind.record is None and shown.behind.is_stale
    changed = "The register has changed since the refresh; the sheet says how." if stale else ""
    return Message(paragraphs(f"The rows are on the sheet {shown.tab}.", changed), keeps_place=False)


def of_undo(undone: Undone) -> Message:
    """Which refresh was taken back."""
    refresh = f"the refresh of {undone.kept.moment_in_words}"
    refresh += ", which had been cut short" if undone.kept.after is None else ""
    return Message(
        paragraphs(
            f"The generated sheets show again what they showed before {refresh}.",
            _changes(undone.plan) if undone.plan.changes_anything else "They showed it already.",
            first_few(undone.plan.warnings, _NOTES, "note"),
            "The register and your own sheets are as they are.",
        )
    )


def of_report(done: Reported, folder: Path) -> Message:
    """How many documents there are and where, what disagrees, and what is not translated."""
    counts = Counter(file.format for file in done.files)
    written = " and ".join(number_of(count, _DOCUMENTS[kind]) for kind, count in counts.items())
    disagreeing = (f"Published: {one}" for one in done.results.disagreements())
    return Message(
        paragraphs(
            f"{written} are in the folder {folder}.",
            "They show the figures of the register as it is now; the workbook is as it was.",
            [*_to_look_at(done.results), *first_few(disagreeing, _NOTES, "published figure")],
            first_few(done.notes, _NOTES, "note"),
            done.translations_in_brief(),
        )
    )


_DOCUMENTS = {"docx": "Word document", "pdf": "PDF", "html": "web page"}


def of_import(found: RateImport) -> Message:
    """What was added to tblRates, and what is doubtful."""
    added = len(found.new)
    outcome = (
        f"{number_of(added, 'new rate')} put into the sheet Rates." if added else "No rate is new: nothing changed."
    )
    return Message(
        paragraphs(
            f"{found.file.path.name} is {found.file.format.value}. {outcome}",
            first_few(found.in_brief(), _CURRENCIES, "line"),
            first_few(found.sentences(), _FINDINGS, "finding"),
            "Refresh the summaries to use them." if added else "",
        )
    )
