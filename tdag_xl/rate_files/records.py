"""The records of a list, each with the line it starts on."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from tdag_xl.cells import normalized

_FIELD_TOO_LONG = "field larger than"  # how the csv module begins to say it


@dataclass(frozen=True)
class Record:
    """The fields of one record, normalized; `line` is where it starts, from 1."""

    line: int
    fields: tuple[str, ...]

    def field(self, place: int | None) -> str:
        """The field at `place`; empty where the record is too short, or there is no such column."""
        return self.fields[place] if place is not None and place < len(self.fields) else ""


class BrokenRecordsError(Exception):
    """The text is no list from `line` on; the message says why, and what to do."""

    def __init__(self, line: int, sentences: str) -> None:
        self.line = line
        super().__init__(sentences)


def records(text: str, separator: str) -> tuple[Record, ...]:
    """The records of `text`, blank ones left out.

    Raises BrokenRecordsError for a quotation that does not close, and a field of no sensible length.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found, line = [], 1
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                found.append(Record(line, tuple(map(normalized, fields))))
            line = reader.line_num + 1
    except csv.Error as broken:
        raise BrokenRecordsError(line, _told(str(broken))) from broken
    return tuple(found)


def _told(reason: str) -> str:
    if reason.startswith(_FIELD_TOO_LONG):
        reason = f"a field holds more than {csv.field_size_limit():,} characters"
    return f"this is no readable CSV ({reason}). Check the quotation marks from that line on."
