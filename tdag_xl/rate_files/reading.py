"""A file of rates read: which of the known lists it is, whatever stands between its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.cells import shown
from tdag_xl.errors import RateFileError
from tdag_xl.rate_files.ecb_history import ecb_history
from tdag_xl.rate_files.file_text import text_of
from tdag_xl.rate_files.records import BrokenRecordsError, records
from tdag_xl.rate_files.register_list import missing_headings, register_list
from tdag_xl.rate_files.un_list import un_list

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.rate_files.rate_file import RateFile

_SEPARATORS = (",", ";", "\t")
_FORMATS = (register_list, ecb_history, un_list)


def read_rate_file(path: Path) -> RateFile:
    """The rates in the file at `path`. Raises RateFileError where it cannot be read, or is no list of rates."""
    text = text_of(path)
    broken: BrokenRecordsError | None = None
    missing: list[str] = []
    for separator in _SEPARATORS:
        try:
            rows = records(text, separator)
        except BrokenRecordsError as error:
            broken = broken or error
            continue
        for read in _FORMATS:
            if (found := read(path, rows)) is not None:
                return found
        missing = missing or missing_headings(rows)
    if broken is not None:
        raise RateFileError(f"{path}, line {broken.line}: {broken} Nothing was changed.") from broken
    raise RateFileError(f"{path}: {_unknown(text, missing)} Nothing was changed.")


def _unknown(text: str, missing: list[str]) -> str:
    if missing:
        return f"the list of rates has no column {missing[0]!r}. Give the column that heading."
    first = next(line for line in text.splitlines() if line.strip())
    return (
        "this is no list of rates that is known here: one with the headings Currency, Effective from, Units per USD "
        "and Source, a list of UN operational rates of exchange, or the ECB's eurofxref-hist. It begins "
        f"{shown(first.strip())}."
    )
