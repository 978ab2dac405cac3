"""The records of a list, each with the line it starts on."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from tdag_xl.cells import normalized


@dataclass(frozen=True)
class Record:
    """The fields of one record, normalized; `line` is where it starts, from 1."""

    line: int
    fields: tuple[str, ...]

    def field(self, place: int | None) -> str:
        """The field at `place`; empty where the record is too short, or there is no such column."""
        return self.fields[place] if place is not None and place < len(self.fields) else ""


class BrokenRecordsError(Exception):
    """The text is no CSV from `line` on."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(reason)


def records(text: str, separator: str) -> tuple[Record, ...]:
    """The records of `text`, blank ones left out. Raises BrokenRecordsError for a quotation that does not close."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found, line = [], 1
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                found.append(Record(line, tuple(map(normalized, fields))))
            line = reader.line_num + 1
    except csv.Error as broken:
        raise BrokenRecordsError(line, str(broken)) from broken
    return tuple(found)
