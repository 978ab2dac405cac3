"""The user's own folder for what the buttons must remember: locks, and the state before the last refresh."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import platformdirs

from tdag_xl.errors import UserFolderError

if TYPE_CHECKING:
    from pathlib import Path


def folder_for(what: str) -> Path:
    """The folder `what` in the user's folder for state, made where it is missing. Raises UserFolderError."""
    folder = platformdirs.user_state_path("tdag_xl", appauthor=False) / what
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserFolderError(folder, error) from error
    return folder


def file_stem(workbook: str) -> str:
    """The stem of a workbook's files there, from its full name as the system compares names.

    >>> len(file_stem("/Büro/TDAG.xlsm"))
    32
    """
    return hashlib.sha256(os.path.normcase(workbook).encode("utf-8", "surrogatepass")).hexdigest()[:32]
