"""All checks in the order of their report; one that fails is reported itself, and stops no other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tdag_xl.errors import TdagError
from tdag_xl.setup import dll_check, python_checks, settings_checks, trust_checks, workbook_checks
from tdag_xl.setup.examination import Answer, Examination, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tdag_xl.ooxml.package import Package


class OfThePc(NamedTuple):
    """A check of the PC; `everywhere`: also without Excel."""

    name: str
    ask: Callable[[Examination], Answer]
    everywhere: bool = False


class OfTheFile(NamedTuple):
    """A check of the workbook's file and folder."""

    name: str
    ask: Callable[[Examination, Path], Answer]
    everywhere: bool = False


class OfTheParts(NamedTuple):
    """A check of what is in the workbook."""

    name: str
    ask: Callable[[Examination, Package], Answer]


OF_THE_PC = (
    OfThePc("Python", python_checks.this_python, everywhere=True),
    OfThePc("Excel", trust_checks.excel),
    OfThePc("Your settings", settings_checks.user_settings),
    OfThePc("Excel's Python", python_checks.excels_python, everywhere=True),
    OfThePc("xlwings", python_checks.versions, everywhere=True),
    OfThePc("xlwings DLL", dll_check.dlls),
    OfThePc("Macros", trust_checks.macros_allowed),
)
OF_THE_FILE = (
    OfTheFile("Folder", workbook_checks.place),
    OfTheFile("Trusted location", trust_checks.trusted_location),
    OfTheFile("From the internet", trust_checks.mark_of_the_web),
    OfTheFile("Files beside it", settings_checks.beside_the_workbook, everywhere=True),
)
OF_THE_PARTS = (
    OfTheParts("Add-in", workbook_checks.macros),
    OfTheParts("Ribbon", workbook_checks.ribbon),
    OfTheParts("Settings sheet", settings_checks.settings_sheet),
    OfTheParts("Saved by", workbook_checks.saved_last),
    OfTheParts("Formulas", workbook_checks.formulas),
    OfTheParts("Names", workbook_checks.names),
)


def checked(examination: Examination) -> Iterator[tuple[str, Answer]]:
    """Every check's name and answer: of the PC, then of the workbook where one is named."""
    for check in OF_THE_PC:
        yield check.name, _answered(examination, check.everywhere, partial(check.ask, examination))
    if (book := examination.book) is None:
        return
    if book.package is None:
        yield "Workbook", Answer(State.PROBLEM, book.refusal, "Name a whole workbook, .xlsm or .xlsx.")
        if not book.path.is_file():
            return
    for of_file in OF_THE_FILE:
        yield of_file.name, _answered(examination, of_file.everywhere, partial(of_file.ask, examination, book.path))
    if book.package is not None:
        for of_parts in OF_THE_PARTS:
            yield of_parts.name, _answered(examination, True, partial(of_parts.ask, examination, book.package))


def _answered(examination: Examination, applies: bool, ask: Callable[[], Answer]) -> Answer:
    if not applies and not examination.on_windows:
        return Answer(State.NOT_APPLICABLE, f"Not applicable on {examination.machine.system}.")
    try:
        return ask()
    except TdagError as refusal:
        return Answer(State.WARNING, f"This could not be checked: {refusal}")
    except OSError as error:
        reason = error.strerror or error
        return Answer(State.WARNING, f"This could not be checked: {error.filename} cannot be read ({reason}).")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the other checks go on
        return Answer(State.WARNING, f"This could not be checked ({type(error).__name__}: {error}).")
