"""Defined names, of a workbook or of a sheet alone."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.formulas import from_calc, to_calc
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.name_uses import rename_in_formulas
from tdag_xl.libreoffice.range_base import Box, quoted
from tdag_xl.libreoffice.ranges import Range, address_box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.book import Book
    from tdag_xl.libreoffice.sheet import Sheet

_WELL_FORMED = re.compile(r"[^\W\d][\w.\\?]{0,254}|\\[\w.]{0,254}")
_NOTATION_LIKE = re.compile(r"R|C|R\d*C\d*|TRUE|FALSE", re.IGNORECASE)
_CALC_LACKS = re.compile(r"[.\\?]")


def refuse_bad_name(name: str, what: str = "defined name") -> None:
    """Raise RefusedError for what Excel takes as no name of cells or of a table."""
    if not _WELL_FORMED.fullmatch(name) or _NOTATION_LIKE.fullmatch(name) or address_box(name) is not None:
        raise RefusedError(
            f"{name!r} cannot be a {what}: it begins with a letter or _, goes on with letters, digits, . and _, has at "
            "most 255 characters, and is no address of a cell."
        )


def refuse_lacking(name: str, what: str = "defined name") -> None:
    """Raise for what is no name, in Excel or in LibreOffice."""
    refuse_bad_name(name, what)
    if _CALC_LACKS.search(name):
        raise NotSupportedError(f"The {what} {name!r}: LibreOffice takes letters, digits and _ alone in names.")


@engine_class
class Names(base_classes.Names):
    """The defined names of a workbook, those of its sheets among them, or of a sheet; in the order of the alphabet."""

    def __init__(self, book: Book, sheet: Sheet | None = None) -> None:
        self._book, self._sheet = book, sheet

    @property
    def api(self) -> Any:
        """LibreOffice's names of the workbook or sheet alone."""
        return (self._sheet or self._book).uno.NamedRanges

    def __iter__(self) -> Iterator[Name]:
        return iter(self._all())

    def _all(self) -> list[Name]:
        if self._sheet is not None:
            return _names(self._book, self._sheet)
        of_sheets = (name for sheet in self._book.sheets for name in _names(self._book, sheet))
        return sorted([*_names(self._book, None), *of_sheets], key=lambda name: name.text.casefold())

    def snapshot(self) -> list[tuple[str, Name]]:
        """The names as texts, and as they are."""
        return [(name.name, name) for name in self._all()]

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, name_or_index: Any) -> Name:
        """The one of that name, in any case, or at that place, from 1. Raises KeyError."""
        names = self._all()
        if isinstance(name_or_index, int):
            return names[name_or_index - 1]
        wanted = str(name_or_index).casefold()
        found = [name for name in names if wanted in (name.name.casefold(), name.text.casefold())]
        if not found:
            raise KeyError(f"there is no name {name_or_index!r}")
        return next((name for name in found if name.name.casefold() == wanted), found[0])

    def contains(self, name_or_index: Any) -> bool:
        """Whether there is such a name."""
        try:
            self(name_or_index)
        except (KeyError, IndexError):
            return False
        return True

    def of_cells(self, cells: Range) -> Name | None:
        """The first that stands for exactly these cells; None for none."""
        for name in self._all():
            found = name.uno.getReferredCells()
            address = None if found is None else found.getRangeAddress()
            if address is not None and (address.Sheet, Box.of(address)) == (cells.sheet.place, cells.box):
                return name
        return None

    def add(self, name: str, refers_to: str) -> Name:
        """A new name for what the formula `refers_to` says; one of that name that is there says it from now on.

        `Sheet1!name` belongs to the sheet. Raises RefusedError.
        """
        tab, _, plain = name.rpartition("!")
        book, sheet = self._book, self._sheet
        if tab:
            sheet = book.sheets(tab.strip("'").replace("''", "'"))
        refuse_lacking(plain)
        if sheet is not None:
            sheet.refuse_gone()
        content = _content(refers_to, book)
        names = (sheet or book).uno.NamedRanges
        known = {other.casefold(): other for other in names.ElementNames}
        if plain.casefold() in known:
            names.getByName(known[plain.casefold()]).setContent(content)
        else:
            place = bridge.struct("table.CellAddress", Sheet=sheet.place if sheet is not None else 0, Row=0, Column=0)
            names.addNewByName(plain, content, place, 0)
        return Name(book, sheet, known.get(plain.casefold(), plain))


def _names(book: Book, sheet: Sheet | None) -> list[Name]:
    names = (book if sheet is None else sheet).uno.NamedRanges
    return [Name(book, sheet, name) for name in names.ElementNames]


def _content(refers_to: str, book: Book) -> str:
    """What a name stands for, as LibreOffice takes it."""
    return to_calc(refers_to if refers_to.startswith("=") else f'="{refers_to}"', book)[1:]


@engine_class
class Name(base_classes.Name):
    """A defined name, of a sheet or of the workbook as a whole."""

    def __init__(self, book: Book, sheet: Sheet | None, text: str) -> None:
        self._book, self._sheet, self._text = book, sheet, text

    @cached_property
    def uno(self) -> Any:
        """LibreOffice's named range, asked for when it is needed."""
        return (self._book if self._sheet is None else self._sheet).uno.NamedRanges.getByName(self._text)

    @property
    def api(self) -> Any:
        """LibreOffice's named range."""
        return self.uno

    @property
    def text(self) -> str:
        """The name without its sheet."""
        return self._text

    @property
    def name(self) -> str:
        """The name; of one that belongs to a sheet, `Sheet1!name`."""
        return self.text if self._sheet is None else f"{quoted(self._sheet.name)}!{self.text}"

    @name.setter
    def name(self, value: str) -> None:
        plain = value.rpartition("!")[2]
        refuse_lacking(plain)
        before, owner = self.text, self._book if self._sheet is None else self._sheet
        others = (other.casefold() for other in owner.uno.NamedRanges.ElementNames if other != before)
        if plain.casefold() in others:
            raise RefusedError(f"There is a name {plain!r} already.")
        self.uno.setName(plain)
        self._text = plain
        rename_in_formulas(self._book, self._sheet, before, plain)

    @property
    def refers_to(self) -> str:
        """What it stands for, as a formula."""
        return from_calc(f"={self.uno.Content}")

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.uno.setContent(_content(value, self._book))

    @property
    def refers_to_range(self) -> Range:
        """The cells that it stands for. Raises RefusedError where it stands for something else."""
        cells = self.uno.getReferredCells()
        if cells is None:
            raise RefusedError(f"The name {self.name!r} stands for {self.refers_to}, which are no cells.")
        return Range.of(self._book.sheets, cells)

    @property
    def visible(self) -> bool:
        """Whether staff see it in the list of names."""
        return not self.uno.Type & bridge.constant("sheet.NamedRangeFlag.HIDDEN")

    @visible.setter
    def visible(self, value: bool) -> None:
        hidden = bridge.constant("sheet.NamedRangeFlag.HIDDEN")
        self.uno.setType(self.uno.Type & ~hidden if value else self.uno.Type | hidden)

    def delete(self) -> None:
        """Delete it."""
        owner = self._book if self._sheet is None else self._sheet
        owner.uno.NamedRanges.removeByName(self.text)
