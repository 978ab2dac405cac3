"""The register's tables read from a closed workbook."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import narwhals as nw
import pyarrow as pa

from tdag_xl.hosts.exact_cells import exact_columns
from tdag_xl.hosts.nearest_table import missing_table
from tdag_xl.hosts.reader_failures import reader_failures_told
from tdag_xl.hosts.typed_columns import ARROW_TYPES, error_cells, typed_columns
from tdag_xl.tables import ROW, InputTable, TableSpec, assembled, input_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import fastexcel

    from tdag_xl.hosts.table_area import TableArea
    from tdag_xl.hosts.workbook_source import WorkbookSource

pa.set_memory_pool(pa.system_memory_pool())  # the others of Arrow keep up to a third more for themselves

READERS = 2
"""Worksheets read at a time: Rust reads without holding Python's lock, and each reader holds one sheet in memory."""


def read_tables(
    source: WorkbookSource, areas: Mapping[str, TableArea], specs: Sequence[TableSpec]
) -> dict[str, InputTable]:
    """The tables of `specs` found in the workbook, by name; `areas` are those of all its tables.

    Table names ignore case, as in Excel. Raises MissingTableError for a required table that is not there,
    NotAWorkbookError for a sheet that cannot be read.
    """
    by_folded_name = {name.casefold(): area for name, area in areas.items()}
    found = [(spec, by_folded_name[spec.name.casefold()]) for spec in specs if spec.name.casefold() in by_folded_name]
    for spec in specs:
        if spec.required and spec.name.casefold() not in by_folded_name:
            raise missing_table(spec.name, {name: area.sheet for name, area in areas.items()}, source.path)
    largest_first = sorted(found, key=lambda pair: pair[1].first_row - pair[1].end_row)
    own = threading.local()

    def read(pair: tuple[TableSpec, TableArea]) -> InputTable:
        spec, area = pair
        with reader_failures_told(source.path, area.sheet):
            if not hasattr(own, "book"):
                own.book, own.reader = opened.enter_context(source.opened()), source.for_columns()
            bounded = source.bounded(own.book, area.sheet, area.of(spec).rectangle)
            reader = own.reader if bounded is source else bounded.for_columns()
            return _table(bounded, reader, spec, area)

    with ExitStack() as opened, ThreadPoolExecutor(READERS) as pool:
        tables = pool.map(read, largest_first)
        return {table.name: table for table in tables}


def _table(source: WorkbookSource, reader: fastexcel.ExcelReader, spec: TableSpec, area: TableArea) -> InputTable:
    headings, wanted = tuple(area.columns), area.of(spec)
    columns = None if source.date1904 else typed_columns(reader, area, spec)
    if columns is not None:
        read = assembled(spec, area.sheet, area.header_row + 1, headings, _frame(columns, area, spec), ())
    else:
        cells = exact_columns(source, wanted, error_cells(reader, wanted))
        read = input_table(spec, area.sheet, area.header_row + 1, cells, area.first_row + 1)
    return replace(read, headings=headings, doubled=area.doubled)


def _frame(columns: pa.Table, area: TableArea, spec: TableSpec) -> nw.DataFrame[pa.Table]:
    """The columns with their sheet rows."""
    height = area.end_row - area.first_row
    arrays = {ROW: pa.arange(area.first_row + 1, area.first_row + 1 + height)}
    for heading, kind in spec.columns.items():
        array = columns[heading] if heading in columns.column_names else pa.nulls(height, ARROW_TYPES[kind])
        arrays[heading] = _padded(array, height)
    return nw.from_native(pa.table(arrays).to_pandas(), eager_only=True)


def _padded(array: pa.Array, height: int) -> pa.Array:
    """`array` with blanks for the rows below the last one in use, which the reader leaves out."""
    chunks = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
    return pa.chunked_array([*chunks, pa.nulls(height - len(array), array.type)])
