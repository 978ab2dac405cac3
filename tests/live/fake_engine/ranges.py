"""Ranges of one rectangle, with the fonts and borders of their cells."""

from __future__ import annotations

from xlwings import base_classes

from tdag_xl.ooxml.areas import LAST_COLUMN, LAST_ROW, Area

from .calls import ApplicationError, counted
from .cells import Cell

WIDTH, HEIGHT = 8.43, 15.0


def _look(name, default):
    """A property of the look of cells: None where they differ, like Excel's Null."""

    def get(self):
        return self._common(lambda cell: cell.look.get(name, default))

    def put(self, value):
        for cell in self._made():
            cell.look[name] = value

    return property(get, put)


@counted
class Range(base_classes.Range):
    def __init__(self, sheet, area):
        if not (1 <= area.top <= area.bottom <= LAST_ROW and 1 <= area.left <= area.right <= LAST_COLUMN):
            raise ApplicationError(f"{area} is off the sheet")
        self._sheet, self._area = sheet, area

    number_format = _look("number_format", "General")
    wrap_text = _look("wrap_text", False)
    horizontal_alignment = _look("horizontal_alignment", "general")
    vertical_alignment = _look("vertical_alignment", "bottom")
    color = _look("color", None)

    @property
    def api(self):
        return self

    @property
    def sheet(self):
        return self._sheet

    def __len__(self):
        return self._count()

    def _count(self):
        rows, columns = self._shape()
        return rows * columns

    def _shape(self):
        area = self._area
        return area.bottom - area.top + 1, area.right - area.left + 1

    def _places(self):
        area = self._area
        return [
            (row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)
        ]

    def _made(self):
        self._sheet._refuse_protected()
        return [self._sheet._cell(*place) for place in self._places()]

    def _common(self, of):
        if self._count() > 100_000:
            return of(self._sheet._peek(self._area.top, self._area.left))
        values = {of(self._sheet._peek(*place)) for place in self._places()}
        return values.pop() if len(values) == 1 else None

    @property
    def row(self):
        return self._area.top

    @property
    def column(self):
        return self._area.left

    @property
    def shape(self):
        return self._shape()

    @property
    def coords(self):
        return self._sheet, self._area.top, self._area.left, *self._shape()

    @property
    def address(self):
        return self._area.absolute

    def get_address(self, row_absolute, col_absolute, external):
        return self._area.absolute if row_absolute and col_absolute else self._area.text

    def __call__(self, arg1, arg2=None):
        if arg2 is None:
            row, column = divmod(arg1 - 1, self._shape()[1])
        else:
            row, column = arg1 - 1, arg2 - 1
        area = self._area
        return Range(self._sheet, Area(area.top + row, area.left + column, area.top + row, area.left + column))

    def _grid(self, of):
        area = self._area
        grid = tuple(
            tuple(of(self._sheet._peek(row, column)) for column in range(area.left, area.right + 1))
            for row in range(area.top, area.bottom + 1)
        )
        return grid[0][0] if self._count() == 1 else grid

    @property
    def raw_value(self):
        return self._grid(Cell.read)

    @raw_value.setter
    def raw_value(self, data):
        self._sheet._refuse_protected()
        if not isinstance(data, (list, tuple)):
            data = [[data] * self._shape()[1]] * self._shape()[0]
        if (len(data), len(data[0])) != self._shape():
            raise ApplicationError("a block of another shape")
        for row, values in enumerate(data, self._area.top):
            for column, value in enumerate(values, self._area.left):
                if not any(m.holds(row, column) and (m.top, m.left) != (row, column) for m in self._sheet._merges):
                    self._sheet._cell(row, column).enter(value, in_block=self._count() > 1)
        self._tables_mended()

    @property
    def formula(self):
        return self._grid(Cell.read_formula)

    @formula.setter
    def formula(self, value):
        self.raw_value = value

    def clear_contents(self):
        self._sheet._refuse_protected()
        for place in self._places():
            if place in self._sheet._cells:
                self._sheet._cells[place].clear()
        self._tables_mended()

    def _tables_mended(self):
        for table in self._sheet._tables:
            if table._area.meets(self._area):
                table._mend_headings()

    def move(self, destination):
        """Cut and paste."""
        self._sheet._refuse_protected()
        destination = destination.impl
        area, target = self._area, destination._sheet
        down, right = destination._area.top - area.top, destination._area.left - area.left
        onto = Area(area.top + down, area.left + right, area.bottom + down, area.right + right)
        moving = [table for table in self._sheet._tables if area.covers(table._area)]
        if any(table._area.meets(area) for table in self._sheet._tables if table not in moving):
            raise ApplicationError("a part of a table cannot be cut")
        if any(table._area.meets(onto) for table in target._tables if table not in moving):
            raise ApplicationError("a table stands where the cells should go")
        cells = {place: self._sheet._cells.pop(place) for place in self._places() if place in self._sheet._cells}
        for row, column in self._places():
            target._cells.pop((row + down, column + right), None)
        target._cells.update({(row + down, column + right): cell for (row, column), cell in cells.items()})
        for table in moving:
            old = table._area
            self._sheet._tables.remove(table)
            table._sheet = target
            table._area = Area(old.top + down, old.left + right, old.bottom + down, old.right + right)
            target._tables.append(table)
        self._sheet._book._move_references(self._sheet, area, target, down, right)

    @property
    def merge_cells(self):
        touched = [m for m in self._sheet._merges if m.meets(self._area)]
        if not touched:
            return False
        return True if any(m.covers(self._area) for m in touched) else None

    @property
    def merge_area(self):
        if self._area.text.count(":"):
            raise ApplicationError("only one cell is merged with others")
        found = [merged for merged in self._sheet._merges if merged.meets(self._area)]
        return Range(self._sheet, found[0] if found else self._area)

    @property
    def column_width(self):
        area = self._area
        widths = {self._sheet._widths.get(column, WIDTH) for column in range(area.left, area.right + 1)}
        return widths.pop() if len(widths) == 1 else None

    @column_width.setter
    def column_width(self, value):
        self._sheet._refuse_protected()
        if not 0 <= value <= 255:
            raise ApplicationError(f"a column cannot be {value} wide")
        pixels = int(value * 7 + 0.5)
        for column in range(self._area.left, self._area.right + 1):
            self._sheet._widths[column] = round(pixels / 7, 2)

    @property
    def row_height(self):
        area = self._area
        heights = {self._sheet._heights.get(row, HEIGHT) for row in range(area.top, area.bottom + 1)}
        return heights.pop() if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value):
        self._sheet._refuse_protected()
        if not 0 <= value <= 409.5:
            raise ApplicationError(f"a row cannot be {value} high")
        for row in range(self._area.top, self._area.bottom + 1):
            self._sheet._heights[row] = value

    def autofit(self, axis=None):
        for row in range(self._area.top, self._area.bottom + 1):
            self._sheet._heights.pop(row, None)

    def _left(self, column):
        return sum(int(self._sheet._widths.get(c, WIDTH) * 7 + 0.5) + 5 for c in range(1, column)) * 0.75

    def _top(self, row):
        return sum(self._sheet._heights.get(r, HEIGHT) for r in range(1, row))

    @property
    def left(self):
        return self._left(self._area.left)

    @property
    def top(self):
        return self._top(self._area.top)

    @property
    def width(self):
        return self._left(self._area.right + 1) - self._left(self._area.left)

    @property
    def height(self):
        return self._top(self._area.bottom + 1) - self._top(self._area.top)

    @property
    def table(self):
        return next((t for t in self._sheet._tables if t._area.holds(self._area.top, self._area.left)), None)

    @property
    def font(self):
        return Font(self)

    @property
    def borders(self):
        return Borders(self)

    def select(self):
        if self._sheet._book._active is not self._sheet:
            raise ApplicationError("cells of another sheet than the active one cannot be selected")
        self._sheet._book._app._selection = self


