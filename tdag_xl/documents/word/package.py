"""The bytes of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.documents.document import Document


def word_file(document: Document, template: Path | None = None) -> bytes:
    """The document as the bytes of a .docx."""
    raise NotImplementedError
