"""Filters of rows, of a table or of a range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import NotSupportedError
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.libreoffice.range_base import Box
    from tdag_xl.libreoffice.sheet import Sheet

_OPERATORS = {
    "equal_to": 2, "not_equal_to": 3, "greater_than": 4, "greater_than_or_equal": 5, "less_than": 6,
    "less_than_or_equal": 7,
}  # fmt: skip
"""com.sun.star.sheet.FilterOperator2"""

_TOP = {"top_items": 8, "top_percent": 9, "bottom_items": 10, "bottom_percent": 11}


@engine_class
class AutoFilter(base_classes.AutoFilter):
    """The filter of the rows of a table, or of a range; fields are columns, from 1."""

    def __init__(self, sheet: Sheet, box: Box, database: Any) -> None:
        self._sheet, self._box, self._database = sheet, box, database

    @property
    def api(self) -> Any:
        """LibreOffice's database range."""
        return self._database

    def _fields(self) -> list[Any]:
        return list(self._database.getFilterDescriptor().getFilterFields3())

    def _apply(self, fields: Sequence[Any]) -> None:
        self._sheet.refuse_protected()
        descriptor = self._database.getFilterDescriptor()
        descriptor.ContainsHeader = True
        descriptor.setFilterFields3(tuple(fields))
        self._database.refresh()
        if not fields:
            box = self._box
            rows = self._sheet.uno.getCellRangeByPosition(box.left - 1, box.top - 1, box.right - 1, box.bottom - 1)
            rows.getRows().IsVisible = True

    def _with(self, field: int, operator: int, values: Sequence[Any]) -> None:
        others = [one for one in self._fields() if one.Field != field - 1]
        made = bridge.struct("sheet.TableFilterField3", Field=field - 1, Operator=operator, Values=_values(values))
        made.Connection = bridge.enum("sheet.FilterConnection", "AND")
        self._apply([*others, made])

    def apply_values(self, field: int, values: Sequence[Any]) -> None:
        """Show the rows whose column `field` holds one of the values."""
        self._with(field, _OPERATORS["equal_to"], values)

    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        """Show the rows whose column `field` compares so with a value; between two, raises NotSupportedError."""
        if operator not in _OPERATORS:
            raise NotSupportedError(f"AutoFilter: {operator!r} is not available in LibreOffice.")
        self._with(field, _OPERATORS[operator], [value1])

    def apply_top_items(self, field: int, count: int) -> None:
        """Show the rows with the `count` largest values."""
        self._with(field, _TOP["top_items"], [count])

    def apply_bottom_items(self, field: int, count: int) -> None:
        """Show the rows with the `count` smallest values."""
        self._with(field, _TOP["bottom_items"], [count])

    def apply_top_percent(self, field: int, percent: int) -> None:
        """Show the rows with the largest values, so many percent of all."""
        self._with(field, _TOP["top_percent"], [percent])

    def apply_bottom_percent(self, field: int, percent: int) -> None:
        """Show the rows with the smallest values, so many percent of all."""
        self._with(field, _TOP["bottom_percent"], [percent])

    def clear(self, field: int | None = None) -> None:
        """Show the rows that the column `field`, or any, has hidden."""
        fields = self._fields()
        kept = [one for one in fields if field is not None and one.Field != field - 1]
        if len(kept) != len(fields):
            self._apply(kept)


def _values(values: Sequence[Any]) -> tuple[Any, ...]:
    """Values as LibreOffice's filters take them."""
    made = []
    for value in values:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        made.append(
            bridge.struct(
                "sheet.FilterFieldValue",
                IsNumeric=is_number,
                NumericValue=float(value) if is_number else 0.0,
                StringValue="" if is_number or value is None else str(value),
                FilterType=0 if is_number else 1,
            )
        )
    return tuple(made)
