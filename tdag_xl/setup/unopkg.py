"""LibreOffice's own program for extensions, run for one user: it adds, removes and knows them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.errors import SetupError
from tdag_xl.libreoffice.programs import program_of_libreoffice

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = {"add": 120, "remove": 120, "list": 20}
"""How long to wait for each: a list takes less than a second, or never comes while LibreOffice runs."""

_CLOSE_IT = "LibreOffice did not take it. Close LibreOffice, with all its windows and the quickstarter, and try again."


@dataclass(frozen=True)
class Unopkg:
    """The program, for the profile folder `profile` of LibreOffice (None: the user's usual one)."""

    program: Path
    profile: Path | None = None

    def add(self, file: Path, identifier: str) -> None:
        """Add the extension, in the place of any other version of it. Raises SetupError."""
        self._refuse_root()
        refusal = self._refusal("add", "--force", "--suppress-license", str(file))
        if refusal is not None or not self.has(identifier):
            raise SetupError(f"The extension was not added. {refusal or _CLOSE_IT}")

    def remove(self, identifier: str) -> None:
        """Take the extension out. Raises SetupError, also where it is not there."""
        self._refuse_root()
        if not self.has(identifier):
            raise SetupError("The extension is not in LibreOffice, so there is nothing to take back.")
        refusal = self._refusal("remove", identifier)
        if refusal is not None or self.has(identifier):
            raise SetupError(f"The extension was not removed. {refusal or _CLOSE_IT}")

    def has(self, identifier: str) -> bool:
        """Whether LibreOffice knows the extension; no where it does not answer, as while its windows are open."""
        done = self._ran("list", identifier)
        return done.returncode == 0 and identifier in done.stdout

    def _refusal(self, *arguments: str) -> str | None:
        """What the program said where it refused; it tells success by its exit code, even where it did nothing."""
        done = self._ran(*arguments)
        if done.returncode == 0:
            return None
        said = " ".join(f"{done.stderr} {done.stdout}".split()) or f"exit code {done.returncode}"
        return f"{self.program} said: {said}"

    def _ran(self, verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        profile = [] if self.profile is None else [f"-env:UserInstallation={self.profile.absolute().as_uri()}"]
        try:
            return subprocess.run(  # noqa: S603 - LibreOffice's program
                [str(self.program), verb, *profile, *arguments],
                capture_output=True,
                check=False,
                encoding="utf-8",
                errors="replace",
                stdin=subprocess.DEVNULL,
                timeout=SECONDS[verb],
            )
        except subprocess.TimeoutExpired:
            raise SetupError(f"{self.program} did not end within {SECONDS[verb]} seconds. {_CLOSE_IT}") from None
        except OSError as error:
            raise SetupError(f"{self.program} cannot be started ({error.strerror}).") from error

    @staticmethod
    def _refuse_root() -> None:
        if sys.platform != "win32" and os.geteuid() == 0:
            raise SetupError(
                "LibreOffice adds no extension for root. Run this as the user who works in LibreOffice, without sudo."
            )


def installed_unopkg(profile: Path | None = None) -> Unopkg:
    """The program of the LibreOffice on this machine. Raises SetupError where there is none."""
    if (place := program_of_libreoffice("unopkg")) is not None:
        return Unopkg(place, profile)
    raise SetupError(
        "LibreOffice is not found on this machine: neither soffice nor unopkg is on the path. Install LibreOffice "
        "Calc; on Debian, the packages libreoffice-calc and python3-uno."
    )
