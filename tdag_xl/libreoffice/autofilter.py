"""Filters of rows, of a table or of a range."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import filter_fields
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.range_base import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tdag_xl.libreoffice.range_base import RangeBase
    from tdag_xl.libreoffice.sheet import Sheet


@engine_class
class AutoFilter(base_classes.AutoFilter):
    """The filter of the rows of a table, or of a range; fields are columns, from 1.

    `begun` makes the database range of a filter that is not there yet.
    """

    def __init__(self, sheet: Sheet, box: Box, database: Any, begun: Callable[[], Any] | None = None) -> None:
        self._sheet, self._box, self._database, self._begun = sheet, box, database, begun

    @property
    def api(self) -> Any:
        """LibreOffice's database range; None where nothing was filtered yet."""
        return self._database

    @property
    def criteria(self) -> list[dict[str, Any]]:
        """What is asked of each column."""
        return filter_fields.criteria(self._fields(), self._box.width)

    def _fields(self) -> list[Any]:
        return list(self._database.getFilterDescriptor().getFilterFields3()) if self._database is not None else []

    def _with(self, field: int, made: Sequence[Any]) -> None:
        others = [one for one in self._fields() if one.Field != field - 1]
        if others and any(one.Connection.value == "OR" for one in (*others, *made)):
            raise NotSupportedError(
                "AutoFilter: not_between together with another column is not available in LibreOffice."
            )
        self._sheet.refuse_protected()
        if self._database is None and self._begun is not None:
            self._database = self._begun()
        self._database.AutoFilter = True
        self._apply([*others, *made])

    def _apply(self, fields: Sequence[Any]) -> None:
        self._sheet.refuse_protected()
        descriptor = self._database.getFilterDescriptor()
        descriptor.ContainsHeader = bool(self._database.ContainsHeader)
        descriptor.setFilterFields3(tuple(fields))
        self._database.refresh()
        if not fields:
            box = self._box
            rows = self._sheet.uno.getCellRangeByPosition(box.left - 1, box.top - 1, box.right - 1, box.bottom - 1)
            rows.getRows().IsVisible = True

    def apply_values(self, field: int, values: Sequence[str]) -> None:
        """Show the rows whose column `field` shows one of the values."""
        self._with(field, filter_fields.of_values(field, values))

    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        """Show the rows whose column `field` compares so with a value, or two.

        `not_between` together with another column raises NotSupportedError.
        """
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
        """Show the rows with the smallest values, so many percent of all."""
        self._with(field, filter_fields.of_end(field, "bottom_percent", percent))

    def clear(self, field: int | None = None) -> None:
        """Show the rows that the column `field`, or any, has hidden."""
        fields = self._fields()
        kept = [one for one in fields if field is not None and one.Field != field - 1]
        if len(kept) != len(fields):
            self._apply(kept)


def range_filter(cells: RangeBase) -> AutoFilter:
    """The filter of a range, which is that of its sheet; none can be begun where other cells are filtered."""
    sheet, box = cells.sheet, cells.box

    def begun() -> Any:
        if found is not None and found.AutoFilter:
            raise RefusedError(f"{cells.where}: the sheet has a filter at {Box.of(found.DataArea).text} already.")
        filters.setByTable(box.uno(sheet.place))
        made = filters.getByTable(sheet.place)
        made.ContainsHeader = True
        return made

    filters = sheet.book.uno.UnnamedDatabaseRanges
    found = filters.getByTable(sheet.place) if filters.hasByTable(sheet.place) else None
    is_ours = found is not None and Box.of(found.DataArea) == box
    return AutoFilter(sheet, box, found if is_ours else None, begun)
