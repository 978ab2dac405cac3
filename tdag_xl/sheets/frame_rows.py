"""The rows of a frame as cells."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

from tdag_xl.cells import CellValue

if TYPE_CHECKING:
    import narwhals as nw

Rows = tuple[tuple[CellValue, ...], ...]


def frame_rows(frame: nw.DataFrame[Any]) -> Rows:
    """The rows of `frame` in its order: a missing value is a blank cell, a moment at midnight a day.

    Equal texts and days are one object: codes, names and dates stand in many rows, and lists are long.
    """
    table = frame.to_arrow().select(frame.columns)  # pandas may bring its index along
    known: dict[CellValue, CellValue] = {}
    columns = (map(_cell, column.to_pylist()) for column in table.columns)
    shared = (
        [known.setdefault(value, value) if isinstance(value, (str, dt.date)) else value for value in column]
        for column in columns
    )
    return tuple(zip(*shared, strict=True))


def _cell(value: Any) -> CellValue:
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    cell: CellValue = value
    return cell
