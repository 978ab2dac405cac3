"""The pages of a document: A4 upright, and lying where a table has many columns."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from tdag_xl.documents.document import Heading, Table
from tdag_xl.documents.word.elements import q, toggle, w

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from tdag_xl.documents.document import Block

_SHORT, _LONG, _MARGIN, _EDGE = 11906, 16838, 1304, 680
"""A4, its margins and the place of the footer, in twentieths of a point."""

_MOST_COLUMNS_UPRIGHT = 6
_OF_THE_FIRST = ("w:titlePg", "w:pgNumType")
_AFTER_BIDI = ("w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")


@dataclass(frozen=True)
class Stretch:
    """Blocks that stand on pages of one orientation."""

    blocks: tuple[Block, ...]
    is_lying: bool


def stretches(blocks: Sequence[Block]) -> list[Stretch]:
    """The blocks by orientation; a heading goes with what it heads."""
    return [
        Stretch(tuple(block for passage in passages for block in passage), is_lying)
        for is_lying, passages in groupby(_passages(blocks), _is_wide)
    ]


def _passages(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks in passages, each one or more headings and what is under them."""
    passage: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and passage and not isinstance(passage[-1], Heading):
            yield passage
            passage = []
        passage.append(block)
    if passage:
        yield passage


def _is_wide(passage: list[Block]) -> bool:
    return any(isinstance(block, Table) and len(block.columns) > _MOST_COLUMNS_UPRIGHT for block in passage)


def upright_page(footer: str) -> Element:
    """The section of a document without a template; `footer` is the id of the relationship to its footer."""
    reference = w("footerReference", type="default")
    reference.set(q("r:id"), footer)
    margins = dict.fromkeys(("top", "right", "bottom", "left"), _MARGIN)
    return w(
        "sectPr",
        reference,
        w("pgSz", w=_SHORT, h=_LONG),
        w("pgMar", **margins, header=_EDGE, footer=_EDGE, gutter=0),
        w("cols", space=708),
    )


def section(page: Element, *, is_lying: bool, is_first: bool, is_right_to_left: bool) -> Element:
    """The properties of a section, made of those of the document's first page."""
    made = deepcopy(page)
    unwanted = ("w:type", "w:bidi", *(() if is_first else _OF_THE_FIRST))
    for name in unwanted:
        for old in made.findall(q(name)):
            made.remove(old)
    if is_lying:
        _lay(made)
    if (bidi := toggle("bidi", is_right_to_left)) is not None:
        after = next((child for child in made if child.tag in set(map(q, _AFTER_BIDI))), None)
        made.insert(len(made) if after is None else made.index(after), bidi)
    return made


def text_width(page: Element) -> int:
    """The width between the margins, in twentieths of a point."""
    size, margins = page.find(q("w:pgSz")), page.find(q("w:pgMar"))
    width = _number(size, "w", _SHORT)
    return width - _number(margins, "left", _MARGIN) - _number(margins, "right", _MARGIN)


def _number(holder: Element | None, attribute: str, otherwise: int) -> int:
    written = None if holder is None else holder.get(q(f"w:{attribute}"))
    return otherwise if written is None else int(float(written))


def _lay(made: Element) -> None:
    """Turn the page, unless it lies already."""
    size = made.find(q("w:pgSz"))
    if size is None:
        return
    width, height = _number(size, "w", _SHORT), _number(size, "h", _LONG)
    if width < height:
        size.set(q("w:w"), str(height))
        size.set(q("w:h"), str(width))
        size.set(q("w:orient"), "landscape")
