"""How a generated sheet is known again: hidden names local to it, which survive renaming, moving and other programs.

`_TDAG_GENERATED` is a text of key, digest and moment; `_TDAG_CELLS` refers to exactly the cells that were written, so
that Excel moves it along when staff insert rows; `_TDAG_SETUP` tells whether staff changed widths or page breaks since.
A copied sheet copies its names: of two sheets with one key, that one is generated whose tables the copy's are named
after (programs put something behind the name), or without tables the one with the lower sheetId.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml.areas import LAST_ROW
from tdag_xl.ooxml.formula_references import quoted, references
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.schema_order import WORKBOOK, insert_in_order
from tdag_xl.ooxml.workbook import DefinedName, SheetInfo, Workbook
from tdag_xl.ooxml.xml_part import DamagedPartError, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.areas import Area
    from tdag_xl.ooxml.package import Package

PREFIX = "_TDAG_"
GENERATED = f"{PREFIX}GENERATED"
_CELLS, _SETUP = f"{PREFIX}CELLS", f"{PREFIX}SETUP"
_LONGEST_TEXT = 255  # of a string in a formula
_MOST_ROWS = 4 * LAST_ROW  # of all areas together: long tables may stand side by side
_LONGEST_NAME = 8000  # of a formula, a little less than the 8192 characters allowed


@dataclass(frozen=True)
class Marker:
    """What the names of a generated sheet say: key, digest, moment, the cells that were written then, their setup."""

    key: str
    digest: str
    moment: str
    cells: tuple[Area, ...]
    setup: Mapping[str, str]


@dataclass(frozen=True)
class GeneratedSheet:
    """A sheet to write: its key, its name (in the scratch and in the master), what it shows, when it was computed."""

    key: str
    name: str
    digest: str
    moment: str


@dataclass(frozen=True)
class ExistingSheet:
    """A generated sheet of the workbook: what its marker says, the cells that were written then, and their setup."""

    key: str
    name: str
    digest: str
    moment: str
    sheet: SheetInfo
    cells: tuple[Area, ...]
    setup: Mapping[str, str]


def generated_sheets(package: Package) -> tuple[ExistingSheet, ...]:
    """The generated sheets of a workbook, in the order of their tabs."""
    return tuple(existing_sheets(Workbook(package)))


def existing_sheets(book: Workbook) -> list[ExistingSheet]:
    """The generated sheets of `book`, in the order of their tabs."""
    by_sheet: dict[int, list[DefinedName]] = {}
    for name in book.names:
        if name.sheet is not None and name.name.startswith(PREFIX):
            by_sheet.setdefault(name.sheet, []).append(name)
    by_key: dict[str, list[ExistingSheet]] = {}
    for sheet in sorted(book.sheets, key=lambda sheet: sheet.sheet_id):
        existing = _existing(sheet, by_sheet.get(sheet.position, ()))
        if existing is not None:
            by_key.setdefault(existing.key, []).append(existing)
    tables: dict[str, list[str]] = {}
    for table in book.tables:
        tables.setdefault(table.sheet, []).append(table.name)
    originals = [alike[original([tables.get(sheet.name, []) for sheet in alike])] for alike in by_key.values()]
    return sorted(originals, key=lambda existing: existing.sheet.position)


def original(tables: Sequence[Sequence[str]]) -> int:
    """Which of several sheets of one key the others are copies of, told by the names of each one's tables.

    LibreOffice numbers sheets anew, so their order alone does not tell; of equals it is the first.
    """
    folded = [[name.casefold() for name in names] for names in tables]

    def copied(place: int) -> int:
        others = tuple(name for other, names in enumerate(folded) if other != place for name in names)
        return sum(any(name.startswith(mine) for name in others) for mine in folded[place])

    return max(range(len(tables)), key=copied)


def _existing(sheet: SheetInfo, names: Iterable[DefinedName]) -> ExistingSheet | None:
    found = marker({name.name: name.text for name in names}, sheet.name)
    if found is None or not sheet.is_worksheet:
        return None
    if sum(area.bottom - area.top for area in found.cells) > _MOST_ROWS:
        raise DamagedPartError("", f"the hidden name {_CELLS} of sheet {sheet.name!r} holds more rows than there are")
    return ExistingSheet(found.key, sheet.name, found.digest, found.moment, sheet, found.cells, found.setup)


def marker(names: Mapping[str, str], sheet: str, *, generated: str = GENERATED) -> Marker | None:
    """What a sheet's own names (each with its formula) say of it; None where they do not mark it as `generated`."""
    fields = _unquoted(names.get(generated, "")).split("|")
    if len(fields) != 3:
        return None
    cells = [area for name in sorted(names) if name.startswith(_CELLS) for area in _areas(names[name], sheet)]
    setup = dict(fact.split(":", 1) for fact in _unquoted(names.get(_SETUP, "")).split() if ":" in fact)
    key, digest, moment = fields
    return Marker(key, digest, moment, tuple(cells), setup)


