"""All that floats over the cells of a sheet: charts and pictures among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.frames import Frame, is_chart, shapes_of
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.sheet import Sheet

_TYPES = {
    "GraphicObjectShape": "picture", "TextShape": "text_box", "LineShape": "line", "ConnectorShape": "line",
    "GroupShape": "group", "ControlShape": "form_control", "OLE2Shape": "embedded_ole_object",
    "CaptionShape": "comment",
}  # fmt: skip


@engine_class
class Shape(Frame, base_classes.Shape):
    """A shape on a sheet."""

    @property
    def api(self) -> Any:
        """LibreOffice's shape."""
        return self.uno

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self._sheet

    @property
    def type(self) -> str:
        """What it is: chart, picture, text_box, line, group, auto_shape, and so on."""
        if is_chart(self.uno):
            return "chart"
        return _TYPES.get(self.uno.ShapeType.rpartition(".")[2], "auto_shape")

    @property
    def text(self) -> str | None:
        """Its text; None where it can have none."""
        return str(self.uno.String) if hasattr(self.uno, "String") else None

    @text.setter
    def text(self, value: str) -> None:
        self._sheet.refuse_protected()
        self.uno.String = value


@engine_class
class Shapes(base_classes.Collection):
    """The shapes of a sheet, from the back to the front."""

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

    def __iter__(self) -> Iterator[Shape]:
        return iter([Shape(self._sheet, shape) for shape in shapes_of(self._sheet)])

    def __len__(self) -> int:
        return int(self.api.Count)

    def __contains__(self, key: object) -> bool:
        return any(shape.Name == key for shape in shapes_of(self._sheet))

    def __call__(self, key: Any) -> Shape:
        """The one of that name, or at that place, from 1. Raises KeyError."""
        shapes = list(shapes_of(self._sheet))
        if isinstance(key, int) and 1 <= key <= len(shapes):
            return Shape(self._sheet, shapes[key - 1])
        found = [shape for shape in shapes if shape.Name == key]
        if not found:
            raise KeyError(f"there is no shape {key!r} on the sheet {self._sheet.name!r}")
        return Shape(self._sheet, found[0])
