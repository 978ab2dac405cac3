"""What there is to know about a PC. The checks ask a `Machine`, and so run anywhere on a made one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WINDOWS = "Windows"


@dataclass(frozen=True)
class RunningPython:
    """The Python that runs this program: `base` is the folder of the installation that a virtual environment uses."""

    executable: Path
    base: Path
    version: str
    bits: int


@dataclass(frozen=True)
class Excel:
    """An installed Excel: its version, and 32 or 64 bits (None: not known)."""

    version: str
    bits: int | None


@dataclass(frozen=True)
class TrustedLocation:
    """A folder whose macros Excel runs without asking, as the registry spells it."""

    path: str
    subfolders: bool


@dataclass(frozen=True)
class MacroSettings:
    """What the Trust Center, or a policy over it, says about macros.

    `warnings` is VBAWarnings: 1 all run, 2 Excel asks, 3 only signed ones run, 4 none runs. `blocks_internet`: macros
    of files from the internet do not run (the default of current versions; a policy can turn it off).
    """

    locations: tuple[TrustedLocation, ...] = ()
    locations_allowed: bool = True
    network_locations: bool = False
    warnings: int = 2
    by_policy: bool = False
    blocks_internet: bool = True


@dataclass(frozen=True)
class RecordedDll:
    """A DLL of xlwings as its installer recorded it: where it was put, and its SHA-256 (base64 as in RECORD)."""

    path: Path
    sha256: str


@dataclass(frozen=True)
class Probe:
    """What a Python answered: itself, what it has of the packages, and why a module cannot be imported."""

    version: str
    bits: int
    packages: Mapping[str, str]
    failures: Mapping[str, str]
    dlls: tuple[RecordedDll, ...]


class Machine(Protocol):
    """A PC. Whatever is asked may fail with an OSError or a ValueError whose text says why."""

    @property
    def system(self) -> str:
        """Windows, Linux or Darwin."""

    @property
    def home(self) -> Path:
        """The user's folder: %USERPROFILE%."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment variables."""

    @property
    def code_page(self) -> int | None:
        """The number of Windows' ANSI code page; None elsewhere."""

    @property
    def python(self) -> RunningPython:
        """The Python that runs this program."""

    def excel(self) -> Excel | None:
        """The installed Excel; None where none is registered."""

    def macro_settings(self) -> MacroSettings:
        """What Excel is told about macros."""

    def zone(self, path: Path) -> int | None:
        """The security zone that a file was marked with when it arrived (3: the internet); None without a mark."""

    def synced_folders(self) -> tuple[str, ...]:
        """The folders that OneDrive keeps in step with the cloud."""

    def probe(self, interpreter: Path, modules: tuple[str, ...]) -> Probe:
        """What `interpreter` answers when it is started as Excel starts it. Raises SetupError where it does not."""
