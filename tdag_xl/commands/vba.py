"""The VBA modules of a workbook as text files."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.errors import VbaProjectError, WriteFailedError
from tdag_xl.ooxml.addin_parts import vba_part
from tdag_xl.ooxml.opening import opened_to_read
from tdag_xl.vba.modules import Module, ModuleKind, Project
from tdag_xl.vba.project_reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable

_EXTENSIONS = {
    ModuleKind.STANDARD: ".bas",
    ModuleKind.CLASS: ".cls",
    ModuleKind.DOCUMENT: ".cls",
    ModuleKind.FORM: ".frm",
}

_FORBIDDEN = frozenset('<>:"/\\|?*.')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""What no file name on Windows may hold, and names that mean a device there, with any extension."""


@dataclass(frozen=True)
class ExportedModule:
    """A module and the file that now holds its text."""

    module: Module
    path: Path


def project_in(workbook: Path) -> Project:
    """The VBA project of a workbook or add-in, which may be open. Raises NotAWorkbookError, VbaProjectError."""
    with opened_to_read(workbook) as book:
        part = vba_part(book.package)
        if part is None:
            raise VbaProjectError("It holds no macros. Choose a workbook that does (.xlsm or .xlam).", workbook)
        data = book.package.read_part(part)
    try:
        return read(data)
    except VbaProjectError as broken:
        raise VbaProjectError(broken.sentence, workbook) from broken


def export(workbook: Path, folder: Path, *, force: bool = False) -> tuple[ExportedModule, ...]:
    """Write each module of the workbook to a file in `folder`: Name.bas, Name.cls (also of documents), Name.frm.

    A file holds the module's text as the workbook does, its line ends too, in UTF-8. Files of these names are replaced
    with `force` only. Raises NotAWorkbookError, VbaProjectError or WriteFailedError.
    """
    project = project_in(workbook)
    files = tuple(ExportedModule(module, folder / _file_name(module, workbook)) for module in project.modules)
    try:
        _refuse_taken((file.path for file in files), force=force)
        _write(files, folder)
    except OSError as error:
        raise WriteFailedError(
            folder, f"the modules could not be written there ({error.strerror}). Choose another folder and try again."
        ) from error
    return files


def _file_name(module: Module, workbook: Path) -> str:
    """The module's file name; the module's own name comes from a file that anybody may have made."""
    name = module.name
    plain = name.isprintable() and name.strip() == name and not _FORBIDDEN.intersection(name)
    if not name or not plain or name.lower() in _DEVICES:
        raise VbaProjectError(
            f"It has a module named {name!r}, which can be no file name. Rename it in Excel's editor (Alt+F11), "
            "unless you do not know where the workbook comes from: then do not use it.",
            workbook,
        )
    return name + _EXTENSIONS[module.kind]


def _refuse_taken(paths: Iterable[Path], *, force: bool) -> None:
    for path in paths:
        if path.is_dir() or (path.exists() and not force):
            hint = "" if path.is_dir() else ", or replace it with --force"
            raise WriteFailedError(path, f"there is something of that name. Choose another folder{hint}.")


def _write(files: tuple[ExportedModule, ...], folder: Path) -> None:
    """Write all files beside their places, then put them there, so that a full disk costs no old file."""
    new_folders = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".tdag-xl-", dir=folder) as beside:
            for file in files:
                (Path(beside) / file.path.name).write_bytes(file.module.source.encode())
            for file in files:
                (Path(beside) / file.path.name).replace(file.path)
    except OSError:
        for new in new_folders:
            with suppress(OSError):
                new.rmdir()
        raise
