"""Workbooks stored in files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import FileRefusedError
from tdag_xl.libreoffice.file_kinds import FILTERS, TEXT_SAVING, is_text

if TYPE_CHECKING:
    from pathlib import Path

_PASSWORD_CHARACTERS = 15
_WITHOUT_PASSWORD = (".csv", ".fods")


def refuse_unsavable(path: Path, password: str | None) -> None:
    """Raises FileRefusedError where no workbook can be saved under this name, or not with this password."""
    kind = path.suffix.lower()
    if kind not in FILTERS:
        raise FileRefusedError(f"{path}: a workbook is saved as {', '.join(FILTERS)}; give it such a name.")
    if not path.parent.is_dir():
        raise FileRefusedError(f"{path}: there is no folder {path.parent}.")
    if path.is_dir():
        raise FileRefusedError(f"{path}: there is a folder of this name.")
    if password and kind in _WITHOUT_PASSWORD:
        raise FileRefusedError(f"{path}: a file of this kind cannot be protected by a password.")
    if password and len(password) > _PASSWORD_CHARACTERS:
        raise FileRefusedError(f"{path}: a password has at most {_PASSWORD_CHARACTERS} characters.")


def stored(document: Any, path: Path, password: str | None) -> None:
    """Store the document in a file of the kind that its name says, and let it be that file's from now on.

    Raises FileRefusedError; the file is then as it was.
    """
    asked: dict[str, Any] = {"FilterName": FILTERS[path.suffix.lower()], "Overwrite": True}
    if is_text(path):
        asked["FilterOptions"] = TEXT_SAVING
    if password:
        asked["Password"] = password
    try:
        document.storeAsURL(bridge.file_url(str(path)), bridge.properties(**asked))
    except bridge.exception("io.IOException") as error:
        said = " ".join(error.Message.split())
        raise FileRefusedError(
            f"{path}: LibreOffice cannot save it, and left the file as it was: the disk is full, or nobody may write "
            f"there ({said})."
        ) from None
