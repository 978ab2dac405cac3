"""The kinds of files that workbooks are opened from and saved as, by the ends of their names."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltx": "Calc MS Excel 2007 XML Template",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".fods": "OpenDocument Spreadsheet Flat XML",
    ".csv": "Text - txt - csv (StarCalc)",
}
"""LibreOffice's filters by the ends of names."""

SEPARATORS = {".csv": ",", ".tsv": "\t", ".txt": "\t"}
"""What separates the cells of a line in a file of text."""

TEXT_SAVING = "44,34,76,1,,1033,false,true,false"
"""Comma, quotes, UTF-8, from the first row, no columns' own formats, English (US), quotes only where needed, as shown,
values. Only the sheet in front is saved, as Excel does."""

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def is_text(path: Path) -> bool:
    """Whether a file of that name is text."""
    return path.suffix.lower() in SEPARATORS


def is_encrypted(path: Path) -> bool:
    """Whether the contents of a file are kept by a password; False where that cannot be told."""
    content = path.read_bytes()
    if content.startswith(_OLE):
        return _ENCRYPTED_PACKAGE in content
    try:
        with zipfile.ZipFile(path) as archive:
            return b"encryption-data" in archive.read("META-INF/manifest.xml")
    except (zipfile.BadZipFile, KeyError):
        return False  # damaged, or of another kind
