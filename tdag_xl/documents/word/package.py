"""The bytes of a Word file: its parts, its properties, and a container that is the same every time."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from tdag_xl.documents.word.base import empty_document
from tdag_xl.documents.word.body import Body
from tdag_xl.documents.word.elements import q, w
from tdag_xl.documents.word.isolates import plain
from tdag_xl.documents.word.numbering import add_bullets
from tdag_xl.documents.word.parts import add_part
from tdag_xl.documents.word.styles import add_missing_styles, languages
from tdag_xl.documents.word.template import emptied_template

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument
    from docx.opc.package import OpcPackage
    from docx.opc.part import XmlPart
    from lxml.etree import _Element as Element

    from tdag_xl.documents.document import Document
    from tdag_xl.languages.language import Language

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of every member: the first that a zip file can say, so that the moment of writing does not show in the bytes."""

_OF_ANOTHER_FILE = frozenset(
    {"created", "modified", "creator", "lastModifiedBy", "lastPrinted", "revision", "version", "description"}
)
_LONGEST_PROPERTY = 255
"""Characters of a property of the file, at most (ISO/IEC 29500-2; python-docx refuses longer ones)."""


def word_file(document: Document, template: Path | None = None) -> bytes:
    """The document as the bytes of a .docx, in the typography of the `template`. Raises TemplateError."""
    word = empty_document(document.language) if template is None else emptied_template(template)
    body = word.element.body
    page = body[-1]
    styles = add_missing_styles(word.styles.element, document.language, lambda: add_bullets(_numbering(word)))
    content = Body(document, word.part, styles).content(page)
    body.remove(page)
    body.extend(content)
    _set_language(word.settings.element, document.language)
    _set_properties(word, document)
    stream = io.BytesIO()
    word.save(stream)
    return _timeless(stream)


def _numbering(word: WordDocument) -> Element:
    """The numbering of lists, once the document has a part for it."""
    main = word.part
    if all(edge.reltype != RELATIONSHIP_TYPE.NUMBERING for edge in main.rels.values()):
        name, kind = "/word/numbering.xml", CONTENT_TYPE.WML_NUMBERING
        add_part(main, name, kind, RELATIONSHIP_TYPE.NUMBERING, w("numbering"))
    numbering = cast("XmlPart", main.part_related_by(RELATIONSHIP_TYPE.NUMBERING))
    root: Element = numbering.element
    return root


def _set_language(settings: Element, language: Language) -> None:
    """Tell which fonts of the theme are meant where a style asks for those of a language."""
    for old in settings.findall(q("w:themeFontLang")):
        settings.remove(old)
    new = languages(language)
    new.tag = q("w:themeFontLang")
    following = next((one for one in settings if one.tag in _AFTER_THEME_LANGUAGE), None)
    settings.insert(len(settings) if following is None else settings.index(following), new)


_AFTER_THEME_LANGUAGE = frozenset(
    map(
        q,
        (
            "w:clrSchemeMapping",
            "w:doNotIncludeSubdocsInStats",
            "w:doNotAutoCompressPictures",
            "w:forceUpgrade",
            "w:captions",
            "w:readModeInkLockDown",
            "w:smartTagType",
            "w:shapeDefaults",
            "w:doNotEmbedSmartTags",
            "w:decimalSymbol",
            "w:listSeparator",
        ),
    )
)


def _set_properties(word: WordDocument, document: Document) -> None:
    """Say what the document is, and nothing of who made the template, or when."""
    package = word.part.package
    _remove_misspelt_properties(package)
    properties = word.core_properties
    written = cast("XmlPart", package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)).element
    for child in list(written):
        if str(child.tag).rpartition("}")[2] in _OF_ANOTHER_FILE:
            written.remove(child)
    properties.title = plain(document.title)[:_LONGEST_PROPERTY]
    properties.subject = plain(document.subject)[:_LONGEST_PROPERTY]
    properties.language = document.language.tag


def _remove_misspelt_properties(package: OpcPackage) -> None:
    """Take out properties that LibreOffice saved: it misspells the type of their relationship, so nobody finds them."""
    for identifier, edge in list(package.rels.items()):
        is_properties = not edge.is_external and edge.target_part.content_type == CONTENT_TYPE.OPC_CORE_PROPERTIES
        if is_properties and edge.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES:
            del package.rels[identifier]


def _timeless(stream: io.BytesIO) -> bytes:
    """The zip file with every member of one moment."""
    timeless = io.BytesIO()
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            member = zipfile.ZipInfo(name, _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, made.read(name))
    return timeless.getvalue()
