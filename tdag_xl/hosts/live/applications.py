"""Which adapter an application has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.hosts.live.adapters import PlainAdapter
from tdag_xl.hosts.live.excel_adapter import ExcelAdapter

if TYPE_CHECKING:
    import xlwings as xw

    from tdag_xl.hosts.live.adapters import Adapter


def adapter_for(book: xw.Book) -> Adapter:
    """The adapter of the application in which the workbook is open."""
    app = book.app
    if app.engine.name == "excel":
        return ExcelAdapter(app)
    if app.engine.name == "libreoffice":
        from tdag_xl.hosts.live.libreoffice_adapter import LibreOfficeAdapter  # not there for staff with Excel

        return LibreOfficeAdapter(app)
    return PlainAdapter()
