"""The runs of one direction in a text of two: the Unicode Bidirectional Algorithm (Annex 9) as far as runs go.

Explicit embeddings are left out, because isolates are taken out before. Figures stay whole everywhere: rule W2 is left
out, by which a number after Arabic letters loses its percent sign, and a minus before a number is part of it.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"

_RIGHT = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN", "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_PAIRS = {"(": ")", "[": "]", "{": "}"}
PLAIN_NUMBER = re.compile(r"\d[\d.,:/\u00a0\u202f]*")
"""A number that is shown as it stands in any text."""


def is_right_to_left(text: str, *, otherwise: bool) -> bool:
    """The direction of the first letter of `text` (rules P2, P3); `otherwise` where there is none."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L" or kind in _RIGHT:
            return kind != "L"
    return otherwise


def directional_runs(text: str, *, base: bool) -> Iterator[tuple[str, bool]]:
    """The pieces of `text` and whether each is written right to left, in a paragraph that is so if `base`.

    >>> list(directional_runs("وقّع 71 (WTDC-22)", base=True))
    [('وقّع ', True), ('71', False), (' (', True), ('WTDC-22', False), (')', True)]
    """
    if text.isascii() and not base:
        if text:
            yield text, False
        return
    at = 0
    for is_right, group in groupby(_directions(text, base)):
        end = at + len(list(group))
        yield text[at:end], is_right
        at = end


def edge_marks(text: str, *, is_right: bool) -> tuple[str, str]:
    """The marks that hold `text` together before and after it, where its neighbours go the other way.

    None is needed where it begins with a letter of its own direction, and ends with one or with a number.
    """
    if not text or (not is_right and PLAIN_NUMBER.fullmatch(text)):
        return "", ""
    mark = RIGHT_TO_LEFT_MARK if is_right else LEFT_TO_RIGHT_MARK
    own = _RIGHT if is_right else frozenset({"L"})
    first, last = unicodedata.bidirectional(text[0]), unicodedata.bidirectional(text[-1])
    return "" if first in own else mark, "" if last in own | _NUMBERS | {"NSM"} else mark


def _directions(text: str, base: bool) -> list[bool]:
    """For each character, whether it is written right to left."""
    kinds = _weak_resolved([unicodedata.bidirectional(character) or "L" for character in text], base)
    _resolve_brackets(text, kinds, base)
    _resolve_neutrals(kinds, base)
    return [kind == "R" for kind in kinds]


def _weak_resolved(kinds: list[str], base: bool) -> list[str]:
    """The classes by rules W1 and W3 to W7: L, R, EN, AN and ON are left."""
    before = strong = "R" if base else "L"
    for place, kind in enumerate(kinds):
        if kind == "NSM":
            kind = before
        elif kind == "AL":
            kind = "R"
        elif kind in _NEUTRAL:
            kind = "ON"
        kinds[place] = before = kind
    _join_numbers(kinds)
    for place, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"
    return kinds


def _join_numbers(kinds: list[str]) -> None:
    """Let separators within numbers and signs beside them be part of them (W4, W5); others are neutral (W6)."""
    for place, (before, kind, after) in enumerate(zip(["ON", *kinds], kinds[:], kinds[1:], strict=False)):
        if kind == "ES" and before == "ON" and after == "EN":
            kinds[place] = "EN"
        elif before == after and ((kind == "CS" and before in _NUMBERS) or (kind == "ES" and before == "EN")):
            kinds[place] = before
    for places in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        before = ""
        for place in places:
            if kinds[place] == "ET" and before == "EN":
                kinds[place] = "EN"
            before = kinds[place]
    for place, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[place] = "ON"


def _resolve_brackets(text: str, kinds: list[str], base: bool) -> None:
    """Give the brackets of a pair one direction: that of what they hold, or of what is before them (N0)."""
    own, other = ("R", "L") if base else ("L", "R")
    for opening, closing in _pairs(text, kinds):
        held = {_strong(kind) for kind in kinds[opening + 1 : closing]}
        if own in held:
            kinds[opening] = kinds[closing] = own
        elif other in held:
            before = (found for kind in reversed(kinds[:opening]) if (found := _strong(kind)))
            kinds[opening] = kinds[closing] = other if next(before, own) == other else own


def _pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    """The places of brackets that belong together (definition BD16), by their opening."""
    pairs, opened = [], list[tuple[str, int]]()
    for place, character in enumerate(text):
        if kinds[place] != "ON":
            continue
        if character in _PAIRS:
            opened.append((_PAIRS[character], place))
        elif character in _PAIRS.values():
            match = next((at for at in range(len(opened) - 1, -1, -1) if opened[at][0] == character), None)
            if match is not None:
                pairs.append((opened[match][1], place))
                del opened[match:]
    return sorted(pairs)


def _strong(kind: str) -> str:
    """The direction that a class counts as beside neutrals: numbers as right to left (N0, N1)."""
    return "R" if kind in _NUMBERS or kind == "R" else "L" if kind == "L" else ""


def _resolve_neutrals(kinds: list[str], base: bool) -> None:
    """Give neutrals the direction of what is on both sides, or that of the paragraph (N1, N2)."""
    own = "R" if base else "L"
    place = 0
    while place < len(kinds):
        end = place
        while end < len(kinds) and kinds[end] == "ON":
            end += 1
        if end > place:
            before = _strong(kinds[place - 1]) if place else own
            after = _strong(kinds[end]) if end < len(kinds) else own
            kinds[place:end] = [before if before == after else own] * (end - place)
        place = end + 1
