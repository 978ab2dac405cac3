"""The extension of LibreOffice Calc: built, and installed for the user, with the Python that its buttons start."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.errors import SetupError
from tdag_xl.extension.inside.tdag_start import settings_file
from tdag_xl.extension.package import IDENTIFIER, extension
from tdag_xl.libreoffice.bridge import uno
from tdag_xl.libreoffice.errors import NotInstalledError
from tdag_xl.setup.unopkg import installed_unopkg

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "tdag_xl.oxt"


@dataclass(frozen=True)
class Installed:
    """The settings file, the Python that it names, and why the buttons cannot use that one (None: they can)."""

    file: Path
    interpreter: str
    why_no_buttons: str | None


def build(path: Path) -> Path:
    """Write the extension to `path`, into the folder where it names one; the file. Raises SetupError."""
    file = path / FILE if path.is_dir() else path
    data = extension()
    with _failures_told(file):
        _replace(file, data)
    return file


def install(profile: Path | None = None) -> Installed:
    """Add the extension to the user's LibreOffice, and let its buttons start this Python.

    `profile` is the folder of a profile of LibreOffice other than the usual one. Raises SetupError; the settings are
    then as they were.
    """
    unopkg, settings = installed_unopkg(profile), settings_file()
    with tempfile.TemporaryDirectory(prefix="tdag_xl") as folder:
        unopkg.add(build(Path(folder)), IDENTIFIER)
    with _failures_told(settings):
        settings.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(settings, json.dumps({"python": sys.executable}, indent=2).encode())
    return Installed(settings, sys.executable, _why_no_buttons())


def uninstall(profile: Path | None = None) -> Path:
    """Take the extension out of the user's LibreOffice, and the settings away; the file. Raises SetupError."""
    settings = settings_file()
    installed_unopkg(profile).remove(IDENTIFIER)
    with _failures_told(settings):
        settings.unlink(missing_ok=True)
    return settings


def _why_no_buttons() -> str | None:
    try:
        uno()
    except NotInstalledError as error:
        return str(error)
    return None


def _replace(file: Path, data: bytes) -> None:
    """Write the file in one step."""
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_bytes(data)
        os.replace(new, file)  # noqa: PTH105 - over the old one on Windows too
    finally:
        new.unlink(missing_ok=True)


@contextmanager
def _failures_told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SetupError(f"{error.filename or file} could not be written ({error.strerror}).") from error
