"""A chart's labels in lines: SVG wraps no text, and a page knows no font before it is opened."""

from __future__ import annotations

import re
import unicodedata

_ELLIPSIS = "…"
_WIDE = 1.0
_LONGEST = 400
"""Characters of a label that are looked at: more are never shown."""

_NARROW = frozenset("iIjltfr.,:;!'’|()[] ·-\u00a0\u202f")
_BROAD = frozenset("mwMWЖШЩЮжшщюфы@%")

_PIECES = re.compile(r"\s+|[^\s]+")
_LEFT_TO_RIGHT_ISOLATE, _RIGHT_TO_LEFT_ISOLATE, _POP = "\u2066", "\u2067", "\u2069"


def width(text: str) -> float:
    """About how wide `text` is set, in the size of its font; a little more than most fonts take.

    >>> width("国际"), round(width("2022"), 2), round(width("مكتب"), 2)
    (2.0, 2.28, 2.28)
    """
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return _WIDE
    if character in _NARROW:
        return 0.34
    if character in _BROAD:
        return 0.9
    return 0.68 if character.isupper() else 0.57


def lines(text: str, room: float, most: int) -> tuple[str, ...]:
    """`text` in at most `most` lines of the width `room`; what is left out is an ellipsis.

    >>> lines("International organizations and associations", 14, 3)
    ('International organizations', 'and associations')
    >>> lines("International organizations and associations", 14, 1)
    ('International organizations…',)
    >>> lines("国际电信联盟", 4, 3)
    ('国际电信', '联盟')
    """
    made = [""]
    for piece in _breakable(text if len(text) <= _LONGEST else text[:_LONGEST] + _ELLIPSIS, room):
        if made[-1] and width(made[-1] + piece) > room and not piece.isspace():
            made.append("")
        if made[-1] or not piece.isspace():
            made[-1] += piece
    if len(made) > most:
        made = [*made[: most - 1], _cut(made[most - 1], room)]
    return tuple(line.rstrip() for line in made)


def _breakable(text: str, room: float) -> list[str]:
    """Words, spaces, and the single characters of a script without spaces or of a word wider than a line."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        wide = any(unicodedata.east_asian_width(character) in ("W", "F") for character in piece)
        pieces += piece if wide or width(piece) > room else [piece]
    return pieces


def _cut(line: str, room: float) -> str:
    while line and width(line + _ELLIPSIS) > room:
        line = line[:-1]
    return line.rstrip() + _ELLIPSIS


def isolated(line: str, whole: str) -> str:
    """A line between isolates of the direction that the `whole` label has, whatever stands around it.

    The first letter with a direction decides (Unicode Standard Annex 9, rules P2 and P3).

    >>> isolated("(EC)", "European Commission (EC)") == "\u2066(EC)\u2069"
    True
    """
    strong = (unicodedata.bidirectional(character) for character in whole)
    first = next((one for one in strong if one in ("L", "R", "AL")), "L")
    return f"{_RIGHT_TO_LEFT_ISOLATE if first != 'L' else _LEFT_TO_RIGHT_ISOLATE}{line}{_POP}"
