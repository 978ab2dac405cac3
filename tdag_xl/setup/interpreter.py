"""Which Python Excel shall start, and which ones it cannot.

xlwings' VBA reads the path in the ANSI code page, expands %VARIABLES% in it, and puts it between quotation marks into a
command line of cmd.exe (`ExecuteWindows` and `XLPyCommand` in xlwings.bas). Between quotation marks `&`, `^`, `(`, `|`
and spaces are plain letters to cmd.exe; `%` is not, nor is `!` where delayed expansion is on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.errors import SetupError
from tdag_xl.setup.machine import WINDOWS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tdag_xl.setup.machine import Machine

_LONGEST = 240
"""Windows' own limit of 260 letters (MAX_PATH), less room for the name of the DLL beside."""

_UTF_8 = 65001

_VARIABLE = re.compile("%([^%]+)%")

_ELSEWHERE = r"Make the virtual environment in a folder such as C:\tdag, and run tdag-xl install from there."


def excels_interpreter(machine: Machine) -> Path:
    """The interpreter of this installation, for Excel to start. Raises SetupError for one that Excel cannot use."""
    own = machine.python.executable
    if machine.system == WINDOWS:
        own = own.with_name("python.exe")
    if not own.is_file():
        raise SetupError(f"There is no {own}, and Excel needs it to start Python. Install Python from python.org.")
    if in_the_store(own):
        raise SetupError(
            f"{own} is the Python of the Microsoft Store, which puts xlwings' DLL where Excel does not look. Install "
            "Python from python.org (no administrator is needed), and tdag_xl with it."
        )
    as_bytes(str(own), machine)
    return own


def in_the_store(path: Path) -> bool:
    """Whether the path is that of a program of the Microsoft Store, or of its alias."""
    return "windowsapps" in (part.lower() for part in path.parts)


def as_bytes(path: str, machine: Machine) -> bytes:
    """The path as the settings file holds it. Raises SetupError where Excel would not read the same path back."""
    if bad := sorted({letter for letter in path if letter in '%!"' or ord(letter) < ord(" ")}):
        raise SetupError(
            f"The path {path} holds {' and '.join(map(repr, bad))}, which Windows would take for something else in "
            f"the command line that starts Python. {_ELSEWHERE}"
        )
    if len(path) > _LONGEST:
        raise SetupError(f"The path {path} is longer than {_LONGEST} letters, too long for Excel. {_ELSEWHERE}")
    return in_code_page(path, machine)


def in_code_page(path: str, machine: Machine) -> bytes:
    """The path in the ANSI code page, in which VBA reads files. Raises SetupError where it lacks a letter of it."""
    page = machine.code_page
    # Windows offers UTF-8 as a beta; what VBA's file functions make of it is not known. ASCII is the same in all.
    codec = "utf-8" if page is None else "ascii" if page == _UTF_8 else f"cp{page}"
    try:
        return path.encode(codec)
    except UnicodeEncodeError as lacking:
        raise SetupError(
            f"The path {path} holds {path[lacking.start]!r}, a letter that Excel's macros cannot read on this PC "
            f"(Windows code page {page}). {_ELSEWHERE}"
        ) from lacking


def from_bytes(path: bytes, machine: Machine) -> str:
    """The path that VBA reads from the settings file's bytes."""
    page = machine.code_page
    return path.decode("utf-8" if page in (None, _UTF_8) else f"cp{page}", errors="replace")


def expanded(path: str, environment: Mapping[str, str]) -> str:
    r"""The path with its %VARIABLES% replaced, as Windows does: an unknown one stays.

    >>> expanded(r"%appdata%\Excel", {"APPDATA": r"C:\Users\Ana\AppData\Roaming"})
    'C:\\Users\\Ana\\AppData\\Roaming\\Excel'
    """
    known = {name.upper(): text for name, text in environment.items()}
    return _VARIABLE.sub(lambda match: known.get(match[1].upper(), match[0]), path)
