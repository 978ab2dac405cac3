"""Workbooks, sheets and defined names."""

from __future__ import annotations

import re

from xlwings import base_classes

from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.formula_references import Target, quoted, references, replaced

from .calls import ApplicationError, counted
from .cells import Cell

_FORBIDDEN = re.compile(r"[\\/?*\[\]:]")
LONGEST_REFERS_TO = 255


@counted
class Book(base_classes.Book):
    def __init__(self, app, name):
        self._app, self._name, self._names = app, name, []
        self._sheets, self._made = [], 0
        self._sheets.append(Sheet(self, self._free_title()))
        self._active = self._sheets[0]

    @property
    def api(self):
        return self

    @property
    def app(self):
        return self._app

    @property
    def name(self):
        return self._name

    @property
    def fullname(self):
        return self._name

    @property
    def sheets(self):
        return Sheets(self)

    @property
    def names(self):
        return Names(self, None)

    def activate(self):
        self._app._active = self

    def _free_title(self):
        self._made += 1
        return f"Sheet{self._made}"

    def _sheet(self, title):
        return next((s for s in self._sheets if s._title.casefold() == title.casefold()), None)

    def _tables(self):
        return [table for sheet in self._sheets for table in sheet._tables]

    def _rewrite(self, replacement):
        """Every formula, name and chart reference through `replacement(reference, sheet it stands on)`."""
        for sheet in self._sheets:
            for cell in sheet._cells.values():
                if cell.formula is not None:
                    new = replaced(cell.formula, lambda reference, s=sheet: replacement(reference, s._title))
                    if new != cell.formula:
                        cell.formula = new
                        cell.recalculate()
            for chart in sheet._charts:
                chart._rewrite(lambda text, s=sheet: replaced(text, lambda r: replacement(r, s._title)))
        for name in self._names:
            title = name._sheet._title if name._sheet else ""
            name._refers_to = replaced(name._refers_to, lambda reference, t=title: replacement(reference, t))

    def _rename_sheet(self, old, new):
        def renamed(reference, _):
            if reference.external or reference.sheets != (old,):
                return None
            return f"{quoted(new)}!{reference.text}"

        self._rewrite(renamed)

    def _lose(self, *, sheet=None, table=None):
        def lost(reference, _):
            if sheet is not None and reference.sheets == (sheet,):
                return "#REF!"
            named = reference.target in (Target.NAME, Target.TABLE) and not reference.sheets
            return "#REF!" if table is not None and named and reference.text.casefold() == table.casefold() else None

        self._rewrite(lost)

    def _move_references(self, source, moved, target, down, right):
        def followed(reference, on):
            area = reference.area
            if area is None or reference.external or len(reference.sheets) > 1:
                return None
            title = reference.sheets[0] if reference.sheets else on
            if title == source._title and moved.covers(area):
                new = Area(area.top + down, area.left + right, area.bottom + down, area.right + right)
                prefix = f"{quoted(target._title)}!" if reference.sheets or target is not source else ""
                return prefix + (new.absolute if "$" in reference.text else new.text)
            onto = Area(moved.top + down, moved.left + right, moved.bottom + down, moved.right + right)
            return "#REF!" if title == target._title and onto.covers(area) else None

        self._rewrite(followed)


class Sheets(base_classes.Sheets):
    def __init__(self, book):
        self._book = book

    @property
    def api(self):
        return self

    @property
    def active(self):
        return self._book._active

    def __call__(self, key):
        if isinstance(key, int):
            return self._book._sheets[key - 1]
        found = self._book._sheet(key)
        if found is None:
            raise ApplicationError(f"no sheet {key!r}")
        return found

    def __len__(self):
        return len(self._book._sheets)

    def __iter__(self):
        return iter(list(self._book._sheets))

    def __contains__(self, key):
        return self._book._sheet(key) is not None

    def add(self, before=None, after=None, name=None):
        sheet = Sheet(self._book, self._book._free_title())
        place = self._book._sheets.index(before or after or self._book._active)
        self._book._sheets.insert(place + (after is not None and before is None), sheet)
        self._book._active = sheet
        if name is not None:
            sheet.name = name
        return sheet


