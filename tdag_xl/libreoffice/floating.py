"""The charts, pictures or shapes of a sheet: what their collections have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tdag_xl.libreoffice.frames import Frame, shapes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.sheet import Sheet

F = TypeVar("F", bound=Frame)


class Floating(Generic[F]):
    """What floats over the cells of a sheet and is of one kind, from the back to the front."""

    frame: type[F]
    what: str
    """The kind in a word, as sentences say it."""

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

    @staticmethod
    def is_one(shape: Any) -> bool:
        """Whether a shape of LibreOffice is of the kind."""
        return True

    def _shapes(self) -> list[Any]:
        return [shape for shape in shapes_of(self._sheet) if self.is_one(shape)]

    def __iter__(self) -> Iterator[F]:
        return iter([self.frame(self._sheet, shape) for shape in self._shapes()])

    def __len__(self) -> int:
        return len(self._shapes())

    def __contains__(self, key: object) -> bool:
        return any(shape.Name == key for shape in self._shapes())

    def __call__(self, key: Any) -> F:
        """The one of that name, or at that place, from 1. Raises KeyError."""
        shapes = self._shapes()
        if isinstance(key, int) and 1 <= key <= len(shapes):
            return self.frame(self._sheet, shapes[key - 1])
        found = [shape for shape in shapes if shape.Name == key]
        if not found:
            raise KeyError(f"there is no {self.what} {key!r} on the sheet {self._sheet.name!r}")
        return self.frame(self._sheet, found[0])
