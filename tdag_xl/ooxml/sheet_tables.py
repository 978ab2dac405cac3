"""The tables of a generated sheet: ours kept by name with their part, id and column ids, staff's left alone."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.errors import RoomTakenError, UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.areas import Area, CellSet
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.part_edit import add_xml_part, free_part, relate, unrelate
from tdag_xl.ooxml.schema_order import WORKSHEET, insert_in_order
from tdag_xl.ooxml.workbook import TableInfo, table_info, unescaped
from tdag_xl.ooxml.xml_part import DamagedPartError, next_number, serialized, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName
    from tdag_xl.ooxml.workbook import Workbook

_CONTENT_TYPE = f"{ns.CONTENT}spreadsheetml.table+xml"


@dataclass(frozen=True)
class Move:
    """One of our tables before and after a refresh: each area with its header row, without a totals row."""

    sheet: str
    table: str
    old: Area
    new: Area


@dataclass
class TablesPut:
    """What became of the tables of a sheet; `filtered` are areas whose rows a filter may have hidden."""

    moves: list[Move] = field(default_factory=list)
    filtered: list[Area] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SheetTables:
    """The tables of one generated sheet of `book`, to be made those of the scratch."""

    package: Package
    book: Workbook
    sheet: str
    part: PartName
    owned: CellSet
    owned_prefix: str

    def put(self, root: Element, fresh: Sequence[Element], cells: CellSet) -> TablesPut:
        """Make `fresh` the sheet's tables; those of staff stay. Raises RoomTakenError, UnsupportedWorkbookError."""
        put = TablesPut()
        infos = [table_info(element, self.sheet, self.part) for element in fresh]
        here = {table.name.casefold(): table for table in self._here()}
        names = {info.name.casefold() for info in infos}
        for folded, table in here.items():
            if folded not in names and self._is_ours(table):
                self._remove(root, table)
                put.gone.append(table.name)
            elif folded not in names and cells.meets(table.area):
                raise self._in_the_way(table, infos)
        for element, info in zip(fresh, infos, strict=True):
            old = here.get(info.name.casefold())
            if old is None:
                self._refuse_taken_name(info.name)
                self._add(root, element)
            else:
                self._update(element, info, old, put)
        return put

    def _here(self) -> list[TableInfo]:
        return [t for t in self.book.tables if t.sheet == self.sheet]

    def _is_ours(self, table: TableInfo) -> bool:
        ours = table.name.casefold().startswith(self.owned_prefix.casefold())
        return ours and (table.area.top, table.area.left) in self.owned

    def _in_the_way(self, table: TableInfo, infos: Sequence[TableInfo]) -> RoomTakenError:
        renamed = next((info.name for info in infos if info.columns == table.columns), None)
        todo = (
            f"If this is the table {renamed!r}, give it that name again under Table Design"
            if renamed
            else "Move it below or beside the generated tables, or to another sheet"
        )
        return RoomTakenError(
            self.package.path,
            f"on sheet {self.sheet!r} the table {table.name!r} ({table.area.text}) stands where a generated table "
            f"needs room. {todo}, save, and refresh again. Nothing was changed.",
        )

    def _refuse_taken_name(self, name: str) -> None:
        table = self.book.table(name)
        if table is not None:
            taken = f"the table {table.name!r} on sheet {table.sheet!r}"
        elif any(known.name.casefold() == name.casefold() for known in self.book.names):
            taken = f"the defined name {name!r}"
        else:
            return
        raise UnsupportedWorkbookError(
            self.package.path,
            f"{taken} has the name of a table that the refresh must write. Give it another name, save, and refresh "
            "again. Nothing was changed.",
        )

    def _remove(self, root: Element, table: TableInfo) -> None:
        for edge in self.package.relationships(self.part):
            if edge.part is not None and edge.part.folded == table.part.folded:
                unrelate(self.package, self.part, edge.id)
                _drop_table_part(root, edge.id)

    def _add(self, root: Element, fresh: Element) -> None:
        element = deepcopy(fresh)
        element.set("id", str(self._free_id()))
        part = free_part(self.package, f"{self.package.workbook_part.folder}tables/", "table")
        add_xml_part(self.package, part, serialized(element), _CONTENT_TYPE)
        _add_table_part(root, relate(self.package, self.part, ns.TABLE, part))

    def _free_id(self) -> int:
        parts = [p for p in self.package.parts if self.package.content_type(p) == _CONTENT_TYPE]
        return next_number(whole_number(self.package.tree(part), "id") for part in parts)

    def _update(self, fresh: Element, info: TableInfo, old: TableInfo, put: TablesPut) -> None:
        element = self.package.tree(old.part)
        before = Area(old.area.top - (not old.header), old.area.left, old.area.bottom - old.totals, old.area.right)
        added = self._columns_added(info, old, put)
        area = Area(info.area.top, info.area.left, info.area.bottom, info.area.right + len(added))
        totals = self._totals(old, before, area)
        put.moves.append(Move(self.sheet, info.name, before, area))
        if next(element.iter(q("filterColumn")), None) is not None:
            put.filtered.append(before)
        _set_ref(element, area, totals=totals)
        _set_columns(element, fresh, added)
        self.package.write_tree(old.part, element)

    def _columns_added(self, info: TableInfo, old: TableInfo, put: TablesPut) -> tuple[str, ...]:
        """The headings of staff's columns at the right end, which stay in the table while it stays in its place."""
        added = tuple(column for column in old.columns if column not in info.columns)
        ours = tuple(column for column in old.columns if column in info.columns)
        if not added or set(ours) != set(info.columns):
            return ()
        if old.columns != ours + added:
            raise RoomTakenError(
                self.package.path,
                f"on sheet {self.sheet!r} the column {added[0]!r} was put inside the table {old.name!r}, where a "
                "refresh would overwrite it. Move it to the right end of the table or outside it, save, and refresh "
                "again. Nothing was changed.",
            )
        if (old.area.top - (not old.header), old.area.left) == (info.area.top, info.area.left):
            return added
        put.warnings.append(
            f"The table {old.name!r} on sheet {self.sheet!r} moved: {', '.join(map(repr, added))}, added by hand, "
            "stayed in place and is no column of it any more."
        )
        return ()

    def _totals(self, old: TableInfo, before: Area, after: Area) -> bool:
        if old.totals and (before.top, before.bottom) != (after.top, after.bottom):
            raise RoomTakenError(
                self.package.path,
                f"on sheet {self.sheet!r} the table {old.name!r} has a total row where the refreshed table needs room. "
                "Take the tick from Table Design › Total Row, save, and refresh again. Nothing was changed.",
            )
        return old.totals


