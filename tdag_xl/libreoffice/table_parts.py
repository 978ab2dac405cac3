"""Rows and columns of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.ranges import Range
from tdag_xl.libreoffice.table_growth import add_column, add_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.table import Table


class _Part:
    """A row or column of a table, at a place from 1."""

    def __init__(self, table: Table, number: int) -> None:
        self._table, self._number = table, number

    @property
    def index(self) -> int:
        """Its place among the rows or columns, from 1."""
        return self._number


class _Parts:
    """The rows or columns of a table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @property
    def api(self) -> Any:
        """LibreOffice's database range."""
        return self._table.uno

    @property
    def parent(self) -> Table:
        """The table."""
        return self._table

    def _new_number(self, index: int | None, count: int, what: str) -> int:
        """The place of a new row or column; at the end without an index. Raises RefusedError beyond."""
        self._table.parent.refuse_protected()
        number = count + 1 if index is None else index
        if not 1 <= number <= count + 1:
            raise RefusedError(
                f"The table {self._table.name!r} has {count} {what}s, so none is put before {what} {number}."
            )
        return number


@engine_class
class TableRow(_Part, base_classes.TableRow):
    """A row of a table, at a place from 1."""

    @property
    def range(self) -> Range:
        """Its cells."""
        body = self._table.body
        row = body.top + self._number - 1
        return Range(self._table.parent, body._replace(top=row, bottom=row))

    def delete(self) -> None:
        """Delete it; what is below comes up. A table whose last row is deleted keeps a blank one, as in Excel."""
        self.range.delete("up")


@engine_class
class TableRows(_Parts, base_classes.TableRows):
    """The rows of a table, without headings and totals."""

    def __len__(self) -> int:
        return 0 if self._table.is_empty else self._table.body.height

    def __iter__(self) -> Iterator[TableRow]:
        return iter([TableRow(self._table, number) for number in range(1, len(self) + 1)])

    def __call__(self, key: int) -> TableRow:
        """The row at a place, from 1. Raises KeyError."""
        if not 1 <= key <= len(self):
            raise KeyError(f"the table {self._table.name!r} has no row {key}")
        return TableRow(self._table, key)

    @property
    def column_count(self) -> int:
        """How many values a row has."""
        return self._table.box.width

    def add(self, values: Any = None, index: int | None = None) -> TableRow:
        """A new row before that at `index`, from 1, or at the end, with the values; calculated columns go on in it.

        It looks like the row above. Cells below go down; at the end, the row below is taken if it is blank.
        """
        table, number = self._table, self._new_number(index, len(self), "row")
        if not table.is_empty:
            add_row(table, number)
        made = TableRow(table, number)
        if values is not None:
            made.range.raw_value = [list(values)]
        return made


@engine_class
class TableColumn(_Part, base_classes.TableColumn):
    """A column of a table, at a place from 1."""

    @property
    def name(self) -> str:
        """Its heading."""
        if not self._table.show_headers:
            raise NotSupportedError("TableColumn.name: LibreOffice does not tell the names of hidden headings.")
        box = self._table.box
        cells = Range(self._table.parent, box._replace(bottom=box.top)).uno
        return str(cells.getCellByPosition(self._number - 1, 0).getString())

    @property
    def range(self) -> Range:
        """Its cells, heading and total among them."""
        box = self._table.box
        column = box.left + self._number - 1
        return Range(self._table.parent, box._replace(left=column, right=column))

    @property
    def data_body_range(self) -> Range | None:
        """Its cells in the rows; None where the table has none."""
        if self._table.is_empty:
            return None
        body = self._table.body
        column = body.left + self._number - 1
        return Range(self._table.parent, body._replace(left=column, right=column))

    def delete(self) -> None:
        """Delete it; what is right of it comes to the left. Raises ValueError for the only one."""
        if len(self._table.columns) == 1:
            raise ValueError("Cannot delete the last table column")
        self.range.delete("left")


@engine_class
class TableColumns(_Parts, base_classes.TableColumns):
    """The columns of a table."""

    def __len__(self) -> int:
        return self._table.box.width

    def __iter__(self) -> Iterator[TableColumn]:
        return iter([TableColumn(self._table, number) for number in range(1, len(self) + 1)])

    def __call__(self, key: Any) -> TableColumn:
        """The column of that heading, or at that place, from 1. Raises KeyError."""
        columns = list(self)
        if isinstance(key, int) and 1 <= key <= len(columns):
            return columns[key - 1]
        found = [column for column in columns if column.name.casefold() == str(key).casefold()]
        if isinstance(key, int) or not found:
            raise KeyError(f"the table {self._table.name!r} has no column {key!r}")
        return found[0]

    def add(self, name: str | None = None, index: int | None = None) -> TableColumn:
        """A new column before that at `index`, from 1, or at the end; cells at its right go to the right."""
        table, number = self._table, self._new_number(index, len(self), "column")
        old = table.box
        add_column(table, number)
        if name is not None:
            column = old.left + number - 1
            Range(table.parent, old._replace(bottom=old.top, left=column, right=column)).raw_value = f"'{name}"
        return TableColumn(table, number)
