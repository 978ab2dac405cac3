"""The records of one CSV file: its headings, and its rows with the line each stands on."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.errors import RegisterFileError
from tdag_xl.hosts.cell_text import LONGEST_TEXT, length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

HIGHEST, WIDEST = 1_000_000, 16_000
"""Rows and columns of a file, well within Excel's 1,048,576 and 16,384."""

_FIELD_TOO_LONG = "field larger than"  # how the csv module begins to say it


@dataclass(frozen=True)
class Records:
    """The fields of a file, unaltered: `rows` holds (line number, fields), every row as long as `headings`."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def records(path: Path, content: bytes) -> Records:
    """The records in `content`, the bytes of the file `path`; rows without any field are left out.

    Raises what `each_record` raises, and RegisterFileError for other text than UTF-8, a field longer than a cell, more
    rows than a sheet.
    """
    given = each_record(path, io.StringIO(_text(path, content), newline=""))
    _, headings = next(given)
    rows = []
    for count, (line, fields) in enumerate(given, start=1):
        if any(fields):
            _refuse_long_field(path, line, fields, headings)
            rows.append((line, fields))
        if count > HIGHEST:
            raise RegisterFileError(f"{path}: a table of the workbook holds {HIGHEST:,} rows; the file has more.")
    return Records(headings, tuple(rows))


def each_record(path: Path, text: Iterable[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The records of the file `path` with the line each begins on: first the headings, then rows as long as they.

    `text` are its lines with their ends; a line that holds nothing at all has no fields. Raises RegisterFileError for
    no headings, too many, an unclosed quote, a row that holds something and is longer or shorter than the headings.
    """
    reader = csv.reader(text, strict=True)
    headings: tuple[str, ...] = ()
    line = 1
    try:
        for fields in reader:
            if not headings:
                headings = _headings(path, fields)
                yield line, headings
            elif any(fields):
                _refuse_misfit(path, line, fields, headings)
                yield line, tuple(fields)
            else:
                yield line, ("",) * len(headings) if fields else ()
            line = reader.line_num + 1
    except csv.Error as broken:
        raise RegisterFileError(f"{path}, line {line}: {_told(str(broken))}") from broken
    if not headings:
        raise _no_headings(path)


def _headings(path: Path, fields: list[str]) -> tuple[str, ...]:
    if not fields:
        raise _no_headings(path)
    if len(fields) > WIDEST:
        raise RegisterFileError(
            f"{path}, line 1: it has {len(fields):,} columns; a table of the workbook holds {WIDEST:,}. Leave some out."
        )
    return tuple(fields)


def _no_headings(path: Path) -> RegisterFileError:
    return RegisterFileError(f"{path}: the file is empty. Its first line must hold the headings.")


def _told(reason: str) -> str:
    if reason.startswith(_FIELD_TOO_LONG):
        reason = f"a field holds more than {csv.field_size_limit():,} characters"
    return (
        f"this is no readable CSV ({reason}). Check the quotation marks from that line on: a quoted field ends with "
        "one, and doubles those inside it."
    )


def _text(path: Path, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise _not_utf_8(path, content, broken.start) from broken
    if "\0" in text:
        raise _not_utf_8(path, content, content.index(b"\0"))
    return text


def _not_utf_8(path: Path, content: bytes, place: int) -> RegisterFileError:
    return not_utf_8(path, content.count(b"\n", 0, place) + 1, place - content.rfind(b"\n", 0, place))


def not_utf_8(path: Path, line: int, column: int) -> RegisterFileError:
    """What to say of a byte that no UTF-8 text has there."""
    return RegisterFileError(
        f"{path}, line {line}, byte {column}: the text is not UTF-8. In Excel, save it as “CSV UTF-8 (Comma "
        "delimited)”."
    )


def _refuse_misfit(path: Path, line: int, fields: list[str], headings: tuple[str, ...]) -> None:
    if len(fields) != len(headings):
        raise RegisterFileError(
            f"{path}, line {line}: it has {len(fields)} fields, but there are {len(headings)} headings. "
            "Put a field that holds a comma in double quotes, and leave a comma for each blank field."
        )


def _refuse_long_field(path: Path, line: int, fields: tuple[str, ...], headings: tuple[str, ...]) -> None:
    for heading, field in zip(headings, fields, strict=True):
        if len(field) * 2 > LONGEST_TEXT < length(field):
            raise RegisterFileError(
                f"{path}, line {line}: {heading!r} holds {length(field):,} characters; a cell holds {LONGEST_TEXT:,}. "
                "Shorten the text."
            )