Sheets = counted(Sheets)


@counted
class Sheet(base_classes.Sheet):
    def __init__(self, book, title):
        self._book, self._title = book, title
        self._cells, self._tables, self._charts, self._notes, self._pictures = {}, [], [], [], []
        self._merges, self._widths, self._heights = [], {}, {}
        self._gridlines, self._visible, self._protected = True, True, False

    @property
    def api(self):
        return self

    @property
    def book(self):
        return self._book

    @property
    def name(self):
        self._refuse_deleted()
        return self._title

    @name.setter
    def name(self, value):
        if not 1 <= len(value.encode("utf-16-le")) // 2 <= 31 or _FORBIDDEN.search(value):
            raise ApplicationError(f"{value!r} is no name of a sheet")
        if value.startswith("'") or value.endswith("'"):
            raise ApplicationError(f"{value!r} begins or ends with an apostrophe")
        other = self._book._sheet(value)
        if other is not None and other is not self:
            raise ApplicationError(f"there is a sheet {value!r}")
        old, self._title = self._title, value
        self._book._rename_sheet(old, value)

    @property
    def names(self):
        return Names(self._book, self)

    @property
    def index(self):
        self._refuse_deleted()
        return self._book._sheets.index(self) + 1

    def _refuse_deleted(self):
        if self not in self._book._sheets:
            raise ApplicationError(f"the sheet {self._title!r} is deleted")

    @property
    def visible(self):
        return self._visible

    @visible.setter
    def visible(self, value):
        self._visible = value

    @property
    def show_gridlines(self):
        return self._gridlines

    @show_gridlines.setter
    def show_gridlines(self, value):
        self._book._active = self
        self._gridlines = value

    def range(self, arg1, arg2=None):
        from .ranges import Range

        if isinstance(arg1, Range):
            area = arg1._area
        elif isinstance(arg1, tuple) and len(arg1) == 4:
            row, column, rows, columns = arg1
            area = Area(row, column, row + rows - 1, column + columns - 1)
        elif isinstance(arg1, tuple):
            area = Area(*arg1, *arg1)
        elif isinstance(arg1, str):
            if len(arg1) > 255:
                raise ApplicationError("an address of more than 255 characters")
            area = Area.of(arg1)
        else:
            area = Area(arg1, arg2, arg1, arg2)
            arg2 = None
        if arg2 is not None:
            other = self.range(arg2)._area
            area = Area(area.top, area.left, other.bottom, other.right)
        return Range(self, area)

    @property
    def cells(self):
        from .ranges import Range

        return Range(self, Area(1, 1, 1_048_576, 16_384))

    @property
    def used_range(self):
        from .ranges import Range

        used = [place for place, cell in self._cells.items() if not cell.blank or cell.look]
        if not used:
            return Range(self, Area(1, 1, 1, 1))
        rows, columns = [row for row, _ in used], [column for _, column in used]
        return Range(self, Area(min(rows), min(columns), max(rows), max(columns)))

    @property
    def tables(self):
        from .tables import Tables

        return Tables(self)

    @property
    def charts(self):
        from .charts import Charts

        return Charts(self)

    @property
    def pictures(self):
        return Things(self._pictures)

    @property
    def shapes(self):
        return Things([*self._charts, *self._pictures])

    @property
    def notes(self):
        return list(self._notes)

    def activate(self):
        if not self._visible:
            raise ApplicationError("a hidden sheet cannot be activated")
        self._book._active = self

    def select(self):
        self.activate()

    def delete(self):
        if sum(sheet._visible for sheet in self._book._sheets if sheet is not self) == 0:
            raise ApplicationError("a workbook must keep a visible sheet")
        place = self._book._sheets.index(self)
        self._book._sheets.remove(self)
        self._book._names = [name for name in self._book._names if name._sheet is not self]
        self._book._lose(sheet=self._title)
        for table in self._tables:
            self._book._lose(table=table._name)
        if self._book._active is self:
            self._book._active = self._book._sheets[min(place, len(self._book._sheets) - 1)]

    def move(self, before, after):
        sheets = self._book._sheets
        sheets.remove(self)
        sheets.insert(sheets.index(before or after) + (before is None), self)

    def copy(self, before, after):
        """As Excel does: the sheet's own names are copied, tables and charts with it under other names."""
        from copy import deepcopy

        from .charts import Chart
        from .tables import Table

        sheets, title = self._book._sheets, f"{self._title[:27]} (2)"
        new = Sheet(self._book, title)
        new._cells = deepcopy(self._cells)
        sheets.insert(sheets.index(before or after) + (before is None), new)
        for table in self._tables:
            new._tables.append(Table(new, table._area, f"{table._name}{len(self._book._tables())}"))
        for chart in self._charts:
            new._charts.append(Chart(new, chart._name, chart._box))
        for name in [name for name in self._book._names if name._sheet is self]:
            text = replaced(
                name._refers_to, lambda r: f"{quoted(title)}!{r.text}" if r.sheets == (self._title,) else None
            )
            self._book._names.append(Name(self._book, name._name, text, new))
        self._book._active = new

    def _refuse_protected(self):
        if self._protected:
            raise ApplicationError(f"the sheet {self._title!r} is protected")

    def _cell(self, row, column):
        return self._cells.setdefault((row, column), Cell())

    def _peek(self, row, column):
        return self._cells.get((row, column)) or Cell()


