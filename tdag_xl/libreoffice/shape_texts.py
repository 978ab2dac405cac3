"""The text of a shape, and parts of it: letters and their font."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.fonts import Font
from tdag_xl.libreoffice.members import engine_class

if TYPE_CHECKING:
    from tdag_xl.libreoffice.frames import Frame


class Letters:
    """A stretch of the text of a shape, as its font needs it. `uno` is LibreOffice's cursor over it."""

    def __init__(self, shape: Frame, start: int = 0, length: int | None = None) -> None:
        self._shape = shape
        self.uno = shape.uno.Text.createTextCursor()
        self.uno.gotoStart(False)
        self.uno.goRight(start, False)
        if length is None:
            self.uno.gotoEnd(True)
        else:
            self.uno.goRight(length, True)

    @property
    def writable(self) -> Any:
        """LibreOffice's cursor, to change. Raises RefusedError where the sheet is protected."""
        self._shape.parent.refuse_protected()
        return self.uno

    def common(self, name: str) -> Any:
        """The property that all letters have; None where they differ."""
        ambiguous = bridge.enum("beans.PropertyState", "AMBIGUOUS_VALUE")
        return None if self.uno.getPropertyState(name) == ambiguous else getattr(self.uno, name)


@engine_class
class Characters(base_classes.Characters):
    """Letters of a shape, from one place to another."""

    def __init__(self, shape: Frame, start: int = 0, length: int | None = None) -> None:
        self._shape, self._start = shape, start
        self._length = len(shape.uno.String) - start if length is None else length

    @property
    def _letters(self) -> Letters:
        return Letters(self._shape, self._start, self._length)

    @property
    def api(self) -> Any:
        """LibreOffice's cursor over the letters."""
        return self._letters.uno

    @property
    def text(self) -> str:
        """The letters."""
        return str(self._letters.uno.String)

    @property
    def font(self) -> Font:
        """Their font; a property in which they differ is None."""
        return Font(self._letters)

    def __getitem__(self, item: int | slice) -> Characters:
        """Some of the letters. Raises ValueError for places from the end in a slice, IndexError beyond the end."""
        if isinstance(item, slice):
            if (item.start or 0) < 0 or (item.stop or 0) < 0:
                raise ValueError("Characters object does not support slicing with negative indexes")
            start, stop, _ = item.indices(self._length)
            return Characters(self._shape, self._start + start, max(stop - start, 0))
        place = item + self._length if item < 0 else item
        if not 0 <= place < self._length:
            raise IndexError(f"the text has {self._length} characters, no number {item}")
        return Characters(self._shape, self._start + place, 1)
