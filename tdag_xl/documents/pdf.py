"""Documents printed as PDF by LibreOffice, from the Word files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.documents.document import Document


def write_pdf(document: Document, path: Path, *, template: Path | None = None) -> None:
    """Print the document to `path` (.pdf), in one step, as its Word file with this `template` looks.

    Raises PrintingError where LibreOffice is not there or fails; TemplateError, DocumentError. Then the file at `path`
    is as it was.
    """
    raise NotImplementedError
