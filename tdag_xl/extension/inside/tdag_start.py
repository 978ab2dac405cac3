"""The Python that a button starts: which one it is, how it is started, and what it said where it failed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

MODULE = "tdag_xl.calc_button"
INSTALL = "tdag-xl libreoffice install"

_TO_DO = f"Run  {INSTALL}  on the command line."
_LONGEST = 1000
_ENDED = "Python ended before it was done (exit code {}). Click again: the next refresh mends what was cut short."
_NO_WINDOW = 0x08000000
"""CREATE_NO_WINDOW, of Windows alone."""


class NotReadyError(Exception):
    """There is no Python to start; the message says what to do."""


def settings_file() -> Path:
    """The user's own file that names the Python; an extension or a workbook that comes from elsewhere names none."""
    home = Path.home()
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = home / "Library" / "Application Support"
    else:
        given = os.environ.get("XDG_CONFIG_HOME", "")
        folder = Path(given) if os.path.isabs(given) else home / ".config"  # noqa: PTH117
    return folder / "tdag_xl" / "libreoffice.json"


def python() -> Path:
    """The Python of the user's settings. Raises NotReadyError where it is not named, or is not there."""
    file = settings_file()
    try:
        named = Path(json.loads(file.read_text(encoding="utf-8"))["python"])
    except FileNotFoundError:
        raise NotReadyError(f"These buttons do not know their Python yet. {_TO_DO}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotReadyError(f"{file} cannot be read ({error}). {_TO_DO}") from error
    if not (named.is_absolute() and named.is_file()):
        raise NotReadyError(f"The Python of the set-up is not there ({named}). {_TO_DO}")
    return named


def started(command: str, connection: dict[str, object]) -> subprocess.Popen[bytes]:
    """The process that does the command, told on its input how to reach this LibreOffice. Raises NotReadyError.

    It starts in the folder of the Python itself and imports nothing from the folder it is started in, so that no
    module beside a workbook takes the place of one of ours.
    """
    program = python()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own settings name it
            [str(program), "-P", "-E", "-m", MODULE, command],
            cwd=program.parent,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        )
    except OSError as error:
        raise NotReadyError(f"{program} cannot be started ({error.strerror}). {_TO_DO}") from error
    _told(process, json.dumps(connection).encode())
    return process


def _told(process: subprocess.Popen[bytes], what: bytes) -> None:
    channel, process.stdin = process.stdin, None
    if channel is not None:
        with suppress(OSError), channel:  # it ended already: its last words tell why
            channel.write(what)


def last_words(process: subprocess.Popen[bytes]) -> str:
    """Wait until the process ends; why it failed, blank where it did not."""
    _, said = process.communicate()
    if process.returncode == 0:
        return ""
    text = said.decode("utf-8", "replace").strip() or _ENDED.format(process.returncode)
    return text if len(text) <= _LONGEST else "… " + text[-_LONGEST:].lstrip()
