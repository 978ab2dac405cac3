"""The current add-in put into a workbook that staff keep: VBA project, ribbon and settings; all else as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.builder.addin import put_addin
from tdag_xl.builder.mending import mend_tables
from tdag_xl.domain.columns import SPECS
from tdag_xl.errors import NotAWorkbookError, WorkbookError
from tdag_xl.ooxml.opening import opened
from tdag_xl.ooxml.refusals import refuse_strict_macros, refuse_unsupported
from tdag_xl.ooxml.workbook import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.ooxml.package import Package


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade wrote: the workbook (None: it was up to date), the parts that changed, what staff should know."""

    path: Path | None
    parts: tuple[str, ...]
    notes: tuple[str, ...]


def upgrade(workbook: Path, *, output: Path | None = None, force: bool = False, ignore_locks: bool = False) -> Upgraded:
    """Put the current VBA project, ribbon and settings of xlwings into `workbook`, and mend what LibreOffice left out.

    An .xlsm is replaced, and the change can be undone; an .xlsx stays, and a new .xlsm is written beside it, or to
    `output`. Raises WorkbookError for a workbook that holds the code or ribbon of somebody else, or where a file
    stands in the way, unless `force`.
    """
    target = output or workbook.parent / f"{workbook.stem}.xlsm"
    if output is not None and target.suffix.lower() != ".xlsm":
        raise NotAWorkbookError(target, "a workbook with macros needs a name that ends in .xlsm.")
    with opened(workbook, output=target, ignore_locks=ignore_locks) as book:
        if book.output is not None and target.exists() and not force:
            raise WorkbookError(target, "there is a file of that name. Name another with --output, or pass --force.")
        refuse_unsupported(book.package)
        refuse_strict_macros(book.package)
        package = book.package.copy()
        notes = (*put_addin(package), *_mended_sentences(package), *_missing_tables(package))
        parts = tuple(package.changes)
        if parts or book.output is not None:
            book.replace(package.changes)
            return Upgraded(target, parts, notes)
    return Upgraded(None, (), notes)


def _mended_sentences(package: Package) -> list[str]:
    mended = mend_tables(package)
    if not mended:
        return []
    return [
        f"LibreOffice saved this workbook: {len(mended)} tables got their style and formulas back. What else it left "
        "out, such as slicers or threaded comments, is in an older copy only."
    ]


def _missing_tables(package: Package) -> list[str]:
    there = {table.name.casefold() for table in Workbook(package).tables}
    missing = [spec.name for spec in SPECS if spec.required and spec.name.casefold() not in there]
    if not missing:
        return []
    return [f"The workbook has no table named {', '.join(missing)}: the buttons need them."]
