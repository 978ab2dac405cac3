"""All that floats over the cells of a sheet: charts and pictures among them."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.floating import Floating
from tdag_xl.libreoffice.fonts import Font
from tdag_xl.libreoffice.frames import Frame, is_chart, is_picture, own_size, shapes_of
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.shape_texts import Characters, Letters
from tdag_xl.libreoffice.sizes import points

_TYPES = {
    "GraphicObjectShape": "picture", "TextShape": "text_box", "LineShape": "line", "ConnectorShape": "line",
    "GroupShape": "group", "ControlShape": "form_control", "OLE2Shape": "embedded_ole_object",
    "CaptionShape": "comment", "MediaShape": "media", "TableShape": "table",
    "OpenBezierShape": "free_form", "ClosedBezierShape": "free_form", "PolyLineShape": "free_form",
    "PolyPolygonShape": "free_form", "OpenFreeHandShape": "free_form", "ClosedFreeHandShape": "free_form",
}  # fmt: skip
_FIXED_PARTS = {"scale_from_top_left": 0.0, "scale_from_middle": 0.5, "scale_from_bottom_right": 1.0}
"""What stays where it is while a shape is scaled, as a part of its width or height."""

_TOP_LEFT = "scale_from_top_left"


@engine_class
class Shape(Frame, base_classes.Shape):
    """A shape on a sheet."""

    @property
    def type(self) -> str:
        """What it is: chart, picture, text_box, line, group, auto_shape and so on."""
        if is_chart(self.uno):
            return "chart"
        return _TYPES.get(self.uno.ShapeType.rpartition(".")[2], "auto_shape")

    @property
    def index(self) -> int:
        """Its place among the shapes, from 1 at the back."""
        return next(place for place, other in enumerate(shapes_of(self._sheet), 1) if other == self.uno)

    def activate(self) -> None:
        """Select it, on its sheet. Raises RefusedError where that is hidden."""
        self._sheet.activate()
        self._sheet.book.uno.CurrentController.select(self.uno)

    def scale_height(self, factor: float, relative_to_original_size: bool, scale: str = _TOP_LEFT) -> None:
        """Make it `factor` times as high as it is, or as a picture is in its file."""
        old = self.height
        first = self._own_size().Height if relative_to_original_size else None
        self.height = factor * (old if first is None else points(first))
        self.top += _FIXED_PARTS[scale] * (old - self.height)

    def scale_width(self, factor: float, relative_to_original_size: bool, scale: str = _TOP_LEFT) -> None:
        """Make it `factor` times as wide as it is, or as a picture is in its file."""
        old = self.width
        first = self._own_size().Width if relative_to_original_size else None
        self.width = factor * (old if first is None else points(first))
        self.left += _FIXED_PARTS[scale] * (old - self.width)

    def _own_size(self) -> Any:
        if not is_picture(self.uno):
            raise RefusedError(f"{self.name!r} is no picture, so it has no original size.")
        return own_size(self.uno.Graphic)

    def _refuse_without_text(self) -> None:
        if is_chart(self.uno) or is_picture(self.uno) or not hasattr(self.uno, "String"):
            raise RefusedError(f"{self.name!r} is a {self.type}, which has no text.")

    @property
    def text(self) -> str | None:
        """Its text; None where it has none."""
        return (str(self.uno.String) or None) if hasattr(self.uno, "String") else None

    @text.setter
    def text(self, value: str) -> None:
        self._sheet.refuse_protected()
        self._refuse_without_text()
        self.uno.String = "" if value is None else str(value)

    @property
    def font(self) -> Font:
        """The font of its text. Raises RefusedError where it can have none."""
        self._refuse_without_text()
        return Font(Letters(self))

    @property
    def characters(self) -> Characters:
        """The letters of its text. Raises RefusedError where it can have none."""
        self._refuse_without_text()
        return Characters(self)


@engine_class
class Shapes(Floating[Shape], base_classes.Collection):
    """The shapes of a sheet, from the back to the front."""

    frame, what = Shape, "shape"
