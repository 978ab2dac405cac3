"""Values on their way between Python and cells, as xlwings' converters ask for them."""

from __future__ import annotations

import datetime as dt
import decimal
import numbers
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ERRORS = {
    "#NULL!": -2146826288, "#DIV/0!": -2146826281, "#VALUE!": -2146826273, "#REF!": -2146826265,
    "#NAME?": -2146826259, "#NUM!": -2146826252, "#N/A": -2146826246,
}  # fmt: skip
"""The error values, and the numbers by which Excel gives them to other programs, and so this engine."""

_CODES = {number: code for code, number in ERRORS.items()}
_PLAIN = (str, float, bool, int)


def prepare_xl_data_element(x: Any, options: Any) -> Any:
    """A value of Python as the engine writes it: str, float, bool, datetime, date, time or "" for nothing."""
    kind = type(x)
    if kind is float:
        return "" if x != x else x
    if kind in _PLAIN:
        return x
    if x is None:
        return ""
    if isinstance(x, dt.datetime):
        plain = x.to_pydatetime(warn=False) if hasattr(x, "to_pydatetime") else x
        return "" if plain != plain else plain.replace(tzinfo=None)  # NaT is not equal to itself
    if isinstance(x, (dt.date, dt.time)):
        return x
    return _of_other_libraries(x)


def _of_other_libraries(x: Any) -> Any:
    """What NumPy and pandas have of their own, as Python has it."""
    if hasattr(x, "dtype") and hasattr(x, "item"):
        item = x.astype("datetime64[us]").item() if x.dtype.kind == "M" else x.item()
        return prepare_xl_data_element(item, None)
    if isinstance(x, (numbers.Number, decimal.Decimal)):
        return prepare_xl_data_element(float(x), None)  # type: ignore[arg-type]
    if type(x).__name__ == "NAType" or x != x:  # pandas' NA answers no comparison
        return ""
    return x if isinstance(x, str) else str(x)


def clean_value_data(
    data: Sequence[Sequence[Any]],
    datetime_builder: Callable[..., Any],
    empty_as: Any,
    number_builder: Callable[[float], Any] | None,
    err_to_str: bool,
) -> list[list[Any]]:
    """Rows of raw values as xlwings shows them: days by `datetime_builder`, numbers by `number_builder`."""
    is_moment = datetime_builder is dt.datetime

    def clean(value: Any) -> Any:
        kind = type(value)
        if kind is str:
            return value or empty_as
        if kind is float:
            return number_builder(value) if number_builder is not None else value
        if value is None:
            return empty_as
        if kind is int:
            return _CODES.get(value) if err_to_str else None
        if kind is dt.datetime and not is_moment:
            return datetime_builder(
                month=value.month, day=value.day, year=value.year, hour=value.hour, minute=value.minute,
                second=value.second, microsecond=value.microsecond, tzinfo=None,
            )  # fmt: skip
        return value

    as_they_are = {float, bool, dt.datetime} if is_moment else {float, bool}
    if number_builder is not None:
        as_they_are.remove(float)
    columns = list(zip(*data, strict=True))
    cleaned = [
        column
        if (kinds := set(map(type, column))) <= as_they_are or (kinds <= {*as_they_are, str} and "" not in column)
        else [value if type(value) in as_they_are else clean(value) for value in column]
        for column in columns
    ]
    return list(map(list, zip(*cleaned, strict=True)))
