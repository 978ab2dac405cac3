"""A worksheet part taken apart: its tree without the rows, and the rows one after another, never all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml import limits
from tdag_xl.ooxml.areas import cell_position, column_letters
from tdag_xl.ooxml.namespaces import MAIN, q
from tdag_xl.ooxml.xml_part import DamagedPartError, whole_number
from tdag_xl.ooxml.xml_stream import refuse_declared_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName

_DATA, _ROW, _CELL = q("sheetData"), q("row"), q("c")
_UNNUMBERED = etree.XPath("boolean(self::*[not(@r)] | m:c[not(@r)])", namespaces={"m": MAIN})
_SOME_UNNUMBERED = etree.XPath("boolean(m:row[not(@r)] | m:row/m:c[not(@r)])", namespaces={"m": MAIN})
_TOO_MANY_ATTRIBUTES = etree.XPath(f"boolean(descendant-or-self::*/@*[{limits.ATTRIBUTES + 1}])")


@dataclass(frozen=True)
class SheetSource:
    """A worksheet: `root` without rows, and `rows()`, from the first on in ascending order, with their numbers.

    Rows and cells that rely on their position have their address. A row lives until the next one is asked for.
    """

    root: Element
    rows: Callable[[], Iterator[tuple[int, Element]]]


def sheet_source(package: Package, part: PartName) -> SheetSource:
    """The worksheet, as it stands in the package now; it is held as one tree only where its rows are out of order.

    Raises NotAWorkbookError for a part that is missing or damaged, DamagedPartError for what no row can say.
    """
    if not package.is_strict:
        root, in_order = _without_rows(package, part)
        if in_order:
            return SheetSource(root, lambda: _numbered(_streamed(package, part)))
    return source_of(package.tree(part))


def source_of(root: Element) -> SheetSource:
    """The worksheet `root`, out of which the rows are taken."""
    data = root.find(_DATA)
    rows = {} if data is None else numbered_rows(data)
    _emptied(root)
    return SheetSource(root, lambda: iter(sorted(rows.items())))


def _without_rows(package: Package, part: PartName) -> tuple[Element, bool]:
    """The part's root without rows, and whether each of them has a higher number than the one before it."""
    root: Element | None = None
    last, in_order = 0, True
    for row in _streamed(package, part):
        if root is None:
            refuse_declared_type(row)
            root = row.getroottree().getroot()
        number = whole_number(row, "r", last + 1)
        in_order &= number > last
        last = number
    if root is None:
        return package.tree(part), True
    _emptied(root)
    _refuse_attributes(root)
    return root, in_order


def _emptied(root: Element) -> None:
    data = root.find(_DATA)
    if data is not None:
        data[:] = []


def _streamed(package: Package, part: PartName) -> Iterator[Element]:
    """The rows of the part, each with the white space behind it; one goes before the next is asked for."""
    waiting: Element | None = None
    for event, element in package.events(part, (_ROW, _DATA)):
        if waiting is not None and (event == "start" or element.tag == _DATA):
            yield waiting
            if (parent := waiting.getparent()) is not None:
                parent.remove(waiting)
            waiting = None
        if event == "end" and element.tag == _ROW and _is_row_of_sheet(element):
            waiting = element


def _is_row_of_sheet(element: Element) -> bool:
    data = element.getparent()
    sheet = None if data is None else data.getparent()
    return data is not None and data.tag == _DATA and sheet is not None and sheet.getparent() is None


def _refuse_attributes(element: Element) -> None:
    if _TOO_MANY_ATTRIBUTES(element):
        raise DamagedPartError("", f"an element has more than {limits.ATTRIBUTES:,} attributes")


def _numbered(rows: Iterable[Element]) -> Iterator[tuple[int, Element]]:
    number = 0
    for row in rows:
        _refuse_attributes(row)
        number = whole_number(row, "r", number + 1)
        if _UNNUMBERED(row):
            _give_addresses(row, number)
        yield number, row


def numbered_rows(data: Element) -> dict[int, Element]:
    """The rows by number; rows and cells that rely on their position get their address."""
    if not _SOME_UNNUMBERED(data):
        return {whole_number(row, "r"): row for row in data.iterchildren(_ROW)}
    return dict(_numbered(data.iterchildren(_ROW)))


def _give_addresses(row: Element, number: int) -> None:
    row.set("r", str(number))
    column = 0
    for cell in row.iterchildren(_CELL):
        address = cell.get("r")
        column = column + 1 if address is None else cell_position(address)[1]
        cell.set("r", f"{column_letters(column)}{number}")
