"""Files that are no zip package, told by their first bytes before anything is made of them."""

from __future__ import annotations

import mmap
import stat
from typing import TYPE_CHECKING

from tdag_xl.errors import NotAWorkbookError, WorkbookInUseError
from tdag_xl.ooxml.disk_errors import held_open

if TYPE_CHECKING:
    from pathlib import Path

_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
"""The signature of an OLE compound file ([MS-CFB] 2.2): old Office formats, and encrypted new ones ([MS-OFFCRYPTO])."""

_SAVE_AS = "Open it in Excel, save it as an Excel Workbook (.xlsx or .xlsm), and use that file."

_STREAMS = (
    (
        "EncryptedPackage",
        "the workbook is encrypted: by a password, or by a sensitivity label that restricts access. Take that off "
        "(File › Info › Protect Workbook) and save, refresh, and protect it again.",
    ),
    ("Workbook", f"this is a workbook of the old format Excel 97–2003 (.xls). {_SAVE_AS}"),
    ("Book", f"this is a workbook of the old format Excel 5.0/95 (.xls). {_SAVE_AS}"),
    ("WordDocument", "this is a Word document, not a workbook. Choose an Excel workbook (.xlsx or .xlsm)."),
)

_SIGNATURES = (
    (b"%PDF", "this is a PDF document, not a workbook. Choose the Excel workbook that it was made from."),
    (b"<", f"this is XML or a web page, not an Excel workbook. {_SAVE_AS}"),
    (b"\xef\xbb\xbf<", f"this is XML or a web page, not an Excel workbook. {_SAVE_AS}"),
    (b"\x00" * 8, "the file holds nothing but zeros, as after a disk failure. Restore it from a copy."),
)


def refuse_foreign_formats(path: Path) -> None:
    """Raise NotAWorkbookError unless a file is at `path` that begins as a zip package does.

    What the package holds, and whether it is whole, is for `Archive` and `refuse_unsupported` to say. Raises
    WorkbookInUseError where the file cannot even be read because a program holds it.
    """
    try:
        seen = path.stat()
        if stat.S_ISDIR(seen.st_mode):
            raise NotAWorkbookError(path, "this is a folder, not a workbook. Name the workbook in it.")
        if not stat.S_ISREG(seen.st_mode):
            raise NotAWorkbookError(path, "this is a device, not a workbook. Name a workbook file.")
        if seen.st_size == 0:
            raise NotAWorkbookError(
                path, "the file is empty: it was perhaps not downloaded or copied to its end. Fetch it again."
            )
        _refuse_content(path)
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise NotAWorkbookError(path, "there is no such file. Check the folder and the spelling.") from missing
    except OSError as error:
        if held_open(error):
            raise WorkbookInUseError(path, "another program holds the file. Close it there and try again.") from error
        raise NotAWorkbookError(
            path, f"the file cannot be read ({error.strerror}). Check its permissions and the connection to its disk."
        ) from error


def _refuse_content(path: Path) -> None:
    with path.open("rb") as stream:
        head = stream.read(16)
        if head.startswith(b"PK"):
            return
        if head.startswith(_COMPOUND_FILE):
            with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
                raise NotAWorkbookError(path, _compound_file_sentence(content))
    for signature, sentence in _SIGNATURES:
        if head.lstrip().startswith(signature):
            raise NotAWorkbookError(path, sentence)
    raise NotAWorkbookError(path, "this is not an Excel workbook. Choose an Excel workbook (.xlsx or .xlsm).")


def _compound_file_sentence(content: mmap.mmap) -> str:
    """What the compound file is, by the streams that its directory names."""
    for stream, sentence in _STREAMS:
        if content.find(_directory_name(stream)) >= 0:
            return sentence
    return f"this is a file of an old Office format, not a workbook that can be refreshed. {_SAVE_AS}"


def _directory_name(stream: str) -> bytes:
    """The stream's name as a directory entry holds it: UTF-16 in 64 bytes, then its length and that it is a stream."""
    name = (stream + "\0").encode("utf-16-le")
    return name.ljust(64, b"\0") + len(name).to_bytes(2, "little") + b"\2"
