"""Frames of any engine: small results as Python rows, and Python rows as a frame to join on.

The pattern of every calculation: take the distinct values of a column, resolve each once in Python, join back.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import narwhals as nw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Frame = nw.LazyFrame[Any]
Rows = list[dict[str, Any]]

_AT_A_TIME = 5_000

EAGER = (nw.Implementation.PANDAS, nw.Implementation.POLARS, nw.Implementation.PYARROW)
"""What computes each step when it is told; all others when a result is asked for."""


def records(frame: Frame | nw.DataFrame[Any]) -> Rows:
    """The rows of a small result; a blank is None on every engine."""
    return list(each_record(frame))


def each_record(frame: Frame | nw.DataFrame[Any]) -> Iterator[dict[str, Any]]:
    """The rows of a result that may have as many as the register, held a few thousand at a time."""
    collected = frame.lazy().collect()
    # pandas' row labels would come along as a column of their own
    for batch in collected.to_arrow().select(collected.columns).to_batches(_AT_A_TIME):
        yield from batch.to_pylist()


def columns(frame: Frame) -> dict[str, list[Any]]:
    """The columns of a result that may have thousands of rows; a blank is None on every engine."""
    collected = frame.collect()
    table = collected.to_arrow()
    return {column: table[column].to_pylist() for column in collected.columns}


def height(frame: Frame) -> int:
    """The number of rows."""
    return int(frame.select(nw.len()).collect().item())


def distinct(frame: Frame, column: str) -> list[Any]:
    """The distinct values of `column`, None among them where it has blanks; in no order."""
    if frame.implementation in EAGER:  # without a frame of one column that a few dozen calls would each make
        values: list[Any] = frame.collect()[column].to_arrow().unique().to_pylist()
        return values
    return columns(frame.select(column).unique())[column]


def beside(frame: Frame, data: Mapping[str, Sequence[Any]], schema: Mapping[str, Any]) -> Frame:
    """`data` as a frame of the engine of `frame`, to join with it."""
    data = {column: list(values) for column, values in data.items()}
    engine = frame.implementation
    if engine in EAGER:
        return nw.from_dict(data, schema=schema, backend=engine).lazy()
    return nw.from_dict(data, schema=schema, backend="pyarrow").lazy(backend=engine)


def in_arrow(frame: Frame, columns: Sequence[str]) -> nw.DataFrame[Any]:
    """The columns of a result in Arrow's memory, whatever the engine, to be finished row by row with `series`."""
    # pandas' row labels would come along as a column of their own
    return frame.select(*columns).collect("pyarrow").select(*columns)


def series(name: str, values: Sequence[Any], kind: nw.dtypes.DType) -> nw.Series[Any]:
    """A column to put beside the rows of a result that is held in Arrow's memory."""
    return nw.new_series(name, values, kind, backend="pyarrow")


def block(rows: Iterable[Sequence[Any]], schema: Mapping[str, Any]) -> nw.DataFrame[Any]:
    """A small result as a frame: `rows` in the order of `schema`."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    data = {name: list(values) for name, values in zip(schema, columns, strict=True)}
    return nw.from_dict(data, schema=schema, backend="pyarrow")


def midnight(day: dt.date) -> dt.datetime:
    """A calendar day as frames hold it."""
    return dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a calendar day


def within(column: str, start: dt.datetime, end: dt.datetime) -> nw.Expr:
    """Whether the day in `column` lies from `start` to `end`, both included."""
    return nw.col(column).is_between(start, end)
