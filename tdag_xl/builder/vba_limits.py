"""What the VBA editor does not take of a text, though the language would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.vba.modules import Module

LONGEST_LINE = 1023
MOST_CONTINUATIONS = 24
LONGEST_PROCEDURE = 64 * 1024
"""Bytes that a procedure compiles to. Its text is counted here, which is longer."""

_BEGINS = re.compile(r"(?:Public |Private |Friend )?(?:Static )?(?:Function|Sub|Property (?:Get|Let|Set)) (\w+)", re.I)
_ENDS = re.compile(r"End (?:Function|Sub|Property)\b", re.I)


def refuse_unfit(module: Module) -> None:
    """Raise BuildError where a line, a statement or a procedure of the module is longer than the editor takes."""
    lines = module.source.split("\r\n")
    continued = 0
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            _refuse(module, number, f"has {len(line):,} characters; VBA takes {LONGEST_LINE:,}. Break it.")
        continued = continued + 1 if line.endswith(" _") else 0
        if continued > MOST_CONTINUATIONS:
            _refuse(module, number, f"continues its statement for the {continued}th time; VBA takes 24. Shorten it.")
    for number, text in _procedures(lines):
        if len(text) > LONGEST_PROCEDURE:
            _refuse(module, number, "begins a procedure of more than 64 KB. Split it.")


def _procedures(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Each procedure: the number of its first line, and its text."""
    first = None
    for number, line in enumerate(lines, 1):
        if first is None and _BEGINS.match(line.strip()):
            first = number
        elif first is not None and _ENDS.match(line.strip()):
            yield first, "\r\n".join(lines[first - 1 : number])
            first = None


def _refuse(module: Module, line: int, what: str) -> None:
    raise BuildError(f"The module {module.name!r}, line {line}, {what}")
