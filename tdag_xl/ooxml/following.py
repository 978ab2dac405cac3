"""Staff's references follow our tables: one that is as long as a table stays so, another shifts with its corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.ooxml.areas import LAST_COLUMN, LAST_ROW, Area
from tdag_xl.ooxml.formula_references import Reference, replaced, with_area
from tdag_xl.ooxml.formula_sites import Edit, Site
from tdag_xl.ooxml.staff_parts import rewrite_formulas, rewrite_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.sheet_tables import Move
    from tdag_xl.ooxml.workbook import Workbook


def follow(
    package: Package, book: Workbook, moves: Sequence[Move], own_parts: frozenset[str]
) -> list[tuple[str, Edit]]:
    """Let references with cell coordinates follow the tables that moved or changed their length.

    `own_parts` (folded names) were just written and already say what they should. The workbook's tree is changed,
    not yet put into the package.
    """
    moves = [move for move in moves if move.old != move.new]
    if not moves:
        return []
    sheets = frozenset(move.sheet for move in moves)

    def rewrite(site: Site, formula: str, sheet: str) -> str:
        return followed(formula, moves, sheet, site)

    edits = rewrite_formulas(package, book, rewrite, sheets, skip=own_parts, always=sheets)
    names = rewrite_names(book, lambda formula, sheet: followed(formula, moves, sheet))
    return edits + names


def followed(formula: str, moves: Sequence[Move], sheet: str, site: Site = Site.FORMULA) -> str:
    """The formula that stands on `sheet`, after `moves`."""

    def replacement(reference: Reference) -> str | None:
        area = reference.area
        if area is None or reference.external or len(reference.sheets) > 1:
            return None
        target = (reference.sheets[0] if reference.sheets else sheet).casefold()
        for move in moves:
            if move.sheet.casefold() == target and move.old.covers(area):
                one_cell = ":" not in reference.text and site not in (Site.CHART, Site.PIVOT)
                new = _followed_area(area, move, grows=not one_cell)
                return with_area(reference, formula, new) if new != area else None
        return None

    return replaced(formula, replacement)


def _followed_area(area: Area, move: Move, *, grows: bool) -> Area:
    """Where the area within `move.old` stands afterwards.

    An area that reaches from the header or the first row to the last row still does; a formula's reference to one
    cell (not `grows`) stays one cell.
    """
    old, new = move.old, move.new
    right = new.left - old.left
    whole = area.bottom == old.bottom and area.top in (old.top, old.top + 1) and old.bottom > old.top
    if whole and grows:
        return Area(area.top + new.top - old.top, area.left + right, new.bottom, area.right + right)
    down = new.top - old.top
    moved = Area(area.top + down, area.left + right, area.bottom + down, area.right + right)
    return moved if moved.bottom <= LAST_ROW and moved.right <= LAST_COLUMN else area
