"""Where tables lie: a folder of files or a database, told apart by what is there."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from tdag_xl.domain.columns import SPECS
from tdag_xl.errors import RegisterFileError
from tdag_xl.registers.engines import require_duckdb
from tdag_xl.registers.folder import SUFFIXES, candidates, names_in_folder, source_table, tables_in_folder
from tdag_xl.registers.refusals import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tdag_xl.registers.parts import FoundTable, SourceTable
    from tdag_xl.tables import TableSpec


class Place(Protocol):
    """What holds tables, open to read."""

    @property
    def names(self) -> list[str]:
        """The names of all that it holds."""
        ...

    def tables(self, specs: Sequence[TableSpec] = SPECS) -> list[FoundTable]:
        """The tables `specs` of the register. Raises RegisterFileError for a required one that is not there."""
        ...

    def table(self, name: str) -> SourceTable | None:
        """The table of any name; None where there is none."""
        ...


@contextmanager
def opened_place(path: Path) -> Iterator[Place]:
    """The folder or DuckDB database `path`, open while the block runs. Raises RegisterFileError and EngineError."""
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as failed:
        raise unreadable(path, failed) from failed
    if is_folder:
        yield _Folder(path)
    elif is_file:
        with _database(path) as found:
            yield found
    else:
        raise RegisterFileError(
            f"{path}: there is no such folder or file. Name the folder of the register's Parquet or CSV files, or its "
            "DuckDB database."
        )


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def names(self) -> list[str]:
        return names_in_folder(self._path)

    def tables(self, specs: Sequence[TableSpec] = SPECS) -> list[FoundTable]:
        return tables_in_folder(self._path, specs)

    def table(self, name: str) -> SourceTable | None:
        whole = self._path / name
        paths = [whole] if whole.suffix.lower() in SUFFIXES and whole.is_file() else candidates(self._path, name)
        if len(paths) > 1:
            names = " and ".join(path.name for path in paths)
            raise RegisterFileError(f"{self._path}: {names} are both called {name}. Take one of them away.")
        return source_table(paths[0]) if paths else None


def _database(path: Path) -> AbstractContextManager[Place]:
    if path.suffix.lower() != ".duckdb":
        raise RegisterFileError(
            f"{path}: a register is a folder of Parquet or CSV files, or a DuckDB database whose name ends in .duckdb. "
            "The register of a workbook is summarized with tdag-xl refresh."
        )
    require_duckdb()
    from tdag_xl.registers.database import open_database

    return open_database(path)
