"""What each button does with the workbook that called."""

from __future__ import annotations

import datetime as dt
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import platformdirs

from tdag_xl.buttons import messages
from tdag_xl.commands import live, rates
from tdag_xl.commands.kept_state import KeptState
from tdag_xl.hosts.live.host import LiveHost

if TYPE_CHECKING:
    from tdag_xl.buttons.click import Click
    from tdag_xl.buttons.message import Message


def refresh_summaries(click: Click) -> Message:
    """Bring the generated sheets up to date."""
    moment = dt.datetime.now(dt.UTC)
    done = live.refresh(_host(click), KeptState(click.workbook), moment=moment, progress=click.progress)
    for sentence in (*done.refreshed.plan.warnings, *done.refreshed.plan.followed):
        click.log.logger.info("Refresh: %s", sentence)
    return messages.of_refresh(done)


def check_register(click: Click) -> Message:
    """Say what is wrong in the register; change nothing."""
    return messages.of_check(live.check(_host(click)))


def show_agreements(click: Click) -> Message:
    """Show the rows behind the selected figure."""
    return messages.of_shown(live.show_agreements(_host(click), click.progress))


def undo_refresh(click: Click) -> Message:
    """Bring the generated sheets back to what they showed before."""
    return messages.of_undo(live.undo(_host(click), KeptState(click.workbook)))


def rate_file(click: Click) -> Path | None:
    """The file that staff choose; None where they cancel."""
    return _host(click).adapter.ask_for_file("File of exchange rates", (".csv", ".txt", ".tsv", ".zip", ".xls"))


def import_rates(click: Click, file: Path) -> Message:
    """Add the new rates of the file to tblRates."""
    click.progress(f"Reading {file.name}")
    found = rates.import_rates(_host(click), file)
    for sentence in found.sentences():
        click.log.logger.info("Import of rates: %s", sentence)
    return messages.of_import(found)


def report(click: Click) -> Message:
    """Write Word documents in every language and a web page into a new folder; the workbook is read only."""
    # Imported here alone: the other buttons do without what writes documents.
    from tdag_xl.commands import documents

    wanted = documents.Wanted(documents.EVERY_LANGUAGE, (documents.DocumentFormat.WORD, documents.DocumentFormat.WEB))
    place = _place(click)
    done, folder = documents.report_into_new_folder(_host(click), place.stem, place.parent, wanted, click.progress)
    for sentence in done.translations():
        click.log.logger.info("Report: %s", sentence)
    return messages.of_report(done, folder)


def _place(click: Click) -> Path:
    """The workbook's file; for one that is on no disk of this PC, a file of its name among the user's documents."""
    file = Path(click.workbook)
    if file.is_absolute() and file.parent.is_dir():
        return file
    return platformdirs.user_documents_path() / PurePath(click.book.name).name


def _host(click: Click) -> LiveHost:
    return LiveHost(click.book, progress=click.progress)
