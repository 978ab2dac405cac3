"""The tables of a register folder: one Parquet or CSV file for each, or a folder of such files."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from tdag_xl.cells import normalized
from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.columns import SPECS
from tdag_xl.errors import RegisterFileError
from tdag_xl.registers.csv_file import csv_part
from tdag_xl.registers.parquet_file import parquet_part
from tdag_xl.registers.parts import SourceTable
from tdag_xl.registers.refusals import unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tdag_xl.registers.parts import FoundTable, Part
    from tdag_xl.tables import TableSpec

SUFFIXES = (".parquet", ".csv")

_BLANK_KEY = "__HIVE_DEFAULT_PARTITION__"


def file_stem(spec: TableSpec) -> str:
    """The name of the table's file or folder, without suffix: `agreements` for tblAgreements."""
    return spec.name.removeprefix("tbl").lower()


def candidates(folder: Path, stem: str) -> list[Path]:
    """What in the folder holds the table of that name: its file, or a folder of files."""
    try:
        files = [folder / f"{stem}{suffix}" for suffix in SUFFIXES]
        return [path for path in (*files, folder / stem) if path.exists() and (path.suffix or path.is_dir())]
    except OSError as failed:
        raise unreadable(folder, failed) from failed


def tables_in_folder(folder: Path, specs: Sequence[TableSpec] = SPECS) -> list[FoundTable]:
    """The tables `specs` of the register in `folder`, in their order.

    Raises RegisterFileError for a required one that is not there, one that is there twice, and a file that cannot be
    read.
    """
    found = []
    for spec in specs:
        paths = candidates(folder, file_stem(spec))
        if len(paths) > 1:
            names = " and ".join(path.name for path in paths)
            raise RegisterFileError(f"{folder}: {names} both hold the table {spec.name}. Take one of them away.")
        if paths:
            found.append(source_table(paths[0]).as_found(spec))
        elif spec.required:
            raise _no_table(folder, spec)
    return found


def source_table(path: Path) -> SourceTable:
    """The table in the file `path`, or in the files of the folder `path`. Raises RegisterFileError."""
    files = _files(path) if path.is_dir() else [path]
    is_csv = files[0].suffix.lower() == ".csv"
    return SourceTable(path.name, tuple(_part(path, file) for file in files), header_row=int(is_csv))


def names_in_folder(folder: Path) -> list[str]:
    """The names of what the folder holds."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError as failed:
        raise unreadable(folder, failed) from failed


def _files(folder: Path) -> list[Path]:
    """The files of a table, by name; what begins with a dot or an underscore is no part of it, as Spark has it."""
    try:
        below = sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix())
        files = [
            path for path in below if path.suffix.lower() in SUFFIXES and path.is_file() and _is_data(folder, path)
        ]
    except OSError as failed:
        raise unreadable(folder, failed) from failed
    if not files:
        raise RegisterFileError(f"{folder}: the folder holds no Parquet or CSV file. Put the table's files into it.")
    if len({path.suffix.lower() for path in files}) > 1:
        raise RegisterFileError(f"{folder}: it holds Parquet and CSV files. Leave the files of one kind in it.")
    return files


def _is_data(folder: Path, path: Path) -> bool:
    return not any(step.startswith((".", "_")) for step in path.relative_to(folder).parts)


def _part(table: Path, file: Path) -> Part:
    given = {} if file == table else _given_by_folders(table, file)
    return csv_part(file, given) if file.suffix.lower() == ".csv" else parquet_part(file, given)


def _given_by_folders(table: Path, file: Path) -> Mapping[str, str | None]:
    """The columns that the folders between name, as Hive does: `Region=Africa/part.parquet`."""
    pairs = (step.split("=", 1) for step in file.parent.relative_to(table).parts if "=" in step)
    return {normalized(unquote(key)): None if value == _BLANK_KEY else unquote(value) for key, value in pairs}


def _no_table(folder: Path, spec: TableSpec) -> RegisterFileError:
    stem, others = file_stem(spec), names_in_folder(folder)
    return RegisterFileError(
        f"{folder}: there is no table {spec.name}{NearestName(others).hint(f'{stem}.parquet')}. Add the file "
        f"{stem}.parquet or {stem}.csv, or a folder {stem} of such files; the headings are {', '.join(spec.columns)}, "
        "and a table without rows will do."
    )
