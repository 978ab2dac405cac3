"""A generated sheet updated in place: our cells out, the new ones in, every other cell and row as staff left it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml.areas import LAST_COLUMN, Area, CellSet, cell_position, column_letters
from tdag_xl.ooxml.namespaces import MAIN, q
from tdag_xl.ooxml.schema_order import WORKSHEET, insert_in_order
from tdag_xl.ooxml.xml_part import whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

_ROW, _CELL = q("row"), q("c")
_FORMULA, _VALUE, _INLINE = q("f"), q("v"), q("is")
_UNNUMBERED = etree.XPath("boolean(m:row[not(@r)] | m:row/m:c[not(@r)])", namespaces={"m": MAIN})
_OURS_ON_ROWS = ("ht", "customHeight", "spans")


@dataclass
class CellsPut:
    """What happened to cells of staff: `taken` stand in the way (nothing may be written), `formulas` were replaced."""

    taken: list[tuple[str, Element]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    formulas: list[tuple[str, str]] = field(default_factory=list)


def put_cells(
    sheet: Element, fresh_rows: Element, fresh: CellSet, owned: CellSet, *, filtered: Sequence[Area] = ()
) -> CellsPut:
    """Replace the `owned` cells of the sheet by `fresh_rows`, whose cells are `fresh`.

    Heights are ours on the rows where our cells stand or stood. Rows of `filtered` areas are shown again, because the
    filter that hid them goes with the old figures.
    """
    data = sheet.find(q("sheetData"))
    if data is None:
        data = etree.Element(q("sheetData"))
        insert_in_order(sheet, data, WORKSHEET)
    put = CellsPut()
    rows = numbered_rows(data)
    _check_blocks(sheet, data, fresh, owned, put)
    shared = _cleared(data, rows, fresh, owned, put)
    if shared:
        cells = (cell for cell in data.iter(_CELL) for f in cell.iterchildren(_FORMULA) if f.get("si") in shared)
        put.blocks += [f"the shared formula at {cell.get('r')}" for cell in cells]
    unhidden = {row for area in filtered for row in range(area.top, area.bottom + 1)}
    _merge_rows(rows, list(fresh_rows), owned, unhidden)
    data[:] = [rows[number] for number in sorted(rows)]
    set_dimension(sheet, data)
    return put


def numbered_rows(data: Element) -> dict[int, Element]:
    """The rows by number; rows and cells that rely on their position get their address."""
    if not _UNNUMBERED(data):
        return {whole_number(row, "r"): row for row in data.iterchildren(_ROW)}
    rows, number = {}, 0
    for row in data.iterchildren(_ROW):
        number = whole_number(row, "r", number + 1)
        row.set("r", str(number))
        rows[number] = row
        column = 0
        for cell in row.iterchildren(_CELL):
            address = cell.get("r")
            column = column + 1 if address is None else cell_position(address)[1]
            cell.set("r", f"{column_letters(column)}{number}")
    return rows


def _check_blocks(sheet: Element, data: Element, fresh: CellSet, owned: CellSet, put: CellsPut) -> None:
    """Array formulas and merged cells that our cells would break."""
    for formula in data.iter(_FORMULA):
        reference = formula.get("ref")
        if reference is None or formula.get("t") not in ("array", "dataTable"):
            continue
        area = Area.of(reference)
        if (fresh.meets(area) or owned.meets(area)) and not owned.covers(area):
            put.blocks.append(f"the array formula in {area.text}")
    for merged in sheet.iterfind(f"{q('mergeCells')}/{q('mergeCell')}"):
        area = Area.of(merged.get("ref", ""))
        if fresh.meets_below(area):
            put.blocks.append(f"the merged cells {area.text}")


def _cleared(data: Element, rows: dict[int, Element], fresh: CellSet, owned: CellSet, put: CellsPut) -> set[str]:
    """Take away our old cells and blank cells where new ones go; the ids of shared formulas whose master went."""
    shared: set[str] = set()
    with_formulas = {row.get("r") for f in data.iter(_FORMULA) if (row := _row_of(f)) is not None}
    for number, row in rows.items():
        if not (owned.in_row(number) or fresh.in_row(number)):
            continue
        if row.get("r") not in with_formulas and _is_all(row, number, owned):
            row[:] = []
            continue
        for cell in list(row.iterchildren(_CELL)):
            address = cell.get("r", "")
            here = cell_position(address)
            if here in owned:
                formula = cell.find(_FORMULA)
                if formula is not None:
                    put.formulas.append((address, formula.text or ""))
                    if formula.get("t") == "shared" and formula.get("ref"):
                        shared.add(formula.get("si", ""))
                row.remove(cell)
            elif here in fresh:
                if has_content(cell):
                    put.taken.append((address, cell))
                row.remove(cell)
    return shared


def _row_of(formula: Element) -> Element | None:
    cell = formula.getparent()
    return None if cell is None else cell.getparent()


def _is_all(row: Element, number: int, owned: CellSet) -> bool:
    """Whether the row, of which the first and last cell are read alone, holds owned cells and nothing else."""
    if len(row) == 0 or row[-1].tag != _CELL:
        return False
    (_, first), (_, last) = cell_position(row[0].get("r", "")), cell_position(row[-1].get("r", ""))
    return owned.covers_run(number, first, last)


def has_content(cell: Element) -> bool:
    """Whether the cell holds a value or a formula, and not a format alone."""
    return any(
        child.tag == _FORMULA or child.tag == _INLINE or (child.tag == _VALUE and bool(child.text)) for child in cell
    )


def _merge_rows(rows: dict[int, Element], fresh: list[Element], owned: CellSet, unhidden: set[int]) -> None:
    for row in fresh:
        number = whole_number(row, "r")
        old = rows.get(number)
        if old is not None:
            for name, value in _attributes(old).items():
                if name not in _OURS_ON_ROWS and name not in row.attrib and not _unhides(name, number, unhidden):
                    row.set(name, value)
            kept = list(old)
            if kept:
                row[:] = sorted([*row, *kept], key=_column)
        rows[number] = row
    numbers = {whole_number(row, "r") for row in fresh}
    for number in [n for n in rows if n not in numbers and owned.in_row(n)]:
        row = rows[number]
        for name in _attributes(row):
            if name in _OURS_ON_ROWS or _unhides(name, number, unhidden):
                del row.attrib[name]
        if len(row) == 0 and all(name == "r" or name.endswith("}dyDescent") for name in _attributes(row)):
            del rows[number]


def _attributes(row: Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in row.items()}


def _unhides(name: str, row: int, unhidden: set[int]) -> bool:
    return name == "hidden" and row in unhidden


def _column(cell: Element) -> int:
    """The cell's column; anything else in a row (an extension list) stands last."""
    return cell_position(cell.get("r", ""))[1] if cell.tag == _CELL else LAST_COLUMN


def set_dimension(sheet: Element, data: Element) -> None:
    """Say again which cells the sheet uses."""
    corners = [cell_position(row[i].get("r", "")) for row in data if (n := _cell_count(row)) for i in (0, n - 1)]
    text = "A1"
    if corners:
        rows, columns = [row for row, _ in corners], [column for _, column in corners]
        text = Area(min(rows), min(columns), max(rows), max(columns)).text
    dimension = sheet.find(q("dimension"))
    if dimension is None:
        dimension = etree.Element(q("dimension"))
        insert_in_order(sheet, dimension, WORKSHEET)
    dimension.set("ref", text)


def _cell_count(row: Element) -> int:
    count = len(row)
    while count and row[count - 1].tag != _CELL:
        count -= 1
    return count
