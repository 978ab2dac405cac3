"""Which adapter an application has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.hosts.live.adapters import PlainAdapter
from tdag_xl.hosts.live.excel_adapter import ExcelAdapter

if TYPE_CHECKING:
    import xlwings as xw

    from tdag_xl.hosts.live.adapters import Adapter

UNPROTECT_SHEET = "Review › Unprotect Sheet, in LibreOffice Tools › Protect Sheet"
UNPROTECT_STRUCTURE = "Review › Protect Workbook, in LibreOffice Tools › Protect Spreadsheet Structure"
"""Where protection is taken off."""

_GONE = (-2147023174, -2147023170, -2147417848)
"""RPC_S_SERVER_UNAVAILABLE, RPC_S_CALL_FAILED (as HRESULTs) and RPC_E_DISCONNECTED, by which COM says it (MS-ERREF)."""


def adapter_for(book: xw.Book) -> Adapter:
    """The adapter of the application in which the workbook is open."""
    app = book.app
    if app.engine.name == "excel":
        return ExcelAdapter(app)
    if app.engine.name == "libreoffice":
        from tdag_xl.hosts.live.libreoffice_adapter import LibreOfficeAdapter  # not there for staff with Excel

        return LibreOfficeAdapter(app)
    return PlainAdapter()


def says_gone(error: BaseException) -> bool:
    """Whether the error says that what was asked is not there any more: not that it is busy."""
    from tdag_xl.libreoffice.errors import GoneError  # brings the engine along, which staff with Excel do not need

    return isinstance(error, GoneError) or getattr(error, "hresult", None) in _GONE
