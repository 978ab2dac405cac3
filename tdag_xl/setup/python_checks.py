"""Checks of the Python that Excel starts, and of what it has of the packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.errors import SetupError
from tdag_xl.setup.examination import Answer, State, upgrade
from tdag_xl.setup.interpreter import in_the_store
from tdag_xl.setup.workbook_facts import vba_project, xlwings_version

if TYPE_CHECKING:
    from tdag_xl.setup.examination import Examination

_OLDEST = (3, 11)
_FROM_PYTHON_ORG = (
    "Install Python from python.org (for you alone, no administrator), and tdag_xl in a virtual environment."
)


def this_python(examination: Examination) -> Answer:
    """Whether Excel could use the Python that runs this program."""
    python = examination.machine.python
    found = f"{python.version}, {python.bits} bit: {python.executable}"
    if examination.on_windows and in_the_store(python.executable):
        return Answer(State.PROBLEM, f"{found} is the Microsoft Store's, which Excel cannot use.", _FROM_PYTHON_ORG)
    if examination.on_windows and in_the_store(python.base):
        made = f"{found} is a virtual environment of the Microsoft Store's Python, whose updates can break it."
        return Answer(State.WARNING, made, _FROM_PYTHON_ORG)
    return Answer(State.OK, f"{found}. Its bits need not be Excel's.")


def excels_python(examination: Examination) -> Answer:
    """Whether the Python that Excel starts can be started, and imports what buttons and formulas need."""
    interpreter = examination.interpreter
    try:
        probe = examination.probe
    except SetupError as failed:
        return Answer(State.PROBLEM, str(failed), "Run tdag-xl install from a Python that works.")
    if tuple(int(number) for number in probe.version.split(".")[:2]) < _OLDEST:
        return Answer(
            State.PROBLEM, f"{interpreter} is Python {probe.version}; 3.11 or later is needed.", _FROM_PYTHON_ORG
        )
    if probe.failures:
        failures = "; ".join(f"{module}: {why}" for module, why in probe.failures.items())
        return Answer(
            State.PROBLEM,
            f"{interpreter} starts, but cannot import {failures}.",
            f"Install the package for that Python: {_pip(examination)} install --force-reinstall tdag_xl (from where "
            "you got it), or run tdag-xl install from the one that has it.",
        )
    return Answer(
        State.OK, f"{interpreter} starts (Python {probe.version}, {probe.bits} bit) and imports all that is needed."
    )


def versions(examination: Examination) -> Answer:
    """Whether xlwings has one version: the one pinned, installed, and in the workbook's macros."""
    pinned, installed = examination.addin.xlwings, examination.probe.packages.get("xlwings")
    if installed != pinned:
        return Answer(
            State.PROBLEM,
            f"{examination.interpreter} has xlwings {installed or '(none)'}; this add-in needs {pinned}.",
            f"{_pip(examination)} install xlwings=={pinned}",
        )
    own = examination.probe.packages.get("tdag_xl")
    if own is not None and own != examination.addin.version:
        return Answer(
            State.PROBLEM,
            f"{examination.interpreter} has tdag_xl {own}; this program is {examination.addin.version}.",
            "Run doctor with the Python that Excel starts, or tdag-xl install with the one that Excel shall start.",
        )
    if examination.book is not None and examination.book.package is not None:
        inside = xlwings_version(vba_project(examination.book.package))
        if inside is not None and inside != pinned:
            return Answer(
                State.PROBLEM,
                f"The workbook's macros are of xlwings {inside}; {installed} is installed, and both must be the same.",
                upgrade(examination.book.path),
            )
    return Answer(State.OK, f"xlwings {installed}, as this add-in needs it.")


def _pip(examination: Examination) -> str:
    return f'"{examination.interpreter}" -m pip'
