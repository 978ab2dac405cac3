"""The tables of a sheet: database ranges, in the terms of LibreOffice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.headings import add_headings
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.ranges import Range
from tdag_xl.libreoffice.table import Table, refuse_taken_name
from tdag_xl.libreoffice.table_growth import is_blank, refuse_other_table
from tdag_xl.libreoffice.table_places import changed_tables, table_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.range_base import Box
    from tdag_xl.libreoffice.sheet import Sheet


@engine_class
class Tables(base_classes.Tables):
    """The tables of a sheet, from its top left to its bottom right."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The database ranges of the document, of all its sheets."""
        return self._sheet.book.uno.DatabaseRanges

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self._sheet

    def _places(self) -> list[Any]:
        return sorted(table_places(self._sheet), key=lambda found: found[1])

    def __iter__(self) -> Iterator[Table]:
        return iter([Table(self._sheet, self.api.getByName(name)) for name, _ in self._places()])

    def __len__(self) -> int:
        return len(self._places())

    def __call__(self, key: Any) -> Table:
        """The one of that name, in any case, or at that place, from 1. Raises KeyError."""
        tables = list(self)
        if isinstance(key, int):
            if not 1 <= key <= len(tables):
                raise KeyError(f"there is no table number {key} on the sheet {self._sheet.name!r}")
            return tables[key - 1]
        found = [table for table in tables if table.name.casefold() == str(key).casefold()]
        if not found:
            raise KeyError(f"there is no table {key!r} on the sheet {self._sheet.name!r}")
        return found[0]

    def __contains__(self, key: object) -> bool:
        return any(table.name.casefold() == str(key).casefold() for table in self)

    def add(self, source_type: Any = None, source: Range | None = None, link_source: Any = None,
            has_headers: Any = None, destination: Any = None, table_style_name: str | None = None,
            name: str | None = None) -> Table:  # fmt: skip
        """A table of the cells of `source`, whose first row are the headings; else they come above, and cells go down.

        A single row of headings gets a blank row below. LibreOffice has no styles of tables: `table_style_name` is kept
        by nothing, and shows nowhere. Raises RefusedError where a table is there, or the name is taken or none.
        """
        if source is None or link_source is not None or destination is not None or source_type not in (None, "range"):
            raise NotSupportedError("Tables.add: only a table of cells (source=…) is available in LibreOffice.")
        self._sheet.refuse_protected()
        if source.sheet != self._sheet:
            raise RefusedError(f"{source.where}: the cells of a table are on its own sheet, {self._sheet.name!r}.")
        if name is not None:
            refuse_taken_name(self._sheet.book, name)
        refuse_other_table(self._sheet, source.box)
        box = self._with_row(source.box) if has_headers in (None, True, "yes") else self._with_headings(source.box)
        self.api.addNewByName(name := name or self._free_name(), box.uno(self._sheet.place))
        made = self.api.getByName(name)
        made.ContainsHeader, made.AutoFilter = True, True
        changed_tables(self._sheet)
        add_headings(self._sheet, made, box)
        return Table(self._sheet, made)

    def _with_row(self, box: Box) -> Box:
        """The cells, with a blank row below where there is but one."""
        if box.height > 1:
            return box
        below = box._replace(top=box.bottom + 1, bottom=box.bottom + 1)
        refuse_other_table(self._sheet, below)
        if not is_blank(self._sheet, below):
            Range(self._sheet, below).insert("down")
        return box._replace(bottom=below.bottom)

    def _with_headings(self, box: Box) -> Box:
        """The cells, with a blank row above."""
        Range(self._sheet, box._replace(bottom=box.top)).insert("down")
        return box._replace(bottom=box.bottom + 1)

    def _free_name(self) -> str:
        uno = self._sheet.book.uno
        taken = {known.casefold() for known in (*uno.DatabaseRanges.ElementNames, *uno.NamedRanges.ElementNames)}
        return next(f"Table{n}" for n in range(1, len(taken) + 2) if f"table{n}" not in taken)
