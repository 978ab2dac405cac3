"""A Word file of the team's as the template: its styles, headers, footers and pages stay, its text goes."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from tdag_xl.documents.word.elements import OFFICE, q, w
from tdag_xl.errors import TemplateError
from tdag_xl.plain_files import content

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument
    from docx.parts.document import DocumentPart
    from lxml.etree import _Element as Element

_LARGEST = 64 << 20
_LARGEST_UNPACKED = 512 << 20
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
"""How files of older formats begin, and encrypted ones of today's."""

_VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_OTHER_KINDS = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": "it is a document with macros (.docm)",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "it is a template with macros (.dotm)",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "it is a template (.dotx)",
}
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, ValueError, NotImplementedError),
    *(AttributeError, EOFError, RuntimeError),
)
"""What reading a file raises that is no Word document, or a damaged one."""

_NOTES = {RELATIONSHIP_TYPE.FOOTNOTES: "w:footnote", RELATIONSHIP_TYPE.ENDNOTES: "w:endnote"}
_SIGNATURE = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"


def emptied_template(path: Path) -> WordDocument:
    """The Word file at `path` without its text; of its sections the first is left. Raises TemplateError."""
    document = _opened(path)
    body = document.element.body
    page = next(body.iter(q("w:sectPr")), None)
    page = w("sectPr") if page is None else page
    before = _references(body)
    for child in list(body):
        body.remove(child)
    body.append(page)
    for identifier in before - _references(body):
        document.part.rels.pop(identifier, None)
    _remove_comments_and_notes(document.part)
    for identifier in [one for one, edge in document.part.package.rels.items() if edge.reltype == _SIGNATURE]:
        del document.part.package.rels[identifier]
    return document


def _opened(path: Path) -> WordDocument:
    try:
        data = content(path, _LARGEST)
    except OSError as error:
        raise TemplateError(
            path, f"the template cannot be read: {error.strerror}. Name a Word document (.docx)."
        ) from error
    if data.startswith(_COMPOUND_FILE):
        raise TemplateError(
            path,
            "the template is protected by a password, or in Word's old format. Save it as a Word document (.docx) "
            "without a password.",
        )
    try:
        _refuse_too_large(path, data)
        package = Package.open(io.BytesIO(data))
        main = package.main_document_part
        _refuse_other_kinds(path, main.content_type, {edge.reltype for edge in main.rels.values()})
        document: WordDocument = main.document
        if document.element.body is None:
            raise ValueError("no body")
    except _BROKEN as error:
        raise TemplateError(
            path,
            "the template is no Word document (.docx), or a damaged one. Save it in Word as a Word "
            "Document (.docx), not as Strict Open XML.",
        ) from error
    return document


def _refuse_too_large(path: Path, data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > _LARGEST_UNPACKED:
        raise TemplateError(path, f"the template unpacks to {unpacked >> 20} MB. Take large pictures out of it.")


def _refuse_other_kinds(path: Path, kind: str, edges: set[str]) -> None:
    if _VBA in edges:
        kind = next(iter(_OTHER_KINDS))
    if kind != CONTENT_TYPE.WML_DOCUMENT_MAIN:
        what = _OTHER_KINDS.get(kind, "it is a file of another program")
        raise TemplateError(path, f"{what}, not a Word document. Save it as Word Document (.docx), and name that file.")


def _references(holder: Element) -> set[str]:
    """The ids of the relationships that elements refer to."""
    prefix = f"{{{OFFICE}}}"
    return {str(value) for one in holder.iter() for name, value in one.items() if str(name).startswith(prefix)}


def _remove_comments_and_notes(main: DocumentPart) -> None:
    """Take out what belongs to text that is gone; the lines that separate notes from text stay."""
    for identifier, edge in list(main.rels.items()):
        if edge.reltype in _NOTES:
            old = edge.target_part
            root = etree.fromstring(old.blob)
            for note in root.findall(q(_NOTES[edge.reltype])):
                if note.get(q("w:type")) is None:
                    root.remove(note)
            del main.rels[identifier]
            new = Part(old.partname, old.content_type, etree.tostring(root, encoding="UTF-8"), old.package)
            main.relate_to(new, edge.reltype)
        elif "comments" in edge.reltype.rpartition("/")[2].lower():
            del main.rels[identifier]
