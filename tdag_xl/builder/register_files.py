"""A register read from a folder of CSV files, one for each table (the register's contract with staff)."""

from __future__ import annotations

import importlib.resources
from typing import TYPE_CHECKING

from tdag_xl.builder.register import Register, RegisterTable
from tdag_xl.builder.usd_column import USD_COLUMN
from tdag_xl.cells import Kind, normalized
from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.columns import CONTRIBUTIONS, SPECS
from tdag_xl.errors import RegisterFileError
from tdag_xl.hosts.cell_text import length
from tdag_xl.plain_files import content
from tdag_xl.registers.csv_cells import cell
from tdag_xl.registers.csv_records import Records, records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tdag_xl.tables import TableSpec

LARGEST = 512 << 20
"""Bytes of a file; a million agreements take half of it."""

_LONGEST_HEADING = 255  # characters in the name of a table's column (ECMA-376 Part 1 §18.5.1.3, ST_Xstring in Excel)


def shipped_register() -> Register:
    """The illustrative register that ships with the package."""
    with importlib.resources.as_file(importlib.resources.files("tdag_workbook") / "register") as folder:
        return Register(register_in(folder).tables, illustrative=True)


def register_in(folder: Path) -> Register:
    """The register in `folder`.

    Its files are agreements.csv, partners.csv, contributions.csv, rates.csv and periods.csv; lists.csv and
    published.csv may be absent.
    Numbers and ISO dates are typed where the column asks for them; all else stays text as it is written. Further
    columns are kept, after the contract's. Raises RegisterFileError.
    """
    if not folder.is_dir():
        raise RegisterFileError(f"{folder}: there is no such folder. Name the folder of the register's CSV files.")
    return Register({spec.name: _table(spec, folder) for spec in SPECS})


def file_name(spec: TableSpec) -> str:
    """The name of the table's CSV file."""
    return f"{spec.name.removeprefix('tbl').lower()}.csv"


def _table(spec: TableSpec, folder: Path) -> RegisterTable:
    path = folder / file_name(spec)
    try:
        found = records(path, content(path, LARGEST))
    except FileNotFoundError as missing:
        if not spec.required:
            return RegisterTable(spec.name, tuple(spec.columns), ())
        raise RegisterFileError(_no_file(path, spec)) from missing
    except OSError as failed:
        raise RegisterFileError(
            f"{path}: the file cannot be read ({failed.strerror}). Put the table's CSV file in its place."
        ) from failed
    return _typed(spec, path, found)


def _no_file(path: Path, spec: TableSpec) -> str:
    others = [other.name for other in sorted(path.parent.glob("*.csv"))]
    headings = ", ".join(spec.columns)
    return (
        f"{path}: the file is missing{NearestName(others).hint(path.name)}. "
        f"Add it; its headings are {headings}; a file without rows will do."
    )


def _typed(spec: TableSpec, path: Path, found: Records) -> RegisterTable:
    places = _places(spec, path, found)
    kinds = [spec.columns.get(heading, Kind.TEXT) for heading in places]
    rows = tuple(
        tuple(cell(fields[place], kind) for place, kind in zip(places.values(), kinds, strict=True))
        for _, fields in found.rows
    )
    return RegisterTable(spec.name, tuple(places), rows)


def _places(spec: TableSpec, path: Path, found: Records) -> dict[str, int]:
    """Where each heading stands in the file: the contract's in their order, then the file's own in theirs."""
    given = _headings(path, found)
    if spec is CONTRIBUTIONS:
        given.pop(USD_COLUMN, None)
    _refuse_missing(spec, path, given)
    own = [heading for heading in given if heading not in spec.columns]
    return {heading: given[heading] for heading in (*spec.columns, *own)}


def _headings(path: Path, found: Records) -> dict[str, int]:
    places: dict[str, int] = {}
    seen: dict[str, str] = {}
    for place, text in enumerate(found.headings):
        heading = normalized(text)
        if not heading:
            _refuse_unnamed(path, found, place)
            continue
        if length(heading) > _LONGEST_HEADING or not heading.isprintable():
            raise RegisterFileError(
                f"{path}, line 1: the heading of column {place + 1} is too long or holds a control character. "
                f"Write a heading of at most {_LONGEST_HEADING} letters, digits and signs."
            )
        # Excel refuses a table of which two headings differ in case alone.
        if (other := seen.setdefault(heading.casefold(), heading)) != heading or heading in places:
            raise RegisterFileError(f"{path}, line 1: the headings {other!r} and {heading!r} are the same. Rename one.")
        places[heading] = place
    return places


def _refuse_unnamed(path: Path, found: Records, place: int) -> None:
    line = next((line for line, fields in found.rows if fields[place]), None)
    if line is not None:
        raise RegisterFileError(
            f"{path}, line {line}: column {place + 1} holds something, but has no heading on line 1. Give it one."
        )


def _refuse_missing(spec: TableSpec, path: Path, given: Mapping[str, int]) -> None:
    missing = [heading for heading in spec.columns if heading not in given]
    if not missing:
        return
    if len(given) == 1 and ";" in next(iter(given)):
        raise RegisterFileError(f"{path}, line 1: the fields stand between semicolons. Save the file with commas.")
    spare = [heading for heading in given if heading not in spec.columns]
    names = ", ".join(repr(heading) for heading in missing)
    hint = NearestName(spare).hint(missing[0])
    raise RegisterFileError(
        f"{path}, line 1: there is no heading {names}{hint}. "
        f"The headings are {', '.join(spec.columns)}, in any order; rename or add what is missing."
    )
