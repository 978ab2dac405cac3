"""Who has a workbook open: what Excel and LibreOffice write beside it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from tdag_xl.ooxml.companions import Companions

_EXCEL_LENGTH_AT, _EXCEL_NAME_AT, _EXCEL_LONGEST = 55, 57, 52
"""A 165-byte file: length and name in the Windows code page, then at 55 the length in characters, and the name in
UTF-16. Only the second form is read: the first drops letters that the code page lacks."""

_FIELD = re.compile(r"((?:[^,;\\]|\\.)*)[,;]")


@dataclass(frozen=True)
class Owner:
    """Who has the workbook open; what the owner file does not say is empty. `since` is as the program wrote it."""

    program: str
    file: Path
    person: str = ""
    machine: str = ""
    since: str = ""

    def __str__(self) -> str:
        machine = f" on {self.machine}" if self.machine else ""
        since = f" since {self.since}" if self.since else ""
        return f"open in {self.program} by {self.person or 'somebody'}{machine}{since}"


def owners(path: Path) -> tuple[Owner, ...]:
    """Who has the workbook open, by the owner files beside it and beside a symbolic link to it."""
    found: list[Owner] = []
    link = Companions(Path(os.path.realpath(path.parent)) / path.name)
    for place in dict.fromkeys((link, Companions.of(path))):
        if (data := _content(place.excel_owner)) is not None:
            found.append(_excel_owner(place.excel_owner, data))
        if (data := _content(place.libreoffice_owner)) is not None:
            found.append(_libreoffice_owner(place.libreoffice_owner, data))
    return tuple(found)


def _content(file: Path) -> bytes | None:
    """The bytes of an owner file, empty where its program lets nobody read it; None where there is none."""
    try:
        return file.read_bytes()
    except PermissionError:
        return b""
    except (FileNotFoundError, NotADirectoryError):
        return None


def _excel_owner(file: Path, data: bytes) -> Owner:
    length = int.from_bytes(data[_EXCEL_LENGTH_AT:_EXCEL_NAME_AT], "little")
    name = data[_EXCEL_NAME_AT : _EXCEL_NAME_AT + 2 * length] if length <= _EXCEL_LONGEST else b""
    return Owner("Excel", file, _clean(name.decode("utf-16-le", "replace")))


def _libreoffice_owner(file: Path, data: bytes) -> Owner:
    """Full name, login, machine, moment, profile: separated by commas, ended by a semicolon, escaped by backslashes."""
    text = data.decode("utf-8", "replace")
    fields = [_clean(re.sub(r"\\(.)", r"\1", field)) for field in _FIELD.findall(text)]
    full_name, login, machine, since = (*fields, "", "", "", "")[:4]
    return Owner("LibreOffice", file, full_name or login, machine, since)


def _clean(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()
