"""Text with names in isolates as pieces of one direction, for formats that know no isolates.

Word has runs of one direction, and LibreOffice orders the letters of a whole paragraph. Invisible marks make both show
what isolates would (Unicode Standard Annex 9, 2.6 and 2.7).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from tdag_xl.documents.word.bidi import (
    LEFT_TO_RIGHT_MARK,
    PLAIN_NUMBER,
    RIGHT_TO_LEFT_MARK,
    directional_runs,
    edge_marks,
    is_right_to_left,
)
from tdag_xl.hosts.cell_text import writable
from tdag_xl.languages.language import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ISOLATED = re.compile(f"{FIRST_STRONG_ISOLATE}([^{FIRST_STRONG_ISOLATE}{POP_DIRECTIONAL_ISOLATE}]*)")
_ISOLATES = re.compile(f"[{FIRST_STRONG_ISOLATE}{POP_DIRECTIONAL_ISOLATE}]")
_STRONG, _NUMBERS = ("L", "R", "AL"), ("EN", "AN")

Piece = tuple[str, bool]
"""A text, and whether it is written right to left."""


def plain(text: str) -> str:
    """The text without isolates, as XML can hold it."""
    return _ISOLATES.sub("", writable(text))


def sentence_pieces(text: str, *, base: bool) -> list[Piece]:
    """The pieces of a sentence in a paragraph that goes right to left if `base`; an isolate is never part of another.

    >>> sentence_pieces("with \u2068a (b)\u2069", base=False)
    [('with ', False), ('a (b)', False)]
    """
    return _separated(list(_pieces(writable(text), base)), base)


def text_pieces(text: str, *, base: bool) -> list[Piece]:
    """The pieces of a text without isolates."""
    return _separated(list(_marked(text, base)), base)


def _pieces(text: str, base: bool) -> Iterator[Piece]:
    end = 0
    for isolated in _ISOLATED.finditer(text):
        yield from _marked(_ISOLATES.sub("", text[end : isolated.start()]), base)
        yield from _isolated(isolated[1], base)
        end = isolated.end()
    yield from _marked(_ISOLATES.sub("", text[end:]), base)


def _isolated(text: str, base: bool) -> Iterator[Piece]:
    """The pieces of an isolate; where it goes against the paragraph, marks beside it hold it together."""
    is_right = is_right_to_left(text, otherwise=False)
    before, after = edge_marks(text, is_right=is_right) if is_right != base else ("", "")
    if before:
        yield before, is_right
    yield from directional_runs(text, base=is_right)
    if after:
        yield after, is_right


def _marked(text: str, base: bool) -> Iterator[Piece]:
    """The pieces of a text; in a paragraph from right to left, figures with signs have their marks."""
    for piece, is_right in directional_runs(text, base=base):
        before, after = edge_marks(piece, is_right=False) if base and not is_right else ("", "")
        yield f"{before}{piece}{after}", is_right


def _separated(pieces: Sequence[Piece], base: bool) -> list[Piece]:
    """The pieces, with a mark where two that go against the paragraph would draw to them what stands between."""
    mark = RIGHT_TO_LEFT_MARK if base else LEFT_TO_RIGHT_MARK
    return [
        (mark + text if is_right == base and _is_drawn(pieces, place, base) else text, is_right)
        for place, (text, is_right) in enumerate(pieces)
    ]


def _is_drawn(pieces: Sequence[Piece], place: int, base: bool) -> bool:
    """Whether a piece in the paragraph's direction follows one against it, and does not begin with a letter."""
    if place == 0 or pieces[place - 1][1] == base:
        return False
    kinds = map(unicodedata.bidirectional, pieces[place][0])
    first = next((kind for kind in kinds if kind in _STRONG or kind in _NUMBERS), "")
    if first:
        return first in _NUMBERS
    around = pieces[place - 1 : place + 2 : 2]
    return len(around) == 2 and not (base and all(PLAIN_NUMBER.fullmatch(text) for text, _ in around))
