"""A generated sheet updated in place: our cells out, the new ones in, every other cell and row as staff left it.

Row by row, so that a list needs no more memory than a summary: what is written is text, held compressed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml.areas import LAST_COLUMN, Area, CellSet, cell_position, column_letters
from tdag_xl.ooxml.content import Packed
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.row_text import RowTexts, element_of
from tdag_xl.ooxml.schema_order import WORKSHEET, insert_in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.sheet_source import SheetSource

_CELL = q("c")
_FORMULA, _VALUE, _INLINE = q("f"), q("v"), q("is")
_OURS_ON_ROWS = ("ht", "customHeight", "spans")

FreshRow = tuple[int, str]
"""A row to write: its number and its text, in the default namespace."""


@dataclass
class CellsPut:
    """The sheet's new rows, in UTF-8, and the area that their cells are in.

    What happened to cells of staff: `taken` stand in the way (nothing may be written), `formulas` were replaced.
    """

    rows: Packed
    used: Area | None
    taken: list[tuple[str, Element]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    formulas: list[tuple[str, str]] = field(default_factory=list)


def put_cells(
    sheet: SheetSource, fresh_rows: Iterable[FreshRow], fresh: CellSet, owned: CellSet, *, filtered: Sequence[Area] = ()
) -> CellsPut:
    """Replace the `owned` cells of the sheet by `fresh_rows`, which ascend and whose cells are `fresh`.

    Heights are ours on the rows where our cells stand or stood. Rows of `filtered` areas are shown again, because the
    filter that hid them goes with the old figures.
    """
    unhidden = {row for area in filtered for row in range(area.top, area.bottom + 1)}
    change = _Change(sheet.root, fresh, owned, unhidden)
    rows = Packed(text.encode() for text in change.texts(sheet.rows(), fresh_rows))
    blocks = [*change.arrays, *_merged_blocks(sheet.root, fresh), *change.orphans()]
    return CellsPut(rows, joined([*fresh.areas, *change.kept]), change.taken, blocks, change.formulas)


def _merged_blocks(root: Element, fresh: CellSet) -> Iterator[str]:
    """Merged cells that our cells would break."""
    for merged in root.iterfind(f"{q('mergeCells')}/{q('mergeCell')}"):
        area = Area.of(merged.get("ref", ""))
        if fresh.meets_below(area):
            yield f"the merged cells {area.text}"


class _Change:
    """The rows of one sheet as they change, and what was found in them."""

    def __init__(self, root: Element, fresh: CellSet, owned: CellSet, unhidden: set[int]) -> None:
        self._texts, self._fresh, self._owned, self._unhidden = RowTexts(root), fresh, owned, unhidden
        self._masters: set[str] = set()
        self._sharing: list[tuple[str, str]] = []
        self.kept: list[Area] = []
        self.taken: list[tuple[str, Element]] = []
        self.arrays: list[str] = []
        self.formulas: list[tuple[str, str]] = []

    def texts(self, rows: Iterable[tuple[int, Element]], fresh_rows: Iterable[FreshRow]) -> Iterator[str]:
        """Each row as it will be."""
        ahead = iter(fresh_rows)
        new = next(ahead, None)
        for number, row in rows:
            while new is not None and new[0] < number:
                yield self._texts.of_text(new[1])
                new = next(ahead, None)
            self._clear(number, row)
            if new is not None and new[0] == number:
                yield self._written_again(number, row, new[1])
                new = next(ahead, None)
            else:
                yield self._left(number, row)
        while new is not None:
            yield self._texts.of_text(new[1])
            new = next(ahead, None)

    def orphans(self) -> list[str]:
        """Cells that stay and share the formula of one that went."""
        return [f"the shared formula at {cell}" for shared, cell in self._sharing if shared in self._masters]

    def _clear(self, number: int, row: Element) -> None:
        """Take away our old cells, and blank cells where new ones go."""
        formulas = list(row.iter(_FORMULA))
        self.arrays += filter(None, map(self._broken_array, formulas))
        if self._owned.in_row(number) or self._fresh.in_row(number):
            if not formulas and _is_all(row, number, self._owned):
                row[:] = []
            for cell in list(row.iterchildren(_CELL)):
                self._clear_cell(row, cell)
        for formula in row.iter(_FORMULA) if formulas else ():
            if (shared := formula.get("si")) is not None and (holder := formula.getparent()) is not None:
                self._sharing.append((shared, holder.get("r", "")))
        if count := _cell_count(row):
            corners = [cell_position(row[place].get("r", "")) for place in (0, count - 1)]
            self.kept = [bound] if (bound := joined([*self.kept, *(Area(*at, *at) for at in corners)])) else []

    def _broken_array(self, formula: Element) -> str | None:
        reference = formula.get("ref")
        if reference is None or formula.get("t") not in ("array", "dataTable"):
            return None
        area = Area.of(reference)
        meets = self._fresh.meets(area) or self._owned.meets(area)
        return f"the array formula in {area.text}" if meets and not self._owned.covers(area) else None

    def _clear_cell(self, row: Element, cell: Element) -> None:
        address = cell.get("r", "")
        here = cell_position(address)
        if here in self._owned:
            formula = cell.find(_FORMULA)
            if formula is not None:
                self.formulas.append((address, formula.text or ""))
                if formula.get("t") == "shared" and formula.get("ref"):
                    self._masters.add(formula.get("si", ""))
            row.remove(cell)
        elif here in self._fresh:
            if has_content(cell):
                self.taken.append((address, cell))
            row.remove(cell)

    def _written_again(self, number: int, old: Element, new: str) -> str:
        """The new row, with the cells of staff and what they set on the old one."""
        set_by_staff = {name: value for name, value in _attributes(old).items() if not self._is_ours(name, number)}
        if len(old) == 0 and set_by_staff.keys() == {"r"}:
            return self._texts.of_text(new)
        row = element_of(new)
        for name, value in set_by_staff.items():
            if name not in row.attrib:
                row.set(name, value)
        if len(old):
            row[:] = sorted([*row, *old], key=_column)
        return self._texts.of_element(row)

    def _left(self, number: int, row: Element) -> str:
        """A row in which nothing new stands; nothing, where nothing but the address is left of one of ours."""
        if self._owned.in_row(number):
            for name in _attributes(row):
                if self._is_ours(name, number):
                    del row.attrib[name]
            if len(row) == 0 and all(name == "r" or name.endswith("}dyDescent") for name in _attributes(row)):
                return ""
        return self._texts.of_element(row)

    def _is_ours(self, name: str, row: int) -> bool:
        return name in _OURS_ON_ROWS or (name == "hidden" and row in self._unhidden)


def _is_all(row: Element, number: int, owned: CellSet) -> bool:
    """Whether the row holds owned cells and nothing else, as far as their addresses tell at a glance."""
    letters, digits = _letters(owned.runs(number)), str(number)
    addresses = [cell.get("r", "") for cell in row.iterchildren(_CELL)]
    return len(addresses) == len(row) and all(
        address.endswith(digits) and address[: -len(digits)] in letters for address in addresses
    )


@lru_cache(maxsize=8)
def _letters(runs: tuple[tuple[int, int], ...]) -> frozenset[str]:
    """The letters of the columns."""
    return frozenset(column_letters(column) for first, last in runs for column in range(first, last + 1))


def has_content(cell: Element) -> bool:
    """Whether the cell holds a value or a formula, and not a format alone."""
    return any(
        child.tag == _FORMULA or child.tag == _INLINE or (child.tag == _VALUE and bool(child.text)) for child in cell
    )


def _attributes(row: Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in row.items()}


def _column(cell: Element) -> int:
    """The cell's column; anything else in a row (an extension list) stands last."""
    return cell_position(cell.get("r", ""))[1] if cell.tag == _CELL else LAST_COLUMN


def joined(areas: Sequence[Area]) -> Area | None:
    """The smallest rectangle that holds all of `areas`; None where there is none."""
    if not areas:
        return None
    return Area(
        min(area.top for area in areas),
        min(area.left for area in areas),
        max(area.bottom for area in areas),
        max(area.right for area in areas),
    )


def used_area(rows: Iterable[Element]) -> Area | None:
    """The area that the cells of the rows are in."""
    corners = [cell_position(row[i].get("r", "")) for row in rows if (n := _cell_count(row)) for i in (0, n - 1)]
    return joined([Area(*corner, *corner) for corner in corners])


def set_dimension(sheet: Element, used: Area | None) -> None:
    """Say again which cells the sheet uses."""
    dimension = sheet.find(q("dimension"))
    if dimension is None:
        dimension = etree.Element(q("dimension"))
        insert_in_order(sheet, dimension, WORKSHEET)
    dimension.set("ref", "A1" if used is None else used.text)


def _cell_count(row: Element) -> int:
    count = len(row)
    while count and row[count - 1].tag != _CELL:
        count -= 1
    return count