def _set_ref(element: Element, area: Area, *, totals: bool) -> None:
    element.set("ref", Area(area.top, area.left, area.bottom + totals, area.right).text)
    element.attrib.pop("headerRowCount", "")
    for sort in element.findall(q("sortState")):
        element.remove(sort)
    for filters in element.findall(q("autoFilter")):
        filters.set("ref", area.text)
        filters[:] = []


def _set_columns(element: Element, fresh: Element, added: Sequence[str]) -> None:
    """The columns of `fresh` in its order, then those `added` by staff; known columns keep their id and more."""
    group = element.find(q("tableColumns"))
    new = fresh.find(q("tableColumns"))
    if group is None or new is None:
        raise DamagedPartError(element.getroottree().docinfo.URL or "", "the table has no columns")
    known = {unescaped(column.get("name", "")): column for column in group}
    free = next_number(whole_number(column, "id") for column in group)
    columns = []
    for column in new:
        own = known.get(unescaped(column.get("name", "")))
        if own is None:
            own = deepcopy(column)
            own.set("id", str(free))
            free += 1
        own.attrib.pop("dataDxfId", "")
        if (differential := column.get("dataDxfId")) is not None:
            own.set("dataDxfId", differential)
        for formula in own.findall(q("calculatedColumnFormula")):
            own.remove(formula)
        columns.append(own)
    group[:] = [*columns, *(known[name] for name in added)]
    group.set("count", str(len(group)))


def _add_table_part(root: Element, identifier: str) -> None:
    group = root.find(q("tableParts"))
    if group is None:
        group = etree.Element(q("tableParts"))
        insert_in_order(root, group, WORKSHEET)
    etree.SubElement(group, q("tablePart")).set(q("id", ns.OFFICE), identifier)
    group.set("count", str(len(group)))


def _drop_table_part(root: Element, identifier: str) -> None:
    for group in root.findall(q("tableParts")):
        for part in group.findall(q("tablePart")):
            if part.get(q("id", ns.OFFICE)) == identifier:
                group.remove(part)
        group.set("count", str(len(group)))
        if len(group) == 0:
            root.remove(group)
