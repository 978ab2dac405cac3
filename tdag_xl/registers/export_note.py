"""What a Parquet file of an export notes about its table besides the frame, so that it is read back as it was."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from tdag_xl.cells import CellError
from tdag_xl.tables import InputTable, OddCell

if TYPE_CHECKING:
    from tdag_xl.cells import CellValue

KEY = b"tdag_xl"
"""The key of the note in the metadata of the file's schema."""

_VERSION = 1


@dataclass(frozen=True)
class ExportNote:
    """All of an InputTable but its name and its frame."""

    sheet: str
    header_row: int
    headings: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...]
    odd: tuple[OddCell, ...]

    @classmethod
    def of(cls, table: InputTable) -> Self:
        """What is to be noted about the table."""
        return cls(table.sheet, table.header_row, table.headings, table.missing, table.doubled, table.odd)

    def as_bytes(self) -> bytes:
        """The note as JSON."""
        facts = {
            "version": _VERSION,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "headings": self.headings,
            "missing": self.missing,
            "doubled": self.doubled,
            "odd": [[cell.row, cell.column, *_typed(cell.value), cell.usable] for cell in self.odd],
        }
        return json.dumps(facts).encode()

    @classmethod
    def from_bytes(cls, noted: bytes) -> Self:
        """The note that `as_bytes` made. Raises ValueError for anything else."""
        try:
            facts = json.loads(noted)
            if facts["version"] != _VERSION:
                raise ValueError(f"it is of version {facts['version']}")
            odd = tuple(
                OddCell(int(row), str(column), _value(kind, value), usable=bool(usable))
                for row, column, kind, value, usable in facts["odd"]
            )
            headings, missing, doubled = (tuple(map(str, facts[name])) for name in ("headings", "missing", "doubled"))
            return cls(str(facts["sheet"]), int(facts["header_row"]), headings, missing, doubled, odd)
        except (KeyError, TypeError, RecursionError) as broken:
            raise ValueError("it is not as an export writes it") from broken


def _typed(value: CellValue) -> tuple[str, Any]:
    """The value with the name of its type, as JSON has no dates and no error values."""
    if isinstance(value, CellError):
        return "error", value.code
    if isinstance(value, dt.datetime):
        return "moment", value.isoformat()
    if isinstance(value, dt.date):
        return "day", value.isoformat()
    return "plain", value


def _value(kind: str, value: Any) -> CellValue:
    if kind == "error":
        return CellError(str(value))
    if kind == "moment":
        return dt.datetime.fromisoformat(value)
    if kind == "day":
        return dt.date.fromisoformat(value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(type(value).__name__)