def _unquoted(text: str) -> str:
    return text.strip().removeprefix("=").removeprefix('"').removesuffix('"').replace('""', '"')


def _areas(text: str, sheet: str) -> Iterator[Area]:
    for reference in references(text):
        if reference.area is not None and reference.sheets == (sheet,) and not reference.external:
            yield reference.area


def marker_names(
    sheet: GeneratedSheet,
    cells: Sequence[Area],
    setup: Mapping[str, str],
    *,
    generated: str = GENERATED,
    longest: int = _LONGEST_NAME,
) -> dict[str, str]:
    """The names, each with its formula, that mark a sheet. Raises ValueError where the marker would be too long.

    A formula of cells longer than `longest` characters is continued in another name.
    """
    text = f"{sheet.key}|{sheet.digest}|{sheet.moment}".replace('"', '""')
    if len(text) > _LONGEST_TEXT or text.count("|") != 2:
        raise ValueError(f"{text!r} cannot mark a sheet: at most {_LONGEST_TEXT} characters, and no bar in a field")
    names = {generated: f'"{text}"'}
    for number, formula in enumerate(_unions(quoted(sheet.name), cells, longest)):
        names[_CELLS + (f"_{number + 1}" if number else "")] = formula
    names[_SETUP] = '"' + " ".join(f"{name}:{fact}" for name, fact in setup.items()) + '"'
    return names


def _unions(sheet: str, cells: Sequence[Area], longest: int) -> Iterator[str]:
    formula = ""
    for area in cells:
        one = f"{sheet}!{area.absolute}"
        if formula and len(formula) + len(one) > longest:
            yield formula
            formula = ""
        formula += f",{one}" if formula else one
    if formula:
        yield formula


def set_local_names(root: Element, position: int, names: Mapping[str, str], *, prefix: str = "") -> None:
    """Make `names` the hidden names with `prefix` of the sheet at `position`; with no prefix, add visible ones."""
    group = root.find(q("definedNames"))
    if group is None:
        group = etree.Element(q("definedNames"))
        insert_in_order(root, group, WORKBOOK)
    there = {name: e for e in group if _local(e) == position and (name := e.get("name", "")).startswith(prefix)}
    for name, element in there.items():
        if prefix and name not in names:
            group.remove(element)
    for name, formula in names.items():
        if name in there:
            there[name].text = formula
        else:
            _insert_name(group, name, position, formula, hidden=bool(prefix))


def _local(element: Element) -> int | None:
    is_local = isinstance(element.tag, str) and "localSheetId" in element.attrib
    return whole_number(element, "localSheetId") if is_local else None


def _insert_name(group: Element, name: str, position: int, formula: str, *, hidden: bool) -> None:
    element = etree.Element(q("definedName"))
    element.set("name", name)
    element.set("localSheetId", str(position))
    if hidden:
        element.set("hidden", "1")
    element.text = formula
    for sibling in group:
        if isinstance(sibling.tag, str) and sibling.get("name", "").casefold() > name.casefold():
            sibling.addprevious(element)
            return
    group.append(element)
