"""The text of a file of rates, whatever program saved it, zipped or not."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from tdag_xl.errors import RateFileError
from tdag_xl.plain_files import content

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 16 << 20
"""Bytes of a list, unpacked; the longest history there is has less than two million."""
MOST_LINES = 300_000
"""Lines of a list; a rate of every currency for every month since 1990 takes a quarter of them."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAVE_AS = "Open it and save the list as CSV UTF-8 (Comma delimited), then import that file."
_OTHER = (
    (b"\xd0\xcf\x11\xe0", f"this is a workbook of the old kind (.xls). {_SAVE_AS}"),
    (b"%pdf", "this is a PDF. Download the list as CSV or Excel, and save it as CSV."),
    (b"<?xml", "this is XML. Download the list as CSV instead."),
    (b"<", f"this is a web page or XML. {_SAVE_AS}"),
    (b"{", "this is JSON, perhaps a web site's answer that it has no such list. Download the list as CSV."),
    (b"[", "this is JSON. Download the list as CSV instead."),
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
    if (lines := max(text.count("\n"), text.count("\r"))) > MOST_LINES:
        raise RateFileError(
            f"{path}: it has {lines:,} lines, too many for a list of rates; {MOST_LINES:,} are read. Import a part of "
            "it. Nothing was changed."
        )
    return text


def _bytes_of(path: Path) -> bytes:
    try:
        return content(path, LARGEST)
    except FileNotFoundError as missing:
        raise RateFileError(f"{path}: there is no such file. Check the folder and the spelling.") from missing
    except OSError as failed:
        raise RateFileError(
            f"{path}: this cannot be read as a list of rates ({failed.strerror}). Name the file that you downloaded. "
            "Nothing was changed."
        ) from failed


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
                unpacked = stream.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as broken:
        raise RateFileError(
            f"{path}: the zip file cannot be unpacked ({broken}). Download it again. Nothing was changed."
        ) from broken
    if len(unpacked) > LARGEST:
        raise RateFileError(
            f"{path}: the file in it is larger than {LARGEST >> 20} MB, too large for a list of rates. Download it "
            "again. Nothing was changed."
        )
    return unpacked


def _decoded(path: Path, data: bytes) -> str:
    """The text in the encoding that the bytes themselves tell; at last Windows' own of Western Europe."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(path, data, encoding)
    if b"\0" in data[:2]:
        return _strictly(path, data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    try:
        return data.decode()
    except UnicodeDecodeError as broken:
        if data[: broken.start].isascii():
            return _strictly(path, data, "cp1252")
        raise _damaged(path, data, broken) from broken  # it began as UTF-8


def _strictly(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as broken:
        raise _damaged(path, data, broken) from broken


def _damaged(path: Path, data: bytes, broken: UnicodeDecodeError) -> RateFileError:
    line = data.count(b"\n", 0, broken.start) + 1
    column = broken.start - data.rfind(b"\n", 0, broken.start)
    return RateFileError(
        f"{path}, line {line}, byte {column}: the text is damaged, or in an encoding that is not known here. In Excel, "
        "save it as CSV UTF-8 (Comma delimited). Nothing was changed."
    )
