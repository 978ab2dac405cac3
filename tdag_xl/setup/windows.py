"""The PC at hand: what Windows, its registry and its file system say. On other systems, what can be known there."""

from __future__ import annotations

import os
import platform
import re
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.ooxml.disk_errors import windows_code
from tdag_xl.setup import pe_header
from tdag_xl.setup.machine import WINDOWS, Excel, MacroSettings, RunningPython, TrustedLocation
from tdag_xl.setup.probing import probed
from tdag_xl.setup.registry import COMPUTER, USER, subkeys, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tdag_xl.setup.machine import Probe

_OFFICE = r"Software\Microsoft\Office\16.0"
_POLICY = r"Software\Policies\Microsoft\Office\16.0"
_TRUSTED = r"Excel\Security\Trusted Locations"
_CLICK_TO_RUN = r"Software\Microsoft\Office\ClickToRun\Configuration"
_EXCEL_PROGRAM = r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_MOUNTED = r"Software\SyncEngines\Providers\OneDrive"
_NO_STREAMS = 123
"""ERROR_INVALID_NAME: what a disk without streams (FAT, some shares) answers."""

_ZONE = re.compile(rb"^ZoneId\s*=\s*(\d+)", re.MULTILINE | re.IGNORECASE)


class ThisMachine:
    """The PC that runs this program; a `Machine`."""

    system = platform.system()

    @property
    def home(self) -> Path:
        """The user's folder."""
        return Path.home()

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment variables."""
        return os.environ

    @property
    def code_page(self) -> int | None:
        """The number of Windows' ANSI code page (GetACP); None elsewhere."""
        if sys.platform != "win32":
            return None
        import ctypes

        return int(ctypes.windll.kernel32.GetACP())

    @property
    def python(self) -> RunningPython:
        """The Python that runs this program."""
        return RunningPython(
            Path(sys.executable), Path(sys.base_prefix), platform.python_version(), struct.calcsize("P") * 8
        )

    def excel(self) -> Excel | None:
        """The installed Excel: as Click-to-Run says, else the program that Windows starts."""
        program = value(COMPUTER, _EXCEL_PROGRAM, "")
        if not isinstance(program, str):
            return None
        version = str(value(COMPUTER, _CLICK_TO_RUN, "VersionToReport") or "of unknown version")
        installed_for = value(COMPUTER, _CLICK_TO_RUN, "Platform")
        if installed_for is None:
            return Excel(version, pe_header.bits(Path(program.strip('"'))))
        return Excel(version, 32 if installed_for == "x86" else 64)

    def macro_settings(self) -> MacroSettings:
        """What the Trust Center says about macros, policies over it."""
        by_policy = _number(f"{_POLICY}\\Excel\\Security", "VBAWarnings")
        own = _number(f"{_OFFICE}\\Excel\\Security", "VBAWarnings")
        blocks = _number(f"{_POLICY}\\Excel\\Security", "BlockContentExecutionFromInternet")
        user_allowed = _number(f"{_POLICY}\\Common\\Security\\Trusted Locations", "Allow User Locations") != 0
        return MacroSettings(
            locations=tuple(_locations(user_allowed)),
            locations_allowed=not _switched_on("AllLocationsDisabled"),
            network_locations=_switched_on("AllowNetworkLocations"),
            warnings=next((number for number in (by_policy, own) if number in (1, 2, 3, 4)), 2),
            by_policy=by_policy is not None,
            blocks_internet=blocks != 0,
        )

    def zone(self, path: Path) -> int | None:
        """The zone in the mark that a file got when it arrived (the stream Zone.Identifier); None without one."""
        if self.system != WINDOWS:
            return None
        try:
            mark = _ZONE.search(Path(f"{path.absolute()}:Zone.Identifier").read_bytes())
        except OSError as error:
            if isinstance(error, FileNotFoundError) or windows_code(error) == _NO_STREAMS:
                return None
            raise
        return int(mark[1]) if mark else None

    def synced_folders(self) -> tuple[str, ...]:
        """OneDrive's folders: those of the environment, and those that its sync engine registered."""
        named = [os.environ.get(name, "") for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")]
        mounted = [value(USER, key, "MountPoint") for key in subkeys(USER, _MOUNTED)]
        return tuple(sorted({str(folder) for folder in (*named, *mounted) if folder}))

    def probe(self, interpreter: Path, modules: tuple[str, ...]) -> Probe:
        """What `interpreter` answers when it is started as Excel starts it."""
        return probed(interpreter, modules)


def _number(key: str, name: str, hive: str = USER) -> int | None:
    found = value(hive, key, name)
    return found if isinstance(found, int) else None


def _switched_on(name: str) -> bool:
    """A switch of the trusted locations: the policy's where there is one, else the user's own."""
    places = (f"{_POLICY}\\{_TRUSTED}", f"{_OFFICE}\\{_TRUSTED}")
    return next((number == 1 for place in places if (number := _number(place, name)) is not None), False)


def _locations(user_allowed: bool) -> Iterator[TrustedLocation]:
    own = [(USER, _OFFICE), (COMPUTER, _OFFICE)] if user_allowed else []
    for hive, office in ((USER, _POLICY), (COMPUTER, _POLICY), *own):
        for key in subkeys(hive, f"{office}\\{_TRUSTED}"):
            path = value(hive, key, "Path")
            if isinstance(path, str):
                yield TrustedLocation(path, _number(key, "AllowSubFolders", hive) == 1)
