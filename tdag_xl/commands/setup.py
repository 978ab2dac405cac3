"""A colleague's PC made ready, and examined."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl import __version__
from tdag_xl.builder.addin import code_of
from tdag_xl.builder.config_sheet import SETTINGS, config_settings
from tdag_xl.builder.mending import saved_by_libreoffice
from tdag_xl.builder.ribbon import ribbon_part
from tdag_xl.builder.vba_sources import modules, version_in
from tdag_xl.builder.xlwings_module import pinned_version
from tdag_xl.errors import WorkbookError
from tdag_xl.ooxml.addin_parts import code_names
from tdag_xl.ooxml.opening import opened_to_read
from tdag_xl.setup import install as installing
from tdag_xl.setup.doctor import checked
from tdag_xl.setup.examination import Addin, Answer, Book, Examination, State
from tdag_xl.setup.windows import ThisMachine

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.ooxml.package import Package
    from tdag_xl.setup.install import Installed, Undone
    from tdag_xl.setup.machine import Machine
    from tdag_xl.vba.modules import Project

_WEB_ADDRESS = re.compile(r"https?:[\\/]", re.IGNORECASE)


@dataclass(frozen=True)
class Diagnosis:
    """What doctor found: every check's name and answer."""

    checks: tuple[tuple[str, Answer], ...]

    def count(self, state: State) -> int:
        """How many checks ended so."""
        return sum(answer.state is state for _, answer in self.checks)


def install(*, dry_run: bool = False, machine: Machine | None = None) -> Installed:
    """Let the user's settings of xlwings name this Python. Raises SetupError; the settings are then as they were."""
    return installing.install(machine or ThisMachine(), dry_run=dry_run)


def uninstall(*, dry_run: bool = False, machine: Machine | None = None) -> Undone:
    """Put back what stood in the user's settings before `install`. Raises SetupError."""
    return installing.undo(machine or ThisMachine(), dry_run=dry_run)


def doctor(workbook: Path | None = None, *, machine: Machine | None = None) -> Diagnosis:
    """Check this PC and, where one is named, a workbook, which may be open; writes nothing, and never raises."""
    with ExitStack() as stack:
        book = None if workbook is None else _book(workbook, stack)
        return Diagnosis(tuple(checked(Examination(machine or ThisMachine(), addin(), book))))


def addin() -> Addin:
    """The add-in that this installation holds."""
    return Addin(
        version=__version__,
        xlwings=pinned_version(),
        settings=SETTINGS,
        ribbon=ribbon_part(),
        settings_of=config_settings,
        saved_by_libreoffice=saved_by_libreoffice,
        version_in=version_in,
        differing_modules=_differing_modules,
    )


def _differing_modules(package: Package, project: Project) -> tuple[str, ...]:
    there = {module.name.casefold(): code_of(module) for module in project.modules}
    wanted = modules(code_names(package))
    return tuple(module.name for module in wanted if code_of(module) != there.get(module.name.casefold(), ""))


def _book(path: Path, stack: ExitStack) -> Book:
    if _WEB_ADDRESS.match(str(path)):
        return Book(path, None, f"{path} is a web address. Name the synchronized copy on this PC.")
    try:
        return Book(path, stack.enter_context(opened_to_read(path)).package)
    except WorkbookError as refused:
        return Book(path, None, str(refused))
