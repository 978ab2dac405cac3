"""A CSV file as a part of a table: text columns, a few thousand records at a time."""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa

from tdag_xl.errors import RegisterFileError
from tdag_xl.hosts.cell_text import writable
from tdag_xl.registers.csv_records import each_record, not_utf_8
from tdag_xl.registers.parts import AT_A_TIME, Part
from tdag_xl.registers.refusals import unreadable

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


def csv_part(path: Path, given: Mapping[str, str | None]) -> Part:
    """The records of the UTF-8 file `path`, whose first line holds the headings. Raises RegisterFileError."""
    with closing(_records(path)) as records:
        headings = next(records)
    if len(headings) == 1 and ";" in headings[0]:
        raise RegisterFileError(f"{path}, line 1: the fields stand between semicolons. Save the file with commas.")

    def batches(wanted: Sequence[str]) -> Iterator[pa.RecordBatch]:
        places = [headings.index(heading) for heading in wanted]
        rows = islice(_records(path), 1, None)
        while held := list(islice(rows, AT_A_TIME)):
            columns = [pa.array([_text(fields[place]) for fields in held], pa.string()) for place in places]
            yield pa.RecordBatch.from_arrays(columns, list(wanted))

    return Part(headings, (pa.string(),) * len(headings), batches, given)


def _records(path: Path) -> Generator[tuple[str, ...], None, None]:
    """The headings, then each record's fields."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for _, fields in each_record(path, _without_nul(path, stream)):
                if fields:  # a line that holds nothing at all is no record
                    yield fields
    except UnicodeDecodeError as broken:
        raise _place_of_damage(path) from broken
    except OSError as failed:
        raise unreadable(path, failed) from failed


def _without_nul(path: Path, lines: Iterable[str]) -> Iterator[str]:
    """The lines, up to one that no text file has: UTF-16 read as UTF-8 is full of NUL."""
    for line in lines:
        if "\0" in line:
            raise _place_of_damage(path)
        yield line


def _place_of_damage(path: Path) -> RegisterFileError:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode()
                place = line.find(b"\0")
            except UnicodeDecodeError as broken:
                place = broken.start
            if place >= 0:
                return not_utf_8(path, number, place + 1)
    return not_utf_8(path, 1, 1)


def _text(field: str) -> str:
    """The field as a cell would hold it: its lines end in a line feed, control characters are their pictures."""
    return field if field.isprintable() else writable(field.replace("\r\n", "\n").replace("\r", "\n"))
