"""Columns of a closed workbook in one block each, for tables whose columns hold what the register asks for.

fastexcel reads a worksheet into Arrow columns in Rust. It is asked to refuse, not to guess, where a column mixes
kinds; such a table is then read cell by cell (`exact_cells`).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc

from tdag_xl.cells import CellError, Kind
from tdag_xl.hosts.text_columns import normalized_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.hosts.table_area import TableArea
    from tdag_xl.tables import TableSpec

logging.getLogger("fastexcel").setLevel(logging.ERROR)  # it warns about every blank column

ERROR_CODES = {
    "Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
    "Value": "#VALUE!", "GettingData": "#GETTING_DATA",
}  # fmt: skip
"""calamine's names of the error values (ECMA-376 Part 1, 18.18.11 and 18.17.3)."""

_FITTING = {Kind.TEXT: ("string",), Kind.NUMBER: ("float", "int"), Kind.DATE: ("datetime", "date")}
ARROW_TYPES = {Kind.TEXT: pa.string(), Kind.NUMBER: pa.float64(), Kind.DATE: pa.timestamp("us")}


def typed_columns(reader: fastexcel.ExcelReader, area: TableArea, spec: TableSpec) -> pa.Table | None:
    """The columns of `spec` that the area has, as Arrow text, float64 and midnight timestamps.

    None where a cell does not hold what its column asks for.
    """
    wanted = area.of(spec).columns
    try:
        sheet = _loaded(reader, area, wanted, dtype_coercion="strict")
    except (fastexcel.UnsupportedColumnTypeCombinationError, fastexcel.InvalidParametersError):
        return None
    batch, errors = sheet.to_arrow_with_errors()
    found = {info.absolute_index: (info.dtype, batch.column(i)) for i, info in enumerate(sheet.selected_columns)}
    if errors is not None:
        return None
    arrays = {}
    for heading, column in wanted.items():
        dtype, array = found.get(column, ("null", pa.nulls(len(batch))))
        typed = _typed(array, dtype, spec.columns[heading])
        if typed is None:
            return None
        arrays[heading] = typed
    return pa.table(arrays)


def error_cells(reader: fastexcel.ExcelReader, area: TableArea) -> dict[tuple[int, int], CellError]:
    """The error values of the area by (row, column), 0-based in the sheet."""
    try:
        sheet = _loaded(reader, area, area.columns, dtypes="string")
    except fastexcel.InvalidParametersError:  # the sheet's last cell stands above the table
        return {}
    columns = {info.index: info.absolute_index for info in sheet.selected_columns}
    _, errors = sheet.to_arrow_with_errors()
    return {
        (area.first_row + cell.offset_position[0], columns[cell.offset_position[1]]): _error(cell.detail)
        for cell in (errors.errors if errors is not None else ())
    }


def _loaded(reader: fastexcel.ExcelReader, area: TableArea, columns: Mapping[str, int], **how: Any) -> Any:
    indexes = frozenset(columns.values())
    return reader.load_sheet(
        area.sheet,
        header_row=None,
        skip_rows=area.first_row,
        n_rows=area.end_row - area.first_row,
        schema_sample_rows=None,
        use_columns=lambda info: info.absolute_index in indexes,
        **how,
    )


def _typed(array: pa.Array, dtype: str, kind: Kind) -> pa.Array | None:
    if array.null_count == len(array):
        return pa.nulls(len(array), ARROW_TYPES[kind])
    if dtype not in _FITTING[kind]:
        return None
    if kind is Kind.TEXT:
        return normalized_text(array)
    if kind is Kind.DATE:
        return pc.floor_temporal(array.cast(pa.timestamp("us")), unit="day")
    return array.cast(pa.float64())


def _error(detail: str) -> CellError:
    name = detail.partition("Error(")[2].partition(")")[0]
    return CellError(ERROR_CODES.get(name, f"#{name.upper()}"))
