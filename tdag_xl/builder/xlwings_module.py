"""The VBA module of the installed package xlwings, which goes into the workbook as it is."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.errors import BuildError
from tdag_xl.vba.modules import Module, ModuleKind

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "xlwings"

_STATED = re.compile(r"^'Version: (\S+)$", re.MULTILINE)
_CONSTANT = re.compile(r'^Public Const XLWINGS_VERSION As String = "([^"]*)"$', re.MULTILINE)
_NOTICE = (
    "'xlwings is distributed under a BSD 3-clause license.",
    "'Copyright (C) 2014-present, Zoomer Analytics LLC.",
    "'* Redistributions of source code must retain the above copyright notice, this",
    "'SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.",
)


def xlwings_module() -> Module:
    """The module with its notice; lines end in carriage return and line feed.

    Raises BuildError where it is of another version than the one that this package asks for, or lacks its notice.
    """
    package = importlib.metadata.distribution(NAME)
    text = Path(str(package.locate_file("xlwings/xlwings.bas"))).read_text(encoding="ascii")
    refuse_other(text, package.version, pinned_version())
    return Module(NAME, ModuleKind.STANDARD, text.replace("\n", "\r\n"))


def pinned_version(requirements: Sequence[str] | None = None) -> str:
    """The version of xlwings that this package asks for."""
    asked = importlib.metadata.requires("tdag_xl") or () if requirements is None else requirements
    pins = [found[1] for one in asked if (found := re.match(r"xlwings==([\w.]+)$", one))]
    if len(pins) != 1:
        raise BuildError("The package does not ask for one exact version of xlwings. Pin it in pyproject.toml.")
    return pins[0]


def refuse_other(text: str, installed: str, pinned: str) -> None:
    """Raise BuildError unless the module's text is that of the pinned version, with its whole notice."""
    said = {*_STATED.findall(text), *_CONSTANT.findall(text)}
    if {installed, *said} != {pinned} or not said:
        raise BuildError(
            f"xlwings {installed} is installed, its VBA module says {' and '.join(sorted(said)) or 'no version'}, but "
            f"the DLL that this package asks for is of {pinned}. Install xlwings=={pinned}."
        )
    if missing := [line for line in _NOTICE if line not in text.splitlines()]:
        raise BuildError(f"xlwings' VBA module lacks a line of its licence: {missing[0]!r}. Install xlwings again.")
