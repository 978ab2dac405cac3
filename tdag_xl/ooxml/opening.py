"""A closed workbook opened, to be read, or to be replaced in one step."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.damage import damage_told
from tdag_xl.ooxml.disk_errors import disk_errors_told
from tdag_xl.ooxml.durable_files import same_file
from tdag_xl.ooxml.foreign_formats import refuse_foreign_formats
from tdag_xl.ooxml.history import tidy
from tdag_xl.ooxml.locks import refuse_if_open
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.safe_write import Stamp, replace_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from tdag_xl.ooxml.content import Content


@dataclass(frozen=True)
class OpenWorkbook:
    """The package of a workbook; its changes go to its own file, or to `output` where they go elsewhere."""

    package: Package
    output: Path | None
    stamp: Stamp
    ignore_locks: bool

    def replace(self, changes: Mapping[str, Content | None]) -> None:
        """Write the package with `changes` (member name → new bytes, None: removed) in one step, and close it.

        Raises what `replace_workbook` raises; the file is then as it was.
        """
        archive = self.package.archive

        def write(stream: BinaryIO) -> None:
            archive.write(stream, changes)

        def verify(path: Path) -> None:
            archive.verify(path, changes)
            archive.close()

        replace_workbook(
            self.output or self.package.path,
            write,
            verify,
            expected=None if self.output else self.stamp,
            ignore_owner_files=self.ignore_locks,
        )


@contextmanager
def opened(path: Path, *, output: Path | None = None, ignore_locks: bool = False) -> Iterator[OpenWorkbook]:
    """The workbook, to be written. Raises WorkbookInUseError for one that is open, NotAWorkbookError for none."""
    elsewhere = output is not None and not same_file(output, path)
    if not elsewhere:
        with disk_errors_told(path):
            refuse_if_open(path, ignore_owner_files=ignore_locks)
        tidy(path)
    with _opened(path, output if elsewhere else None, ignore_locks=ignore_locks) as book:
        yield book


@contextmanager
def opened_to_read(path: Path) -> Iterator[OpenWorkbook]:
    """The workbook, to be read only: it may be open in Excel. Raises NotAWorkbookError."""
    with _opened(path, None, ignore_locks=True) as book:
        yield book


@contextmanager
def _opened(path: Path, output: Path | None, *, ignore_locks: bool) -> Iterator[OpenWorkbook]:
    stamp = Stamp.of(path)
    refuse_foreign_formats(path)
    with disk_errors_told(path):
        archive = Archive.open(path)
    with archive, damage_told(path):
        yield OpenWorkbook(Package(archive), output, stamp, ignore_locks)
