"""A number as files of rates write it, with a decimal point or a decimal comma, where it can be but one number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_GROUP_SIGN = re.compile(r"(?<=\d)[ \u00a0\u202f'’](?=\d{3}(?!\d))", re.ASCII)
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_WITH_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_POINT = re.compile(r"[+-]?\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})", re.ASCII)
_COMMA = re.compile(r"[+-]?\d{1,3}((\.\d{3})+,\d+|(\.\d{3}){2,})", re.ASCII)
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)  # 1,234 is a thousand and more, or little more than one


def decimal_signs(texts: Iterable[str]) -> frozenset[str]:
    """The signs that stand before decimals in these numbers, as far as each number alone tells.

    >>> sorted(decimal_signs(["0,91", "1,234"])), sorted(decimal_signs(["1,507.50"])), sorted(decimal_signs(["1.234"]))
    ([','], ['.'], [])
    """
    return frozenset(sign for text in texts if (sign := _decimal_sign(_ungrouped(text))) is not None)


def _decimal_sign(text: str) -> str | None:
    if _EITHER.fullmatch(text):
        return None
    if _COMMA.fullmatch(text) or _WITH_COMMA.fullmatch(text):
        return ","
    return "." if _POINT.fullmatch(text) or (_PLAIN.fullmatch(text) and "." in text) else None


def number(text: str, signs: frozenset[str]) -> float | None:
    """The number that `text` is in a column with these decimal signs; None for none, and where it may be two.

    A point is a decimal point unless commas are decimal commas elsewhere in the column.

    >>> number("1,234", frozenset(",")), number("1,234", frozenset("."))
    (1.234, 1234.0)
    >>> number("1.234", frozenset()), number("1,234", frozenset()), number("CHF", frozenset())
    (1.234, None, None)
    """
    text = _ungrouped(text)
    if not is_number(text):
        return None
    sign = _decimal_sign(text)
    if _EITHER.fullmatch(text):
        if ("," in text and len(signs) != 1) or ("." in text and "," in signs):
            return None
        sign = "." if "." in text else next(iter(signs))
    return float(text.replace(".", "").replace(",", ".") if sign == "," else text.replace(",", ""))


def is_number(text: str) -> bool:
    """Whether `text` is a number at all, be it one that can be read in two ways."""
    text = _ungrouped(text)
    return any(form.fullmatch(text) for form in (_PLAIN, _WITH_COMMA, _POINT, _COMMA))


def _ungrouped(text: str) -> str:
    """`text` without the spaces and apostrophes that stand between thousands."""
    return _GROUP_SIGN.sub("", text)
