"""A table: a database range, in the terms of LibreOffice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.autofilter import AutoFilter
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.headings import mend_headings
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.names import refuse_bad_name
from tdag_xl.libreoffice.range_base import Box
from tdag_xl.libreoffice.ranges import Range
from tdag_xl.libreoffice.table_parts import TableColumns, TableRows
from tdag_xl.libreoffice.table_places import table_places

if TYPE_CHECKING:
    from tdag_xl.libreoffice.book import Book
    from tdag_xl.libreoffice.sheet import Sheet


def refuse_taken_name(book: Book, name: str, own: str = "") -> None:
    """Raise RefusedError where a table cannot have the name: it is no name, or another table or cells have it."""
    refuse_bad_name(name, "table")
    taken = [*book.uno.DatabaseRanges.ElementNames, *book.uno.NamedRanges.ElementNames]
    if name.casefold() in (other.casefold() for other in taken if other != own):
        raise RefusedError(f"There is a table or a name {name!r} already.")


@engine_class
class Table(base_classes.Table):
    """A table of a sheet; `uno` is LibreOffice's database range. LibreOffice has no styles of tables."""

    def __init__(self, sheet: Sheet, uno: Any) -> None:
        self._sheet, self.uno = sheet, uno

    @property
    def api(self) -> Any:
        """LibreOffice's database range."""
        return self.uno

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self._sheet

    @property
    def name(self) -> str:
        """The name, by which formulas know it."""
        return str(self.uno.Name)

    @name.setter
    def name(self, value: str) -> None:
        refuse_taken_name(self._sheet.book, value, self.name)
        self.uno.setName(value)

    @property
    def display_name(self) -> str:
        """The name."""
        return self.name

    @display_name.setter
    def display_name(self, value: str) -> None:
        self.name = value

    @property
    def box(self) -> Box:
        """Its cells, the headings and the total row among them."""
        return Box.of(self.uno.DataArea)

    @property
    def range(self) -> Range:
        """Its cells, the headings and the total row among them."""
        return Range(self._sheet, self.box)

    @property
    def header_row_range(self) -> Range | None:
        """The headings; None where they are hidden."""
        box = self.box
        return Range(self._sheet, box._replace(bottom=box.top)) if self.show_headers else None

    @property
    def body(self) -> Box:
        """The cells of its rows."""
        box = self.box
        return box._replace(top=box.top + self.show_headers, bottom=box.bottom - self.show_totals)

    @property
    def data_body_range(self) -> Range | None:
        """The cells of its rows; None where it has none."""
        body = self.body
        return Range(self._sheet, body) if body.height > 0 else None

    @property
    def totals_row_range(self) -> Range | None:
        """The total row; None where it has none."""
        box = self.box
        return Range(self._sheet, box._replace(top=box.bottom)) if self.show_totals else None

    @property
    def insert_row_range(self) -> Range | None:
        """The row for the first entry, of a table whose only row is blank; else None."""
        rows = self.data_body_range
        blank = rows is not None and rows.box.height == 1 and not any(any(row) for row in rows.uno.getFormulaArray())
        return rows if blank else None

    @property
    def show_headers(self) -> bool:
        """Whether its first row are headings."""
        return bool(self.uno.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        if bool(value) != self.show_headers:
            raise NotSupportedError("Table.show_headers cannot be changed in LibreOffice.")

    @property
    def show_totals(self) -> bool:
        """Whether its last row are totals."""
        return bool(self.uno.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        if bool(value) == self.show_totals:
            return
        self._sheet.refuse_protected()
        box = self.box
        row = box._replace(top=box.bottom + bool(value), bottom=box.bottom + bool(value))
        cells = Range(self._sheet, row)
        if value and any(map(any, cells.uno.getFormulaArray())):
            raise RefusedError(f"{cells.where}: entries stand where the total row of {self.name!r} should be.")
        cells.clear_contents()
        if not value:
            self.uno.TotalsRow = False
        self.uno.setDataArea(box._replace(bottom=box.bottom + (1 if value else -1)).uno(self._sheet.place))
        if value:
            self.uno.TotalsRow = True
            cells.uno.getCellByPosition(0, 0).setString("Total")

    @property
    def show_autofilter(self) -> bool:
        """Whether the headings have buttons that filter the rows."""
        return bool(self.uno.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self._sheet.refuse_protected()
        if not value:
            self.autofilter.clear(None)
        self.uno.AutoFilter = bool(value)

    @property
    def autofilter(self) -> AutoFilter:
        """The filter of its rows."""
        return AutoFilter(self._sheet, self.box, self.uno)

    @property
    def table_style(self) -> None:
        """None: LibreOffice has no styles of tables."""
        return

    @table_style.setter
    def table_style(self, value: str | None) -> None:
        if value:
            raise NotSupportedError("Table.table_style: LibreOffice has no styles of tables.")

    @property
    def rows(self) -> TableRows:
        """Its rows, without headings and totals."""
        return TableRows(self)

    @property
    def columns(self) -> TableColumns:
        """Its columns."""
        return TableColumns(self)

    def resize(self, range: Range) -> None:  # noqa: A002 - xlwings' name
        """Give the table other cells, from the same row of headings; calculated columns go on in new rows.

        Raises RefusedError for what Excel refuses, and where cells that are filled would come into the table.
        """
        box, old = range.box, self.box
        self._sheet.refuse_protected()
        if range.sheet != self._sheet or box.top != old.top or not box.meets(old):
            raise RefusedError(f"{range.where}: the table {self.name!r} is resized from its own row of headings.")
        if box.height < 2 + self.show_totals:
            raise RefusedError(f"{range.where}: the table {self.name!r} needs a row.")
        for name, place in table_places(self._sheet):
            if name != self.name and place.meets(box):
                raise RefusedError(f"{range.where}: the table {name!r} is there.")
        if self.show_totals:
            self._move_totals(old, box)
        formulas = self._calculated_columns(old)
        self.uno.setDataArea(box.uno(self._sheet.place))
        for column, formula in formulas.items():
            self._fill(column, formula, old, box)
        mend_headings(self._sheet, box._replace(bottom=box.top))

    def _move_totals(self, old: Box, new: Box) -> None:
        if old.bottom == new.bottom:
            return
        row = old._replace(top=old.bottom)
        Range(self._sheet, row).move_cells(self._sheet, row.at(new.bottom, row.left))

    def _calculated_columns(self, old: Box) -> dict[int, str]:
        """The columns whose rows all hold the formula of the first one, filled down; with that formula."""
        body = self.body
        if body.height < 1:
            return {}
        uno = Range(self._sheet, body).uno
        first = uno.getCellRangeByPosition(0, 0, body.width - 1, 0).getFormulaArray()[0]
        if not any(text.startswith("=") for text in first):
            return {}
        texts = uno.getFormulaArray()
        return {
            body.left + place: text
            for place, text in enumerate(first)
            if text.startswith("=") and all(row[place].startswith("=") for row in texts)
        }

    def _fill(self, column: int, formula: str, old: Box, new: Box) -> None:
        last = old.bottom - self.show_totals
        bottom = new.bottom - self.show_totals
        if bottom > last and column <= new.right:
            cells = Range(self._sheet, Box(last, column, bottom, column))
            cells.fill_down()
