"""Workbooks loaded from files and stored in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import FileRefusedError, NotSupportedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tdag_xl.libreoffice.office import Office

_NO_MACROS, _ALL_MACROS = 0, 4
"""com.sun.star.document.MacroExecMode: NEVER_EXECUTE, ALWAYS_EXECUTE_NO_WARN"""

_LAST_WRITER = 3
"""com.sun.star.document.UpdateDocMode: no questions, no links updated."""

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltx": "Calc MS Excel 2007 XML Template",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".fods": "OpenDocument Spreadsheet Flat XML",
    ".csv": "Text - txt - csv (StarCalc)",
}
"""LibreOffice's filters by the ends of names."""

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_TEXT = {".csv", ".txt", ".tsv"}
_CSV_OPTIONS = "{separator},34,76,1,,1033,false,true,false"
"""Separator, quote, UTF-8, first row, columns, English (US), quoted text as text, detect dates and numbers."""


def new_document(office: Office) -> Any:
    """A new document with one sheet."""
    # A hidden document loses its frozen panes.
    return office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, bridge.properties(Hidden=False))


def loaded(
    office: Office, path: Path, read_only: Any, password: str | None, delimiter: str | None, others: Mapping[str, Any]
) -> Any:
    """The document of a file. Raises FileRefusedError; NotSupportedError for any of the `others` that is given."""
    for name, value in others.items():
        if value is not None:
            raise NotSupportedError(f"Books.open: the argument {name} is not available in LibreOffice.")
    if not path.is_file():
        raise FileRefusedError(f"{path}: there is no file of this name.")
    if not read_only:
        _refuse_locked(path)
    asked = bridge.properties(**_asked(office, path, read_only, password, delimiter))
    try:
        document = office.desktop.loadComponentFromURL(bridge.file_url(str(path)), "_blank", 0, asked)
    except bridge.exception("lang.IllegalArgumentException") as error:
        raise FileRefusedError(f"{path}: LibreOffice cannot open it ({error.Message}).") from None
    if document is not None and document.supportsService(_SPREADSHEET):
        return document
    if document is not None:
        document.close(True)
    raise FileRefusedError(
        f"{path}: LibreOffice cannot open it as a workbook: it is damaged, protected by another password, or of "
        "another kind."
    )


def _asked(office: Office, path: Path, read_only: Any, password: str | None, delimiter: str | None) -> dict[str, Any]:
    """What LibreOffice is told when it opens a file."""
    asked: dict[str, Any] = {"Hidden": False, "MacroExecutionMode": _macro_mode(office), "UpdateDocMode": _LAST_WRITER}
    if read_only:
        asked["ReadOnly"] = True
    if password is not None:
        asked["Password"] = password
    if path.suffix.lower() in _TEXT:
        separator = ord(delimiter or ("\t" if path.suffix.lower() == ".tsv" else ","))
        asked |= {"FilterName": FILTERS[".csv"], "FilterOptions": _CSV_OPTIONS.format(separator=separator)}
    return asked


def _macro_mode(office: Office) -> int:
    return _ALL_MACROS if office.has_macros else _NO_MACROS


def _refuse_locked(path: Path) -> None:
    lock = path.with_name(f".~lock.{path.name}#")
    try:
        holder = lock.read_text(encoding="utf-8", errors="replace").split(",")
    except OSError:
        return
    who = ", ".join(part for part in holder[:3] if part) or "somebody"
    raise FileRefusedError(
        f"{path}: it is open in another LibreOffice ({who}), or that one was ended without closing it. Close it there, "
        f"delete {lock.name} where it is left over, or open it with read_only=True."
    )


def stored(document: Any, path: Path, password: str | None) -> None:
    """Store the document in a file of the kind that its name says, and let it be that file's from now on.

    Raises FileRefusedError; the file is then as it was.
    """
    name = FILTERS.get(path.suffix.lower())
    if name is None:
        raise FileRefusedError(f"{path}: a workbook is saved as {', '.join(FILTERS)}; give it such a name.")
    if not path.parent.is_dir():
        raise FileRefusedError(f"{path}: there is no folder {path.parent}.")
    asked: dict[str, Any] = {"FilterName": name, "Overwrite": True}
    if path.suffix.lower() == ".csv":
        asked["FilterOptions"] = "44,34,76,1,,1033,false,true,false,false,false"  # the active sheet
    if password is not None:
        asked["Password"] = password
    try:
        document.storeAsURL(bridge.file_url(str(path)), bridge.properties(**asked))
    except bridge.exception("uno.Exception") as error:
        raise FileRefusedError(f"{path}: LibreOffice cannot save it ({error.Message}).") from None
