"""What the checks look at, and what each of them answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.errors import SetupError
from tdag_xl.setup.conf_file import setting
from tdag_xl.setup.install import settings_file
from tdag_xl.setup.interpreter import expanded, from_bytes
from tdag_xl.setup.machine import WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tdag_xl.ooxml.package import Package
    from tdag_xl.setup.machine import Machine, Probe
    from tdag_xl.vba.modules import Project


class State(StrEnum):
    """How a check ends."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Answer:
    """What a check found, and the fix, both as sentences; no fix where none is needed."""

    state: State
    found: str
    fix: str = ""


def upgrade(workbook: Path) -> str:
    """The fix for whatever in the workbook an upgrade puts right."""
    return f'Close the workbook and run tdag-xl upgrade "{workbook}".'


@dataclass(frozen=True)
class Addin:
    """What this installation puts into a workbook, and how it reads what is there.

    `xlwings` is the one version of it that fits; `settings_of` reads the sheet xlwings.conf (None: there is none);
    `version_in` tells the add-in's version from its macros (None: they are not ours); `differing_modules` names the
    modules whose code is not as this installation writes it.
    """

    version: str
    xlwings: str
    settings: Mapping[str, str]
    ribbon: bytes
    settings_of: Callable[[Package], Mapping[str, str] | None]
    saved_by_libreoffice: Callable[[Package], bool]
    version_in: Callable[[Project], str | None]
    differing_modules: Callable[[Package, Project], tuple[str, ...]]


@dataclass(frozen=True)
class Book:
    """A workbook to examine; `package` is None where it cannot be opened, and `refusal` then says why."""

    path: Path
    package: Package | None
    refusal: str = ""


@dataclass(frozen=True)
class Examination:
    """A PC, the add-in that this installation holds, and a workbook, or none."""

    machine: Machine
    addin: Addin
    book: Book | None = None

    @property
    def on_windows(self) -> bool:
        """Whether there can be an Excel that uses the set-up."""
        return self.machine.system == WINDOWS

    @cached_property
    def settings(self) -> bytes | None:
        """The bytes of the user's settings file; None where there is none. Raises OSError."""
        try:
            return settings_file(self.machine).read_bytes()
        except FileNotFoundError:
            return None

    @cached_property
    def named_interpreter(self) -> str | None:
        """The interpreter that the user's settings name, as Excel reads it; None for none."""
        there = setting(self.settings or b"")
        return None if there is None else expanded(from_bytes(there.value, self.machine), self.machine.environment)

    @property
    def interpreter(self) -> Path:
        """The interpreter that Excel starts, or would start after `tdag-xl install`."""
        return Path(self.named_interpreter or self.machine.python.executable)

    @property
    def probe(self) -> Probe:
        """What that interpreter answers. Raises SetupError."""
        if isinstance(self._probed, SetupError):
            raise self._probed
        return self._probed

    @cached_property
    def _probed(self) -> Probe | SetupError:
        own = ("pywintypes", "pythoncom", "win32com.client") if self.on_windows else ()
        try:
            return self.machine.probe(self.interpreter, (*own, "xlwings", "tdag_xl.ribbon", "tdag_udfs.excel"))
        except SetupError as failed:  # kept, so that a Python that hangs is waited for once
            return failed
