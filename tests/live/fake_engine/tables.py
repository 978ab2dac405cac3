"""Tables, with the rules that Excel keeps on their headings, their place and their names."""

from __future__ import annotations

import re

from xlwings import base_classes

from tdag_xl.ooxml.areas import Area

from .book import Things
from .calls import ApplicationError, counted


@counted
class Table(base_classes.Table):
    def __init__(self, sheet, area, name):
        self._sheet, self._area, self._name = sheet, area, name
        self._headers, self._totals, self._filtered, self._style = True, False, True, "TableStyleMedium2"
        self._criteria = None
        self._mend_headings()

    @property
    def api(self):
        return self

    @property
    def parent(self):
        return self._sheet

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, value):
        book = self._sheet._book
        if not re.fullmatch(r"[^\W\d][\w.\\]*", value) or len(value) > 255:
            raise ApplicationError(f"{value!r} is no name of a table")
        taken = [table._name for table in book._tables() if table is not self]
        taken += [name._name for name in book._names]
        if value.casefold() in (name.casefold() for name in taken):
            raise ApplicationError(f"the name {value!r} is taken")
        self._name = value

    @property
    def range(self):
        return self._sheet.range(self._area.text)

    @property
    def header_row_range(self):
        area = self._area
        return self._sheet.range(Area(area.top, area.left, area.top, area.right).text)

    @property
    def data_body_range(self):
        area = self._area
        return self._sheet.range(Area(area.top + 1, area.left, area.bottom - self._totals, area.right).text)

    @property
    def show_headers(self):
        return self._headers

    @property
    def show_totals(self):
        return self._totals

    @show_totals.setter
    def show_totals(self, value):
        if value == self._totals:
            return
        area, change = self._area, 1 if value else -1
        row = area.bottom + value
        places = [(row, column) for column in range(area.left, area.right + 1)]
        if value and any(not self._sheet._peek(*place).blank for place in places):
            raise ApplicationError("no room for the total row")
        for place in places:
            self._sheet._cell(*place).clear()
        self._totals = value
        self._area = Area(area.top, area.left, area.bottom + change, area.right)
        if value:
            self._sheet._cell(row, area.left).value = "Total"

    @property
    def show_autofilter(self):
        return self._filtered

    @show_autofilter.setter
    def show_autofilter(self, value):
        self._filtered = value

    @property
    def autofilter(self):
        return AutoFilter(self)

    @property
    def table_style(self):
        return self._style

    @property
    def columns(self):
        area = self._area
        return Things(Column(self, column) for column in range(area.left, area.right + 1))

    def resize(self, target):
        area, sheet = target.impl._area, self._sheet
        sheet._refuse_protected()
        if area.top != self._area.top or not area.meets(self._area):
            raise ApplicationError("a table is resized from its own heading row")
        if area.bottom - area.top < 1 + self._totals:
            raise ApplicationError("a table needs a row")
        if any(table._area.meets(area) for table in sheet._tables if table is not self):
            raise ApplicationError("another table is there")
        new = [place for place in target.impl._places() if not self._area.holds(*place)]
        if any(not sheet._peek(*place).blank for place in new):
            raise ApplicationError("entries stand where the table should grow")
        self._fill_formulas(area)
        self._area = area
        self._mend_headings()

    def _fill_formulas(self, area):
        """A column whose cells all hold one formula goes on with it."""
        old = self._area
        for column in range(old.left, min(old.right, area.right) + 1):
            formulas = {self._sheet._peek(row, column).formula for row in range(old.top + 1, old.bottom + 1)}
            if len(formulas) == 1 and None not in formulas:
                for row in range(old.bottom + 1, area.bottom + 1):
                    cell = self._sheet._cell(row, column)
                    cell.formula = next(iter(formulas))
                    cell.recalculate()

    def _mend_headings(self):
        area, seen = self._area, set()
        for number, column in enumerate(range(area.left, area.right + 1), 1):
            cell = self._sheet._cell(area.top, column)
            text = f"Column{number}" if cell.value is None else cell.read_formula()
            unique, again = text, 1
            while unique.casefold() in seen:
                again += 1
                unique = f"{text}{again}"
            seen.add(unique.casefold())
            cell.value, cell.formula = unique, None


class Column(base_classes.TableColumn):
    def __init__(self, table, column):
        self._table, self._column = table, column

    @property
    def name(self):
        return self._table._sheet._peek(self._table._area.top, self._column).value


@counted
class AutoFilter(base_classes.AutoFilter):
    def __init__(self, table):
        self._table = table

    @property
    def api(self):
        return self

    def clear(self, field=None):
        self._table._criteria = None


@counted
class Tables(base_classes.Tables):
    def __init__(self, sheet):
        self._sheet = sheet

    @property
    def api(self):
        return self

    def __call__(self, key):
        if isinstance(key, int):
            return self._sheet._tables[key - 1]
        found = [table for table in self._sheet._tables if table._name.casefold() == key.casefold()]
        if not found:
            raise KeyError(key)
        return found[0]

    def __len__(self):
        return len(self._sheet._tables)

    def __iter__(self):
        return iter(list(self._sheet._tables))

    def __contains__(self, key):
        return any(table._name.casefold() == key.casefold() for table in self._sheet._tables)

    def add(self, source_type=None, source=None, link_source=None, has_headers=None, destination=None,
            table_style_name=None, name=None):  # fmt: skip
        area = source.impl._area
        if area.bottom == area.top:
            raise ApplicationError("a table needs a row")
        if any(table._area.meets(area) for table in self._sheet._tables):
            raise ApplicationError("a table is there")
        taken = {table._name for table in self._sheet._book._tables()}
        number = next(n for n in range(1, 10_000) if f"Table{n}" not in taken)
        table = Table(self._sheet, area, f"Table{number}")
        table._style = table_style_name
        self._sheet._tables.append(table)
        if name is not None:
            table.name = name
        return table
