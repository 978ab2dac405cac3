"""Who has a workbook open: what Excel and LibreOffice write beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

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


def excel_owner(file: Path) -> Owner:
    """The person that Excel names in its owner file `~$NAME`. Raises OSError."""
    data = file.read_bytes()
    length = int.from_bytes(data[_EXCEL_LENGTH_AT:_EXCEL_NAME_AT], "little")
    name = data[_EXCEL_NAME_AT : _EXCEL_NAME_AT + 2 * length] if length <= _EXCEL_LONGEST else b""
    return Owner("Excel", file, _clean(name.decode("utf-16-le", "replace")))


def libreoffice_owner(file: Path) -> Owner:
    """The person in LibreOffice's `.~lock.NAME#`: full name, login, machine, moment, profile; escaped by backslashes.

    Raises OSError.
    """
    text = file.read_bytes().decode("utf-8", "replace")
    fields = [_clean(re.sub(r"\\(.)", r"\1", field)) for field in _FIELD.findall(text)]
    full_name, login, machine, since = (fields + [""] * 4)[:4]
    return Owner("LibreOffice", file, full_name or login, machine, since)


def _clean(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()
