"""What became of a workbook: members that are the same bytes, why others changed, values, the validator's verdict."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

if TYPE_CHECKING:
    from pathlib import Path

Values = dict[str, list[list[Any]]]

_REASONS = (
    (r"\[content_types\]\.xml", "types of new parts"),
    (r"(.*/)?_rels/workbook\.xml\.rels", "leads to new sheets"),
    (r"(.*/)?workbook\.xml", "lists new sheets, asks for calculation"),
    (r"(.*/)?styles\.xml", "formats appended"),
)
"""Why a refresh may change a member that was there."""


@dataclass(frozen=True)
class State:
    """A workbook before or after the work: CRC and size of its members, values (None where no reader opens it)."""

    members: dict[str, tuple[int, int]]
    values: Values | None

    @classmethod
    def of(cls, path: Path) -> State:
        """The state of the workbook at `path` now."""
        with zipfile.ZipFile(path) as archive:
            members = {info.orig_filename: (info.CRC, info.file_size) for info in archive.infolist()}
        return cls(members, _values(path))


@dataclass(frozen=True)
class Change:
    """What a program did to a workbook: names of members and of sheets, new errors of the validator."""

    members: int
    edited: tuple[str, ...]
    gone: tuple[str, ...]
    values_changed: tuple[str, ...]
    new_errors: tuple[str, ...]

    @property
    def identical(self) -> int:
        """How many members are the same bytes."""
        return self.members - len(self.edited) - len(self.gone)

    @property
    def needless(self) -> tuple[str, ...]:
        """The members that need not have changed."""
        return tuple(name for name in (*self.edited, *self.gone) if reason(name) is None)


def change(before: State, after: State, new_errors: tuple[str, ...]) -> Change:
    """What is different afterwards, sheets that are new apart, and what the validator says of it."""
    edited = tuple(n for n, content in before.members.items() if n in after.members and after.members[n] != content)
    gone = tuple(name for name in before.members if name not in after.members)
    held, holds = before.values or {}, after.values or {}
    changed = tuple(sheet for sheet, cells in held.items() if holds.get(sheet) != cells)
    return Change(len(before.members), edited, gone, changed, new_errors)


def reason(member: str) -> str | None:
    """Why a refresh may change the member; None where it has no reason."""
    folded = member.replace("\\", "/").lower()
    return next((why for pattern, why in _REASONS if re.fullmatch(pattern, folded)), None)


def _values(path: Path) -> Values | None:
    """Every value of the worksheets as calamine reads them."""
    try:
        book = CalamineWorkbook.from_path(path)
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        return {name: book.get_sheet_by_name(name).to_python() for name in names}
    except CalamineError:
        return None
