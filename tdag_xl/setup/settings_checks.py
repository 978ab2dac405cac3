"""Checks of the settings that xlwings' VBA reads: the user's file, a file beside the workbook, the workbook's sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.setup.conf_file import odd_line, setting
from tdag_xl.setup.examination import Answer, State, upgrade
from tdag_xl.setup.install import settings_file
from tdag_xl.setup.interpreter import expanded, from_bytes

if TYPE_CHECKING:
    from tdag_xl.ooxml.package import Package
    from tdag_xl.setup.examination import Examination

_INSTALL = "Run tdag-xl install, with the Python that Excel shall use."
_SHADOWS = ("xlwings", "tdag_xl", "tdag_udfs")


def user_settings(examination: Examination) -> Answer:
    """Whether the user's settings name this Python."""
    file, named = settings_file(examination.machine), examination.named_interpreter
    if examination.settings is None:
        return Answer(State.PROBLEM, f"There is no {file}, so Excel does not know which Python to start.", _INSTALL)
    if named is None:
        odd = odd_line(examination.settings)
        where = f' Line {odd} is not of the form "KEY","value", so what follows is not sure.' if odd else ""
        return Answer(State.PROBLEM, f"{file} has no INTERPRETER_WIN that Excel surely reads.{where}", _INSTALL)
    if not Path(named).is_file():
        return Answer(State.PROBLEM, f"{file} names {named}, which is not there (any more).", _INSTALL)
    own = examination.machine.python.executable.parent
    if not Path(named).parent.samefile(own):
        return Answer(
            State.WARNING,
            f"{file} names {named}, which is not the Python that runs this program ({own}).",
            f"If Excel shall use this one: {_INSTALL}",
        )
    return Answer(State.OK, f"{file} names {named}.")


def beside_the_workbook(examination: Examination, workbook: Path) -> Answer:
    """Whether a file beside the workbook could take the place of the set-up."""
    folder = workbook.absolute().parent
    conf = folder / "xlwings.conf"
    if conf.is_file():
        return _settings_beside(examination, conf)
    shadows = [path.name for path in folder.iterdir() if path.name.split(".")[0].lower() in _SHADOWS and _code(path)]
    if shadows:
        return Answer(
            State.WARNING,
            f"{', '.join(sorted(shadows))} in {folder} could be loaded in the place of the installed package.",
            "Move it away, or the workbook.",
        )
    return Answer(State.OK, f"Nothing in {folder} takes the place of the set-up.")


def _settings_beside(examination: Examination, conf: Path) -> Answer:
    data, fix = conf.read_bytes(), "Ask who put the file there, and move it away, or the workbook."
    there, odd = setting(data), odd_line(data)
    if there is not None:
        program = from_bytes(there.value, examination.machine)
        if expanded(program, examination.machine.environment) != examination.named_interpreter:
            found = f"There is {conf}, which names {program or 'no program'} to start; your settings must do so alone."
            return Answer(State.PROBLEM, f"{found} The workbook does not run so.", fix)
    elif odd is not None:
        found = f'{conf} comes before your settings, and its line {odd} is not of the form "KEY","value".'
        return Answer(State.PROBLEM, f"{found} Excel may fail on it, or read another program to start.", fix)
    return Answer(State.WARNING, f"{conf} comes before your settings. The workbook's own shield from all it says.", fix)


def _code(path: Path) -> bool:
    return path.suffix.lower() in (".py", ".pyd", ".pyc") or path.is_dir()


def settings_sheet(examination: Examination, package: Package) -> Answer:
    """Whether the workbook's sheet xlwings.conf holds what this add-in puts there."""
    wanted, there = examination.addin.settings, examination.addin.settings_of(package)
    if there is None:
        return Answer(
            State.PROBLEM,
            "The workbook has no sheet xlwings.conf, so a file beside it could set what Excel starts.",
            upgrade(package.path),
        )
    differing = [key for key in wanted if key not in there or _said(there[key]) != _said(wanted[key])]
    more = [key for key in there if key not in wanted]
    if differing or more:
        return Answer(
            State.PROBLEM if "INTERPRETER_WIN" in more else State.WARNING,
            f"On the sheet xlwings.conf, {', '.join(differing + more)} is not as this add-in puts it.",
            upgrade(package.path),
        )
    return Answer(State.OK, "The sheet xlwings.conf is as this add-in puts it.")


def _said(text: str) -> str:
    """The setting as VBA takes it: a truth value that somebody retyped is a number in the file."""
    return {"0": "false", "1": "true"}.get(text, text.casefold())
