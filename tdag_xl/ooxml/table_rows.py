"""Rows put under the last one of a table in a closed workbook, as they are when staff type there in Excel.

The sheet's part and the table's part change. The workbook part changes where Excel must be asked to calculate when it
opens the workbook; another part only where a reference of staff reaches to the table's last row, and follows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.errors import UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.areas import Area, column_letters
from tdag_xl.ooxml.calc_chain import chain_entries
from tdag_xl.ooxml.column_formulas import calculated_columns, column_formulas
from tdag_xl.ooxml.following import follow
from tdag_xl.ooxml.formula_sites import Site
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.row_cells import CellWriter
from tdag_xl.ooxml.row_room import body_of, first_free_row, refuse_taken_room, stretched
from tdag_xl.ooxml.sheet_source import numbered_rows
from tdag_xl.ooxml.sheet_tables import Move
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.workbook_edit import calculate_on_load
from tdag_xl.ooxml.worksheet import set_dimension, used_area
from tdag_xl.ooxml.xml_part import DamagedPartError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.content import Content
    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.row_cells import Value
    from tdag_xl.ooxml.workbook import TableInfo


@dataclass(frozen=True)
class RowsAppended:
    """What to write: zip members with their new bytes; and which references of staff followed the table, in words."""

    changes: Mapping[str, Content | None]
    followed: tuple[str, ...]


def append_rows(package: Package, table: TableInfo, rows: Sequence[Mapping[str, Value]]) -> RowsAppended:
    """The changes that put `rows` (values by heading, as the table has it) under the last row in use of `table`.

    Blank rows at the table's end are filled first; for the others the table grows. A cell without a value has the
    format of the cell above it, and the formula where its column has one. `package` stays as it is.
    Raises RoomTakenError where entries stand under the table; UnsupportedWorkbookError for a protected sheet and for
    a column formula that cannot be continued; ValueError for a heading that the table does not have.
    """
    strangers = {heading for row in rows for heading in row} - set(table.columns)
    if strangers:
        raise ValueError(f"the table {table.name!r} has no column {min(strangers)!r}")
    if not rows:
        return RowsAppended({}, ())
    return _Appending(package.copy(), table, rows).run()


class _Appending:
    """Rows appended to one table of `package`, step by step."""

    def __init__(self, package: Package, table: TableInfo, rows: Sequence[Mapping[str, Value]]) -> None:
        self.package, self.table, self.rows = package, table, rows
        self.book = Workbook(package)
        self.sheet, self.part = next(
            (sheet, sheet.part) for sheet in self.book.sheets if sheet.name == table.sheet and sheet.part is not None
        )

    def run(self) -> RowsAppended:
        root = self.package.tree(self.part)
        self._refuse_protected(root)
        _, rows = _data(root)
        first = first_free_row(self.table, rows, calculated_columns(self.package, self.table))
        last = first + len(self.rows) - 1
        body = body_of(self.table)
        if last > body.bottom:
            refuse_taken_room(self.package, self.book, self.table, root, rows, last)
        followed = self._follow(last) if last > body.bottom else ()
        root = self.package.tree(self.part)  # once more: what followed was written into the part
        data, rows = _data(root)
        formulas = column_formulas(self.package, self.table, rows, self._left_blank())
        writer = CellWriter(self.package, self.book, self.table, root, rows)
        added = self._put_cells(writer, rows, first, formulas)
        data[:] = [rows[number] for number in sorted(rows)]
        set_dimension(root, used_area(data))
        self._fill()
        self.package.write_tree(self.part, root)
        self._chain(added)
        self._calculate_on_load()
        return RowsAppended(dict(self.package.changes), followed)

    def _left_blank(self) -> list[str]:
        """The headings for which some row has no value."""
        return [heading for heading in self.table.columns if any(row.get(heading) is None for row in self.rows)]

    def _refuse_protected(self, root: Element) -> None:
        protection = root.find(q("sheetProtection"))
        if protection is not None and protection.get("sheet", "0") in ("1", "true"):
            raise UnsupportedWorkbookError(
                self.package.path,
                f"the sheet {self.sheet.name!r} is protected, so no row may be added to the table "
                f"{self.table.name!r}. Take the protection off (Review › Unprotect Sheet), save, and try again. "
                "Nothing was changed.",
            )

    def _follow(self, last: int) -> tuple[str, ...]:
        """Let the table reach to the row `last`, and with it the references of staff that reached to its end."""
        old = self.table.area
        new = Area(old.top, old.left, last, old.right)
        element = self.package.tree(self.table.part)
        for one in (element, *element.iter(q("autoFilter"), q("sortState"), q("sortCondition"))):
            one.set("ref", stretched(one.get("ref", ""), old.bottom, last))
        self.package.write_tree(self.table.part, element)
        top = old.top - (not self.table.header)
        move = Move(
            self.sheet.name,
            self.table.name,
            Area(top, old.left, old.bottom, old.right),
            Area(top, new.left, new.bottom, new.right),
        )
        edits = follow(self.package, self.book, [move], frozenset())
        return tuple(
            f"{place}: {edit.before} is now {edit.after}" for place, edit in edits if edit.site is not Site.UNCHECKED
        )

    def _fill(self) -> None:
        """Take from the table the mark of Excel that it has no rows, and that its blank one only waits for an entry."""
        element = self.package.tree(self.table.part)
        if "insertRow" in element.attrib:
            del element.attrib["insertRow"]
            self.package.write_tree(self.table.part, element)

    def _put_cells(
        self, writer: CellWriter, rows: dict[int, Element], first: int, formulas: Mapping[str, str]
    ) -> list[str]:
        """Write the cells; the addresses of those with a formula."""
        added = []
        for number, values in enumerate(self.rows, start=first):
            row = rows.setdefault(number, _row(number))
            for column, heading in enumerate(self.table.columns, start=self.table.area.left):
                value, formula = values.get(heading), formulas.get(heading)
                writer.put(row, column, value, formula if value is None else None)
                if value is None and formula is not None:
                    added.append(f"{column_letters(column)}{number}")
        return added

    def _chain(self, cells: Sequence[str]) -> None:
        """Add the cells to the calculation chain, where the workbook has one."""
        for part in self.package.related(self.book.part, ns.CALC_CHAIN):
            if cells and self.package.has(part):
                root = self.package.tree(part)
                there = {cell for sheet, cell in chain_entries(root) if sheet == self.sheet.sheet_id}
                for cell in cells:
                    if cell not in there:
                        entry = etree.SubElement(root, q("c"))
                        entry.set("r", cell)
                        entry.set("i", str(self.sheet.sheet_id))
                self.package.write_tree(part, root)

    def _calculate_on_load(self) -> None:
        """Ask for a calculation, since formulas may use the table; names that followed are written as well."""
        calculate_on_load(self.book.root)
        if etree.tostring(self.book.root) != etree.tostring(self.package.tree(self.book.part)):
            self.package.write_tree(self.book.part, self.book.root)


def _data(root: Element) -> tuple[Element, dict[int, Element]]:
    data = root.find(q("sheetData"))
    if data is None:
        raise DamagedPartError(root.getroottree().docinfo.URL or "", "the sheet holds a table and no cells")
    return data, numbered_rows(data)


def _row(number: int) -> Element:
    row = etree.Element(q("row"))
    row.set("r", str(number))
    return row
