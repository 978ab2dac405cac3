"""The pictures of a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import FileRefusedError, NotSupportedError
from tdag_xl.libreoffice.frames import Frame, free_name, shapes_of
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.sizes import hundredths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.office import Office
    from tdag_xl.libreoffice.sheet import Sheet

_KIND = "com.sun.star.drawing.GraphicObjectShape"


@engine_class
class Picture(Frame, base_classes.Picture):
    """A picture on a sheet."""

    @property
    def api(self) -> Any:
        """LibreOffice's shape."""
        return self.uno

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self._sheet

    def index(self) -> int:
        """Its place among the pictures, from 1."""
        return next(place for place, other in enumerate(self._sheet.pictures, 1) if other.uno == self.uno)

    def update(self, filename: Any) -> Picture:
        """The picture, showing that of a file instead: name, place and size stay. Raises FileRefusedError."""
        self._sheet.refuse_protected()
        self.uno.Graphic = _graphic(self._sheet.book.app.office, Path(filename).absolute())
        return self


@engine_class
class Pictures(base_classes.Pictures):
    """The pictures of a sheet, from the back to the front."""

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

    def _shapes(self) -> list[Any]:
        return [shape for shape in shapes_of(self._sheet) if shape.ShapeType == _KIND]

    def __iter__(self) -> Iterator[Picture]:
        return iter([Picture(self._sheet, shape) for shape in self._shapes()])

    def __len__(self) -> int:
        return len(self._shapes())

    def __contains__(self, key: object) -> bool:
        return any(shape.Name == key for shape in self._shapes())

    def __call__(self, key: Any) -> Picture:
        """The one of that name, or at that place, from 1. Raises KeyError."""
        shapes = self._shapes()
        if isinstance(key, int) and 1 <= key <= len(shapes):
            return Picture(self._sheet, shapes[key - 1])
        found = [shape for shape in shapes if shape.Name == key]
        if not found:
            raise KeyError(f"there is no picture {key!r} on the sheet {self._sheet.name!r}")
        return Picture(self._sheet, found[0])

    def add(self, filename: Any, link_to_file: bool = False, save_with_document: bool = True, left: Any = None,
            top: Any = None, width: Any = None, height: Any = None, anchor: Any = None) -> Picture:  # fmt: skip
        """The picture of a file, at a place in points; without a size in its own, at 96 pixels to the inch."""
        if link_to_file or not save_with_document:
            raise NotSupportedError("Pictures.add: a picture that stays in its file is not available in LibreOffice.")
        self._sheet.refuse_protected()
        graphic = _graphic(self._sheet.book.app.office, Path(filename).absolute())
        shape = self._sheet.book.uno.createInstance(_KIND)
        shape.Graphic = graphic
        self._sheet.uno.DrawPage.add(shape)
        shape.Name = free_name(self._sheet, "Picture")
        own = graphic.SizePixel
        if anchor is not None:
            left, top = anchor.left, anchor.top
        shape.setSize(
            bridge.struct(
                "awt.Size",
                Width=hundredths(own.Width * 0.75 if width in (None, -1) else width),
                Height=hundredths(own.Height * 0.75 if height in (None, -1) else height),
            )
        )
        shape.setPosition(bridge.struct("awt.Point", X=hundredths(left or 0), Y=hundredths(top or 0)))
        return Picture(self._sheet, shape)


def _graphic(office: Office, path: Path) -> Any:
    """The picture of a file as LibreOffice holds it. Raises FileRefusedError."""
    if not path.is_file():
        raise FileRefusedError(f"{path}: there is no picture of this name.")
    provider = office.service("com.sun.star.graphic.GraphicProvider")
    graphic = provider.queryGraphic(bridge.properties(URL=bridge.file_url(str(path))))
    if graphic is None:
        raise FileRefusedError(f"{path}: LibreOffice knows no such kind of picture.")
    return graphic
