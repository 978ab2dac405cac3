"""The hidden names of generated sheets in an open workbook: the same as in a closed one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from tdag_xl.ooxml.markers import GENERATED, PREFIX, GeneratedSheet, Marker, marker, marker_names, original

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xlwings as xw

    from tdag_xl.hosts.live.niceties import Niceties
    from tdag_xl.ooxml.areas import Area

Marked: TypeAlias = "tuple[xw.Sheet, str, Marker]"
"""A sheet, the name of its tab, and what its names say of it."""

SHOWN = f"{PREFIX}SHOWN"
"""Marks the sheet that shows the rows behind a figure; a refresh leaves it alone."""

UNFINISHED = ""
"""The digest of a sheet that is being written, or on which that was cut short: its cells are all that may be ours."""

_LONGEST = 250
"""Characters: Excel takes no longer formula for a name from another program."""


def own_names(sheet: xw.Sheet) -> dict[str, xw.Name]:
    """The names with our prefix that belong to the sheet, by their part after the sheet."""
    names = ((name.name.rpartition("!")[2], name) for name in sheet.names)
    return {name: found for name, found in names if name.startswith(PREFIX)}


def marker_of(sheet: xw.Sheet, tab: str, *, generated: str = GENERATED) -> Marker | None:
    """What the sheet's names say of it; None where it is not `generated`."""
    texts = {name: found.refers_to or "" for name, found in own_names(sheet).items()}
    return marker(texts, tab, generated=generated) if generated in texts else None


def generated_sheets(book: xw.Book) -> dict[str, Marked]:
    """The generated sheets by key in the order of their tabs, each with its tab's name; not the copies of them."""
    by_key: dict[str, list[Marked]] = {}
    for sheet in book.sheets:
        tab = sheet.name
        found = marker_of(sheet, tab)
        if found is not None:
            by_key.setdefault(found.key, []).append((sheet, tab, found))
    return {key: alike[_original(alike)] if len(alike) > 1 else alike[0] for key, alike in by_key.items()}


def _original(alike: Sequence[Marked]) -> int:
    return original([[table.name for table in sheet.tables] for sheet, _, _ in alike])


def put_marker(
    sheet: xw.Sheet,
    marked: GeneratedSheet,
    cells: Sequence[Area],
    setup: Mapping[str, str],
    niceties: Niceties,
    *,
    generated: str = GENERATED,
) -> None:
    """Make the sheet's names say what `marked` says; they are hidden where the application can."""
    wanted = marker_names(marked, cells, setup, generated=generated, longest=_LONGEST)
    there = own_names(sheet)
    for name, formula in wanted.items():
        if name in there:
            there[name].refers_to = f"={formula}"
        else:
            niceties.hide_name(sheet.names.add(name, f"={formula}"))
    for name, found in there.items():
        if name not in wanted:
            found.delete()
