"""The records of one CSV file: its headings, and its rows with the line each stands on."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.errors import RegisterFileError

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 32_767  # characters in a cell of Excel
_HIGHEST = 1_000_000  # rows, well within Excel's 1,048,576


@dataclass(frozen=True)
class Records:
    """The fields of a file, unaltered: `rows` holds (line number, fields), every row as long as `headings`."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def records(path: Path, content: bytes) -> Records:
    """The records in `content`, the bytes of the file `path`; rows without any field are left out.

    Raises RegisterFileError for other text than UTF-8, an unclosed quote, a row longer or shorter than the headings,
    a field longer than a cell, more rows than a sheet.
    """
    reader = csv.reader(io.StringIO(_text(path, content), newline=""), strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    headings: tuple[str, ...] | None = None
    line = 1
    try:
        for fields in reader:
            if headings is None:
                headings = tuple(fields)
            elif any(fields):
                _refuse_misfit(path, line, fields, headings)
                rows.append((line, tuple(fields)))
            line = reader.line_num + 1
    except csv.Error as broken:
        raise RegisterFileError(
            f"{path}, line {line}: this is no readable CSV ({broken}). "
            "Check the quotation marks from that line on: a quoted field ends with one, and doubles those inside it."
        ) from broken
    if not headings:
        raise RegisterFileError(f"{path}: the file is empty. Its first line must hold the headings.")
    if len(rows) > _HIGHEST:
        raise RegisterFileError(f"{path}: it has {len(rows):,} rows; a table of the workbook holds {_HIGHEST:,}.")
    return Records(headings, tuple(rows))


def _text(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        raise RegisterFileError(
            f"{path}, line {line}: the text is not UTF-8. In Excel, save it as “CSV UTF-8 (Comma delimited)”."
        ) from broken


def _refuse_misfit(path: Path, line: int, fields: list[str], headings: tuple[str, ...]) -> None:
    if len(fields) != len(headings):
        raise RegisterFileError(
            f"{path}, line {line}: it has {len(fields)} fields, but there are {len(headings)} headings. "
            "Put a field that holds a comma in double quotes, and leave a comma for each blank field."
        )
    for heading, field in zip(headings, fields, strict=True):
        if len(field) > _LONGEST:
            raise RegisterFileError(
                f"{path}, line {line}: {heading!r} holds {len(field):,} characters; a cell holds {_LONGEST:,}. "
                "Shorten the text."
            )
