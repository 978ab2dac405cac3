"""Another Python asked what it is and what it has, started as Excel starts it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tdag_xl.errors import SetupError
from tdag_xl.setup import probe as script
from tdag_xl.setup.machine import Probe, RecordedDll

_PATIENCE = 120
"""Seconds: a virus scanner may look at every file of a first start."""


def probed(interpreter: Path, modules: tuple[str, ...]) -> Probe:
    """What `interpreter` answers: its version, packages, and which of `modules` it cannot import.

    It is started in its own folder, as xlwings' VBA does (`ExecuteWindows` in xlwings.bas). Raises SetupError where it
    does not start, or gives no answer.
    """
    source = Path(script.__file__).read_text(encoding="utf-8")
    try:
        done = subprocess.run(  # noqa: S603 - the very program that Excel starts
            [interpreter, "-B", "-c", source, *modules],
            cwd=interpreter.parent,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except OSError as error:
        raise SetupError(f"{interpreter} does not start ({error.strerror}).") from error
    except subprocess.TimeoutExpired as late:
        raise SetupError(f"{interpreter} gave no answer in {_PATIENCE} seconds.") from late
    return _read(interpreter, done)


def _read(interpreter: Path, done: subprocess.CompletedProcess[bytes]) -> Probe:
    try:
        answer = json.loads(done.stdout.splitlines()[-1])
        dlls = tuple(RecordedDll(Path(path), sha256) for path, sha256 in answer.pop("dlls"))
        return Probe(**answer, dlls=dlls)
    except (IndexError, ValueError, TypeError, KeyError) as error:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else f"exit code {done.returncode}"
        raise SetupError(f"{interpreter} stops with: {reason}") from error
