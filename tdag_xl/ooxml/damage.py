"""What is wrong with a part, as the error that a member of staff reads."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tdag_xl.errors import NotAWorkbookError, UnsupportedWorkbookError, WorkbookError
from tdag_xl.ooxml.xml_part import DamagedPartError, LargePartError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def damage_error(path: Path, damage: DamagedPartError) -> WorkbookError:
    """The error for a part of the workbook at `path` that cannot be read."""
    where = f"the part {damage.part}" if damage.part else "a part"
    if isinstance(damage, LargePartError):
        return UnsupportedWorkbookError(
            path,
            f"{where} is too large to be worked on: {damage}. If it is a sheet of yours, move old rows to another "
            "workbook; if it is a list, leave it out with --lists never. Nothing was changed.",
        )
    return NotAWorkbookError(
        path,
        f"{where} is damaged ({damage}). Open the file in Excel, let it be repaired and save it. Nothing was changed.",
    )


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Turn what no part of a workbook may say, found while one is worked on, into an error for staff."""
    try:
        yield
    except DamagedPartError as damage:
        raise damage_error(path, damage) from damage
