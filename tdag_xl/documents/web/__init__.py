"""The document as one web page, in one language or several, that needs nothing but itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.documents.new_file import write_whole
from tdag_xl.documents.web.page import web_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tdag_xl.documents.document import Document

__all__ = ["web_page", "write_web"]


def write_web(documents: Sequence[Document], path: Path) -> None:
    """Write the page of `documents` to the file at `path`, in full or not at all. Raises DocumentError."""
    write_whole(path, web_page(documents).encode("utf-8"))
