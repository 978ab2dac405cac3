"""The tables of a register in a DuckDB database, which is only read."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb

from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.columns import SPECS
from tdag_xl.errors import RegisterFileError
from tdag_xl.registers.duckdb_tables import literal, quoted
from tdag_xl.registers.folder import file_stem
from tdag_xl.registers.parts import AT_A_TIME, Part, SourceTable
from tdag_xl.registers.refusals import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from tdag_xl.registers.parts import FoundTable
    from tdag_xl.tables import TableSpec

_CLOSED = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",  # a view in the database may name other files
    "SET lock_configuration = true",
)


class OpenDatabase:
    """The main schema of a database that is open to read."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._connection, self._path = connection, path
        self._names = _names(connection)

    @property
    def names(self) -> list[str]:
        """The tables and views."""
        return sorted(self._names.values())

    def tables(self, specs: Sequence[TableSpec] = SPECS) -> list[FoundTable]:
        """The tables `specs` of the register, in their order.

        Raises RegisterFileError for a required one that is not there.
        """
        found = []
        for spec in specs:
            table = self.table(file_stem(spec))
            if table is not None:
                found.append(replace(table, place=self._path.name).as_found(spec))
            elif spec.required:
                raise _no_table(self._path, spec, self.names)
        return found

    def table(self, name: str) -> SourceTable | None:
        """The table or view of that name; None where there is none."""
        found = self._names.get(name.lower())
        if found is None:
            return None
        return SourceTable(found, (_part(self._connection, f"register.main.{quoted(found)}"),))


@contextmanager
def open_database(path: Path) -> Iterator[OpenDatabase]:
    """The database `path`, open while the block runs. Raises RegisterFileError for one that is locked or damaged."""
    connection = duckdb.connect()
    try:
        connection.execute(f"ATTACH {literal(str(path))} AS register (READ_ONLY)")
        for setting in _CLOSED:
            connection.execute(setting)
        yield OpenDatabase(connection, path)
    except duckdb.IOException as failed:
        if "lock" in str(failed).lower():
            raise RegisterFileError(
                f"{path}: another program has the database open to write. Close it there, or give a copy of the file. "
                "Nothing was changed."
            ) from failed
        raise damaged(path, "DuckDB database", failed) from failed
    except duckdb.Error as failed:
        raise damaged(path, "DuckDB database", failed) from failed
    finally:
        connection.close()


def _names(connection: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """The tables and views by name in lower case."""
    rows = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_catalog = 'register' AND table_schema = 'main'"
    ).fetchall()
    return {name.lower(): name for (name,) in rows}


def _part(connection: duckdb.DuckDBPyConnection, table: str) -> Part:
    schema = connection.cursor().table(table).limit(0).to_arrow_table().schema

    def batches(wanted: Sequence[str]) -> Iterator[pa.RecordBatch]:
        columns = (duckdb.ColumnExpression(heading) for heading in wanted)
        yield from connection.cursor().table(table).select(*columns).to_arrow_reader(AT_A_TIME)

    return Part(tuple(schema.names), tuple(schema.types), batches)


def _no_table(path: Path, spec: TableSpec, names: Sequence[str]) -> RegisterFileError:
    stem = file_stem(spec)
    return RegisterFileError(
        f"{path}: the database has no table {stem}{NearestName(names).hint(stem)}. Add it; its "
        f"columns are {', '.join(spec.columns)}, and a table without rows will do. Nothing was changed."
    )
