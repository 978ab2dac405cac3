"""A click: the calling workbook, its turn, the application quiet, the work, and one message, whatever happens."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tdag_xl.buttons.application import Place, quiet
from tdag_xl.buttons.message import TITLE, Message, shortened
from tdag_xl.buttons.one_at_a_time import turn
from tdag_xl.errors import TdagError, UnsupportedWorkbookError
from tdag_xl.log import Log

if TYPE_CHECKING:
    import xlwings as xw


@dataclass(frozen=True)
class Click:
    """What a button works with: the workbook, its full name (its name where it was never saved), and the progress."""

    book: xw.Book
    workbook: str
    progress: Callable[[str], None]
    log: Log


Work = Callable[..., Message]
Ask = Callable[[Click], Any]


def clicked(button: str, work: Work, *, ask: Ask | None = None, waits_its_turn: bool = True) -> None:
    """Do the `work` of `button` for the workbook that called, and say how it went in one message.

    `ask` is asked first, while the application still answers; `work` receives its answer, and None cancels, without a
    message. Never raises, but where no application can show the message: then SystemExit with it, which the macro
    shows. `waits_its_turn` is False for a button that only tells something.
    """
    with Log.open() as log:
        app: xw.App | None = None
        try:
            book = _caller()
            app = book.app
            click = Click(book, _full_name(book, log), lambda text: None, log)
            message = _in_turn(click, button, work, ask) if waits_its_turn else work(click)
        except BaseException as error:  # noqa: BLE001 - a click ends in a sentence, also on Ctrl+C and where Rust gives up
            message = _failure(error, button, log)
        if message is not None:
            log.logger.info("%s: %s", button, message.text)
            _tell(app, button, message, log)


def _caller() -> xw.Book:
    import xlwings as xw  # heavy, and only an application has use for it

    named = [argument.removeprefix("--wb=") for argument in sys.argv if argument.startswith("--wb=")]
    if any("=" in name for name in named):  # where xlwings would cut it
        raise UnsupportedWorkbookError(
            Path(named[-1]), "buttons cannot find a workbook with = in its name. Save it under another name."
        )
    return xw.Book.caller()


def _full_name(book: xw.Book, log: Log) -> str:
    try:
        return str(book.fullname)
    except Exception:  # xlwings finds no local path for a workbook on OneDrive or SharePoint that is not synced
        log.logger.exception("The workbook's full name cannot be told; its name stands for it")
        return str(book.name)


def _in_turn(click: Click, button: str, work: Work, ask: Ask | None) -> Message | None:
    with turn(click.workbook, button) as its_turn:
        answers = () if ask is None else (ask(click),)
        if None in answers:
            return None
        before = Place(click.book)
        with quiet(click.book.app, its_turn, click.log.logger, button) as progress:
            message = work(replace(click, progress=progress), *answers)
        if message.keeps_place and Place(click.book) != before:
            click.log.logger.warning("Staff were at %s, and are now at %s", before, Place(click.book))
        if message.show is not None:
            _bring_to_front(click, message.show)
    return message


def _bring_to_front(click: Click, tab: str) -> None:
    try:
        click.book.sheets[tab].activate()
    except Exception:  # a hidden sheet; the message names it all the same
        click.log.logger.exception("The sheet %s could not be brought to the front", tab)


def _failure(error: BaseException, button: str, log: Log) -> Message:
    if isinstance(error, TdagError):
        log.logger.info("%s was refused", button, exc_info=error)
        return Message(str(error), is_serious=True)
    log.logger.error("%s failed", button, exc_info=error)
    if isinstance(error, KeyboardInterrupt):
        return Message(f"{button} was interrupted before it was done. {log.sentence}", is_serious=True)
    what = f"{button} failed unexpectedly ({type(error).__name__}: {error})."
    return Message(f"{what} {log.sentence} Please report this.", is_serious=True)


def _tell(app: xw.App | None, button: str, message: Message, log: Log) -> None:
    text = shortened(message.text)
    if app is not None:
        try:
            app.alert(text, title=f"{TITLE}: {button}", mode="critical" if message.is_serious else "info")
        except BaseException:
            log.logger.exception("The message could not be shown")
        else:
            return
    raise SystemExit(text + os.linesep)
