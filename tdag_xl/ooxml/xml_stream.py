"""Elements of a part while it is read, for parts that are too large to be held or of which little is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml import etree

from tdag_xl.ooxml.xml_part import DamagedPartError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

ANY = ("*", "{*}*")
_PIECE = 1 << 12
"""Bytes, of which each is parsed to its end before the first element of them is looked at."""
_SWALLOW = 1 << 16
"""The same where a part is parsed to its end: as a tree, bytes take ten times as much memory."""


def events(chunks: Iterable[bytes], tags: tuple[str, ...]) -> Iterator[tuple[str, Element]]:
    """`start` and `end` of the elements of these names. Raises DamagedPartError where the part is not well formed."""
    parser = etree.XMLPullParser(("start", "end"), tag=tags, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        for piece in _cut(chunks, _SWALLOW):
            parser.feed(piece)
            yield from cast("Iterator[tuple[str, Element]]", parser.read_events())
        parser.close()
        yield from cast("Iterator[tuple[str, Element]]", parser.read_events())
    except etree.XMLSyntaxError as broken:
        raise DamagedPartError("", " ".join(broken.msg.split())) from broken


def first_element(chunks: Iterable[bytes], tags: tuple[str, ...] = ANY) -> Element | None:
    """The first element of these names, with its attributes, of any name the root; what follows is not read.

    Raises DamagedPartError, also for a document type declaration.
    """
    for _, element in events(_cut(chunks, _PIECE), tags):
        refuse_declared_type(element)
        return element
    return None


def refuse_declared_type(element: Element) -> None:
    """Raise DamagedPartError where the part of the element has a document type declaration (ECMA-376 Part 2 §8.1.4)."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise DamagedPartError("", "it has a document type declaration, which no part of a workbook may have")


def _cut(chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
    return (chunk[at : at + size] for chunk in chunks for at in range(0, len(chunk), size))
