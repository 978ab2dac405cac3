"""An XML part as a tree, and the tree as bytes again in the part's own manner."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml import limits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

_DECLARATION = re.compile(rb"\s*<\?xml[^>]*\?>\s*")
_BOM = b"\xef\xbb\xbf"
_UNSIGNED = re.compile(r"\s*\+?[0-9]{1,10}\s*", re.ASCII)
_LARGEST_UNSIGNED = 0xFFFFFFFF
_TOO_MANY_ATTRIBUTES = etree.XPath(f"boolean(//@*[{limits.ATTRIBUTES + 1}])")
STANDALONE = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


_ENCODING = re.compile(rb"""<\?xml[^>]*\sencoding=["']([^"']+)""")
_UTF8 = (b"utf-8", b"us-ascii")


def is_utf8(head: bytes) -> bool:
    """Whether the part that begins so is UTF-8, as its byte order mark or its declaration says."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4]:
        return False
    declared = _ENCODING.match(head.removeprefix(_BOM).lstrip())
    return declared is None or declared[1].lower() in _UTF8


class DamagedPartError(ValueError):
    """A part that cannot be read as XML, or an element of it; `part` is its name, where it is known."""

    def __init__(self, part: str, sentence: str) -> None:
        self.part = part
        super().__init__(sentence)


class LargePartError(DamagedPartError):
    """A part that would need too much memory as a tree."""


def parsed(data: bytes, part: str = "") -> Element:
    """The root of the part named `part`; no entity is resolved and nothing fetched.

    Raises DamagedPartError where it is not well formed, has a document type declaration, which no part may have
    (ECMA-376 Part 2 §8.1.4), or has more elements, or attributes of one element, than `limits` allows.
    """
    marks = data.count(b"<") + data.count(b"=")
    if marks > limits.TREE_MARKS:
        raise LargePartError(part, f"it has some {marks:,} elements and attributes, more than {limits.TREE_MARKS:,}")
    # Without huge_tree, entities, nesting and the length of a text have bounds of libxml2's own.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser, base_url=str(part))
    except etree.XMLSyntaxError as broken:
        raise DamagedPartError(part, " ".join(broken.msg.split())) from broken
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedPartError(part, "it has a document type declaration, which no part of a workbook may have")
    if marks > limits.ATTRIBUTES and _TOO_MANY_ATTRIBUTES(root):
        raise DamagedPartError(part, f"an element has more than {limits.ATTRIBUTES:,} attributes")
    return root


def whole_number(element: Element, name: str, default: int = 0) -> int:
    """The attribute as an unsigned integer of 32 bits, as schemas have them. Raises DamagedPartError."""
    text = element.get(name)
    if text is None:
        return default
    if not _UNSIGNED.fullmatch(text) or int(text) > _LARGEST_UNSIGNED:
        raise _no_number(element, name, text)
    return int(text)


def decimal_number(element: Element, name: str, default: float = 0.0) -> float:
    """The attribute as a number with decimals. Raises DamagedPartError."""
    text = element.get(name)
    if text is None:
        return default
    try:
        return float(text)
    except ValueError as broken:
        raise _no_number(element, name, text) from broken


def _no_number(element: Element, name: str, text: str) -> DamagedPartError:
    tag, part = etree.QName(element).localname, element.getroottree().docinfo.URL or ""
    return DamagedPartError(part, f'<{tag} {name}="{text[:40]}"> holds no number that can be there')


def next_number(taken: Iterable[int], first: int = 1) -> int:
    """A number that is not `taken`: the next one, or where that does not fit in 32 bits the lowest, from `first` on.

    >>> next_number([1, 7]), next_number([1, 0xFFFFFFFF])
    (8, 2)
    """
    known = {first - 1, *taken}
    number = max(known) + 1
    return number if number < _LARGEST_UNSIGNED else next(n for n in count(first) if n not in known)


def serialized(root: Element, like: bytes = STANDALONE) -> bytes:
    """The part as bytes, with the declaration (standalone, line end) and encoding of the bytes it came from."""
    tree = root.getroottree()
    encoding = tree.docinfo.encoding or "UTF-8"
    if encoding.upper().startswith("UTF-16"):
        declaration = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>\n'
        return (declaration + str(etree.tostring(tree, encoding="unicode"))).encode("utf-16")
    text = etree.tostring(tree, encoding=encoding, xml_declaration=False)
    return head_of(like) + (text.encode(encoding) if isinstance(text, str) else text)


def head_of(data: bytes) -> bytes:
    """The byte order mark and the declaration with which a part in UTF-8 begins."""
    declaration = _DECLARATION.match(data.removeprefix(_BOM))
    return (_BOM if data.startswith(_BOM) else b"") + (declaration.group() if declaration else b"")
