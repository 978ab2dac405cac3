"""A chart printed as PDF.

LibreOffice prints documents, not charts: asked to print the document of a chart it ends. So the picture of the chart
is printed from a workbook of its own, whose page is as large as the chart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.pdf import store_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.libreoffice.office import Office

_ROOM = 4
"""Hundredths of a millimetre around the chart, so that rounding does not begin another page."""


def print_chart(office: Office, shape: Any, path: Path, quality: str) -> None:
    """Print the chart that a shape holds to `path`, on one page of its size. Raises FileRefusedError."""
    blank = office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, bridge.properties(Hidden=True))
    try:
        sheet = blank.Sheets.getByIndex(0)
        _size_page(blank, sheet, shape.Size)
        picture = blank.createInstance("com.sun.star.drawing.GraphicObjectShape")
        sheet.DrawPage.add(picture)
        picture.Graphic = shape.Graphic
        picture.setSize(shape.Size)
        store_pdf(blank, path, quality)
    finally:
        blank.close(True)


def _size_page(document: Any, sheet: Any, size: Any) -> None:
    style = document.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    style.HeaderIsOn = style.FooterIsOn = style.IsLandscape = False
    style.LeftMargin = style.RightMargin = style.TopMargin = style.BottomMargin = 0
    style.Width, style.Height = size.Width + _ROOM, size.Height + _ROOM
    style.ScaleToPages = 1
