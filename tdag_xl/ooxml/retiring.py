"""What staff lose when a generated sheet or table goes, and their formulas made to say so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.areas import CellSet, cell_position
from tdag_xl.ooxml.formula_references import Reference, Target, replaced
from tdag_xl.ooxml.formula_sites import Edit, Site
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.scratch import chart_frame
from tdag_xl.ooxml.sheet_source import sheet_source
from tdag_xl.ooxml.staff_parts import rewrite_formulas, rewrite_names
from tdag_xl.ooxml.worksheet import has_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.ooxml.markers import ExistingSheet
    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName
    from tdag_xl.ooxml.workbook import Workbook

_LOST = "#REF!"
_MOST_CELLS = 20
_STAFF_PARTS = {
    "comments": "notes",
    "threadedComment": "comments",
    "pivotTable": "a pivot table",
    "slicer": "a slicer",
    "oleObject": "an embedded object",
    "ctrlProp": "a form control",
}


@dataclass
class Gone:
    """Names of sheets and tables that are removed, case folded, with the way they were written."""

    sheets: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.sheets or self.tables)

    def add_sheet(self, name: str) -> None:
        """Count a sheet among the gone."""
        self.sheets[name.casefold()] = name

    def add_table(self, name: str) -> None:
        """Count a table among the gone."""
        self.tables[name.casefold()] = name


def without_lost(formula: str, gone: Gone) -> str:
    """The formula with every reference to what is gone replaced by `#REF!`, as Excel does when a sheet is deleted.

    A formula that named a missing sheet would make Excel repair the file.
    """

    def replacement(reference: Reference) -> str | None:
        return _LOST if _is_lost(reference, gone) else None

    return replaced(formula, replacement)


def _is_lost(reference: Reference, gone: Gone) -> bool:
    if reference.external:
        return False
    if reference.sheets:
        return any(sheet.casefold() in gone.sheets for sheet in reference.sheets)
    return reference.target in (Target.NAME, Target.TABLE) and reference.text.casefold() in gone.tables


def cut_references(package: Package, book: Workbook, gone: Gone) -> tuple[str, ...]:
    """Replace every reference to what is gone; a sentence for each. The workbook's tree is changed, not yet written.

    Sources of pivot tables and hyperlinks are named and left as they are, like Excel leaves them.
    """
    if not gone:
        return ()
    left: list[str] = []

    def rewrite(site: Site, formula: str, sheet: str) -> str:
        new = without_lost(formula, gone)
        if new == formula or site not in (Site.PIVOT, Site.LINK):
            return new
        what = "The source of a pivot table" if site is Site.PIVOT else f"A link on sheet {sheet!r}"
        left.append(f"{what}, {formula!r}, leads to what is removed: choose another.")
        return formula

    edits = rewrite_formulas(package, book, rewrite, [*gone.sheets.values(), *gone.tables.values()])
    edits += rewrite_names(book, lambda formula, _: without_lost(formula, gone))
    return tuple(_sentence(place, edit) for place, edit in edits) + tuple(left)


def _sentence(place: str, edit: Edit) -> str:
    place = place[:1].upper() + place[1:]
    return f"{place} refers to what is removed: ={edit.before} becomes ={edit.after}."


def staff_entries(package: Package, existing: ExistingSheet, owned_prefix: str) -> tuple[str, ...]:
    """A sentence for what staff put on a generated sheet, which goes with it when it is removed."""
    part = existing.sheet.part
    if part is None:
        return ()
    found = []
    cells = list(_staff_cells(package, part, CellSet(existing.cells)))
    if cells:
        more = f" and {len(cells) - _MOST_CELLS} more" if len(cells) > _MOST_CELLS else ""
        found.append(f"entries in {', '.join(cells[:_MOST_CELLS])}{more}")
    for edge in package.relationships(part):
        kind = edge.type.rpartition("/")[2]
        if kind in _STAFF_PARTS:
            found.append(_STAFF_PARTS[kind])
        elif edge.type == ns.DRAWING_PART and edge.part is not None and package.has(edge.part):
            anchors = [anchor for anchor in package.tree(edge.part) if isinstance(anchor.tag, str)]
            theirs = [anchor for anchor in anchors if not chart_frame(anchor)[0].startswith(owned_prefix)]
            found += [f"{len(theirs)} charts, shapes or pictures"] if theirs else []
    return (f"The sheet {existing.name!r} is removed with what was put on it: {'; '.join(found)}.",) if found else ()


def _staff_cells(package: Package, part: PartName, owned: CellSet) -> Iterator[str]:
    for _, row in sheet_source(package, part).rows():
        for cell in row.iterchildren(q("c")):
            address = cell.get("r", "")
            if has_content(cell) and cell_position(address) not in owned:
                yield address
