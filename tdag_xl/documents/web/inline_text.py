"""Text of a document as HTML holds it: nothing in it acts, and register text keeps its own direction."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from tdag_xl.documents.document import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE
from tdag_xl.hosts.cell_text import writable

_ISOLATES = re.compile(f"([{FIRST_STRONG_ISOLATE}{POP_DIRECTIONAL_ISOLATE}])")
_NO_HTML = re.compile(
    "[\x80-\x9f\ufdd0-\ufdef" + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)) + "]"
)
"""C1 controls and noncharacters: no part of an HTML document (HTML Standard, 13.1)."""


def readable(text: str) -> str:
    r"""`text` with control characters as their pictures, and what HTML cannot hold as U+FFFD.

    >>> readable("a\x01b\x85")
    'a␁b�'
    """
    return _NO_HTML.sub("\ufffd", writable(text))


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
