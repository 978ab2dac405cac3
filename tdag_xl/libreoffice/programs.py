"""Where the programs of LibreOffice are on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.libreoffice.office import on_path

if TYPE_CHECKING:
    from collections.abc import Iterator


def program_of_libreoffice(name: str) -> Path | None:
    """The file of the program `name`: that of the LibreOffice on the path, else where its installer puts it."""
    return next((place for place in _places(name) if place.is_file()), None)


def _places(name: str) -> Iterator[Path]:
    file = f"{name}.com" if sys.platform == "win32" else name
    for program in dict.fromkeys(("soffice", name)):
        if found := on_path(program):
            yield Path(found).resolve().with_name(file)
            yield Path(found).with_name(file)
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
            yield Path(os.environ.get(variable, r"C:\Program Files")) / "LibreOffice" / "program" / file
    elif sys.platform == "darwin":
        yield Path("/Applications/LibreOffice.app/Contents/MacOS") / file
