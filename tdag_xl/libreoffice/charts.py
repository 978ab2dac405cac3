"""The charts of a sheet."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.chart import Chart
from tdag_xl.libreoffice.chart_types import refuse_unknown
from tdag_xl.libreoffice.frames import free_name, is_chart, last_shape, shapes_of
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.sizes import hundredths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.sheet import Sheet


@engine_class
class Charts(base_classes.Charts):
    """The charts of a sheet, from the back to the front."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The page on which LibreOffice keeps what floats over the cells."""
        return self._sheet.uno.DrawPage

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self._sheet

    def __iter__(self) -> Iterator[Chart]:
        return iter([Chart(self._sheet, shape) for shape in shapes_of(self._sheet) if is_chart(shape)])

    def __len__(self) -> int:
        return sum(map(is_chart, shapes_of(self._sheet)))

    def __contains__(self, key: object) -> bool:
        return any(shape.Name == key for shape in shapes_of(self._sheet) if is_chart(shape))

    def __call__(self, key: Any) -> Chart:
        """The one of that name, or at that place, from 1. Raises KeyError."""
        shapes = [shape for shape in shapes_of(self._sheet) if is_chart(shape)]
        if isinstance(key, int) and 1 <= key <= len(shapes):
            return Chart(self._sheet, shapes[key - 1])
        found = [shape for shape in shapes if shape.Name == key]
        if not found:
            raise KeyError(f"there is no chart {key!r} on the sheet {self._sheet.name!r}")
        return Chart(self._sheet, found[0])

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
