"""The frames of a register in a DuckDB database of their own, in a private folder that goes when the work is done.

What memory does not hold is on disk. The calculations ask DuckDB's default connection, as Narwhals does; no file but
the database is read, no extension is loaded, nothing comes from the network.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import narwhals as nw
import pyarrow as pa

from tdag_xl.domain.engine import Engine
from tdag_xl.errors import EngineError
from tdag_xl.registers.engines import MOST_FINDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.domain.frames import Frame
    from tdag_xl.registers.typed_table import TypedTable

_CLOSED = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
)


class DuckDBTables:
    """Frames that are tables of the database `connection`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._names = (f"kept_{number}" for number in count(1))
        self.calculations = Engine(keep=self._kept, most_findings=MOST_FINDINGS)

    def frame(self, table: TypedTable) -> nw.LazyFrame[Any]:
        """The rows of the table. Raises EngineError, and what reading the table raises."""
        failures: list[Exception] = []
        reader = pa.RecordBatchReader.from_batches(table.schema, _noting(table.batches(), failures))
        try:
            self._connection.from_arrow(reader).create(table.name)
        except duckdb.Error as failed:
            raise (failures or [_given_up(failed)])[0] from failed  # DuckDB tells of its own errors only
        return nw.from_native(self._connection.table(table.name))

    def _kept(self, frame: Frame) -> Frame:
        """The rows of a frame, computed once."""
        name = next(self._names)
        nw.to_native(frame).create(name)
        return nw.from_native(self._connection.table(name))


def _noting(batches: Iterator[pa.RecordBatch], failures: list[Exception]) -> Iterator[pa.RecordBatch]:
    """The batches; what keeps one from coming is put among the failures."""
    try:
        yield from batches
    except Exception as failed:
        failures.append(failed)
        raise


@contextmanager
def duckdb_tables(memory: str | None) -> Iterator[DuckDBTables]:
    """A database that uses `memory` at most (such as 2GB), by itself four fifths of the computer's.

    Raises EngineError where DuckDB gives up.
    """
    with tempfile.TemporaryDirectory(prefix="tdag-xl-", ignore_cleanup_errors=True) as folder:
        before = duckdb.default_connection()
        connection = duckdb.connect()
        try:
            for setting in (*_CLOSED, f"SET temp_directory = {literal(str(Path(folder) / 'spilled'))}"):
                connection.execute(setting)
            if memory is not None:
                connection.execute(f"SET memory_limit = {literal(memory)}")
            connection.execute("SET lock_configuration = true")
            duckdb.set_default_connection(connection)
            yield DuckDBTables(connection)
        except duckdb.Error as failed:
            raise _given_up(failed) from failed
        finally:
            duckdb.set_default_connection(before)
            connection.close()


def quoted(name: str) -> str:
    """The name of a table or column as SQL has it, whatever it holds.

    >>> print(quoted('a "b" c'))
    "a ""b"" c"
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Text as a literal of SQL.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def _given_up(failed: duckdb.Error) -> EngineError:
    reason = (str(failed).strip().splitlines() or [type(failed).__name__])[0].rstrip(".")
    if isinstance(failed, duckdb.OutOfMemoryException):
        return EngineError(
            f"DuckDB had not enough memory or disk ({reason}). Allow it more with --memory, or free some space in "
            f"{tempfile.gettempdir()}. Nothing was changed."
        )
    return EngineError(f"DuckDB gave up: {reason}. Try --engine pandas. Nothing was changed.")
