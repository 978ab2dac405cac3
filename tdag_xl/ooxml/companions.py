"""The files that stand beside a workbook: ours during and after a refresh, and those that tell who has it open."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Companions:
    """Names of the files beside `workbook`, which is the file itself, never a symbolic link to it."""

    workbook: Path

    @classmethod
    def of(cls, path: Path) -> Self:
        """The files beside the workbook that `path` names or links to, which need not be there. Raises OSError."""
        tells = os.name == "posix"  # under Windows, some disks never tell where a name leads, and have no links
        try:  # else, a link that the disk does not tell about would be taken for the workbook
            return cls(Path(os.path.realpath(path, strict=tells)))
        except (FileNotFoundError, NotADirectoryError):
            return cls(Path(os.path.realpath(path)))

    def _beside(self, before: str, after: str) -> Path:
        return self.workbook.with_name(f"{before}{self.workbook.name}{after}")

    @property
    def lock(self) -> Path:
        """Locked by the operating system as long as a process refreshes the workbook."""
        return self._beside(".~refresh.", ".lock")

    @property
    def new_file(self) -> Path:
        """The workbook to come. Becomes the workbook in one step: while it is there, that step was not taken."""
        return self._beside(".~refresh.", ".tmp")

    @property
    def copy(self) -> Path:
        """The exact bytes from before the last refresh."""
        return self._beside("", ".before-refresh")

    @property
    def record(self) -> Path:
        """What `copy` is: the digests from before and after the refresh, and its moment."""
        return self._beside("", ".before-refresh.json")

    @property
    def coming_copy(self) -> Path:
        """What becomes `copy` once the new file has become the workbook."""
        return self._beside("", ".before-refresh.coming")

    @property
    def coming_record(self) -> Path:
        """What becomes `record` once the new file has become the workbook."""
        return self._beside("", ".before-refresh.coming.json")

    @property
    def ours(self) -> tuple[Path, ...]:
        """Every file that a refresh may leave."""
        return (self.lock, self.new_file, self.copy, self.record, self.coming_copy, self.coming_record)

    @property
    def excel_owner(self) -> Path:
        """Excel's owner file; unlike Word, Excel keeps the whole name behind `~$`."""
        return self._beside("~$", "")

    @property
    def libreoffice_owner(self) -> Path:
        """LibreOffice's lock file."""
        return self._beside(".~lock.", "#")
