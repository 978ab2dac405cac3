"""The charts of a sheet."""

from __future__ import annotations

import uuid
from typing import Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.chart import Chart
from tdag_xl.libreoffice.chart_types import refuse_unknown
from tdag_xl.libreoffice.floating import Floating
from tdag_xl.libreoffice.frames import free_name, is_chart, last_shape
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.sizes import hundredths


@engine_class
class Charts(Floating[Chart], base_classes.Charts):
    """The charts of a sheet, from the back to the front."""

    frame, what = Chart, "chart"
    is_one = staticmethod(is_chart)

    def add(self, left: float, top: float, width: float, height: float, chart_type: str | None = None,
            source: Any = None, plot_by: str | None = None, name: str | None = None, anchor: Any = None,
            style: int | None = None) -> Chart:  # fmt: skip
        """A new chart of that place and size in points. LibreOffice has no styles of charts: `style` shows nowhere."""
        self._sheet.refuse_protected()
        if chart_type is not None:
            refuse_unknown(chart_type)
        if anchor is not None:
            left, top = anchor.left, anchor.top
        rectangle = bridge.struct(
            "awt.Rectangle", X=hundredths(left), Y=hundredths(top), Width=hundredths(width), Height=hundredths(height)
        )
        name = name or free_name(self._sheet, "Chart")
        key = f"Object {uuid.uuid4().hex}"  # free in the whole document, where names of charts may come twice
        self._sheet.uno.Charts.addNewByName(key, rectangle, (), False, False)
        shape = last_shape(self._sheet)
        made = Chart(self._sheet, shape)
        made.name = name
        shape.setSize(bridge.struct("awt.Size", Width=rectangle.Width, Height=rectangle.Height))  # exactly
        made.move_with_cells(resized=True)
        with made.drawn_once():
            made.begin()
            if chart_type is not None:
                made.chart_type = chart_type
            if source is not None:
                made.set_source_data(source, plot_by)
        return made
