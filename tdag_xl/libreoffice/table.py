"""A table: a database range, in the terms of LibreOffice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.autofilter import AutoFilter, FilteredTable
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.formula_uses import put
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.names import refuse_lacking
from tdag_xl.libreoffice.range_base import Box
from tdag_xl.libreoffice.ranges import Range
from tdag_xl.libreoffice.table_growth import is_blank, refuse_resize, resize
from tdag_xl.libreoffice.table_parts import TableColumns, TableRows
from tdag_xl.libreoffice.table_references import referenced_cells
from tdag_xl.libreoffice.table_totals import hide_total_row, show_total_row
from tdag_xl.libreoffice.table_uses import renamed_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.libreoffice.book import Book
    from tdag_xl.libreoffice.sheet import Sheet


def refuse_taken_name(book: Book, name: str, own: str = "") -> None:
    """Raise RefusedError where a table cannot have the name: it is no name, or another table or cells have it."""
    refuse_lacking(name, "table")
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
        before, book = self.name, self._sheet.book
        refuse_taken_name(book, value, before)
        found = renamed_table(book, before, value)
        self.uno.setName(value)
        book.app.totals[book.uid, value.casefold()] = book.app.totals.pop((book.uid, before.casefold()), ())
        put(found)

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

    def referenced(self, reference: str) -> Box | None:
        """The cells that a structured reference to it stands for; None where it has no such part."""
        return referenced_cells(self, reference)

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
        """The cells of its rows; None where it has none, that is a single blank one."""
        return None if self.is_empty else Range(self._sheet, self.body)

    @property
    def is_empty(self) -> bool:
        """Whether it has no row but a blank one, for the first entry."""
        body = self.body
        return body.height < 1 or (body.height == 1 and is_blank(self._sheet, body))

    @property
    def totals_row_range(self) -> Range | None:
        """The total row; None where it has none."""
        box = self.box
        return Range(self._sheet, box._replace(top=box.bottom)) if self.show_totals else None

    @property
    def insert_row_range(self) -> Range | None:
        """The row for the first entry, of a table without rows; else None."""
        return Range(self._sheet, self.body) if self.is_empty and self.body.height else None

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
        (show_total_row if value else hide_total_row)(self)

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
        return AutoFilter(self._sheet, self.box, FilteredTable(self._sheet, self.uno))

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
        """Give the table other cells, from its first row; what stands there becomes its own.

        The total row goes along, new headings are `Column1` and so on, and calculated columns go on in new rows that
        are blank. Raises RefusedError for what Excel refuses, and where entries stand where the total row should go.
        """
        self._sheet.refuse_protected()
        refuse_resize(self, range)
        resize(self, range.box)

    def sort(self, keys: Sequence[int], ascending: Sequence[bool]) -> None:
        """Sort the rows by columns, from 1; blanks come last."""
        if self.data_body_range is not None:
            self.data_body_range.sort(keys, ascending, has_headers=False)
