"""LibreOffice as a judge: does it open the workbook, what does it print, what does it calculate."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from judges.required import absent

REQUIRED_VARIABLE = "TDAG_REQUIRE_LIBREOFFICE"
SECONDS = 120

# Formulas are calculated anew on load, as Excel does after a refresh (its own default trusts the stored values).
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class OfficeFailedError(AssertionError):
    """LibreOffice did not make what was asked of it: it crashed, hung, or could not load the workbook."""


@dataclass(frozen=True)
class Office:
    """A LibreOffice with a profile of its own; what it makes goes to `folder`."""

    program: Path
    folder: Path
    seconds: float = SECONDS

    def to_pdf(self, path: Path) -> Path:
        """The workbook at `path` as LibreOffice prints it."""
        return self._converted(path, "pdf")

    def recalculated(self, path: Path) -> Path:
        """A copy (.xlsx) of the workbook at `path`, every formula calculated by LibreOffice: for openpyxl to read."""
        return self._converted(path, "xlsx")

    def resaved(self, path: Path) -> Path:
        """A copy (.xlsm) of the workbook at `path` as LibreOffice saves it under its own name."""
        return self._converted(path, "xlsm", "Calc MS Excel 2007 VBA XML")

    def _converted(self, path: Path, kind: str, filter_name: str = "") -> Path:
        outputs = self.folder / f"{kind}-{len(list(self.folder.iterdir()))}"
        outputs.mkdir()
        said = self._ran(
            "--convert-to",
            f"{kind}:{filter_name}".rstrip(":"),
            "--outdir",
            str(outputs),
            str(path.resolve(strict=True)),
        )
        result = outputs / f"{path.stem}.{kind}"
        if not result.is_file():
            raise OfficeFailedError(f"{path}: LibreOffice made no {kind}: {said}")
        return result

    def _ran(self, *arguments: str) -> str:
        profile = self._profile()
        command = [str(self.program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        with subprocess.Popen(
            [*command, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                said, _ = process.communicate(timeout=self.seconds)
            except subprocess.TimeoutExpired:
                # soffice is a script; the program that hangs is a child of its child.
                os.killpg(process.pid, signal.SIGKILL)
                raise OfficeFailedError(f"LibreOffice took more than {self.seconds} s: {arguments}") from None
        return said

    def _profile(self) -> Path:
        profile = self.folder / "profile"
        settings = profile / "user" / "registrymodifications.xcu"
        if not settings.exists():
            settings.parent.mkdir(parents=True)
            settings.write_text(_SETTINGS, encoding="utf-8")
        return profile


def installed_office(folder: Path) -> Office:
    """The LibreOffice on the path; skips or fails without it."""
    program = shutil.which("soffice")
    if program is None:
        absent("LibreOffice (soffice) is not installed", required_by=REQUIRED_VARIABLE)
    return Office(Path(program), folder)