class Things(list):
    """A collection of which xlwings asks the length and the members."""

    @property
    def api(self):
        return self

    def __call__(self, key):
        return self[key - 1] if isinstance(key, int) else next(thing for thing in self if thing._name == key)


@counted
class Names(base_classes.Names):
    def __init__(self, book, sheet):
        self._book, self._sheet = book, sheet

    @property
    def api(self):
        return self

    def _all(self):
        return [name for name in self._book._names if self._sheet is None or name._sheet is self._sheet]

    def snapshot(self):
        return [(name._text, name) for name in self._all()]

    def __call__(self, key):
        if isinstance(key, int):
            return self._all()[key - 1]
        return next(name for name in self._all() if name._name.casefold() == key.casefold())

    def contains(self, key):
        return any(name._name.casefold() == key.casefold() for name in self._all())

    def __len__(self):
        return len(self._all())

    def add(self, name, refers_to):
        if not re.fullmatch(r"[^\W\d][\w.\\]*", name):
            raise ApplicationError(f"{name!r} is no name")
        if not refers_to.startswith("=") or len(refers_to) > LONGEST_REFERS_TO:
            raise ApplicationError(f"a name cannot refer to {refers_to!r}")
        for reference in references(refers_to):
            if reference.sheets and self._book._sheet(reference.sheets[0]) is None:
                raise ApplicationError(f"{refers_to!r} names a sheet that is not there")
        if any(table._name.casefold() == name.casefold() for table in self._book._tables()):
            raise ApplicationError(f"a table is named {name!r}")
        there = [n for n in self._book._names if n._name.casefold() == name.casefold() and n._sheet is self._sheet]
        if there:
            there[0]._refers_to = refers_to
            return there[0]
        self._book._names.append(Name(self._book, name, refers_to, self._sheet))
        return self._book._names[-1]


@counted
class Name(base_classes.Name):
    def __init__(self, book, name, refers_to, sheet):
        self._book, self._name, self._refers_to, self._sheet, self._hidden = book, name, refers_to, sheet, False

    @property
    def api(self):
        return self

    @property
    def _text(self):
        return self._name if self._sheet is None else f"{quoted(self._sheet._title)}!{self._name}"

    @property
    def name(self):
        return self._text

    @property
    def refers_to(self):
        return self._refers_to

    @refers_to.setter
    def refers_to(self, value):
        if not value.startswith("=") or len(value) > LONGEST_REFERS_TO:
            raise ApplicationError(f"a name cannot refer to {value!r}")
        self._refers_to = value

    def delete(self):
        self._book._names.remove(self)
