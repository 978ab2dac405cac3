"""Runs and paragraphs of text, each run of one direction; names of the register are runs of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.documents.document import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE
from tdag_xl.documents.word.bidi import directional_runs, edge_marks, is_right_to_left
from tdag_xl.documents.word.elements import text_element, toggle, w
from tdag_xl.hosts.cell_text import writable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_ISOLATED = re.compile(f"{FIRST_STRONG_ISOLATE}([^{FIRST_STRONG_ISOLATE}{POP_DIRECTIONAL_ISOLATE}]*)")
_ISOLATES = re.compile(f"[{FIRST_STRONG_ISOLATE}{POP_DIRECTIONAL_ISOLATE}]")
_BREAKS = re.compile("([\n\t])")
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def plain(text: str) -> str:
    """The text without isolates, where there is one string and no run: an attribute, a property of the file."""
    return _ISOLATES.sub("", writable(text))


@dataclass(frozen=True)
class Setting:
    """How text is set: whether lines start at the right, and whether quotation marks are as wide as an ideograph."""

    is_right_to_left: bool
    is_east_asian: bool

    def runs(self, text: str) -> list[Element]:
        """The runs of a text of the document's language, without its isolates."""
        return [self._run(piece, is_right) for piece, is_right in self._pieces(text)]

    def paragraph(self, style: str, *content: Element, alignment: str = "", keep_next: bool = False) -> Element:
        """A paragraph in the document's direction; `style` is the id of its style."""
        return _paragraph(style, content, self.is_right_to_left, alignment, keep_next)

    def cell_paragraph(self, style: str, text: str, *, is_number: bool, keep_next: bool) -> Element:
        """The paragraph of a cell: in the direction of its text, at the start of the cell, or at its end if a number.

        Word turns `right` around where the paragraph goes from right to left: it is then the left.
        """
        text = plain(text)
        is_right = is_right_to_left(text, otherwise=self.is_right_to_left)
        at_right = is_number != (is_right != self.is_right_to_left)
        runs = [self._run(piece, right) for piece, right in _marked_runs(text, is_right)]
        return _paragraph(style, runs, is_right, "right" if at_right else "", keep_next)

    def _pieces(self, text: str) -> Iterator[tuple[str, bool]]:
        base = self.is_right_to_left
        end = 0
        text = writable(text)
        for isolated in _ISOLATED.finditer(text):
            yield from _marked_runs(_ISOLATES.sub("", text[end : isolated.start()]), base)
            yield from _isolated_runs(isolated[1], base)
            end = isolated.end()
        yield from _marked_runs(_ISOLATES.sub("", text[end:]), base)

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


def _isolated_runs(text: str, base: bool) -> Iterator[tuple[str, bool]]:
    """The runs of an isolate, between marks where its direction is not that of the paragraph."""
    is_right = is_right_to_left(text, otherwise=False)
    before, after = edge_marks(text, is_right=is_right) if is_right != base else ("", "")
    if before:
        yield before, is_right
    yield from directional_runs(text, base=is_right)
    if after:
        yield after, is_right


def _marked_runs(text: str, base: bool) -> Iterator[tuple[str, bool]]:
    """The runs of a text; in a paragraph from right to left, figures with signs stand between marks."""
    for piece, is_right in directional_runs(text, base=base):
        before, after = edge_marks(piece, is_right=False) if base and not is_right else ("", "")
        yield f"{before}{piece}{after}", is_right


def _paragraph(
    style: str, content: list[Element] | tuple[Element, ...], is_right: bool, alignment: str, keep_next: bool
) -> Element:
    return w(
        "p",
        w(
            "pPr",
            w("pStyle", val=style),
            toggle("keepNext", keep_next),
            toggle("bidi", is_right),
            w("jc", val=alignment) if alignment else None,
        ),
        *content,
    )
