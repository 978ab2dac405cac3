"""Workbooks, sheets and cells printed as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import FileRefusedError, RefusedError

_QUALITY = {"standard": {}, "minimum": {"UseLosslessCompression": False, "Quality": 50, "ReduceImageResolution": True}}


def store_pdf(document: Any, path: Path | str, quality: str = "standard", cells: Any = None) -> None:
    """Print a document, or only `cells` of it (a sheet or range of UNO), to `path`.

    Raises FileRefusedError where that cannot be written; RefusedError for another `quality`.
    """
    if quality not in _QUALITY:
        raise RefusedError(f"to_pdf: quality is standard or minimum, not {quality!r}.")
    refuse_missing_folder(Path(path))
    asked: dict[str, Any] = dict(_QUALITY[quality])
    if cells is not None:
        asked["Selection"] = cells
    data = bridge.sequence("[]com.sun.star.beans.PropertyValue", bridge.properties(**asked))
    try:
        document.storeToURL(
            bridge.file_url(str(Path(path).absolute())),
            bridge.properties(FilterName="calc_pdf_Export", FilterData=data),
        )
    except bridge.exception("io.IOException") as error:
        raise FileRefusedError(f"{path}: LibreOffice cannot print to it ({error.Message}).") from None


def refuse_missing_folder(path: Path) -> None:
    """Raise FileRefusedError where the folder of a file to be written is not there: LibreOffice would make it."""
    if not path.parent.is_dir():
        raise FileRefusedError(f"{path}: there is no such folder.")
