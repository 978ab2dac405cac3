"""A sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.chart_copies import copy_charts
from tdag_xl.libreoffice.charts import Charts
from tdag_xl.libreoffice.commands import GRIDLINES, is_ticked, put_tick
from tdag_xl.libreoffice.errors import GoneError, NotSupportedError, RefusedError
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.names import Names
from tdag_xl.libreoffice.notes import notes_of
from tdag_xl.libreoffice.page_setup import PageSetup
from tdag_xl.libreoffice.pictures import Pictures
from tdag_xl.libreoffice.range_base import COLUMNS, ROWS, Box
from tdag_xl.libreoffice.ranges import Range, range_of
from tdag_xl.libreoffice.shapes import Shapes
from tdag_xl.libreoffice.table_copies import copy_tables
from tdag_xl.libreoffice.table_shifts import remove_tables
from tdag_xl.libreoffice.tables import Tables
from tdag_xl.libreoffice.tabs import copy_name, refuse_bad_tab
from tdag_xl.libreoffice.views import FreezePanes, shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from tdag_xl.libreoffice.book import Book
    from tdag_xl.libreoffice.notes import Note


@engine_class
class Sheet(base_classes.Sheet):
    """A sheet; `uno` is LibreOffice's (com.sun.star.sheet.Spreadsheet)."""

    def __init__(self, book: Book, uno: Any, name: str, tabs: Collection[str]) -> None:
        """`name` is its own, `tabs` are the names of all sheets of the workbook, now."""
        self._book = book
        self._kept = (book.app.moves, uno)
        self._name, self._tabs = name, frozenset(tabs)

    @property
    def uno(self) -> Any:
        """LibreOffice's sheet, asked for anew once cells were moved: when some are deleted, the old object shrinks."""
        moves, uno = self._kept
        if moves != self._book.app.moves:
            uno = self._book.uno.Sheets.getByIndex(uno.RangeAddress.Sheet)
            self._kept = (self._book.app.moves, uno)
        return uno

    @property
    def book(self) -> Book:
        """The workbook that it belongs to."""
        return self._book

    @property
    def api(self) -> Any:
        """LibreOffice's sheet."""
        return self.uno

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sheet) and self._book == other._book and self.place == other.place

    def __hash__(self) -> int:
        return hash((self._book, self.place))

    @property
    def place(self) -> int:
        """Its place among the sheets, from 0."""
        return int(self.uno.RangeAddress.Sheet)

    @property
    def index(self) -> int:
        """Its place among the sheets, from 1."""
        return self.place + 1

    def refuse_gone(self) -> None:
        """Raise GoneError where the workbook is closed, on which LibreOffice may crash, or the sheet is deleted."""
        _ = self.name

    def refuse_protected(self) -> None:
        """Raise RefusedError where it is protected: LibreOffice's interface writes to such a sheet all the same.

        Raises GoneError where it is gone: what is written would go to another sheet.
        """
        name = self.name
        if self.uno.isProtected():
            raise RefusedError(f"The sheet {name!r} is protected. Unprotect it first.")

    @property
    def name(self) -> str:
        """What its tab says. Raises GoneError where the workbook is closed, or the sheet deleted."""
        name = str(self.uno.Name)
        if name != self._name:
            self._refuse_other(name)
        return name

    @name.setter
    def name(self, value: str) -> None:
        refuse_bad_tab(value)
        others = (name for name in self._book.uno.Sheets.ElementNames if name != self.uno.Name)
        if value.casefold() in (name.casefold() for name in others):
            raise RefusedError(f"There is a sheet of the name {value!r} already.")
        self.uno.Name = value
        self._name = value

    def _refuse_other(self, name: str) -> None:
        """Raise GoneError unless it was renamed: of a deleted sheet, LibreOffice's object stands for one beside it."""
        tabs = frozenset(self._book.uno.Sheets.ElementNames) if name else frozenset()  # no name: the workbook is closed
        if not name or (name in self._tabs and not self._tabs <= tabs):
            raise GoneError(f"The workbook is closed, or its sheet {self._name!r} deleted.")
        self._name, self._tabs = name, tabs

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """The cells from one corner to the other, or those of an address or a name."""
        return range_of(self, arg1, arg2)

    @property
    def cells(self) -> Range:
        """All cells."""
        return Range(self, Box(1, 1, ROWS, COLUMNS))

    @property
    def used_box(self) -> Box:
        """The rectangle that holds everything in use, from the first cell in use; A1 where nothing is."""
        cursor = self.uno.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return Box.of(cursor.RangeAddress)

    @property
    def used_range(self) -> Range:
        """The cells in use."""
        return Range(self, self.used_box)

    def activate(self) -> None:
        """Bring it to the front. Raises RefusedError where it is hidden."""
        if not self.uno.IsVisible:
            raise RefusedError(f"The sheet {self.name!r} is hidden, so it cannot be activated.")
        self._book.uno.CurrentController.setActiveSheet(self.uno)

    def select(self) -> None:
        """Bring it to the front."""
        self.activate()

    @property
    def visible(self) -> int:
        """-1 where it is shown, 0 where it is hidden: as Excel says it. LibreOffice knows no other way of hiding."""
        return -1 if self.uno.IsVisible else 0

    @visible.setter
    def visible(self, value: Any) -> None:
        if value not in (True, False, -1):
            raise NotSupportedError(f"Sheet.visible = {value!r}: LibreOffice shows a sheet or hides it.")
        if not value:
            self._refuse_last("hidden")
        self.uno.IsVisible = bool(value)

    def _refuse_last(self, what: str) -> None:
        shown_sheets = [sheet for sheet in self._book.sheets if sheet.uno.IsVisible]
        if len(shown_sheets) == 1 and shown_sheets[0] == self:
            raise RefusedError(f"{self.name!r} is the last sheet that is shown, so it cannot be {what}.")

    def delete(self) -> None:
        """Delete it. Raises RefusedError where it is the last that is shown."""
        self._refuse_last("deleted")
        remove_tables(self, Box(1, 1, ROWS, COLUMNS))
        self._book.uno.Sheets.removeByName(self.name)
        self._book.app.moves += 1

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """Copy it before or after another sheet, of this or another workbook; the copy is the active sheet then."""
        other = before if before is not None else after
        if other is None:
            raise RefusedError("Sheet.copy: say before or after which sheet.")
        place = other.place + (before is None)
        target = other.book
        sheets, known = target.uno.Sheets, target.uno.DatabaseRanges.ElementNames
        if target == self._book:
            sheets.copyByName(self.name, copy_name(self.name, sheets.ElementNames), place)
        else:
            name = copy_name(self.name, sheets.ElementNames) if self.name in target.sheets else self.name
            last = sheets.Count
            sheets.importSheet(self._book.uno, self.name, last)  # LibreOffice may crash where it moves the active sheet
            sheets.getByIndex(last).Name = name
            sheets.moveByName(name, place)
        target.app.moves += 1
        made = target.sheets(place + 1)
        copy_tables(self, made, known)
        copy_charts(self, made)
        made.activate()

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        """Move it before or after another sheet of the workbook."""
        other = before if before is not None else after
        if other is None or other.book != self._book:
            raise RefusedError("Sheet.move: say before or after which sheet of the same workbook.")
        self._book.uno.Sheets.moveByName(self.name, other.place + (before is None))
        self._book.app.moves += 1

    def clear_contents(self) -> None:
        """Make all cells blank."""
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        """Make all cells look like new ones."""
        self.cells.clear_formats()

    def clear(self) -> None:
        """Make all cells blank, without looks and notes."""
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        """Make rows and columns as large as what they hold; `axis` is rows or r, columns or c, or None for both."""
        self.used_range.autofit(axis)

    @property
    def show_gridlines(self) -> bool:
        """Whether lines are shown between the cells."""
        with shown(self) as controller:
            return is_ticked(self._book.app.office, controller, GRIDLINES)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        with shown(self) as controller:
            put_tick(self._book.app.office, controller, GRIDLINES, ticked=bool(value))

    @property
    def freeze_panes(self) -> FreezePanes:
        """The rows and columns that stay in view."""
        return FreezePanes(self)

    @property
    def page_setup(self) -> PageSetup:
        """How it is printed."""
        return PageSetup(self)

    def to_pdf(self, path: Any, quality: str = "standard") -> None:
        """Print it as a PDF."""
        self.cells.to_pdf(Path(path), quality)

    @property
    def notes(self) -> list[Note]:
        """The notes at its cells."""
        return notes_of(self)

    @property
    def names(self) -> Names:
        """The names that belong to the sheet."""
        return Names(self._book, self)

    @property
    def tables(self) -> Tables:
        """Its tables."""
        return Tables(self)

    @property
    def charts(self) -> Charts:
        """Its charts."""
        return Charts(self)

    @property
    def pictures(self) -> Pictures:
        """Its pictures."""
        return Pictures(self)

    @property
    def shapes(self) -> Shapes:
        """All that floats over its cells."""
        return Shapes(self)

    @property
    def pivot_tables(self) -> Any:
        """LibreOffice's pivot tables are not reached from here. Raises NotSupportedError always."""
        raise NotSupportedError("Sheet.pivot_tables is not available in LibreOffice.")
