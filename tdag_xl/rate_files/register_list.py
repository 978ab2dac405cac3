"""A list with the headings of tblRates, in any order, among any other columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.rate_files.listed_rates import Columns, listed_rates
from tdag_xl.rate_files.rate_file import FileFormat, RateFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tdag_xl.rate_files.records import Record

NEEDED = ("Currency", "Effective from", "Units per USD")
SOURCE = "Source"


def register_list(path: Path, records: Sequence[Record]) -> RateFile | None:
    """The rates of such a list; None where no record holds its headings. A line without a source names the file."""
    for number, record in enumerate(records):
        headings = [field.casefold() for field in record.fields]
        if all(heading.casefold() in headings for heading in NEEDED):
            places = [headings.index(heading.casefold()) for heading in NEEDED]
            source = headings.index(SOURCE.casefold()) if SOURCE.casefold() in headings else None
            columns = Columns(places[0], places[1], places[2], source, NEEDED)
            rates, flaws = listed_rates(records[number + 1 :], columns, f"file {path.name}")
            return RateFile(path, FileFormat.REGISTER, tuple(rates), tuple(flaws))
    return None


def missing_headings(records: Sequence[Record]) -> list[str]:
    """The headings that the first record with two of the three lacks; none where there is no such record."""
    for record in records:
        headings = {field.casefold() for field in record.fields}
        missing = [heading for heading in NEEDED if heading.casefold() not in headings]
        if len(missing) == 1:
            return missing
    return []
