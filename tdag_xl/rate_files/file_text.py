"""The text of a file of rates, whatever program saved it, zipped or not."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from tdag_xl.errors import RateFileError

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 64 << 20  # bytes; the longest history there is has less than one million
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAVE_AS = "Open it and save the list as CSV UTF-8 (Comma delimited), then import that file."
_OTHER = (
    (b"\xd0\xcf\x11\xe0", f"this is a workbook of the old kind (.xls). {_SAVE_AS}"),
    (b"%pdf", "this is a PDF. Download the list as CSV or Excel, and save it as CSV."),
    (b"<?xml", "this is XML. Download the list as CSV instead."),
    (b"<html", f"this is a web page. {_SAVE_AS}"),
    (b"<!doctype", f"this is a web page. {_SAVE_AS}"),
)


def text_of(path: Path) -> str:
    """The text of the file at `path`, or of the one CSV file in the zip file there. Raises RateFileError."""
    data = _bytes_of(path)
    if data.startswith(b"PK\3\4"):
        data = _unzipped(path, data)
    for start, sentence in _OTHER:
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(start):
            raise RateFileError(f"{path}: {sentence} Nothing was changed.")
    text = _decoded(path, data)
    if "\0" in text:
        raise RateFileError(f"{path}: this is no text, and so no list of rates. {_SAVE_AS} Nothing was changed.")
    if not text.strip():
        raise RateFileError(f"{path}: the file is empty. Nothing was changed.")
    return text


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise RateFileError(f"{path}: the file is too large for a list of rates. Nothing was changed.")
        return path.read_bytes()
    except FileNotFoundError as missing:
        raise RateFileError(f"{path}: there is no such file. Check the folder and the spelling.") from missing
    except OSError as failed:
        raise RateFileError(f"{path}: the file cannot be read ({failed.strerror}). Nothing was changed.") from failed


def _unzipped(path: Path, data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" in names:
                raise RateFileError(f"{path}: this is an Excel workbook. {_SAVE_AS} Nothing was changed.")
            lists = [name for name in names if name.lower().endswith(".csv") and not name.startswith("__MACOSX/")]
            if len(lists) != 1:
                raise RateFileError(
                    f"{path}: the zip file holds {len(lists)} CSV files, not one. Unpack it and import the right file."
                )
            with archive.open(lists[0]) as stream:
                content = stream.read(_LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as broken:
        raise RateFileError(
            f"{path}: the zip file cannot be unpacked ({broken}). Download it again. Nothing was changed."
        ) from broken
    if len(content) > _LARGEST:
        raise RateFileError(f"{path}: the file in it is too large for a list of rates. Nothing was changed.")
    return content


def _decoded(path: Path, data: bytes) -> str:
    """The text in the encoding that the bytes themselves tell; at last Windows' own of Western Europe."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(path, data, encoding)
    if b"\0" in data[:2]:
        return _strictly(path, data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _strictly(path, data, "cp1252")


def _strictly(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        raise RateFileError(
            f"{path}, line {line}: the text is damaged, or in an encoding that is not known here. In Excel, save it "
            "as CSV UTF-8 (Comma delimited). Nothing was changed."
        ) from broken
