"""The engines that can hold the frames of a register, by name.

Each offers `frame`, which takes a table's typed batches, and `calculations`, what the domain asks of it. Another engine
of Narwhals, such as PySpark, is one more module of that kind and one more name here.
"""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

from tdag_xl.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import narwhals as nw

    from tdag_xl.domain.engine import Engine
    from tdag_xl.registers.typed_table import TypedTable

MOST_FINDINGS = 1000
"""Findings that are listed; all are counted."""


class EngineName(StrEnum):
    """The engines by the names that people call them."""

    PANDAS = "pandas"
    DUCKDB = "duckdb"


class Tables(Protocol):
    """The frames of one register in an engine."""

    @property
    def calculations(self) -> Engine:
        """What the domain asks of the engine."""
        ...

    def frame(self, table: TypedTable) -> nw.DataFrame[Any] | nw.LazyFrame[Any]:
        """The rows of the table."""
        ...


@contextmanager
def tables_in(engine: EngineName, memory: str | None = None) -> Iterator[Tables]:
    """Where `engine` holds frames, gone when the block ends; only DuckDB keeps to `memory`. Raises EngineError."""
    if engine is EngineName.DUCKDB:
        require_duckdb()
        from tdag_xl.registers.duckdb_tables import duckdb_tables

        with duckdb_tables(memory) as tables:
            yield tables
    else:
        from tdag_xl.registers.pandas_tables import PandasTables

        yield PandasTables()


def require_duckdb() -> None:
    """Raise EngineError where DuckDB is not installed."""
    if find_spec("duckdb") is None:
        raise EngineError(
            "DuckDB is not installed. Install it with: pip install 'tdag_xl[duckdb]' (in a checkout of the sources: "
            "pip install '.[duckdb]'). Nothing was changed."
        )
