"""What Excel makes of what is put into a cell, and what it gives back."""

from __future__ import annotations

import datetime as dt
import decimal
import re
from dataclasses import dataclass, field

from .calls import ApplicationError

ERRORS = {
    "#DIV/0!": -2146826281, "#N/A": -2146826246, "#NAME?": -2146826259, "#NULL!": -2146826288,
    "#NUM!": -2146826252, "#REF!": -2146826265, "#VALUE!": -2146826273,
}  # fmt: skip
"""The error values and the numbers by which COM gives them."""

EPOCH = dt.datetime(1899, 12, 30)
LONGEST, LONGEST_IN_BLOCK = 32_767, 8_203
_NUMBER = re.compile(r"[+-]?(\d[\d,]*\.?\d*|\.\d+)([eE][+-]?\d+)?%?")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
_DATE_FORMAT = re.compile(r"yy|dd|m/d|hh|h:", re.IGNORECASE)


class Err(str):
    """An error value, such as #N/A."""


@dataclass
class Cell:
    """A value, the formula that gave it if any, and the look. `prefixed` where an apostrophe made it text."""

    value: object = None
    formula: str | None = None
    prefixed: bool = False
    look: dict = field(default_factory=dict)

    @property
    def number_format(self):
        return self.look.get("number_format", "General")

    @property
    def blank(self):
        return self.value is None and self.formula is None

    def clear(self):
        self.value, self.formula, self.prefixed = None, None, False

    def enter(self, given, *, in_block=False):
        """Put `given` into the cell as Excel would."""
        self.clear()
        if given is None or (isinstance(given, str) and given == ""):
            return
        if isinstance(given, str):
            self._enter_text(given, in_block=in_block)
        elif isinstance(given, bool):
            self.value = given
        elif isinstance(given, dt.datetime):
            if given.year < 1900:
                raise ApplicationError(f"{given} is no date to Excel")
            self.value = (given - EPOCH).total_seconds() / 86400
            if self.number_format == "General":
                self.look["number_format"] = "m/d/yyyy"
        elif isinstance(given, (int, float)):
            self.value = f"{given:g}" if self.number_format == "@" else float(given)
        else:
            raise ApplicationError(f"a cell cannot hold {given!r}")

    def _enter_text(self, text, *, in_block):
        if len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST + text.startswith("'"):
            raise ApplicationError(f"a text of {len(text)} characters")
        if in_block and len(text) > LONGEST_IN_BLOCK:
            raise ApplicationError(f"a text of {len(text)} characters in a block")
        if any(ord(c) < 32 and c not in "\t\n\r" for c in text):
            raise ApplicationError("a control character")
        if self.number_format == "@":
            if text.startswith("'"):
                raise ApplicationError("what an apostrophe does in a text cell is not known here")
            self.value = text
        elif text.startswith("'"):
            self.value, self.prefixed = text[1:], True
        elif text[0] in "=+-@" and len(text) > 1 and not _NUMBER.fullmatch(text):
            self.formula, self.value = "=" + text.removeprefix("="), 0.0
            self.recalculate()
        else:
            self.value = self._parsed(text)

    def _parsed(self, text):
        plain = text.strip()
        if plain.upper() in ERRORS:
            return Err(plain.upper())
        if plain.upper() in ("TRUE", "FALSE"):
            return plain.upper() == "TRUE"
        if _NUMBER.fullmatch(plain):
            return float(plain.rstrip("%").replace(",", "")) / (100 if plain.endswith("%") else 1)
        if (day := _DAY.fullmatch(plain)) and int(day[1]) >= 1900:
            if self.number_format == "General":
                self.look["number_format"] = "yyyy-mm-dd"
            return float((dt.datetime(*map(int, day.groups())) - EPOCH).days)
        if _TIME.fullmatch(plain):
            return 0.5
        return text

    def recalculate(self):
        """Formulas are not computed; a lost reference shows."""
        self.value = Err("#REF!") if "#REF!" in self.formula else 0.0

    def read(self):
        """The value as COM gives it."""
        if isinstance(self.value, Err):
            return ERRORS[self.value]
        if isinstance(self.value, float):
            if _DATE_FORMAT.search(re.sub(r'"[^"]*"|\[[^\]]*\]', "", self.number_format)):
                return EPOCH + dt.timedelta(days=self.value)
            if "$" in self.number_format:
                return decimal.Decimal(f"{self.value:.4f}")
        return self.value

    def read_formula(self):
        """The formula, or the constant as it would be typed."""
        if self.formula is not None:
            return self.formula
        if self.value is None:
            return ""
        if isinstance(self.value, bool):
            return str(self.value).upper()
        if isinstance(self.value, float):
            return str(int(self.value)) if self.value.is_integer() and abs(self.value) < 1e15 else repr(self.value)
        return str(self.value)
