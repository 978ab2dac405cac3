"""The calculation chain: kept while each of its entries is a formula, else dropped, for Excel makes a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.part_edit import unrelate
from tdag_xl.ooxml.sheet_source import sheet_source
from tdag_xl.ooxml.xml_part import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName


def drop_stale_chain(package: Package, sheets: Mapping[int, PartName | None]) -> None:
    """Cut the calculation chain off if an entry on one of `sheets` (sheetId → part, None: removed) is no formula.

    The part itself goes when the package is swept.
    """
    for edge in package.relationships(package.workbook_part):
        if edge.type == ns.CALC_CHAIN and edge.part is not None and package.has(edge.part):
            entries: dict[int, set[str]] = {}
            for sheet, cell in chain_entries(package.tree(edge.part)):
                entries.setdefault(sheet, set()).add(cell)
            touched = (sheet for sheet in entries if sheet in sheets)
            if any(entries[sheet] - _formula_cells(package, sheets[sheet]) for sheet in touched):
                unrelate(package, package.workbook_part, edge.id)


def chain_entries(root: Element) -> Iterator[tuple[int, str]]:
    """The chain's entries: sheet id and cell. An entry without the id has that of the one before it (§18.6.1)."""
    sheet = 0
    for entry in root.iterfind(q("c")):
        sheet = whole_number(entry, "i", sheet)
        yield sheet, entry.get("r", "")


def _formula_cells(package: Package, part: PartName | None) -> set[str]:
    if part is None:
        return set()
    formulas = (formula for _, row in sheet_source(package, part).rows() for formula in row.iter(q("f")))
    return {cell.get("r", "") for formula in formulas if (cell := formula.getparent()) is not None}
