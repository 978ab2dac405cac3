"""One generated sheet put into the package: appended when it is new, updated in place when it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.errors import RoomTakenError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.areas import CellSet
from tdag_xl.ooxml.formula_references import quoted
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.page_setup import setup_of, take_over_setup
from tdag_xl.ooxml.part_edit import add_xml_part, free_part
from tdag_xl.ooxml.row_text import write_sheet
from tdag_xl.ooxml.shared_strings import joined_text, shared_strings
from tdag_xl.ooxml.sheet_charts import SheetCharts
from tdag_xl.ooxml.sheet_source import SheetSource, sheet_source, source_of
from tdag_xl.ooxml.sheet_tables import Move, SheetTables
from tdag_xl.ooxml.workbook import SheetInfo, Workbook, unescaped
from tdag_xl.ooxml.workbook_edit import add_sheet
from tdag_xl.ooxml.worksheet import CellsPut, put_cells, set_dimension
from tdag_xl.ooxml.xml_part import STANDALONE

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.markers import ExistingSheet, GeneratedSheet
    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName
    from tdag_xl.ooxml.scratch import ScratchSheet

_CONTENT_TYPE = f"{ns.CONTENT}spreadsheetml.worksheet+xml"
_EMPTY = f'<worksheet xmlns="{ns.MAIN}"><sheetData/></worksheet>'.encode()
_OWN_PARTS = ("drawing", "tableParts")
_MOST_CELLS = 10
_DECLARATION = 512
"""Bytes at the beginning of a part that hold its byte order mark and XML declaration."""


class SheetGraft:
    """The graft of one sheet, with what it did: moves of tables, our chart parts, tables that went, warnings."""

    def __init__(self, package: Package, sheet: GeneratedSheet, fresh: ScratchSheet, owned_prefix: str) -> None:
        self.package, self.sheet, self.fresh, self.owned_prefix = package, sheet, fresh, owned_prefix
        self.setup = setup_of(fresh.root)
        self.moves: list[Move] = []
        self.chart_parts: frozenset[str] = frozenset()
        self.tables_gone: list[str] = []
        self.warnings: list[str] = []

    def append(self) -> SheetInfo:
        """Add the sheet after the last one; where it stands."""
        folder = self.package.workbook_part.folder
        part = free_part(self.package, f"{folder}worksheets/", "sheet")
        add_xml_part(self.package, part, _EMPTY, _CONTENT_TYPE)
        book = add_sheet(self.package, self.sheet.name, part)
        root = self.fresh.root
        for name in _OWN_PARTS:
            for element in root.findall(q(name)):
                root.remove(element)
        for view in root.iter(q("sheetView")):
            view.attrib.pop("tabSelected", "")
        self._fill(part, source_of(root), CellSet(()), STANDALONE)
        return book.sheets[-1]

    def update(self, existing: ExistingSheet) -> None:
        """Replace what is ours on the sheet. Raises RoomTakenError where staff entries stand in the way."""
        part = existing.sheet.part
        if part is None:
            raise ValueError(f"the sheet {existing.name!r} has no part")
        source = sheet_source(self.package, part)
        take_over_setup(source.root, self.fresh.root, existing.setup)
        self._fill(part, source, CellSet(existing.cells), self.package.head(part, _DECLARATION))

    def _fill(self, part: PartName, source: SheetSource, owned: CellSet, like: bytes) -> None:
        root, book = source.root, Workbook(self.package)
        tables = SheetTables(self.package, book, self.sheet.name, part, owned, self.owned_prefix)
        put = tables.put(root, self.fresh.tables, self.fresh.cells)
        cells = put_cells(source, self.fresh.rows, self.fresh.cells, owned, filtered=put.filtered)
        self._refuse_taken_room(cells)
        set_dimension(root, cells.used)
        charts = SheetCharts(self.package, part, self.owned_prefix)
        self.chart_parts = charts.put(root, self.fresh.charts)
        write_sheet(self.package, part, root, cells.rows, like)
        self.moves, self.tables_gone = put.moves, put.gone
        self.warnings += put.warnings
        where = quoted(self.sheet.name)
        self.warnings += [f"{where}!{a} held the formula ={f}, and was written over." for a, f in cells.formulas]

    def _refuse_taken_room(self, cells: CellsPut) -> None:
        held = [f"{address} ({self._held(cell)})" for address, cell in cells.taken] + cells.blocks
        if held:
            more = f" and {len(held) - _MOST_CELLS} more" if len(held) > _MOST_CELLS else ""
            raise RoomTakenError(
                self.package.path,
                f"on sheet {self.sheet.name!r} the generated tables need room where staff entries stand: "
                f"{', '.join(held[:_MOST_CELLS])}{more}. Move them below or beside the generated tables, or to another "
                "sheet, save, and refresh again. Nothing was changed.",
            )

    def _held(self, cell: Element) -> str:
        formula, text = cell.find(q("f")), cell.findtext(q("v"), "")
        if formula is not None:
            return f"={formula.text or '…'}"
        if cell.get("t") == "s" and text.isdecimal():
            text = next((s for i, s in enumerate(shared_strings(self.package)) if i == int(text)), "")
        elif cell.get("t") == "inlineStr":
            text = joined_text(cell)
        text = unescaped(text)
        return repr(text if len(text) <= 40 else text[:39] + "…") if cell.get("t") else text
