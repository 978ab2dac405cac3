"""What floats over the cells of a sheet: place, size, name, and its picture."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import FileRefusedError, RefusedError
from tdag_xl.libreoffice.pdf import refuse_missing_folder
from tdag_xl.libreoffice.sizes import hundredths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tdag_xl.libreoffice.sheet import Sheet

CHART_CLASS = "12dcae26-281f-416f-a234-c3086127382e"
"""The class of embedded objects that are charts."""

PICTURE = "com.sun.star.drawing.GraphicObjectShape"
"""The kind of shapes that are pictures."""

_OLE = "com.sun.star.drawing.OLE2Shape"
_HALF_STEP = 36.001 / 2540
"""Points of half a hundredth of a millimetre, in which LibreOffice counts, and a little for rounding."""

_PIXEL = 2540 / 96

_TRIES, _PAUSE = 100, 0.01
"""How often a shape is asked for again, and the seconds before."""


_KEPT = "xlwings."
"""Begins the names of what the engine keeps with a shape, which LibreOffice has no place for."""


class Frame:
    """A shape on a sheet; `uno` is LibreOffice's. Lengths are points."""

    def __init__(self, sheet: Sheet, shape: Any) -> None:
        self._sheet, self.uno = sheet, shape

    @property
    def api(self) -> Any:
        """LibreOffice's shape."""
        return self.uno

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self._sheet

    @property
    def is_locked(self) -> bool:
        """Whether width and height change together: those of a picture do until it is told otherwise, as in Excel."""
        kept = self.kept("locked")
        return is_picture(self.uno) if kept is None else bool(kept)

    @is_locked.setter
    def is_locked(self, value: bool) -> None:
        self.keep("locked", value)

    @property
    def name(self) -> str:
        """The name."""
        return str(self.uno.Name)

    @name.setter
    def name(self, value: str) -> None:
        if not value:
            raise RefusedError("What floats on a sheet needs a name.")
        self.uno.Name = value

    def _place(self, x: float | None = None, y: float | None = None) -> None:
        self._sheet.refuse_protected()
        place = self.uno.Position
        place.X = place.X if x is None else hundredths(x)
        place.Y = place.Y if y is None else hundredths(y)
        self.uno.Position = place

    def _resize(self, width: float | None = None, height: float | None = None) -> None:
        self._sheet.refuse_protected()
        size = self.uno.Size
        size.Width = size.Width if width is None else hundredths(width)
        size.Height = size.Height if height is None else hundredths(height)
        self.uno.setSize(size)

    @property
    def left(self) -> float:
        """Points from the left of the sheet."""
        return quarter_points(self.uno.Position.X)

    @left.setter
    def left(self, value: float) -> None:
        self._place(x=value)

    @property
    def top(self) -> float:
        """Points from the top of the sheet."""
        return quarter_points(self.uno.Position.Y)

    @top.setter
    def top(self, value: float) -> None:
        self._place(y=value)

    @property
    def width(self) -> float:
        """Its width in points."""
        return quarter_points(self.uno.Size.Width)

    @width.setter
    def width(self, value: float) -> None:
        self._resize(value, value / self.width * self.height if self.is_locked and self.width else None)

    @property
    def height(self) -> float:
        """Its height in points."""
        return quarter_points(self.uno.Size.Height)

    @height.setter
    def height(self, value: float) -> None:
        self._resize(value / self.height * self.width if self.is_locked and self.height else None, value)

    def move_with_cells(self, *, resized: bool) -> None:
        """Let it keep to the cells under it, and change its size with theirs or not."""
        place, size = self.uno.Position, self.uno.Size
        self.uno.Anchor = self._sheet.uno.getCellByPosition(0, 0)  # LibreOffice finds the cell when it is placed
        self.uno.setSize(size)
        self.uno.Position = place
        self.uno.ResizeWithCell = resized

    def kept(self, name: str) -> Any:
        """What the engine keeps under a name with the shape, for as long as the workbook is open; None if nothing."""
        return next((one.Value for one in self.uno.InteropGrabBag if one.Name == _KEPT + name), None)

    def keep(self, name: str, value: Any) -> None:
        """Keep a value with the shape, and with copies of it."""
        others = (one for one in self.uno.InteropGrabBag if one.Name != _KEPT + name)
        self.uno.InteropGrabBag = (*others, *bridge.properties(**{_KEPT + name: value}))

    def delete(self) -> None:
        """Delete it."""
        self._sheet.refuse_protected()
        self._sheet.uno.DrawPage.remove(self.uno)

    def export(self, path: Path, kind: str) -> None:
        """Draw it into a file of a media type such as image/png. Raises FileRefusedError."""
        exporter = self._sheet.book.app.office.service("com.sun.star.drawing.GraphicExportFilter")
        exporter.setSourceDocument(self.uno)
        target = path.absolute()
        refuse_missing_folder(target)
        if not exporter.filter(bridge.properties(URL=bridge.file_url(str(target)), MediaType=kind)):
            raise FileRefusedError(f"{path}: LibreOffice cannot draw to it.")


def shapes_of(sheet: Sheet) -> Iterator[Any]:
    """LibreOffice's shapes on a sheet, from the back to the front."""
    page = sheet.uno.DrawPage
    return (_living(page, number) for number in range(page.Count))


def last_shape(sheet: Sheet) -> Any:
    """LibreOffice's shape at the front of a sheet: the one that was added last."""
    page = sheet.uno.DrawPage
    return _living(page, page.Count - 1)


def _living(page: Any, number: int) -> Any:
    """The shape at a place, asked for again where LibreOffice gives one that it lets go of, which is empty."""
    for _ in range(_TRIES):
        shape = page.getByIndex(number)
        if shape.ShapeType != _OLE or shape.CLSID is not None:
            return shape
        del shape
        time.sleep(_PAUSE)
    return page.getByIndex(number)


def is_chart(shape: Any) -> bool:
    """Whether a shape holds a chart."""
    return shape.ShapeType == _OLE and str(shape.CLSID).lower() == CHART_CLASS


def is_picture(shape: Any) -> bool:
    """Whether a shape is a picture."""
    return bool(shape.ShapeType == PICTURE)


def own_size(graphic: Any) -> Any:
    """The size of a picture in its file, in hundredths of a millimetre; at 96 pixels to the inch if it has none."""
    size, pixels = graphic.Size100thMM, graphic.SizePixel
    if size.Width and size.Height:
        return size
    return bridge.struct("awt.Size", Width=round(pixels.Width * _PIXEL), Height=round(pixels.Height * _PIXEL))


def free_name(sheet: Sheet, what: str) -> str:
    """The name that Excel gives a new chart or picture: what it is, and a number higher than those of its kind."""
    ends = (shape.Name.removeprefix(f"{what} ") for shape in shapes_of(sheet) if shape.Name.startswith(f"{what} "))
    return f"{what} {max((int(end) for end in ends if end.isdecimal()), default=0) + 1}"


def quarter_points(length: float) -> float:
    """Points of hundredths of a millimetre, which are coarser than a quarter of a point by less than they are apart.

    >>> quarter_points(12524), quarter_points(3554), quarter_points(3558)
    (355.0, 100.75, 100.86)
    """
    exact = length * 72 / 2540
    quarter = round(exact * 4) / 4
    return quarter if abs(exact - quarter) <= _HALF_STEP else round(exact, 2)
