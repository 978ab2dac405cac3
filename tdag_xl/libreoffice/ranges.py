"""Ranges of cells, put together from what they hold, how they look and how they are shaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.range_base import COLUMNS, ROWS, Box, column_number, quoted
from tdag_xl.libreoffice.range_contents import RangeContents
from tdag_xl.libreoffice.range_layout import RangeLayout
from tdag_xl.libreoffice.range_looks import RangeLooks
from tdag_xl.libreoffice.range_tables import RangeTables
from tdag_xl.libreoffice.table_places import table_places

if TYPE_CHECKING:
    from tdag_xl.libreoffice.names import Name
    from tdag_xl.libreoffice.sheet import Sheet
    from tdag_xl.libreoffice.sheets import Sheets


@engine_class
class Range(RangeContents, RangeLooks, RangeLayout, RangeTables):
    """The cells of a rectangle of a sheet."""

    @classmethod
    def of(cls, sheets: Sheets, uno: Any) -> Range:
        """The range of a cell or range of UNO."""
        address = uno.getRangeAddress()
        return cls(sheets(address.Sheet + 1), Box.of(address))

    def part(self, box: Box) -> Range:
        """Other cells of the same sheet."""
        return Range(self._sheet, box)

    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        """The cell at a row and a column, or at a place counted row by row; all from 1, also outside of the range."""
        if arg2 is None:
            row, column = divmod(arg1 - 1, self.box.width)
        else:
            row, column = arg1 - 1, arg2 - 1
        top, left = self.box.top + row, self.box.left + column
        return self.part(Box(top, left, top, left))

    @property
    def name(self) -> Name | None:
        """The first defined name that stands for exactly these cells; None for none."""
        return self._sheet.book.names.of_cells(self)

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.book.names.add(value, f"={quoted(self._sheet.name)}!{self.box.text}")

    @property
    def rows(self) -> Range:
        """The same cells: what fits or counts rows takes them."""
        return self

    @property
    def columns(self) -> Range:
        """The same cells: what fits or counts columns takes them."""
        return self


def range_of(sheet: Sheet, arg1: Any, arg2: Any = None) -> Range:
    """The range from a corner to another, or of an address or a name.

    Raises IndexError for row or column 0, RefusedError for what is no address or name of cells of this sheet.
    """
    if isinstance(arg1, tuple) and len(arg1) == 4:
        row, column, height, width = arg1
        return Range(sheet, Box(row, column, row + height - 1, column + width - 1))
    if isinstance(arg1, int) and isinstance(arg2, int):
        arg1, arg2 = (arg1, arg2), None
    first = _box(sheet, arg1)
    second = first if arg2 is None else _box(sheet, arg2)
    tops, lefts, bottoms, rights = zip(first, second, strict=True)
    return Range(sheet, Box(min(tops), min(lefts), max(bottoms), max(rights)))


def _box(sheet: Sheet, given: Any) -> Box:
    if isinstance(given, Range):
        return given.box
    if isinstance(given, tuple):
        if 0 in given:
            raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
        return Box(given[0], given[1], given[0], given[1])
    return _box_of_text(sheet, str(given))


def _box_of_text(sheet: Sheet, text: str) -> Box:
    box = address_box(text)
    if box is not None:
        return box
    if "," in text and "[" not in text:
        raise NotSupportedError(f"A range of several areas ({text}) is not available in LibreOffice.")
    found = named_cells(sheet, text)
    if found is None:
        raise RefusedError(f"{text!r} is no address and no name of cells on the sheet {sheet.name!r}.")
    return found


def address_box(text: str) -> Box | None:
    """The rectangle of an address such as `A1`, `$A$1:B2`, `A:C` or `1:3`; None for any other text.

    >>> address_box("$B$2:A1"), address_box("A:B") == Box(1, 1, ROWS, 2), address_box("rate")
    (Box(top=1, left=1, bottom=2, right=2), True, None)
    """
    corners = [_corner(part) for part in text.replace("$", "").upper().split(":")]
    if len(corners) > 2 or None in corners:
        return None
    (row, column), (last_row, last_column) = corners[0], corners[-1]  # type: ignore[misc]
    if bool(row) != bool(last_row) or bool(column) != bool(last_column) or (len(corners) == 1 and not (row and column)):
        return None
    rows = sorted((row, last_row)) if row else [1, ROWS]
    columns = sorted((column, last_column)) if column else [1, COLUMNS]
    return Box(rows[0], columns[0], rows[1], columns[1])


def _corner(text: str) -> tuple[int, int] | None:
    """Row and column of `B2`, one of them 0 where it is left out; None for what is no corner."""
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    if not text or len(letters) > 3 or not (letters.isascii() and (letters.isalpha() or not letters)):
        return None
    column = column_number(letters) if letters else 0
    row = int(digits) if digits else 0
    return (row, column) if row <= ROWS and column <= COLUMNS and not (digits and row == 0) else None


def named_cells(sheet: Sheet, text: str) -> Box | None:
    """The cells of this sheet that a name, a part of a table or an address with its sheet stands for; None for none."""
    book = sheet.book
    for names in (sheet.uno.NamedRanges, book.uno.NamedRanges):
        known = {name.casefold(): name for name in names.ElementNames}
        if text.casefold() in known:
            cells = names.getByName(known[text.casefold()]).getReferredCells()
            return _of_sheet(sheet, cells)
    tab, _, address = text.rpartition("!")
    if tab and tab.strip("'").replace("''", "'").casefold() == sheet.name.casefold():
        return address_box(address)
    name = text.partition("[")[0]
    if name.casefold() in (known_name.casefold() for known_name, _ in table_places(sheet)):
        return sheet.tables(name).referenced(text)
    return None


def _of_sheet(sheet: Sheet, cells: Any) -> Box | None:
    address = cells.getRangeAddress() if cells is not None else None
    return Box.of(address) if address is not None and address.Sheet == sheet.place else None
