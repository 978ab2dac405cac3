"""Checks of the workbook itself: where it lies, and what its parts hold."""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from tdag_xl.errors import VbaProjectError
from tdag_xl.ooxml.addin_parts import ribbon_parts
from tdag_xl.setup.examination import Answer, State, upgrade
from tdag_xl.setup.workbook_facts import clashing_names, formula_cells, vba_project, xlwings_version

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.ooxml.package import Package
    from tdag_xl.setup.examination import Examination

MANY_FORMULAS = 1000
"""Formulas that call Python one by one, each a call through COM; above this, opening and recalculating drag."""

_RIBBON = "/customUI/customUI"


def place(examination: Examination, workbook: Path) -> Answer:
    """Whether the workbook lies where its path can be trusted to be one."""
    path = PureWindowsPath(workbook.absolute())
    synced = [folder for folder in examination.machine.synced_folders() if PureWindowsPath(folder) in path.parents]
    if synced:
        return Answer(
            State.WARNING,
            f"The workbook is in the synchronized folder {synced[0]}. Excel may open it from the cloud, and save it by "
            "itself.",
            "Buttons and formulas work there. Before tdag-xl refresh on the file: close it in Excel everywhere, and "
            "wait until it is synchronized.",
        )
    if path.drive.startswith("\\\\"):
        return Answer(
            State.WARNING,
            f"The workbook is on the network share {path.drive}, where Excel trusts no folder unless IT allows it.",
            "Work on a copy on this PC, or ask IT to allow trusted locations on the network.",
        )
    if odd := sorted({letter for letter in str(path) if letter in ";%"}):
        return Answer(
            State.WARNING,
            f"The workbook's path holds {' and '.join(odd)}, which the command line for Python reads otherwise.",
            "Rename the folder or the workbook.",
        )
    return Answer(State.OK, f"The workbook is in {workbook.absolute().parent}.")


def macros(examination: Examination, package: Package) -> Answer:
    """Whether the add-in's macros are in the workbook, whole and of this version."""
    try:
        project = vba_project(package)
    except VbaProjectError as broken:
        return Answer(State.PROBLEM, f"The macros cannot be read: {broken}", "Restore the workbook from a copy.")
    if project is None:
        return Answer(
            State.PROBLEM, "The workbook has no macros, so neither buttons nor formulas.", upgrade(package.path)
        )
    inside = examination.addin.version_in(project)
    if inside is None or xlwings_version(project) is None:
        return Answer(State.PROBLEM, "The workbook has macros, but not this add-in's.", upgrade(package.path))
    if inside != examination.addin.version:
        return Answer(
            State.WARNING,
            f"The workbook holds version {inside} of the add-in; {examination.addin.version} is installed.",
            upgrade(package.path),
        )
    if differing := examination.addin.differing_modules(package, project):
        found = f"The code is not as this version of the add-in writes it in {', '.join(differing)}."
        return Answer(State.WARNING, found, upgrade(package.path))
    return Answer(State.OK, f"Version {inside} of the add-in, as installed.")


def ribbon(examination: Examination, package: Package) -> Answer:
    """Whether the ribbon's part is there, and the package leads to it."""
    if parts := ribbon_parts(package):
        if examination.addin.ribbon in map(package.read_part, parts):
            return Answer(State.OK, "The ribbon tab is in the workbook.")
        return Answer(
            State.WARNING, "The ribbon tab is not as this version of the add-in writes it.", upgrade(package.path)
        )
    if any(str(part).startswith(_RIBBON) for part in package.parts):
        return Answer(
            State.PROBLEM,
            "The ribbon's part is in the file, but a program that saved it dropped the way to it: no tab shows.",
            upgrade(package.path),
        )
    return Answer(State.PROBLEM, "The workbook has no ribbon tab.", upgrade(package.path))


def saved_last(examination: Examination, package: Package) -> Answer:
    """Whether LibreOffice saved the workbook, and so left things out."""
    if examination.addin.saved_by_libreoffice(package):
        return Answer(
            State.WARNING,
            "LibreOffice saved this workbook, and leaves out what it does not know.",
            upgrade(package.path),
        )
    return Answer(State.OK, "LibreOffice has not saved this workbook.")


def formulas(examination: Examination, package: Package) -> Answer:
    """Whether so many formulas call Python one by one that Excel becomes slow."""
    count = formula_cells(package)
    if count > MANY_FORMULAS:
        return Answer(
            State.WARNING,
            f"{count:,} formulas call Python, one by one.",
            "Give a formula a whole column, so that one call fills it: =TDAG_USD(A2:A5000, B2:B5000, …).",
        )
    return Answer(State.OK, f"{count} formulas call Python.")


def names(examination: Examination, package: Package) -> Answer:
    """Whether defined names hide formulas of the add-in."""
    clashing = clashing_names(package)
    if clashing:
        return Answer(
            State.WARNING,
            f"The workbook defines {', '.join(clashing)}, spelled like a formula of the add-in: which one a cell "
            "calls is not certain.",
            "Rename them: Formulas, Name Manager.",
        )
    return Answer(State.OK, "No defined name is spelled like a formula of the add-in.")
