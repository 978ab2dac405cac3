"""The pictures of a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import FileRefusedError, NotSupportedError
from tdag_xl.libreoffice.floating import Floating
from tdag_xl.libreoffice.frames import PICTURE, Frame, free_name, is_picture, own_size
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.sizes import hundredths

if TYPE_CHECKING:
    from tdag_xl.libreoffice.office import Office


@engine_class
class Picture(Frame, base_classes.Picture):
    """A picture on a sheet."""

    def index(self) -> int:
        """Its place among the pictures, from 1."""
        return next(place for place, other in enumerate(self._sheet.pictures, 1) if other.uno == self.uno)

    @property
    def lock_aspect_ratio(self) -> bool:
        """Whether width and height change together, as in a new picture."""
        return self.is_locked

    @lock_aspect_ratio.setter
    def lock_aspect_ratio(self, value: bool) -> None:
        self.is_locked = bool(value)

    def update(self, filename: Any) -> Picture:
        """The picture, showing that of a file instead: name, place and size stay. Raises FileRefusedError."""
        self._sheet.refuse_protected()
        self.uno.Graphic = _graphic(self._sheet.book.app.office, Path(filename).absolute())
        return self


@engine_class
class Pictures(Floating[Picture], base_classes.Pictures):
    """The pictures of a sheet, from the back to the front."""

    frame, what = Picture, "picture"
    is_one = staticmethod(is_picture)

    def add(self, filename: Any, link_to_file: bool = False, save_with_document: bool = True, left: Any = None,
            top: Any = None, width: Any = None, height: Any = None, anchor: Any = None) -> Picture:  # fmt: skip
        """The picture of a file, at a place in points; without a size in its own, by the pixels to an inch it says.

        Raises FileRefusedError for what is no picture.
        """
        if link_to_file or not save_with_document:
            raise NotSupportedError("Pictures.add: a picture that stays in its file is not available in LibreOffice.")
        self._sheet.refuse_protected()
        graphic = _graphic(self._sheet.book.app.office, Path(filename).absolute())
        shape = self._sheet.book.uno.createInstance(PICTURE)
        shape.Graphic = graphic
        self._sheet.uno.DrawPage.add(shape)
        shape.Name = free_name(self._sheet, "Picture")
        if anchor is not None:
            left, top = anchor.left, anchor.top
        size = own_size(graphic)
        if width not in (None, -1):
            size.Width = hundredths(width)
        if height not in (None, -1):
            size.Height = hundredths(height)
        shape.setSize(size)
        shape.setPosition(bridge.struct("awt.Point", X=hundredths(left or 0), Y=hundredths(top or 0)))
        made = Picture(self._sheet, shape)
        made.move_with_cells(resized=False)
        return made


def _graphic(office: Office, path: Path) -> Any:
    """The picture of a file as LibreOffice holds it. Raises FileRefusedError."""
    if not path.is_file():
        raise FileRefusedError(f"{path}: there is no picture of this name.")
    provider = office.service("com.sun.star.graphic.GraphicProvider")
    graphic = provider.queryGraphic(bridge.properties(URL=bridge.file_url(str(path))))
    if graphic is None:
        raise FileRefusedError(f"{path}: LibreOffice knows no such kind of picture.")
    return graphic
