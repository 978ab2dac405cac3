"""Text of a document as HTML holds it: nothing in it acts, and register text keeps its own direction."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from tdag_xl.documents.document import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE
from tdag_xl.hosts.cell_text import writable

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
            pieces.append(escape(piece))
        elif depth:
            pieces.append(Markup("</bdi>"))
            depth -= 1
    return Markup("").join(pieces) + Markup("</bdi>") * depth
