"""A Parquet file as a part of a table: the columns that are asked for, a few thousand records at a time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from tdag_xl.errors import RegisterFileError
from tdag_xl.registers.export_note import KEY, ExportNote
from tdag_xl.registers.parts import AT_A_TIME, Part
from tdag_xl.registers.refusals import damaged, unreadable
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


def parquet_part(path: Path, given: Mapping[str, str | None]) -> Part:
    """The records of the Parquet file `path`. Raises RegisterFileError."""
    with _opened(path) as file:
        schema = file.schema_arrow
    note = _note(path, schema)

    def batches(wanted: Sequence[str]) -> Iterator[pa.RecordBatch]:
        with _opened(path) as file:
            yield from file.iter_batches(AT_A_TIME, columns=list(wanted), use_threads=True)

    return Part(tuple(schema.names), tuple(schema.types), batches, given, note)


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        with pa.OSFile(str(path)) as stream, pq.ParquetFile(stream) as file:
            yield file
    except pa.ArrowException as failed:
        raise damaged(path, "Parquet file", failed) from failed
    except OSError as failed:
        raise unreadable(path, failed) from failed


def _note(path: Path, schema: pa.Schema) -> ExportNote | None:
    """What an export noted; None of a file from elsewhere, and of one that lost its row numbers."""
    noted = (schema.metadata or {}).get(KEY)
    if noted is None or schema.names.count(ROW) != 1 or schema.field(ROW).type != pa.int64():
        return None
    try:
        return ExportNote.from_bytes(noted)
    except ValueError as broken:
        raise RegisterFileError(
            f"{path}: what tdag-xl export noted in the file is damaged ({broken}). Export the workbook again."
        ) from broken
