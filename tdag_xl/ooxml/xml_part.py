"""An XML part as a tree, and the tree as bytes again in the part's own manner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DECLARATION = re.compile(rb"\s*<\?xml[^>]*\?>\s*")
_BOM = b"\xef\xbb\xbf"
STANDALONE = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def parsed(data: bytes) -> Element:
    """The root of the part; no entity is resolved and nothing fetched. Raises lxml.etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    return etree.fromstring(data, parser)


def serialized(root: Element, like: bytes = STANDALONE) -> bytes:
    """The part as bytes, with the declaration (standalone, line end) and encoding of the bytes it came from."""
    tree = root.getroottree()
    encoding = tree.docinfo.encoding or "UTF-8"
    if encoding.upper().startswith("UTF-16"):
        declaration = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>\n'
        return (declaration + str(etree.tostring(tree, encoding="unicode"))).encode("utf-16")
    text = etree.tostring(tree, encoding=encoding, xml_declaration=False)
    body = text.encode(encoding) if isinstance(text, str) else text
    head = _DECLARATION.match(like.removeprefix(_BOM))
    bom = _BOM if like.startswith(_BOM) else b""
    return bom + (head.group() if head else b"") + body
