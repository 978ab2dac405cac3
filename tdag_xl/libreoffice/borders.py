"""The lines around and between cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes
from xlwings.base_classes import _UNSET

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.colours import number_of, rgb_of
from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.range_base import COLUMNS, ROWS, Box

if TYPE_CHECKING:
    from tdag_xl.libreoffice.range_looks import RangeLooks

_OUTSIDE = ("edge_top", "edge_bottom", "edge_left", "edge_right")
_INSIDE = ("inside_vertical", "inside_horizontal")
_DIAGONAL = ("diagonal_down", "diagonal_up")
_GROUPS = {
    "outside": _OUTSIDE,
    "inside": _INSIDE,
    "all": (*_OUTSIDE, *_INSIDE),
    "everything": (*_OUTSIDE, *_INSIDE, *_DIAGONAL),
}
_LINES = {
    "edge_top": "TopLine", "edge_bottom": "BottomLine", "edge_left": "LeftLine", "edge_right": "RightLine",
    "inside_vertical": "VerticalLine", "inside_horizontal": "HorizontalLine",
}  # fmt: skip
"""The parts of a TableBorder2; the diagonals are properties of their own."""

_DIAGONALS = {"diagonal_down": "DiagonalTLBR2", "diagonal_up": "DiagonalBLTR2"}
_FACING = {
    "edge_top": "edge_bottom", "edge_bottom": "edge_top", "edge_left": "edge_right", "edge_right": "edge_left",
}  # fmt: skip
"""The side that the cells beyond a side have in common with it: one line in Excel, two in LibreOffice."""

_STYLES = {"continuous": 0, "dot": 1, "dash": 2, "double": 3, "dash_dot": 16, "dash_dot_dot": 17, "slant_dash_dot": 16}
_STYLE_NAMES = {0: "continuous", 1: "dot", 2: "dash", 3: "double", 14: "dash", 15: "continuous", 16: "dash_dot",
                17: "dash_dot_dot"}  # fmt: skip
_WEIGHTS = {"hairline": 2, "thin": 26, "medium": 62, "thick": 88}
"""Widths in hundredths of a millimetre."""


@engine_class
class Borders(base_classes.Borders):
    """The lines around and between cells, by sides: `edge_…`, `inside_…`, `diagonal_…`."""

    def __init__(self, cells: RangeLooks) -> None:
        self.parent = cells

    @property
    def api(self) -> Any:
        """LibreOffice's range, whose TableBorder2 they are."""
        return self.parent.uno

    def __getitem__(self, key: str) -> Border:
        """The line at one side."""
        if key not in (*_LINES, *_DIAGONALS):
            raise RefusedError(f"{key!r} is no side of cells: one of {', '.join((*_LINES, *_DIAGONALS))}.")
        return Border(self, key)

    def sides(self, which: Any) -> list[str]:
        """The sides that a name, a group or several of them stand for; those inside only where there are any."""
        names = [which] if isinstance(which, str) else list(which)
        found = [side for name in names for side in _GROUPS.get(name, (name,))]
        lacking = [side for side in found if side not in _LINES and side not in _DIAGONALS]
        if lacking:
            raise RefusedError(f"{lacking[0]!r} is no side or group of sides of cells.")
        rows, columns = self.parent.shape
        none = {"inside_horizontal": rows == 1, "inside_vertical": columns == 1}
        if any(none.get(name, False) for name in names) and not set(_GROUPS["all"]) <= set(names):
            raise RefusedError(f"{self.parent.where}: there is no line inside a single row or column.")
        return [side for side in dict.fromkeys(found) if not none.get(side, False)]

    def set(self, which: Any = "all", *, line_style: Any = _UNSET, weight: Any = _UNSET, color: Any = _UNSET) -> None:
        """Draw the lines of `which` sides; what is not given stays as it is, of a new line thin and black."""
        if line_style not in (*_STYLES, "none", None, _UNSET):
            raise RefusedError(f"{line_style!r} is no style of a line: one of {', '.join(_STYLES)}, none.")
        if weight is not _UNSET and weight not in _WEIGHTS:
            raise RefusedError(f"{weight!r} is no weight of a line: one of {', '.join(_WEIGHTS)}.")
        uno, sides = self.parent.writable, self.sides(which)
        table = uno.TableBorder2
        for name in _LINES.values():
            setattr(table, f"Is{name}Valid", False)
        for side in sides:
            if side in _LINES:
                line = getattr(table, _LINES[side])
                setattr(table, _LINES[side], _drawn(line, line_style, weight, color))
                setattr(table, f"Is{_LINES[side]}Valid", True)
            else:
                line = getattr(uno, _DIAGONALS[side])
                setattr(uno, _DIAGONALS[side], _drawn(line, line_style, weight, color))
        if any(side in _LINES for side in sides):
            uno.TableBorder2 = table
        if line_style in (None, "none"):
            self._clear_beside(sides)

    def along(self, side: str) -> RangeLooks:
        """The row or column of these cells at an edge."""
        box = self.parent.box
        ends = {"edge_top": {"bottom": box.top}, "edge_bottom": {"top": box.bottom}, "edge_left": {"right": box.left}}
        return self.parent.part(box._replace(**ends.get(side, {"left": box.right})))

    def beside(self, side: str) -> RangeLooks | None:
        """The row or column of cells beyond an edge; None at the end of the sheet and for sides that are no edges."""
        top, left, bottom, right = self.parent.box
        boxes = {
            "edge_top": (top - 1, left, top - 1, right),
            "edge_bottom": (bottom + 1, left, bottom + 1, right),
            "edge_left": (top, left - 1, bottom, left - 1),
            "edge_right": (top, right + 1, bottom, right + 1),
        }
        if side not in boxes:
            return None
        box = Box(*boxes[side])
        is_on_sheet = box.top >= 1 and box.left >= 1 and box.bottom <= ROWS and box.right <= COLUMNS
        return self.parent.part(box) if is_on_sheet else None

    def _clear_beside(self, sides: list[str]) -> None:
        for side in sides:
            other = self.beside(side)
            if other is not None:
                table, facing = other.uno.TableBorder2, _LINES[_FACING[side]]
                for name in _LINES.values():
                    setattr(table, f"Is{name}Valid", name == facing)
                setattr(table, facing, bridge.struct("table.BorderLine2"))
                other.uno.TableBorder2 = table

    def clear(self, which: Any = "everything") -> None:
        """Draw no lines at `which` sides."""
        self.set(which, line_style="none")

    def _common(self, name: str) -> Any:
        values = {getattr(self[side], name) for side in self.sides("all")}
        return values.pop() if len(values) == 1 else None

    @property
    def line_style(self) -> str | None:
        """The style that all sides have; None where they differ."""
        return self._common("line_style")  # type: ignore[no-any-return]

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.set("all", line_style=value)

    @property
    def weight(self) -> str | None:
        """The weight that all sides have; None where they differ."""
        return self._common("weight")  # type: ignore[no-any-return]

    @weight.setter
    def weight(self, value: str) -> None:
        self.set("all", weight=value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The colour that all sides have; None where they differ."""
        return self._common("color")  # type: ignore[no-any-return]

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        self.set("all", color=color_or_rgb)


@engine_class
class Border(base_classes.Border):
    """The line at one side of cells."""

    def __init__(self, borders: Borders, side: str) -> None:
        self._borders, self._side = borders, side

    @property
    def api(self) -> Any:
        """The line as LibreOffice has it (com.sun.star.table.BorderLine2)."""
        uno = self._borders.parent.uno
        if self._side in _DIAGONALS:
            return getattr(uno, _DIAGONALS[self._side])
        return getattr(uno.TableBorder2, _LINES[self._side])

    @property
    def is_mixed(self) -> bool:
        """Whether the cells along the side have lines that differ."""
        if self._side in _DIAGONALS:
            return self._borders.parent.common(_DIAGONALS[self._side]) is None
        if self._side not in _FACING:
            return not getattr(self._borders.parent.uno.TableBorder2, f"Is{_LINES[self._side]}Valid")
        alike = self._borders.along(self._side).uno.getUniqueCellFormatRanges()
        name = f"{_LINES[self._side].removesuffix('Line')}Border2"
        lines = [getattr(alike.getByIndex(place).getByIndex(0), name) for place in range(alike.Count)]
        return len({(line.LineStyle, line.LineWidth, line.Color) if _is_drawn(line) else None for line in lines}) > 1

    @property
    def _line(self) -> Any:
        """The line, which may be that of the cells on its other side; None where there is none, or several."""
        if self.is_mixed:
            return None
        line = self.api
        if _is_drawn(line):
            return line
        other = self._borders.beside(self._side)
        if other is None:
            return None
        table, name = other.uno.TableBorder2, _LINES[_FACING[self._side]]
        line = getattr(table, name)
        return line if getattr(table, f"Is{name}Valid") and _is_drawn(line) else None

    @property
    def line_style(self) -> str | None:
        """The style; `none` where there is no line, None where the cells differ."""
        line = self._line
        if line is None:
            return None if self.is_mixed else "none"
        return _STYLE_NAMES.get(line.LineStyle, "continuous")

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self._borders.set(self._side, line_style=value)

    @property
    def weight(self) -> str | None:
        """The weight; None where there is no line, or the cells differ."""
        line = self._line
        if line is None:
            return None
        return min(_WEIGHTS, key=lambda name: abs(_WEIGHTS[name] - line.LineWidth))

    @weight.setter
    def weight(self, value: str) -> None:
        self._borders.set(self._side, weight=value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The colour; None where there is no line, or the cells differ."""
        line = self._line
        return None if line is None else rgb_of(line.Color)

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        self._borders.set(self._side, color=color_or_rgb)


def _is_drawn(line: Any) -> bool:
    return bool(line.LineWidth or line.OuterLineWidth)


def _drawn(line: Any, style: Any, weight: Any, color: Any) -> Any:
    """The line as it was, with what is asked of it."""
    if style in (None, "none"):
        return bridge.struct("table.BorderLine2")
    was = _is_drawn(line)
    if style is not _UNSET:
        line.LineStyle = _STYLES[style]
    elif not was:
        line.LineStyle = _STYLES["continuous"]
    if weight is not _UNSET:
        line.LineWidth = _WEIGHTS[weight]
    elif not was:
        line.LineWidth = _WEIGHTS["thin"]
    line.OuterLineWidth = line.LineWidth
    if color is not _UNSET:
        line.Color = number_of(color)
    return line
