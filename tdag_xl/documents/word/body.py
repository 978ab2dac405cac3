"""The blocks of a document as the content of a Word file, in sections of one orientation each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.documents.document import Figure, Heading, Paragraph, Points, Role, Table
from tdag_xl.documents.word import styles as named
from tdag_xl.documents.word.elements import child, q, text_element, w
from tdag_xl.documents.word.figures import figure_run
from tdag_xl.documents.word.inline import Setting
from tdag_xl.documents.word.sections import section, stretches, text_width
from tdag_xl.documents.word.tables import table_element
from tdag_xl.languages.language import CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docx.parts.document import DocumentPart
    from lxml.etree import _Element as Element

    from tdag_xl.documents.document import Block, Document

_STYLES = {Role.BODY: named.NORMAL, Role.LEAD: named.LEAD, Role.NOTE: named.NOTE}
_TWENTIETHS = 20  # of a point
_NAME_LENGTH = 40
"""Characters of a bookmark's name, at most (Word's own limit)."""


class Body:
    """Writes a document's blocks with styles given by name; counts its tables and figures."""

    def __init__(self, document: Document, part: DocumentPart, styles: Mapping[str, str]) -> None:
        self._document, self._part, self._styles = document, part, styles
        language = document.language
        self._setting = Setting(language.is_right_to_left, language is CHINESE)
        self._counts = {Table: 0, Figure: 0}

    def content(self, page: Element) -> list[Element]:
        """The children of `w:body`; `page` is the section that the pages are made of."""
        parts = stretches((Heading(self._document.title, 0, ""), *self._document.blocks))
        content: list[Element] = []
        for place, part in enumerate(parts):
            properties = section(
                page,
                is_lying=part.is_lying,
                is_first=place == 0,
                is_right_to_left=self._setting.is_right_to_left,
            )
            written = [one for block in part.blocks for one in self._block(block, text_width(properties))]
            if written[-1].tag != q("w:p"):
                written.append(_hair())
            if place < len(parts) - 1:
                child(written[-1], "w:pPr").append(properties)
            else:
                written.append(properties)
            content += written
        return content

    def _block(self, block: Block, width: int) -> Iterator[Element]:
        if isinstance(block, Heading):
            style = named.HEADINGS[block.level - 1] if block.level else named.TITLE
            yield self._paragraph(style, block.text)
        elif isinstance(block, Paragraph):
            yield self._paragraph(_STYLES[block.role], block.text)
        elif isinstance(block, Points):
            yield from (self._paragraph(named.BULLET, item) for item in block.items)
        elif isinstance(block, Table):
            yield from self._table(block, width)
        else:
            yield from self._figure(block, width)

    def _paragraph(self, style: str, text: str) -> Element:
        return self._setting.paragraph(self._styles[style], *self._setting.runs(text))

    def _table(self, table: Table, width: int) -> Iterator[Element]:
        yield self._caption(Table, self._document.labels.table, table.caption, bookmark=table.name)
        yield table_element(table, self._setting, self._styles, width)
        yield from (self._paragraph(named.NOTE, note) for note in table.notes)

    def _figure(self, figure: Figure, width: int) -> Iterator[Element]:
        yield self._caption(Figure, self._document.labels.figure, figure.caption)
        number = self._counts[Figure]
        run = figure_run(figure, self._part, self._document.language, width=width / _TWENTIETHS, number=number)
        yield self._setting.paragraph(self._styles[named.FIGURE], run)

    def _caption(self, kind: type[Table | Figure], label: str, text: str, bookmark: str = "") -> Element:
        """A caption that Word counts itself: the field holds the right number from the start."""
        self._counts[kind] += 1
        number = _field(f" SEQ {kind.__name__} \\* ARABIC ", str(self._counts[kind]))
        runs = [*self._setting.runs(f"{label} "), *number, *self._setting.runs(f". {text}")]
        if bookmark:
            place = self._counts[Table]
            runs = [w("bookmarkStart", id=place, name=_name(bookmark, place)), *runs, w("bookmarkEnd", id=place)]
        return self._setting.paragraph(self._styles[named.CAPTION], *runs)


def _name(wanted: str, place: int) -> str:
    """A name for a bookmark: letters, digits and underscores, and unique where it has to be cut."""
    name = re.sub(r"\W", "_", wanted)
    return name if len(name) <= _NAME_LENGTH else f"{name[: _NAME_LENGTH - 5]}_{place}"


def page_number() -> list[Element]:
    """The runs of the field for the page's number."""
    return _field(" PAGE ", "1")


def _field(instruction: str, result: str) -> list[Element]:
    """The runs of a field with the result that it has already."""
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", text_element("instrText", instruction)),
        w("r", w("fldChar", fldCharType="separate")),
        w("r", text_element("t", result)),
        w("r", w("fldChar", fldCharType="end")),
    ]


def _hair() -> Element:
    """An empty paragraph of no height to speak of: Word wants one behind a table that ends a section."""
    spacing = w("spacing", before=0, after=0, line=20, lineRule="exact")
    return w("p", w("pPr", spacing, w("rPr", w("sz", val=2))))
