"""Generated sheets put into a staff-kept workbook: theirs stays, ours is replaced, and nothing else is touched.

The scratch workbook holds exactly the sheets to write, made by XlsxWriter, with tables and charts but without formulas
or merged cells. A sheet that is new is appended after the last. A sheet that is there (known by its marker, whatever
its name and place) is the base of its own refresh: within it only the cells, tables and charts that a refresh wrote
are replaced. A sheet whose key is no longer asked for is removed with all parts that only it reaches.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from tdag_xl.errors import UnsupportedWorkbookError
from tdag_xl.ooxml.calc_chain import drop_stale_chain
from tdag_xl.ooxml.following import follow
from tdag_xl.ooxml.formula_sites import Site
from tdag_xl.ooxml.markers import PREFIX, ExistingSheet, GeneratedSheet, existing_sheets, marker_names, set_local_names
from tdag_xl.ooxml.part_edit import sweep
from tdag_xl.ooxml.retiring import Gone, cut_references, staff_entries
from tdag_xl.ooxml.scratch import Body, ScratchSheet, scratch_package, scratch_sheets
from tdag_xl.ooxml.sheet_graft import SheetGraft
from tdag_xl.ooxml.styles import merged_styles
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.workbook_edit import calculate_on_load, remove_sheets

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tdag_xl.ooxml.content import Content
    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName
    from tdag_xl.ooxml.sheet_tables import Move

OWNED_PREFIX = "out_"
"""How the names of our tables and charts begin (the register's contract)."""


@dataclass(frozen=True)
class Graft:
    """What to write: zip members with their new bytes (None: removed), and what a report of it says.

    `added`, `updated` and `removed` are names of sheets; an updated one whose part stays the same is in `updated`
    too. `followed` says which references of staff follow a table that moved or changed its length; `warnings` are
    sentences.
    """

    changes: Mapping[str, Content | None]
    added: tuple[str, ...]
    updated: tuple[str, ...]
    removed: tuple[str, ...]
    followed: tuple[str, ...]
    warnings: tuple[str, ...]


def graft(
    package: Package,
    scratch: bytes,
    sheets: Sequence[GeneratedSheet],
    bodies: Mapping[str, Body] = MappingProxyType({}),
    *,
    owned_prefix: str = OWNED_PREFIX,
) -> Graft:
    """The changes that put `sheets` of the scratch workbook into `package`, which itself stays as it is.

    Each sheet has the same name in the scratch as in the master: for a sheet that is there, the one it has now.
    `bodies` are rows under those of the scratch, by that name.
    Without `sheets` all generated sheets are removed, and the scratch is not read.
    Raises RoomTakenError where staff entries stand in the way, UnsupportedWorkbookError where a name is taken,
    ValueError where scratch and `sheets` do not fit together.
    """
    return _Grafting(package.copy(), owned_prefix).run(scratch, sheets, bodies)


def retirement_warnings(
    package: Package, keys: Collection[str], *, owned_prefix: str = OWNED_PREFIX
) -> tuple[str, ...]:
    """What staff would lose if only the sheets with `keys` were kept; nothing is written."""
    grafting = _Grafting(package.copy(), owned_prefix)
    retired = grafting.retire(keys, more_follow=True)
    if not retired:
        return ()
    grafting.cut()
    return tuple(grafting.warnings)


class _Grafting:
    """One graft into `package`, step by step."""

    def __init__(self, package: Package, owned_prefix: str) -> None:
        self.package, self.owned_prefix = package, owned_prefix
        self.reached = package.reachable()
        self.gone = Gone()
        self.warnings: list[str] = []
        self.touched: dict[int, PartName | None] = {}

    def run(self, scratch: bytes, sheets: Sequence[GeneratedSheet], bodies: Mapping[str, Body]) -> Graft:
        source = scratch_package(scratch) if sheets else None
        self._check_names(sheets, source)
        retired = self.retire([sheet.key for sheet in sheets], more_follow=bool(sheets))
        fresh = scratch_sheets(source, merged_styles(self.package, source), bodies) if source else {}
        existing = {sheet.key: sheet for sheet in existing_sheets(Workbook(self.package))}
        moves: list[Move] = []
        charts: frozenset[str] = frozenset()
        for sheet in sheets:
            grafted = self._put(sheet, fresh[sheet.name], existing.get(sheet.key))
            moves += grafted.moves
            charts |= grafted.chart_parts
        sweep(self.package, self.reached)
        self.cut()
        book = Workbook(self.package)
        followed = follow(self.package, book, moves, charts)
        calculate_on_load(book.root)
        self.package.write_tree(book.part, book.root)
        drop_stale_chain(self.package, self.touched)
        sweep(self.package, self.reached)
        return Graft(
            changes=dict(self.package.changes),
            added=tuple(sheet.name for sheet in sheets if sheet.key not in existing),
            updated=tuple(sheet.name for sheet in sheets if sheet.key in existing),
            removed=tuple(sheet.name for sheet in retired),
            followed=tuple(
                f"{place}: {edit.before} is now {edit.after}"
                for place, edit in followed
                if edit.site is not Site.UNCHECKED
            ),
            warnings=tuple(self.warnings),
        )

    def _check_names(self, sheets: Sequence[GeneratedSheet], scratch: Package | None) -> None:
        names = [sheet.name for sheet in sheets]
        built = [sheet.name for sheet in Workbook(scratch).sheets] if scratch else []
        if sorted(names) != sorted(built):
            raise ValueError(f"the scratch workbook must hold exactly the sheets {names}")
        book = Workbook(self.package)
        existing = {sheet.key: sheet for sheet in existing_sheets(book)}
        kept = {sheet.key for sheet in sheets}
        retired = {sheet.name for key, sheet in existing.items() if key not in kept}
        taken = {sheet.name.casefold() for sheet in book.sheets if sheet.name not in retired}
        for sheet in sheets:
            there = existing.get(sheet.key)
            if there is not None and there.name != sheet.name:
                raise ValueError(f"the sheet {sheet.key!r} is named {there.name!r} in the workbook, not {sheet.name!r}")
            if there is None and sheet.name.casefold() in taken:
                raise UnsupportedWorkbookError(
                    self.package.path,
                    f"there is a sheet named {sheet.name!r} already, which is not the generated one. Rename it, "
                    "save, and refresh again. Nothing was changed.",
                )

    def retire(self, keys: Collection[str], *, more_follow: bool) -> list[ExistingSheet]:
        """Remove the generated sheets whose key is not among `keys`; what they hold of staff's becomes a warning."""
        book = Workbook(self.package)
        retired = [sheet for sheet in existing_sheets(book) if sheet.key not in keys]
        for sheet in retired:
            self.warnings += staff_entries(self.package, sheet, self.owned_prefix)
            self.gone.add_sheet(sheet.name)
            self.touched[sheet.sheet.sheet_id] = None
            for table in book.tables:
                if table.sheet == sheet.name:
                    self.gone.add_table(table.name)
        if retired:
            remove_sheets(self.package, [sheet.sheet for sheet in retired], more_follow=more_follow)
            sweep(self.package, self.reached)
        return retired

    def cut(self) -> None:
        """Make staff's references to what is gone say so."""
        book = Workbook(self.package)
        sentences = cut_references(self.package, book, self.gone)
        if sentences:
            self.warnings += sentences
            self.package.write_tree(book.part, book.root)

    def _put(self, sheet: GeneratedSheet, fresh: ScratchSheet, existing: ExistingSheet | None) -> SheetGraft:
        grafted = SheetGraft(self.package, sheet, fresh, self.owned_prefix)
        if existing is None:
            info = grafted.append()
        else:
            info = existing.sheet
            grafted.update(existing)
        self.warnings += grafted.warnings
        for table in grafted.tables_gone:
            self.gone.add_table(table)
        self.touched[info.sheet_id] = info.part
        book = Workbook(self.package)
        names = marker_names(sheet, fresh.cells.areas, grafted.setup)
        set_local_names(book.root, info.position, names, prefix=PREFIX)
        if existing is None:
            set_local_names(book.root, info.position, fresh.names)
        self.package.write_tree(book.part, book.root)
        return grafted
