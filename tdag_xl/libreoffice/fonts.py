"""Fonts of cells."""

from __future__ import annotations

from typing import Any, Protocol

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.colours import NONE, number_of, rgb_of
from tdag_xl.libreoffice.members import engine_class

_SCRIPTS = ("", "Asian", "Complex")
"""LibreOffice keeps three fonts for a cell, for Western, East Asian and right-to-left text: Excel one."""

_BOLD, _PLAIN = 150.0, 100.0


class Written(Protocol):
    """What has a font: cells, or letters of a shape."""

    @property
    def uno(self) -> Any:
        """LibreOffice's object, whose properties begin with Char."""

    @property
    def writable(self) -> Any:
        """The same, to change."""

    def common(self, name: str) -> Any:
        """The property that all of it has; None where it differs."""


@engine_class
class Font(base_classes.Font):
    """The font of cells or of letters; a property in which they differ is None."""

    def __init__(self, cells: Written) -> None:
        self._cells = cells

    @property
    def api(self) -> Any:
        """LibreOffice's range or text, whose properties begin with Char."""
        return self._cells.uno

    def _set(self, name: str, value: Any) -> None:
        uno = self._cells.writable
        for script in _SCRIPTS:
            setattr(uno, f"{name}{script}", value)

    @property
    def bold(self) -> bool | None:
        """Whether the text is bold."""
        weight = self._cells.common("CharWeight")
        return None if weight is None else weight > 100

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("CharWeight", _BOLD if value else _PLAIN)

    @property
    def italic(self) -> bool | None:
        """Whether the text is italic."""
        posture = self._cells.common("CharPosture")
        return None if posture is None else posture.value != "NONE"

    @italic.setter
    def italic(self, value: bool) -> None:
        self._set("CharPosture", bridge.enum("awt.FontSlant", "ITALIC" if value else "NONE"))

    @property
    def size(self) -> float | None:
        """The size in points."""
        size = self._cells.common("CharHeight")
        return None if size is None else float(size)

    @size.setter
    def size(self, value: float) -> None:
        self._set("CharHeight", float(value))

    @property
    def name(self) -> str | None:
        """The name of the typeface."""
        return self._cells.common("CharFontName")  # type: ignore[no-any-return]

    @name.setter
    def name(self, value: str) -> None:
        self._set("CharFontName", value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The colour; black where it is automatic."""
        colour = self._cells.common("CharColor")
        if colour is None:
            return None
        return (0, 0, 0) if colour == NONE else rgb_of(colour)

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        self._cells.writable.CharColor = number_of(color_or_rgb)
