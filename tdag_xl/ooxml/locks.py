"""Who may write a workbook now: nobody while it is open in a program, one process at a time otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.ooxml.companions import Companions
from tdag_xl.ooxml.owner_files import Owner, excel_owner, libreoffice_owner

if TYPE_CHECKING:
    from pathlib import Path


def owners(path: Path) -> tuple[Owner, ...]:
    """Who has the workbook open, by the owner files beside it and beside a symbolic link to it."""
    places = dict.fromkeys((Companions(path), Companions.of(path)))
    found: list[Owner] = []
    for place in places:
        for file, read in ((place.excel_owner, excel_owner), (place.libreoffice_owner, libreoffice_owner)):
            if file.is_file():
                found.append(_owner(file, read))
    return tuple(found)


def _owner(file: Path, read: type[Owner] | object) -> Owner:
    raise NotImplementedError
