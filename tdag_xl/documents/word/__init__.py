"""A document as a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.documents.new_file import write_whole
from tdag_xl.documents.word.package import word_file

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.documents.document import Document


def write_word(document: Document, path: Path, *, template: Path | None = None) -> None:
    """Write the document to `path` (.docx), in one step; the same document gives the same bytes.

    `template` is a Word file whose styles, headers, footers and page set-up the document takes; its text is left out.
    Raises TemplateError, DocumentError; then the file at `path` is as it was.
    """
    write_whole(path, word_file(document, template))
