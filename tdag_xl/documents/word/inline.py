"""Runs and paragraphs of text, each run of one direction; names of the register are runs of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.documents.word.bidi import is_right_to_left
from tdag_xl.documents.word.elements import text_element, toggle, w
from tdag_xl.documents.word.isolates import plain, sentence_pieces, text_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

_BREAKS = re.compile("([\n\t])")
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True)
class Setting:
    """How text is set: whether lines start at the right, and whether quotation marks are as wide as an ideograph."""

    is_right_to_left: bool
    is_east_asian: bool

    def runs(self, text: str) -> list[Element]:
        """The runs of a text of the document's language, without its isolates."""
        return [self._run(piece, right) for piece, right in sentence_pieces(text, base=self.is_right_to_left)]

    def paragraph(self, style: str, *content: Element) -> Element:
        """A paragraph in the document's direction; `style` is the id of its style."""
        return _paragraph(style, content, is_right=self.is_right_to_left)

    def cell_paragraph(self, style: str, text: str, *, is_number: bool, keep_next: bool) -> Element:
        """The paragraph of a cell: in the direction of its text, at the start of the cell, or at its end if a number.

        Word turns `right` around where the paragraph goes from right to left: it is then the left.
        """
        text = plain(text)
        is_right = is_right_to_left(text, otherwise=self.is_right_to_left)
        at_right = is_number != (is_right != self.is_right_to_left)
        runs = [self._run(piece, right) for piece, right in text_pieces(text, base=is_right)]
        return _paragraph(style, runs, is_right=is_right, at_right=at_right, keep_next=keep_next)

    def _run(self, text: str, is_right: bool) -> Element:
        hint = self.is_east_asian and _EAST_ASIAN.search(text) is not None
        properties = w("rPr", w("rFonts", hint="eastAsia") if hint else None, toggle("rtl", is_right))
        run = w("r", properties if len(properties) else None)
        for part in _BREAKS.split(text):
            if part == "\n":
                run.append(w("br"))
            elif part == "\t":
                run.append(w("tab"))
            elif part:
                run.append(text_element("t", part))
        return run


def _paragraph(
    style: str, content: Sequence[Element], *, is_right: bool, at_right: bool = False, keep_next: bool = False
) -> Element:
    return w(
        "p",
        w(
            "pPr",
            w("pStyle", val=style),
            toggle("keepNext", keep_next),
            toggle("bidi", is_right),
            w("jc", val="right") if at_right else None,
        ),
        *content,
    )
