"""What the readers of cells, written in Rust, are given of a closed workbook."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import fastexcel
from lxml import etree
from python_calamine import CalamineWorkbook

from tdag_xl.errors import NotAWorkbookError, UnsupportedWorkbookError
from tdag_xl.hosts.sheet_cells import cut_sheet
from tdag_xl.hosts.sheet_extent import extent
from tdag_xl.ooxml import limits
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.damage import damage_told
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.plain_copy import SHARED, is_plain, plain_copy
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.xml_part import DamagedPartError, whole_number
from tdag_xl.ooxml.xml_stream import first_element

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tdag_xl.ooxml.areas import Area
    from tdag_xl.ooxml.part_names import PartName

_ROOTS = ("styleSheet", "sst")


@dataclass(frozen=True)
class WorkbookSource:
    """The file at `path`, or in its place a plain copy of what the readers could not find or decode in it.

    `date1904`: fastexcel 0.21 counts days from 1900 in every workbook, calamine from where the workbook says.
    """

    path: Path
    copy: bytes | None
    date1904: bool

    @classmethod
    def of(cls, package: Package) -> Self:
        """The source for the workbook of `package`. Raises NotAWorkbookError for a damaged one."""
        book = Workbook(package)
        _refuse_twins(book)
        with damage_told(package.path):
            for kind in SHARED:
                for part in filter(package.has, package.related(book.part, kind)):
                    _refuse_false_size(package, part)
        return cls(package.path, None if is_plain(package) else plain_copy(package), book.date1904)

    def for_columns(self) -> fastexcel.ExcelReader:
        """The reader of columns. Raises FastExcelError."""
        return fastexcel.read_excel(self.path if self.copy is None else self.copy)

    def for_cells(self) -> CalamineWorkbook:
        """The reader of cells one by one. Raises CalamineError."""
        return CalamineWorkbook.from_object(self.path if self.copy is None else io.BytesIO(self.copy))

    @contextmanager
    def opened(self) -> Iterator[Workbook]:
        """What the readers are given, opened once more: an archive is read by one thread at a time."""
        with self._archive() as archive:
            yield Workbook(Package(archive))

    def bounded(self, book: Workbook, sheet: str, area: Area) -> WorkbookSource:
        """What to read the cells of `area` from: this, or a copy without the others where they stand too far apart.

        `book` is this source, opened. Raises DamagedPartError for a damaged sheet, UnsupportedWorkbookError where the
        cells of `area` do, too.
        """
        part = next((s.part for s in book.sheets if s.name == sheet and s.part is not None), None)
        if part is None or not extent(lambda: book.package.chunks(part)).is_sparse:
            return self
        cut = cut_sheet(book.package.chunks(part), area)
        if extent(lambda: (cut,)).is_sparse:
            raise UnsupportedWorkbookError(
                self.path,
                f"the cells in {area.text} on sheet {sheet!r} stand too far apart to be read: the rectangle "
                f"around them has more than {limits.GRID_CELLS:,} cells. Bring the columns of the table together, "
                "and let it end with its last row. Nothing was changed.",
            )
        return WorkbookSource(self.path, self._copy_with(part, cut), self.date1904)

    def _copy_with(self, part: PartName, data: bytes) -> bytes:
        with self._archive() as archive:
            package, copy = Package(archive), io.BytesIO()
            package.write_part(part, data)
            archive.write(copy, package.changes)
        return copy.getvalue()

    def _archive(self) -> Archive:
        return Archive.open(self.path) if self.copy is None else Archive(io.BytesIO(self.copy), self.path)


def _refuse_twins(book: Workbook) -> None:
    """Raise where two sheets have one name: readers differ in which they take."""
    seen: set[str] = set()
    for sheet in book.sheets:
        if sheet.name.casefold() in seen:
            raise NotAWorkbookError(
                book.package.path,
                f"two sheets are named {sheet.name!r}. Open the file in Excel, let it be repaired and save it.",
            )
        seen.add(sheet.name.casefold())


def _refuse_false_size(package: Package, part: PartName) -> None:
    """Raise where a shared part holds other bytes than it says, or says that it holds more strings than it has bytes.

    The reader makes room for as many strings as `uniqueCount` tells (ECMA-376 Part 1 §18.4.9).
    """
    size = sum(map(len, package.chunks(part)))
    root = first_element(package.chunks(part))
    name = "nothing" if root is None else etree.QName(root).localname
    told = 0 if root is None else whole_number(root, "uniqueCount")
    if name not in _ROOTS or told > size:
        raise DamagedPartError(part, f"it begins with <{name}>, and tells of {told:,} strings")
