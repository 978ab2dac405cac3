"""Parts that are added to a Word package."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.parts.document import DocumentPart
    from lxml.etree import _Element as Element


def add_part(main: DocumentPart, name: str, content_type: str, relationship: str, root: Element) -> str:
    """Put a part with this root into the package of the main part; the id of the relationship to it."""
    part = XmlPart(PackURI(name), content_type, cast("BaseOxmlElement", root), main.package)
    return main.relate_to(part, relationship)
