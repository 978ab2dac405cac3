"""An empty Word package in the product's own typography, made of the one that python-docx brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from tdag_xl.documents.word.body import page_number
from tdag_xl.documents.word.elements import q, w
from tdag_xl.documents.word.fonts import font_table, fonts_of
from tdag_xl.documents.word.parts import add_part
from tdag_xl.documents.word.sections import upright_page
from tdag_xl.documents.word.styles import FOOTER, default_properties

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Element

    from tdag_xl.languages.language import Language

_WORD_2013 = 15
_MICROSOFT = "http://schemas.microsoft.com/office/word"
_UNWANTED_PARTS = frozenset(
    {
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
        RELATIONSHIP_TYPE.CUSTOM_XML,
        RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
        RELATIONSHIP_TYPE.FONT_TABLE,
        RELATIONSHIP_TYPE.THUMBNAIL,
        RELATIONSHIP_TYPE.WEB_SETTINGS,
    }
)
_KEPT_STYLES = (q("w:latentStyles"),)


def empty_document(language: Language) -> WordDocument:
    """A document without content and styles: its page is A4 upright, with the number in the footer."""
    document = docx.Document()
    for holder in (document.part.rels, document.part.package.rels):
        for identifier in [one for one, edge in holder.items() if edge.reltype in _UNWANTED_PARTS]:
            del holder[identifier]
    styles = document.styles.element
    _empty(styles, kept=_KEPT_STYLES)
    styles.insert(0, default_properties(language))
    _empty(document.part.numbering_part.element)
    _empty(document.settings.element)
    document.settings.element.extend(_settings())
    _empty(document.element.body)
    document.element.body.append(upright_page(_footer(document)))
    add_part(
        document.part,
        "/word/fontTable.xml",
        CONTENT_TYPE.WML_FONT_TABLE,
        RELATIONSHIP_TYPE.FONT_TABLE,
        font_table(fonts_of(language)),
    )
    return document


def _empty(holder: Element, kept: tuple[str, ...] = ()) -> None:
    for child in list(holder):
        if child.tag not in kept:
            holder.remove(child)


def _settings() -> tuple[Element, ...]:
    """What Word 2013 and later write, so that they open the document in no compatibility mode."""
    mode = w("compatSetting", name="compatibilityMode", uri=_MICROSOFT, val=_WORD_2013)
    return (
        w("zoom", percent=100),
        w("defaultTabStop", val=708),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", mode),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _footer(document: WordDocument) -> str:
    """The id of the relationship to a footer with the number of the page."""
    paragraph = w("p", w("pPr", w("pStyle", val=FOOTER.title())), *page_number())
    footer = w("ftr", paragraph)
    return add_part(document.part, "/word/footer1.xml", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, footer)
