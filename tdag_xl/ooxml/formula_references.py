"""The references in a formula's text (grammar: ECMA-376 Part 1 §18.17), found without evaluating anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from tdag_xl.ooxml.areas import Area

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_NAME = r"[^\W\d][\w.\\?]*"
_WORDS = rf"""
    (?P<error>\#REF!(?:{_CELL}(?::{_CELL})?)?|\#[A-Za-z0-9/_]+[!?]?)
    |(?P<cells>{_CELL}(?::{_CELL})?)(?![\w.(!\[\\])
    |(?P<lines>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[0-9]+:\$?[0-9]+)(?![\w.(!\[\\])
    |(?P<number>[0-9][\w.]*)
    |(?P<name>{_NAME})
"""
_AFTER_SHEET = re.compile(_WORDS, re.VERBOSE)
_TOKEN = re.compile(
    rf"""
    (?P<string>"(?:[^"]|"")*")
    |(?P<prefix>(?:'(?:[^']|'')++'|(?:\[[^\]]*\])?[\w.\\?]+(?::[\w.\\?]+)?|\[[^\]]*\])!)
    |{_WORDS}
    |(?P<bracket>\[)
    |(?P<other>'(?:[^']|'')*+'?|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_QUOTE_FREE = re.compile(r"[^\W\d][\w.]*")
_PARTS = re.compile(r"(\$?)[A-Za-z]+(\$?)[0-9]+")


class Target(Enum):
    """What a reference names."""

    CELLS = "cells"
    LINES = "whole columns or rows"
    NAME = "a defined name, a table or a function"
    TABLE = "a structured reference"
    ERROR = "an error that stands for a lost reference"


@dataclass(frozen=True)
class Reference:
    """A reference at `start:end` of a formula.

    `sheets` are the sheet before the exclamation mark (empty for a name of another workbook), both ends of a 3-D
    reference, or none; `text` follows it.
    For a structured reference `text` is the table's name alone. `external` when it leads to another workbook.
    """

    start: int
    end: int
    target: Target
    text: str
    sheets: tuple[str, ...] = ()
    external: bool = False

    @property
    def area(self) -> Area | None:
        """The cells named; None for anything else, and for a text that only looks like an address."""
        if self.target is not Target.CELLS:
            return None
        try:
            return Area.of(self.text)
        except ValueError:
            return None


def references(formula: str) -> Iterator[Reference]:
    """Every reference of the formula, outside its string literals, from left to right."""
    at = 0
    while (match := _TOKEN.match(formula, at)) is not None:  # the last alternative takes any character
        kind = match.lastgroup
        reference = None
        if kind == "prefix":
            reference = _qualified(formula, match)
        elif kind in ("cells", "lines"):
            target = Target.CELLS if kind == "cells" else Target.LINES
            reference = Reference(at, match.end(), target, match.group())
        elif kind == "name":
            reference = _named(formula, at, match.end())
        if reference is not None:
            yield reference
        at = _bracket_end(formula, at) if kind == "bracket" else reference.end if reference else match.end()


def _qualified(formula: str, prefix: re.Match[str]) -> Reference:
    sheets, external = sheets_of(prefix.group()[:-1])
    after = _AFTER_SHEET.match(formula, prefix.end())
    kinds = {"cells": Target.CELLS, "lines": Target.LINES, "error": Target.ERROR, "name": Target.NAME}
    if after is None or after.lastgroup not in kinds:
        return Reference(prefix.start(), prefix.end(), Target.ERROR, "", sheets, external)
    target, end = kinds[after.lastgroup], after.end()
    if target is Target.NAME and formula[end : end + 1] == "[":
        target, end = Target.TABLE, _bracket_end(formula, end)
    return Reference(prefix.start(), end, target, after.group(), sheets, external)


def _named(formula: str, start: int, end: int) -> Reference:
    if formula[end : end + 1] != "[":
        return Reference(start, end, Target.NAME, formula[start:end])
    return Reference(start, _bracket_end(formula, end), Target.TABLE, formula[start:end])


def _bracket_end(formula: str, start: int) -> int:
    """Where the bracket that opens at `start` closes; an apostrophe escapes the character after it."""
    depth, at = 0, start
    while at < len(formula):
        character = formula[at]
        if character == "'":
            at += 1
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return len(formula)


def sheets_of(prefix: str) -> tuple[tuple[str, ...], bool]:
    """The sheets that stand before an exclamation mark (two for a 3-D reference), and whether in another workbook.

    >>> sheets_of("'Bob''s list'"), sheets_of("[1]Data")
    ((("Bob's list",), False), (('Data',), True))
    """
    if prefix.startswith("'"):
        prefix = prefix[1:-1].replace("''", "'")
    external = "[" in prefix
    return tuple(prefix.rpartition("]")[2].split(":")), external


def quoted(sheet: str) -> str:
    """The sheet's name as it stands in a formula: in quotes unless it is a plain word that is no address.

    >>> quoted("Checks"), quoted("Summary 2022"), quoted("Q1")
    ('Checks', "'Summary 2022'", "'Q1'")
    """
    plain = _QUOTE_FREE.fullmatch(sheet) and not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+|[Rr]?[0-9]*[Cc]?[0-9]*", sheet)
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"


def replaced(formula: str, replacement: Callable[[Reference], str | None]) -> str:
    """The formula with each reference replaced for which `replacement` gives a text."""
    pieces, at = [], 0
    for reference in references(formula):
        text = replacement(reference)
        if text is not None:
            pieces += [formula[at : reference.start], text]
            at = reference.end
    return "".join([*pieces, formula[at:]])


def with_area(reference: Reference, formula: str, area: Area) -> str:
    """The reference's text with another area: its sheet, dollar signs and colon as they were."""
    whole = formula[reference.start : reference.end]
    prefix = whole[: len(whole) - len(reference.text)]
    first, colon, last = reference.text.partition(":")
    one, two = Area(area.top, area.left, area.top, area.left), Area(area.bottom, area.right, area.bottom, area.right)
    start = _as_absolute_as(first, one)
    end = _as_absolute_as(last or first, two)
    return f"{prefix}{start}:{end}" if colon or one != two else prefix + start


def _as_absolute_as(corner: str, cell: Area) -> str:
    match = _PARTS.fullmatch(corner)
    if match is None:
        raise ValueError(f"{corner!r} is no cell address")
    letters = cell.text.rstrip("0123456789")
    return f"{match[1]}{letters}{match[2]}{cell.top}"
