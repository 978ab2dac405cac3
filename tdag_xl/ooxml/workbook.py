"""What a workbook consists of: sheets, defined names and tables, read from its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tdag_xl.errors import NotAWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.xml_part import whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class SheetInfo:
    """A sheet of any kind: its tab's name, its ids, its part (None where the relationship is broken) and position."""

    name: str
    sheet_id: int
    relationship: str
    state: str
    part: PartName | None
    kind: str
    position: int

    @property
    def is_worksheet(self) -> bool:
        """Whether it is a sheet of cells, and not a chart sheet, dialog sheet or macro sheet."""
        return self.kind.endswith("/worksheet") and self.part is not None


@dataclass(frozen=True)
class DefinedName:
    """A defined name; `sheet` is the position of the sheet it is local to, else None."""

    name: str
    text: str
    sheet: int | None
    hidden: bool


@dataclass(frozen=True)
class TableInfo:
    """An Excel Table: `area` with its header and totals rows, `columns` the headings as staff read them."""

    name: str
    sheet: str
    area: Area
    header: bool
    totals: bool
    columns: tuple[str, ...]
    id: int
    part: PartName

    @property
    def body(self) -> Area | None:
        """The rows between header and totals; None where there are none."""
        top, bottom = self.area.top + self.header, self.area.bottom - self.totals
        return Area(top, self.area.left, bottom, self.area.right) if top <= bottom else None


class Workbook:
    """The workbook of a package, as it was when first asked. Raises NotAWorkbookError for missing or damaged parts."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = package.workbook_part

    @cached_property
    def root(self) -> Element:
        """The tree of the workbook part."""
        return self.package.tree(self.part)

    @cached_property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets in the order of their tabs."""
        edges = {edge.id: edge for edge in self.package.relationships(self.part)}
        found = []
        for position, element in enumerate(self.root.findall(f"{ns.q('sheets')}/{ns.q('sheet')}")):
            relationship = element.get(ns.q("id", ns.OFFICE), "")
            edge = edges.get(relationship)
            part = edge.part if edge is not None and edge.part is not None and self.package.has(edge.part) else None
            found.append(
                SheetInfo(
                    name=element.get("name", ""),
                    sheet_id=whole_number(element, "sheetId"),
                    relationship=relationship,
                    state=element.get("state", "visible"),
                    part=part,
                    kind=edge.type if edge else "",
                    position=position,
                )
            )
        return tuple(found)

    @cached_property
    def names(self) -> tuple[DefinedName, ...]:
        """The defined names, global and local, in the order of the part."""
        return tuple(
            DefinedName(
                name=element.get("name", ""),
                text=element.text or "",
                sheet=whole_number(element, "localSheetId") if "localSheetId" in element.attrib else None,
                hidden=element.get("hidden") in ("1", "true"),
            )
            for element in self.root.findall(f"{ns.q('definedNames')}/{ns.q('definedName')}")
        )

    @cached_property
    def tables(self) -> tuple[TableInfo, ...]:
        """The tables of all worksheets, sheet by sheet."""
        return tuple(
            self._table(sheet.name, part)
            for sheet in self.sheets
            if sheet.part is not None
            for part in self.package.related(sheet.part, ns.TABLE)
            if self.package.has(part)
        )

    def _table(self, sheet: str, part: PartName) -> TableInfo:
        try:
            return table_info(self.package.tree(part), sheet, part)
        except ValueError as broken:
            raise NotAWorkbookError(
                self.package.path,
                f"the part {part}, a table on sheet {sheet!r}, is damaged ({broken}). Open the file in Excel and let "
                "it be repaired.",
            ) from broken

    def table(self, name: str) -> TableInfo | None:
        """The table of that name, as Excel compares names (case does not count)."""
        return next((table for table in self.tables if table.name.casefold() == name.casefold()), None)

    @property
    def structure_protected(self) -> bool:
        """Whether Excel lets nobody add, remove, move or rename sheets (ECMA-376 Part 1 §18.2.29)."""
        protection = self.root.find(ns.q("workbookProtection"))
        return protection is not None and protection.get("lockStructure", "0").strip() in ("1", "true")

    @property
    def date1904(self) -> bool:
        """Whether days count from 1904 instead of 1900."""
        properties = self.root.find(ns.q("workbookPr"))
        return properties is not None and properties.get("date1904") in ("1", "true", "on")


def table_info(root: Element, sheet: str, part: PartName) -> TableInfo:
    """The table that a table part (ECMA-376 Part 1 §18.5.1.2) describes. Raises ValueError."""
    columns = root.findall(f"{ns.q('tableColumns')}/{ns.q('tableColumn')}")
    return TableInfo(
        name=unescaped(root.get("displayName", root.get("name", ""))),
        sheet=sheet,
        area=Area.of(root.get("ref", "")),
        header=root.get("headerRowCount", "1") != "0",
        totals=root.get("totalsRowCount", "0") != "0",
        columns=tuple(unescaped(column.get("name", "")) for column in columns),
        id=whole_number(root, "id"),
        part=part,
    )


def unescaped(text: str) -> str:
    r"""`text` with its _xHHHH_ escapes resolved (ST_Xstring, ECMA-376 Part 1 §22.9.2.19).

    >>> unescaped("Amount_x000a_USD")
    'Amount\nUSD'
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
