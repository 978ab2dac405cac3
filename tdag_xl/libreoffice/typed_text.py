"""What a text becomes that is put into a cell: Excel reads it as if it were typed, in English (United States)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.conversions import ERRORS
from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.number_formats import format_key, key_of

if TYPE_CHECKING:
    from tdag_xl.libreoffice.book import Book

LONGEST = 32_767
"""UTF-16 units of a text in a cell (Excel's limit)."""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SPECIAL = re.compile(rf"[^\S ]*[\s'=+\-@#$(.\d]|true$|false$|(?:{_MONTHS})[a-z]*[\s.,/-]*\d", re.IGNORECASE)
"""Begins every text that Excel would not take as the text that it is."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONG_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d*(?:[eE][+-]?\d+)?%?")
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}$")
_EXCEL_FORMATS = {"MM/DD/YY": "m/d/yyyy", "HH:MM:SS AM/PM": "h:mm AM/PM", "YYYY-MM-DD HH:MM:SS": "m/d/yyyy h:mm"}


class Typed(NamedTuple):
    """What a cell holds then: a number with its format (None: as it is), a text, or a formula."""

    value: float | str
    format: str | None = None
    is_formula: bool = False


def is_plain(text: str) -> bool:
    """Whether Excel takes the text as the text that it is, for sure.

    >>> [is_plain(text) for text in ("Switzerland", "May the 4th", "May 4", "1", "'1", "=A1", "true", "truer")]
    [True, True, False, False, False, False, False, True]
    """
    return _SPECIAL.match(text) is None


def refuse_bad_text(text: str, where: str) -> None:
    """Raise RefusedError for a text that no cell of Excel holds."""
    if len(text) > LONGEST // 2 and len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST:
        raise RefusedError(
            f"{where}: a cell holds {LONGEST} characters at most; this text has {len(text)}: {text[:40]}…"
        )
    found = _FORBIDDEN.search(text)
    if found is not None:
        raise RefusedError(f"{where}: the character U+{ord(found.group()):04X} cannot stand in a cell: {text[:40]!r}")


class Reader:
    """Reads texts as if typed into cells of a workbook; remembers what it read."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[str, Typed] = {}
        self._formatter: Any = None

    def read(self, text: str) -> Typed:
        """What becomes of a text that is not plain."""
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> Typed:
        if text.startswith("'"):
            return Typed(text[1:])
        plain = text.strip()
        if plain.upper() in ERRORS:
            return Typed(f"={plain.upper()}", is_formula=True)
        if text[0] in "=+-@" and len(text) > 1 and self._number(plain) is None:
            return self._formula(text)
        if plain.upper() in ("TRUE", "FALSE"):
            return Typed(float(plain.upper() == "TRUE"), "BOOLEAN")
        return self._number(plain) or Typed(text)

    def _formula(self, text: str) -> Typed:
        if text.startswith("="):
            return Typed(text, is_formula=True) if len(text.strip()) > 1 else Typed(text)
        return Typed(f"={text.removeprefix('+') if text[0] in '+@' else text}", is_formula=True)

    def _number(self, text: str) -> Typed | None:
        if not any(character.isdigit() for character in text) or not text.isascii():
            return None
        if self._formatter is None:
            self._formatter = self._book.app.office.service("com.sun.star.util.NumberFormatter")
            self._formatter.attachNumberFormatsSupplier(self._book.uno)
        general = key_of(self._book, "General")
        try:
            value = self._formatter.convertStringToNumber(general, text)
            key = self._formatter.detectNumberFormat(general, text)
        except bridge.exception("util.NotNumericException"):
            return None
        if abs(value) > 9.99999999999999e307:
            return None
        return Typed(value, self._format(text, format_key(self._book, key)))

    @staticmethod
    def _format(text: str, found: str) -> str | None:
        """The format that Excel gives a cell for what was typed, where LibreOffice gives another."""
        if found == "General":
            return "#,##0.00" if "," in text and "." in text else "#,##0" if "," in text else None
        if found == "0.00%" and "." not in text:
            return "0%"
        if "$" in text and "[$" in found:
            return "$#,##0.00" if "." in text else "$#,##0"
        if found.startswith("h:mm") or found == "HH:MM:SS AM/PM":
            seconds = ":ss" if text.count(":") > 1 else ""
            return f"h:mm{seconds}" + (" AM/PM" if text[-1:].upper() == "M" else "")
        return _EXCEL_FORMATS.get(found.upper(), found)
