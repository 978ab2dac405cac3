"""Workbooks loaded from files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import FileRefusedError, NotSupportedError
from tdag_xl.libreoffice.file_kinds import FILTERS, SEPARATORS, is_encrypted, is_text
from tdag_xl.libreoffice.locks import refuse_locked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tdag_xl.libreoffice.office import Office

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"

_FORMATS = {1: "\t", 2: ",", 3: " ", 4: ";", 5: ""}
"""What separates cells in a file of text, by Excel's numbers; 6 stands for the delimiter that is given."""

_CHARSETS = {2: 1, 1252: 1, 1250: 33, 1251: 34, 1253: 35, 1254: 36, 65001: 76}
"""LibreOffice's numbers of character sets by those of Windows' code pages; 2 is Excel's xlWindows."""

_UTF_8 = 65001
_TEXT_LOADING = "{separator},34,{charset},1,,1033,false,true,false"
"""Quotes, from the first row, no columns' own formats, English (US), quoted cells may be numbers, days are found."""

_AS_IT_IS = {"notify": False, "editable": False, "add_to_mru": False, "local": False, "corrupt_load": 0}
"""Values of Excel's arguments that ask for what happens anyway."""


def new_document(office: Office) -> Any:
    """A new document with one sheet, and pages without header and footer, as Excel's are."""
    # A hidden document loses its frozen panes.
    asked = bridge.properties(Hidden=False, MacroExecutionMode=_macro_mode(office))
    document = office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, asked)
    page = document.StyleFamilies.getByName("PageStyles").getByName("Default")
    page.HeaderIsOn = page.FooterIsOn = False
    document.setModified(False)
    return document


def loaded(
    office: Office,
    path: Path,
    *,
    read_only: bool | None,
    password: str | None,
    update_links: bool | None,
    text: Mapping[str, Any],
    others: Mapping[str, Any],
) -> Any:
    """The document of a file; with `read_only` a copy in memory, which can be changed and saved elsewhere.

    `text` are Excel's arguments for files of text: `format`, `delimiter`, `origin`. Raises FileRefusedError;
    NotSupportedError for any of the `others` that asks for something.
    """
    for name, value in others.items():
        if value is not None and (name not in _AS_IT_IS or value != _AS_IT_IS[name]):
            raise NotSupportedError(f"Books.open: the argument {name} is not available in LibreOffice as {value!r}.")
    if not path.is_file():
        raise FileRefusedError(f"{path}: there is no file of this name.")
    if not path.stat().st_size and not is_text(path):
        raise FileRefusedError(f"{path}: LibreOffice cannot open it: the file is empty.")
    if not read_only:
        refuse_locked(path)
    links = "FULL_UPDATE" if update_links else "NO_UPDATE"
    asked: dict[str, Any] = {
        "Hidden": False,  # a hidden document loses its frozen panes
        "MacroExecutionMode": _macro_mode(office),
        "UpdateDocMode": bridge.constant(f"document.UpdateDocMode.{links}"),
        "AsTemplate": bool(read_only),
        **({} if password is None else {"Password": password}),
        **(_text_filter(path, **text) if is_text(path) else {}),
    }
    return _spreadsheet(office, path, asked, password)


def _spreadsheet(office: Office, path: Path, asked: Mapping[str, Any], password: str | None) -> Any:
    url = bridge.file_url(str(path))
    reason = ""
    try:
        document = office.desktop.loadComponentFromURL(url, "_blank", 0, bridge.properties(**asked))
    except (bridge.exception("lang.IllegalArgumentException"), bridge.exception("io.IOException")) as error:
        document, reason = None, f" ({error.Message})"
    if document is not None and document.supportsService(_SPREADSHEET):
        return document
    if document is not None:
        document.close(True)
        reason = " (it is a document of another kind)"
    if not is_encrypted(path):
        raise FileRefusedError(f"{path}: LibreOffice cannot open it: it is damaged, or no workbook{reason}.")
    if password is None:
        raise FileRefusedError(f"{path}: LibreOffice cannot open it: it is protected. Give its password.")
    raise FileRefusedError(f"{path}: LibreOffice cannot open it: it is protected by another password.")


def _text_filter(path: Path, **text: Any) -> dict[str, str]:
    """LibreOffice's filter for a file of text, by Excel's arguments."""
    layout, delimiter, origin = text["format"], text["delimiter"], text["origin"] or _UTF_8
    if layout not in (None, 6, *_FORMATS):
        raise NotSupportedError(f"Books.open: format is a number from 1 to 6, not {layout!r}.")
    if origin not in _CHARSETS:
        known = ", ".join(map(str, _CHARSETS))
        raise NotSupportedError(f"Books.open: origin={origin!r} is not available in LibreOffice, only {known}.")
    separator = _FORMATS.get(layout, delimiter[:1] if delimiter else SEPARATORS[path.suffix.lower()])
    options = _TEXT_LOADING.format(separator=ord(separator) if separator else "", charset=_CHARSETS[origin])
    return {"FilterName": FILTERS[".csv"], "FilterOptions": options}


def _macro_mode(office: Office) -> int:
    mode = "ALWAYS_EXECUTE_NO_WARN" if office.has_macros else "NEVER_EXECUTE"
    return int(bridge.constant(f"document.MacroExecMode.{mode}"))
