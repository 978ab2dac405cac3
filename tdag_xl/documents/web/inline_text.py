"""Text of a document as HTML holds it: nothing in it acts, and register text keeps its own direction."""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

from tdag_xl.hosts.cell_text import writable
from tdag_xl.languages.language import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE

_LEFT_TO_RIGHT_MARK = "\u200e"
_DIGITS = r"\d(?:[\d.,]*\d)?"  # a full stop after a figure ends the sentence
_SIGNED_FIGURE = re.compile(rf"(?<!\w)(?:[+\-−]?%{_DIGITS}|[+\-−]{_DIGITS}%?|{_DIGITS}%)")
_ISOLATES = re.compile(f"([{FIRST_STRONG_ISOLATE}{POP_DIRECTIONAL_ISOLATE}])")

_LAST_OF_PLANES = (plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NO_HTML = dict.fromkeys((*range(0x80, 0xA0), *range(0xFDD0, 0xFDF0), *_LAST_OF_PLANES), 0xFFFD)
"""C1 controls and noncharacters: no part of an HTML document (HTML Standard, 13.2.3.5)."""


def readable(text: str) -> str:
    r"""`text` with control characters as their pictures, and what else HTML cannot hold as U+FFFD.

    >>> readable("a\x01b\x85")
    'a␁b�'
    """
    return writable(text).translate(_NO_HTML)


def inline(text: str) -> Markup:
    r"""A sentence as markup: what stands between Unicode isolates is a `bdi` element; isolates without a partner go.

    >>> print(inline("with \u2068Tom & <Jerry>\u2069."))
    with <bdi>Tom &amp; &lt;Jerry&gt;</bdi>.
    """
    pieces, depth = [], 0
    for piece in _ISOLATES.split(readable(text)):
        if piece == FIRST_STRONG_ISOLATE:
            pieces.append(Markup("<bdi>"))
            depth += 1
        elif piece != POP_DIRECTIONAL_ISOLATE:
            pieces.append(escape(piece if depth else _with_figures_whole(piece)))
        elif depth:
            pieces.append(Markup("</bdi>"))
            depth -= 1
    return Markup("").join(pieces) + Markup("</bdi>") * depth


def _with_figures_whole(text: str) -> str:
    """`text` with marks around figures that have a sign, which after an Arabic letter would go to the other side.

    So says rule W2 of Unicode Standard Annex 9; in a table, with no letter before it, a figure has its sign in place.
    """
    if not any(unicodedata.bidirectional(character) == "AL" for character in text):
        return text
    return _SIGNED_FIGURE.sub(f"{_LEFT_TO_RIGHT_MARK}\\g<0>{_LEFT_TO_RIGHT_MARK}", text)
