"""The register of a workbook as Parquet files, one for each table, from which the same tables are read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from tdag_xl.registers.export_note import KEY, ExportNote
from tdag_xl.registers.folder import file_stem
from tdag_xl.registers.typed_columns import ARROW_TYPES
from tdag_xl.tables import ROW, in_memory

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.tables import InputTable, TableSpec


def file_name(spec: TableSpec) -> str:
    """The name of the table's file in an export."""
    return f"{file_stem(spec)}.parquet"


def write_table(spec: TableSpec, table: InputTable, path: Path) -> int:
    """Write the table to the new file `path`; return the number of its rows. Raises OSError."""
    held = exported(spec, table)
    with path.open("xb") as stream:
        pq.write_table(held, stream)
    rows: int = held.num_rows
    return rows


def exported(spec: TableSpec, table: InputTable) -> pa.Table:
    """The table's frame with the sheet rows; all else that the table holds is noted in the schema's metadata."""
    table = in_memory(table)
    typed = [(column, ARROW_TYPES[kind]) for column, kind in spec.columns.items()]
    schema = pa.schema([(ROW, pa.int64()), *typed], metadata={KEY: ExportNote.of(table).as_bytes()})
    # pandas' row labels would come along as a column of their own
    return table.frame.lazy().collect().to_arrow().select(schema.names).cast(schema)
