"""Criteria of filters, in xlwings' terms and in LibreOffice's: fields of a filter descriptor (TableFilterField3)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge

if TYPE_CHECKING:
    from collections.abc import Sequence

_EMPTY, _NOT_EMPTY, _EQUAL, _NOT_EQUAL, _ABOVE, _FROM, _BELOW, _UP_TO = range(8)
"""com.sun.star.sheet.FilterOperator2"""

_OPERATORS = {
    "equal_to": _EQUAL, "not_equal_to": _NOT_EQUAL, "greater_than": _ABOVE, "greater_than_or_equal": _FROM,
    "less_than": _BELOW, "less_than_or_equal": _UP_TO,
}  # fmt: skip
_ENDS = {"top_items": 8, "top_percent": 9, "bottom_items": 10, "bottom_percent": 11}

_NUMBER, _TEXT = 0, 1
"""com.sun.star.sheet.FilterFieldType"""


def of_values(field: int, values: Sequence[str], *, apart: bool) -> list[Any]:
    """The rows that show one of the texts; "" for blank ones. `apart` makes a field of each, for filters of ranges."""
    if apart:
        return [_made(field, _EQUAL, [_shown(value)], "OR" if place else "AND") for place, value in enumerate(values)]
    return [_made(field, _EQUAL, [_shown(value) for value in values])]


def kept(field: Any) -> Any:
    """A field that was read, to be given back: LibreOffice forgets what kind of values it has."""
    values = []
    for value in field.Values:
        value.FilterType = _NUMBER if value.IsNumeric else _TEXT
        values.append(value)
    field.Values = tuple(values)
    return field


def of_comparison(field: int, operator: str, one: Any, other: Any, origin: dt.datetime) -> list[Any]:
    """The rows that compare so with texts, numbers as texts, moments as xlwings hands them over, or None for blanks.

    `origin` is the day that the workbook counts as 0.
    """
    low, high = _value(one, origin), _value(other, origin)
    if operator == "between":
        return [_made(field, _FROM, [low]), _made(field, _UP_TO, [high])]
    if operator == "not_between":
        return [_made(field, _BELOW, [low]), _made(field, _ABOVE, [high], connection="OR")]
    if one is None:  # as a text that shows nothing: LibreOffice garbles its own operators for blanks in a range
        low = _shown("")
    return [_made(field, _OPERATORS[operator], [low])]


def of_end(field: int, end: str, count: float) -> list[Any]:
    """The rows with the largest or smallest values: `top_items`, `top_percent`, `bottom_items` or `bottom_percent`."""
    return [_made(field, _ENDS[end], [_number(float(count))])]


def _made(field: int, operator: int, values: Sequence[Any], connection: str = "AND") -> Any:
    made = bridge.struct("sheet.TableFilterField3", Field=field - 1, Operator=operator, Values=tuple(values))
    made.Connection = bridge.enum("sheet.FilterConnection", connection)
    return made


def _value(value: Any, origin: dt.datetime) -> Any:
    if value is None:
        return None
    if isinstance(value, dict):
        return _number((dt.datetime.fromisoformat(value["value"]) - origin) / dt.timedelta(days=1))
    try:
        return _number(float(value))
    except ValueError:
        return _shown(value)


def _number(value: float) -> Any:
    return bridge.struct(
        "sheet.FilterFieldValue", IsNumeric=True, NumericValue=value, StringValue=f"{value:.15g}", FilterType=_NUMBER
    )


def _shown(text: str) -> Any:
    return bridge.struct("sheet.FilterFieldValue", IsNumeric=False, StringValue=text, FilterType=_TEXT)


def criteria(fields: Sequence[Any], count: int) -> list[dict[str, Any]]:
    """What a filter asks of each of `count` columns, in xlwings' terms."""
    return [_criterion(column, [one for one in fields if one.Field == column - 1]) for column in range(1, count + 1)]


def _criterion(column: int, fields: Sequence[Any]) -> dict[str, Any]:
    made = dict(base_classes.empty_autofilter_criteria(column))
    operators, values = [one.Operator for one in fields], [value for one in fields for value in one.Values]
    if len(values) > 1 and set(operators) == {_EQUAL}:
        return made | {"type": "values", "values": [_text(value) for value in values]}
    comparisons = {number: name for name, number in _OPERATORS.items()}
    ends = {number: name for name, number in _ENDS.items()}
    match operators:
        case []:
            return made
        case [operator] if operator in ends:
            name = ends[operator]
            return made | {"type": name, ("count" if name.endswith("items") else "percent"): values[0].NumericValue}
        case [operator] if operator in (_EMPTY, _NOT_EMPTY):  # of a file, or of LibreOffice's own menus
            return made | {"type": "comparison", "operator": "equal_to" if operator == _EMPTY else "not_equal_to"}
        case [operator] if operator in comparisons:
            return made | {"type": "comparison", "operator": comparisons[operator], "value1": _text(values[0]) or None}
        case [5, 7] | [6, 4]:
            operator = "between" if operators[0] == _FROM else "not_between"
            both = {"value1": _text(values[0]), "value2": _text(values[1])}
            return made | {"type": "comparison", "operator": operator} | both
    return made | {"type": "unknown"}


def _text(value: Any) -> str:
    return f"{value.NumericValue:.15g}" if value.IsNumeric else str(value.StringValue)
