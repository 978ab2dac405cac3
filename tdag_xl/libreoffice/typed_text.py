"""What a text becomes that is put into a cell: Excel reads it as if it were typed, in English (United States).

Days and times are in `typed_days`. Prices in other currencies than the dollar stay texts (`€5`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tdag_xl.libreoffice.conversions import ERRORS
from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.typed_days import MONTH, typed_day

if TYPE_CHECKING:
    import datetime as dt

LONGEST = 32_767
"""UTF-16 units of a text in a cell (Excel's limit)."""

_MOST = 9.99999999999999e307
_DIGITS = 15
"""The largest number that can be typed, and the digits of it that Excel keeps."""

_SPECIAL = re.compile(rf"[\s'=+\-@#$%(.\d]|true\s*$|false\s*$|{MONTH}[\s\-/]*\d", re.IGNORECASE)
"""Begins every text that Excel would not take as the text that it is."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(
    r"""(?P<sign>[+-]?\$?|\$[+-]|\(\$?|%)\ *
    (?P<whole>\d+(?P<comma>(?:,\d{3})+)?|\d*)(?P<point>\.\d*)?(?P<exponent>e[+-]?\d+)?
    (?P<end>\)|\ *%)?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_FRACTION = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d+) (?P<above>\d+)/(?P<below>\d{1,3})", re.ASCII)


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
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2 - text.startswith("'")
    if length > LONGEST:
        raise RefusedError(f"{where}: a cell holds {LONGEST} characters at most; this text has {length}: {text[:40]}…")
    found = _FORBIDDEN.search(text)
    if found is not None:
        raise RefusedError(f"{where}: the character U+{ord(found.group()):04X} cannot stand in a cell: {text[:40]!r}")


def typed(text: str, origin: dt.datetime) -> Typed:
    """What becomes of a text. `origin` is the day whose number is 0 in the workbook.

    >>> from datetime import datetime
    >>> typed("5%", datetime(1899, 12, 30)), typed("'5%", datetime(1899, 12, 30))
    (Typed(value=0.05, format='0%', is_formula=False), Typed(value='5%', format=None, is_formula=False))
    """
    if is_plain(text):
        return Typed(text)
    if text.startswith("'"):
        return Typed(text[1:])
    if text.upper() in ("TRUE", "FALSE"):
        return Typed(float(text.upper() == "TRUE"), "BOOLEAN")
    if text.upper() in ERRORS:
        return Typed(f"={text.upper()}", is_formula=True)
    plain = text.strip(" ")
    found = _number(plain) or _fraction(plain) or typed_day(plain, origin)
    if found is not None:
        return Typed(*found)
    if text[0] in "=+-@" and len(plain) > 1 and _NUMBER.fullmatch(plain) is None:
        return Typed(text if text[0] == "=" else f"={text.removeprefix('@')}", is_formula=True)
    return Typed(text)


def _number(text: str) -> tuple[float, str | None] | None:
    found = _NUMBER.fullmatch(text)
    if found is None or not (found["whole"] or len(found["point"] or "") > 1):
        return None
    sign, end = found["sign"], found["end"] or ""
    is_percent, is_price = "%" in sign + end, "$" in sign
    if ("(" in sign) != (end == ")") or (is_percent and is_price) or (sign == "%" and end):
        return None
    whole = found["whole"].replace(",", "")
    point, exponent = found["point"] or "", found["exponent"] or ""
    value = float(f"{_kept(whole + point)}{exponent}")
    if value > _MOST:
        return None
    negative = "-" in sign or "(" in sign
    shown = _format(is_percent=is_percent, is_price=is_price, found=found)
    return (-value if negative else value) / (100 if is_percent else 1), shown


def _kept(digits: str) -> str:
    """Digits and a point, those beyond the fifteenth that counts made 0."""
    if len(digits) <= _DIGITS:
        return digits
    kept, count = [], 0
    for character in digits:
        count += character != "." and (count > 0 or character != "0")
        kept.append("0" if count > _DIGITS and character != "." else character)
    return "".join(kept)


def _format(*, is_percent: bool, is_price: bool, found: re.Match[str]) -> str | None:
    """The format that Excel gives a cell for a number typed so."""
    cents = ".00" if len(found["point"] or "") > 1 else ""
    if found["exponent"]:
        return "0.00E+00"
    if is_percent:
        return f"0{cents}%"
    if is_price:
        return f"$#,##0{cents}_);[Red]($#,##0{cents})"
    if found["comma"]:
        return f"#,##0{cents}_);(#,##0{cents})" if "(" in found["sign"] else f"#,##0{cents}"
    return None


def _fraction(text: str) -> tuple[float, str] | None:
    found = _FRACTION.fullmatch(text)
    if found is None or not int(found["below"]):
        return None
    value = int(found["whole"]) + int(found["above"]) / int(found["below"])
    marks = "?" * min(2, len(found["below"]))
    return (-value if found["sign"] == "-" else value), f"# {marks}/{marks}"
