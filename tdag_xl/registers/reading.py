"""A register in files, opened: its tables as the domain receives them, in the engine of one's choice."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.errors import RegisterFileError
from tdag_xl.registers.engines import EngineName, require_duckdb, tables_in
from tdag_xl.registers.folder import tables_in_folder
from tdag_xl.registers.refusals import unreadable
from tdag_xl.registers.typed_table import TypedTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tdag_xl.domain.engine import Engine
    from tdag_xl.registers.parts import FoundTable
    from tdag_xl.tables import InputTable


@dataclass(frozen=True, eq=False)
class OpenRegister:
    """The tables by name, where each was found, and what the calculations ask of the engine that holds them."""

    tables: Mapping[str, InputTable]
    places: Mapping[str, str]
    calculations: Engine


@contextmanager
def opened_register(
    path: Path, engine: EngineName = EngineName.PANDAS, memory: str | None = None
) -> Iterator[OpenRegister]:
    """The register in the folder or DuckDB database `path`, which is only read; its frames live while the block runs.

    Raises RegisterFileError for what cannot be read, EngineError for an engine that is not installed or gives up.
    """
    with tables_in(engine, memory) as held:
        with _found_tables(path) as found:
            typed = {one.spec.name: TypedTable(one) for one in found}
            tables = {name: table.table(held.frame(table)) for name, table in typed.items()}
            places = {one.spec.name: one.place for one in found}
        yield OpenRegister(tables, places, held.calculations)


@contextmanager
def _found_tables(path: Path) -> Iterator[list[FoundTable]]:
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as failed:
        raise unreadable(path, failed) from failed
    if is_folder:
        yield tables_in_folder(path)
    elif is_file:
        with _database(path) as found:
            yield found
    else:
        raise RegisterFileError(
            f"{path}: there is no such folder or file. Name the folder of the register's Parquet or CSV files, or its "
            "DuckDB database."
        )


def _database(path: Path) -> AbstractContextManager[list[FoundTable]]:
    if path.suffix.lower() != ".duckdb":
        raise RegisterFileError(
            f"{path}: a register is a folder of Parquet or CSV files, or a DuckDB database whose name ends in .duckdb. "
            "The register of a workbook is summarized with tdag-xl refresh."
        )
    require_duckdb()
    from tdag_xl.registers.database import tables_in_database

    return tables_in_database(path)