@counted
class Font(base_classes.Font):
    def __init__(self, parent):
        self.parent = parent

    @property
    def api(self):
        return self


def _font(name, default):
    def get(self):
        return self.parent._common(lambda cell: cell.look.get(f"font.{name}", default))

    def put(self, value):
        for cell in self.parent._made():
            cell.look[f"font.{name}"] = value

    return property(get, put)


for _name, _default in (("bold", False), ("italic", False), ("size", 11.0), ("color", (0, 0, 0)), ("name", "Calibri")):
    setattr(Font, _name, _font(_name, _default))
Font = counted(Font)


@counted
class Borders(base_classes.Borders):
    def __init__(self, parent):
        self.parent = parent

    @property
    def api(self):
        return self

    def set(self, which, *, line_style=base_classes._UNSET, weight=base_classes._UNSET, color=base_classes._UNSET):
        rows, columns = self.parent._shape()
        lacking = ("inside_horizontal" in which and rows == 1) or ("inside_vertical" in which and columns == 1)
        if lacking and tuple(which) != base_classes.BORDER_SIDES:
            raise ApplicationError("there is no inside border")
        for cell in self.parent._made():
            for side in which:
                cell.look[f"border.{side}"] = line_style
                if line_style in (None, "none"):
                    del cell.look[f"border.{side}"]
