"""Number formats by their codes, as Excel writes them in English (United States)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import RefusedError

if TYPE_CHECKING:
    from tdag_xl.libreoffice.book import Book

DATE, TIME, LOGICAL, TEXT = 2, 4, 1024, 256
"""Kinds of a format (com.sun.star.util.NumberFormat), which may be combined."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General', re.IGNORECASE)
_UPPER = re.compile(r"AM/PM|A/P")
_COLOURS = {"BLACK", "BLUE", "CYAN", "GREEN", "MAGENTA", "RED", "WHITE", "YELLOW"}


class Formats:
    """The formats of a workbook: keys by codes and codes by keys, each asked for once."""

    def __init__(self, document: Any) -> None:
        self._formats = document.NumberFormats
        self._locale = bridge.struct("lang.Locale", Language="en", Country="US")
        self._keys: dict[str, int] = {}
        self._facts: dict[int, tuple[str, int]] = {}

    def key(self, code: str) -> int:
        """The key of a code, which is added where it is new. Raises RefusedError for what is no code."""
        if code not in self._keys:
            found = self._formats.queryKey(code, self._locale, False)
            if found < 0:
                try:
                    found = self._formats.addNew(code, self._locale)
                except bridge.exception("util.MalformedNumberFormatException"):
                    raise RefusedError(f"{code!r} is no number format.") from None
            self._keys[code] = found
            self._facts.setdefault(found, (code, self._formats.getByKey(found).Type))
        return self._keys[code]

    def code(self, key: int) -> str:
        """The code of a key: as it was set through this engine, else in Excel's spelling, where truths have none."""
        code = self._of(key)[0]
        return "General" if code == "BOOLEAN" else code

    def kind(self, key: int) -> int:
        """What kinds of values the format is for."""
        return self._of(key)[1]

    def _of(self, key: int) -> tuple[str, int]:
        if key not in self._facts:
            found = self._formats.getByKey(key)
            self._facts[key] = (excel_code(found.FormatString), found.Type)
        return self._facts[key]


def formats_of(book: Book) -> Formats:
    """The formats of the workbook, the same for as long as it is open."""
    known = book.app.formats
    if book.uid not in known:
        known[book.uid] = Formats(book.uno)
    return known[book.uid]


def key_of(book: Book, code: str) -> int:
    """The key of a code in the workbook. Raises RefusedError for what is no code."""
    return formats_of(book).key(code)


def format_key(book: Book, key: int) -> str:
    """The code of a key in the workbook."""
    return formats_of(book).code(key)


def excel_code(code: str) -> str:
    """A code that LibreOffice spells in capitals, as Excel spells it.

    >>> excel_code("YYYY-MM-DD HH:MM"), excel_code("[RED]-0.0E+00"), excel_code('"KG" H:MM AM/PM')
    ('yyyy-mm-dd hh:mm', '[Red]-0.0E+00', '"KG" h:mm AM/PM')
    """
    out, place = [], 0
    for found in _LITERAL.finditer(code):
        out.append(_lower(code[place : found.start()]))
        text = found.group()
        colour = text[1:-1].upper()
        out.append(f"[{colour.capitalize()}]" if colour in _COLOURS else "General" if text[0] in "gG" else text)
        place = found.end()
    out.append(_lower(code[place:]))
    return "".join(out)


def _lower(code: str) -> str:
    """Letters of dates and times small; the E of exponents and AM/PM stay."""
    parts = _UPPER.split(code)
    marks = [*_UPPER.findall(code), ""]
    small = [re.sub(r"[YMDHS]", lambda letter: letter.group().lower(), part) for part in parts]
    return "".join(part + mark for part, mark in zip(small, marks, strict=True))
