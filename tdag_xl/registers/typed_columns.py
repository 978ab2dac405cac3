"""Columns of any type as text, numbers and days, by the rules for cells; each distinct value is read once.

Text of a file is read as a field of a CSV file, whatever the file: a plain number counts as a number where the column
asks for one, and an ISO date as a day. What is usual is read in one block, all else value by value.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from tdag_xl.cells import Kind, reading, shown
from tdag_xl.hosts.text_columns import normalized_text
from tdag_xl.registers.csv_cells import cell

if TYPE_CHECKING:
    from tdag_xl.cells import CellValue

Typed = tuple[pa.Array, pa.Array]
"""The values of a column, and what its unusable cells hold: null for any other cell."""

ARROW_TYPES: Final = {Kind.TEXT: pa.string(), Kind.NUMBER: pa.float64(), Kind.DATE: pa.timestamp("us")}

_PLAIN_NUMBER = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$"
_PLAIN_DAY = r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"
_FIRST = pa.scalar(dt.datetime(1, 1, 1), pa.timestamp("us"))  # noqa: DTZ001 - a calendar day
_LAST = pa.scalar(dt.datetime(9999, 12, 31, 23, 59, 59), pa.timestamp("us"))  # noqa: DTZ001 - a calendar day
_NO_DAY = "a day before the year 1 or after 9999"


def may_be_odd(given: pa.DataType, kind: Kind) -> bool:
    """Whether a column of the type can hold cells that a column of `kind` cannot use."""
    if kind is not Kind.TEXT:
        return not pa.types.is_null(given)
    return not (_is_text(_decoded(given)) or _is_number(given) or pa.types.is_boolean(given) or _is_day(given))


def typed_column(array: pa.Array, kind: Kind) -> Typed:
    """The column as `kind`."""
    if array.null_count == len(array):
        return _all_null(array, kind), _no_marks(array)
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_binary(array.type) or pa.types.is_large_binary(array.type):
        array = _as_text_if_it_is(array)
    if _is_text(array.type):
        return _from_text(array.cast(pa.string()), kind)
    if _is_number(array.type):
        return _from_numbers(array, kind)
    if _is_day(array.type):
        return _from_days(array, kind)
    if pa.types.is_boolean(array.type):
        return _value_by_value(array, kind)
    return _all_null(array, kind), _quoted(array)


def _from_text(array: pa.Array, kind: Kind) -> Typed:
    if kind is Kind.TEXT:
        return normalized_text(array), _no_marks(array)
    plain = pc.fill_null(pc.match_substring_regex(array, _PLAIN_NUMBER if kind is Kind.NUMBER else _PLAIN_DAY), False)
    usual = pc.if_else(plain, array, pa.scalar(None, pa.string()))
    values = usual.cast(pa.float64()) if kind is Kind.NUMBER else usual.cast(pa.date32()).cast(pa.timestamp("us"))
    rest = pc.if_else(plain, pa.scalar(None, pa.string()), array)
    if rest.null_count == len(rest):
        return values, _no_marks(array)
    others, marks = _value_by_value(rest, kind)
    return pc.coalesce(values, others), marks


def _from_numbers(array: pa.Array, kind: Kind) -> Typed:
    if pa.types.is_floating(array.type) or pa.types.is_decimal(array.type):
        array = array.cast(pa.float64(), safe=False)
        array = pc.if_else(pc.is_nan(array), pa.scalar(None, pa.float64()), array)
    if kind is not Kind.NUMBER:
        return _value_by_value(array, kind)
    values = array.cast(pa.float64(), safe=False)
    finite = pc.is_finite(values)
    if pc.all(finite).as_py() is not False:
        return values, _no_marks(array)
    endless, _ = _value_by_value(pc.if_else(finite, pa.scalar(None, pa.float64()), values), Kind.TEXT)
    return pc.if_else(finite, values, pa.scalar(None, pa.float64())), endless


def _from_days(array: pa.Array, kind: Kind) -> Typed:
    moments = _local(array).cast(pa.timestamp("us"), safe=False)
    known = pc.and_(pc.greater_equal(moments, _FIRST), pc.less_equal(moments, _LAST))
    marks = pc.if_else(known, pa.scalar(None, pa.string()), pa.scalar(_NO_DAY))
    days = pc.floor_temporal(pc.if_else(known, moments, pa.scalar(None, pa.timestamp("us"))), unit="day")
    if kind is Kind.DATE:
        return days, marks
    values, odd = _value_by_value(days, kind)
    return values, (_no_marks(array) if kind is Kind.TEXT else pc.coalesce(odd, marks))


def _local(array: pa.Array) -> pa.Array:
    """The moments by the clock of their own time zone; those without one as they are."""
    if not pa.types.is_timestamp(array.type) or array.type.tz is None:
        return array
    try:
        return pc.local_timestamp(array)
    except pa.ArrowInvalid:  # the zone is not known here
        return array.cast(pa.timestamp(array.type.unit))


def _value_by_value(array: pa.Array, kind: Kind) -> Typed:
    encoded = array.dictionary_encode()
    read = [_read(value, kind) for value in encoded.dictionary.to_pylist()]
    values = pa.array([value for value, _ in read], ARROW_TYPES[kind])
    marks = pa.array([mark for _, mark in read], pa.string())
    return values.take(encoded.indices), marks.take(encoded.indices)


def _read(value: Any, kind: Kind) -> tuple[Any, str | None]:
    """The value as `kind`, and how it is quoted where it cannot be used."""
    held: CellValue = cell(value, kind) if isinstance(value, str) else value
    read = reading(held, kind)
    return read.value, (shown(held) if read.odd and read.value is None else None)


def _quoted(array: pa.Array) -> pa.Array:
    return pa.array([None if value is None else shown(str(value)) for value in array.to_pylist()], pa.string())


def _as_text_if_it_is(array: pa.Array) -> pa.Array:
    try:
        return array.cast(pa.string())
    except pa.ArrowInvalid:
        return array


def _decoded(given: pa.DataType) -> pa.DataType:
    return given.value_type if pa.types.is_dictionary(given) else given


def _all_null(array: pa.Array, kind: Kind) -> pa.Array:
    return pa.nulls(len(array), ARROW_TYPES[kind])


def _no_marks(array: pa.Array) -> pa.Array:
    return pa.nulls(len(array), pa.string())


def _is_text(given: pa.DataType) -> bool:
    return bool(pa.types.is_string(given) or pa.types.is_large_string(given) or pa.types.is_string_view(given))


def _is_number(given: pa.DataType) -> bool:
    return bool(pa.types.is_integer(given) or pa.types.is_floating(given) or pa.types.is_decimal(given))


def _is_day(given: pa.DataType) -> bool:
    return bool(pa.types.is_date(given) or pa.types.is_timestamp(given))
