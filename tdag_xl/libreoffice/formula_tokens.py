"""Formulas cut into their pieces, in Excel's notation and in that of LibreOffice's interface."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tdag_xl.libreoffice.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = r"[^\W\d][\w.\\?]*"
_COLUMN, _CELL = r"\$?[A-Za-z]{1,3}", r"\$?[A-Za-z]{1,3}\$?[1-9]\d*"
_AREA = rf"(?:{_CELL}(?::{_CELL})?|{_COLUMN}:{_COLUMN}|\$?\d+:\$?\d+)(?![\w(.])"
_QUOTED = r"'(?:[^']|'')+'"
_ERROR = r"\#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)"
_REST = rf"""
    |(?P<error>{_ERROR})
    |(?P<function>{_WORD})(?=\()
    |(?P<area>{_AREA})
    |(?P<table>(?:{_WORD})?(?=\[))
    |(?P<word>{_WORD})
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<space>\s+)
    |(?P<mark>.)"""

EXCEL = re.compile(
    rf"""(?P<string>"(?:[^"]|"")*")
    |(?P<external>'[^']*\[[^\]]*\](?:[^']|'')*'!|\[[^\]]*\][\w.]*!)
    |(?P<solid>(?:'(?:[^':]|'')+:(?:[^']|'')+'|[\w.]+:[\w.]+)!(?:{_AREA}))
    |(?P<sheet>(?:{_QUOTED}|[\w.]+)!){_REST}""",
    re.VERBOSE | re.DOTALL,
)
"""Excel's notation ([ECMA-376] Part 1 §18.17.2)."""

_PREFIX = rf"\$?(?:{_QUOTED}|[^\W\d]\w*)\."
CALC = re.compile(
    rf"""(?P<string>"(?:[^"]|"")*")
    |(?P<lost>\$?\#REF!\.{_AREA}|(?:{_PREFIX})?\#REF!)
    |(?P<gone>\#NAME\?(?=\[))
    |(?P<dotted>[^\W\d]\w*(?:\.\w+)+)(?=\()
    |(?P<solid>{_PREFIX}{_CELL}:{_PREFIX}{_CELL})
    |(?P<sheet>{_PREFIX}(?={_AREA}|{_WORD}))
    |(?P<truth>(?:TRUE|FALSE)\(\)){_REST}""",
    re.VERBOSE | re.DOTALL,
)
"""The notation of LibreOffice's interface."""


class Token(NamedTuple):
    """A piece of a formula: what kind it is, and its text. A `table` token has all of its brackets."""

    kind: str
    text: str


def tokens(formula: str, notation: re.Pattern[str]) -> Iterator[Token]:
    """The pieces of a formula after its equals sign. Raises RefusedError where a bracket is not closed."""
    place = 1
    while place < len(formula):
        found = notation.match(formula, place)
        if found is None:
            raise RefusedError(f"{formula} is no formula: it cannot be read from {formula[place:]!r} on.")
        end = found.end()
        if found.lastgroup in ("table", "gone"):
            end = bracket_end(formula, end)
        yield Token("table" if found.lastgroup == "gone" else str(found.lastgroup), formula[place:end])
        place = end


def bracket_end(text: str, start: int) -> int:
    """The place after the bracket that closes the one at `start`; an apostrophe takes the next character's meaning."""
    depth, place = 0, start
    while place < len(text):
        if text[place] == "'":
            place += 1
        elif text[place] == "[":
            depth += 1
        elif text[place] == "]":
            depth -= 1
            if not depth:
                return place + 1
        place += 1
    raise RefusedError(f"{text} is no formula: a [ is not closed.")


def bracketed_parts(inside: str, separator: str) -> list[str]:
    """The parts between a structured reference's brackets, such as `[#All]` and `[a]:[b]`.

    >>> bracketed_parts("[#All], [a]:[b]", ",")
    ['[#All]', '[a]:[b]']
    """
    parts, start, place = [], 0, 0
    while place < len(inside):
        if inside[place] == "[":
            place = bracket_end(inside, place)
            continue
        if inside[place] == separator:
            parts.append(inside[start:place].strip())
            start = place + 1
        place += 1
    return [*parts, inside[start:].strip()]
