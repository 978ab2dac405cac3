"""What the readers of cells, written in Rust, are given of a closed workbook."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import fastexcel
from python_calamine import CalamineWorkbook

from tdag_xl.ooxml.plain_copy import is_plain, plain_copy
from tdag_xl.ooxml.workbook import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.ooxml.package import Package


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
        return cls(package.path, None if is_plain(package) else plain_copy(package), Workbook(package).date1904)

    def for_columns(self) -> fastexcel.ExcelReader:
        """The reader of columns. Raises FastExcelError."""
        return fastexcel.read_excel(self.path if self.copy is None else self.copy)

    def for_cells(self) -> CalamineWorkbook:
        """The reader of cells one by one. Raises CalamineError."""
        return CalamineWorkbook.from_object(self.path if self.copy is None else io.BytesIO(self.copy))
