"""LibreOffice runs the macros of a workbook, and says what they and the formulas that call them give.

Where a module does not compile, every call gives 0, "" or nothing, without a word: a test must ask for other values.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judges.office import REQUIRED_VARIABLE, OfficeFailedError
from judges.required import absent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judges.office import Office

PYTHON = Path("/usr/bin/python3")
"""The Python that LibreOffice's bridge (python3-uno) belongs to."""

_RUNNER = Path(__file__).with_name("macro_calls.py")

Step = tuple[str, str, list[Any]] | tuple[str, str]
"""Module, procedure and arguments; or the address of a cell, such as Sheet1!A1, and the formula to enter there."""


@dataclass(frozen=True)
class Macros:
    """LibreOffice with the macros of workbooks allowed."""

    office: Office
    seconds: float = 120

    def played(self, workbook: Path, scenes: Sequence[Sequence[Step]]) -> list[list[Any]]:
        """What each step of each scene gives, a result or what the cell shows; a scene opens the workbook anew."""
        pipe = f"tdag{uuid.uuid4().hex}"
        command = [
            str(self.office.program),
            f"-env:UserInstallation={(self.office.folder / 'macros').as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
        ]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as listening:
            try:
                return self._answers({"pipe": pipe, "workbook": str(workbook.resolve(strict=True)), "scenes": scenes})
            finally:
                # soffice is a script; the program that listens is a child of its child.
                os.killpg(listening.pid, signal.SIGKILL)

    def _answers(self, asked: dict[str, Any]) -> list[list[Any]]:
        try:
            ran = subprocess.run(
                [PYTHON, _RUNNER],
                input=json.dumps(asked),
                capture_output=True,
                text=True,
                timeout=self.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise OfficeFailedError(f"the macros took more than {self.seconds} s: {asked}") from None
        if ran.returncode:
            raise OfficeFailedError(f"the macros did not run: {ran.stderr}")
        return json.loads(ran.stdout)


def installed_macros(office: Office) -> Macros:
    """The macros of this LibreOffice; skips or fails without its bridge to Python."""
    if not PYTHON.exists() or subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode:
        absent("LibreOffice's bridge to Python (python3-uno) is not installed", required_by=REQUIRED_VARIABLE)
    return Macros(office)
