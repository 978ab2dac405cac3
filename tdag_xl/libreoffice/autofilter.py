"""Filters of rows, of a table or of a range."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Protocol

from xlwings import base_classes

from tdag_xl.libreoffice import filter_fields
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.libreoffice.range_base import Box, RangeBase
    from tdag_xl.libreoffice.sheet import Sheet


class Filtered(Protocol):
    """Rows that can be filtered, as LibreOffice has them."""

    api: Any
    has_lists: bool
    """Whether a field may have several values."""

    def fields(self) -> list[Any]:
        """What is asked of the rows now."""

    def put(self, fields: Sequence[Any]) -> None:
        """Show the rows of which this is true."""


@engine_class
class AutoFilter(base_classes.AutoFilter):
    """The filter of the rows of a table, or of a range; fields are columns, from 1."""

    def __init__(self, sheet: Sheet, box: Box, rows: Filtered) -> None:
        self._sheet, self._box, self._rows = sheet, box, rows

    @property
    def api(self) -> Any:
        """LibreOffice's database range, or range of cells."""
        return self._rows.api

    @property
    def criteria(self) -> list[dict[str, Any]]:
        """What is asked of each column."""
        return filter_fields.criteria(self._rows.fields(), self._box.width)

    def _with(self, field: int, made: Sequence[Any]) -> None:
        others = [filter_fields.kept(one) for one in self._rows.fields() if one.Field != field - 1]
        if others and any(one.Connection.value == "OR" for one in (*others, *made)):
            raise NotSupportedError(
                "AutoFilter: not_between, and several values of a range, are not available beside another column in "
                "LibreOffice."
            )
        self._apply([*others, *made])

    def _apply(self, fields: Sequence[Any]) -> None:
        self._sheet.refuse_protected()
        self._rows.put(fields)

    def apply_values(self, field: int, values: Sequence[str]) -> None:
        """Show the rows whose column `field` shows one of the values."""
        self._with(field, filter_fields.of_values(field, values, apart=not self._rows.has_lists))

    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        """Show the rows whose column `field` compares so with a value, or two."""
        null = self._sheet.book.uno.NullDate
        origin = dt.datetime(null.Year, null.Month, null.Day)  # noqa: DTZ001 - cells know no time zones
        self._with(field, filter_fields.of_comparison(field, operator, value1, value2, origin))

    def apply_top_items(self, field: int, count: int) -> None:
        """Show the rows with the `count` largest values."""
        self._with(field, filter_fields.of_end(field, "top_items", count))

    def apply_bottom_items(self, field: int, count: int) -> None:
        """Show the rows with the `count` smallest values."""
        self._with(field, filter_fields.of_end(field, "bottom_items", count))

    def apply_top_percent(self, field: int, percent: float) -> None:
        """Show the rows with the largest values, so many percent of all."""
        self._with(field, filter_fields.of_end(field, "top_percent", percent))

    def apply_bottom_percent(self, field: int, percent: float) -> None:
        """Show the rows with the smallest values, so many percent of all, and often one more: as LibreOffice counts."""
        self._with(field, filter_fields.of_end(field, "bottom_percent", percent))

    def clear(self, field: int | None = None) -> None:
        """Show the rows that the column `field`, or any, has hidden."""
        fields = self._rows.fields()
        left = [filter_fields.kept(one) for one in fields if field is not None and one.Field != field - 1]
        if len(left) != len(fields):
            self._apply(left)


class FilteredTable:
    """The rows of a table; `api` is its database range."""

    has_lists = True

    def __init__(self, sheet: Sheet, database: Any) -> None:
        self._sheet, self.api = sheet, database

    def fields(self) -> list[Any]:
        """What is asked of the rows now."""
        return list(self.api.getFilterDescriptor().getFilterFields3())

    def put(self, fields: Sequence[Any]) -> None:
        """Show the rows of which this is true, and the total row."""
        self.api.AutoFilter = True
        descriptor = self.api.getFilterDescriptor()
        descriptor.ContainsHeader = bool(self.api.ContainsHeader)
        descriptor.setFilterFields3(tuple(fields))
        self.api.refresh()
        area = self.api.DataArea
        if not fields:
            _rows(self._sheet, area.StartRow, area.EndRow).IsVisible = True
        elif self.api.TotalsRow:
            _rows(self._sheet, area.EndRow, area.EndRow).IsVisible = True


class FilteredRange:
    """The rows of a range but the first; `api` is the range. LibreOffice has one such filter for each sheet."""

    has_lists = False

    def __init__(self, cells: RangeBase) -> None:
        self._cells, self.api = cells, cells.uno

    def fields(self) -> list[Any]:
        """What is asked of the rows now."""
        return list(self.api.createFilterDescriptor(False).getFilterFields3())

    def put(self, fields: Sequence[Any]) -> None:
        """Show the rows of which this is true. Raises RefusedError where other cells of the sheet are filtered."""
        cells = self._cells
        filters = cells.sheet.book.app.filters
        place = (cells.sheet.book.uid, cells.sheet.name)
        other = filters.get(place)
        if other is not None and other.box != cells.box and FilteredRange(other).fields():
            raise RefusedError(f"{cells.where}: the sheet has a filter already, at {other.where}.")
        filters[place] = cells
        descriptor = self.api.createFilterDescriptor(True)
        descriptor.ContainsHeader = True
        descriptor.setFilterFields3(tuple(fields))
        self.api.filter(descriptor)
        if not fields:
            _rows(cells.sheet, cells.box.top - 1, cells.box.bottom - 1).IsVisible = True


def _rows(sheet: Sheet, first: int, last: int) -> Any:
    """Rows of a sheet, from 0."""
    return sheet.uno.getCellRangeByPosition(0, first, 0, last).getRows()
