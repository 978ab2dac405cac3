"""How much room text takes: its width in characters, and the lines it breaks into."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TWO_COLUMNS = frozenset("WF")
"""East Asian Width classes that take two columns (Unicode Standard Annex 11)."""

_NO_ROOM = frozenset({"Mn", "Me", "Cf"})
"""General categories that take no room: combining marks, and marks that set the direction of writing."""

_LETTERS = {
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ", 1.2),
    **dict.fromkeys("mwMW@%&—", 1.6),
    **dict.fromkeys("iljtfrI.,:;'!|()[]-/ ", 0.65),
}
"""About the widths in the sans serif fonts that workbooks use; a digit is 1."""

_SPACE = _LETTERS[" "]


def text_width(text: str) -> float:
    """The width of `text` in digits, by which the width of columns is counted too.

    >>> text_width("2022"), text_width("日内瓦")
    (4, 6)
    """
    return sum(map(_character_width, text))


@lru_cache(maxsize=8192)
def _character_width(character: str) -> float:
    if (known := _LETTERS.get(character)) is not None:
        return known
    if unicodedata.east_asian_width(character) in _TWO_COLUMNS:
        return 2
    return 0 if unicodedata.category(character) in _NO_ROOM else 1


@lru_cache(maxsize=4096)
def text_lines(text: str, width: float) -> tuple[str, ...]:
    """`text` broken at spaces into lines no wider than `width`, a word that is wider anywhere; one line at least.

    >>> text_lines("International and regional organizations", 20)
    ('International and', 'regional organizations')
    """
    if len(text) * 2 <= width or ("\n" not in text and text_width(text) <= width):
        return (text,)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph_lines(paragraph, width)
    return tuple(lines)


def _paragraph_lines(paragraph: str, width: float) -> list[str]:
    lines, line, used = [], "", 0.0
    for word in paragraph.split(" "):
        for piece in _pieces(word, width):
            room = text_width(piece)
            if line and used + _SPACE + room > width:
                lines.append(line)
                line, used = piece, room
            else:
                line, used = (f"{line} {piece}", used + _SPACE + room) if line else (piece, room)
    return [*lines, line]


def _pieces(word: str, width: float) -> list[str]:
    """`word` whole, or cut where it is wider than a line (as in scripts that put no space between words)."""
    if text_width(word) <= width:
        return [word]
    pieces, piece, used = [], "", 0.0
    for character in word:
        room = _character_width(character)
        if piece and used + room > width:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + character, used + room
    return [*pieces, piece]
