"""A table of a register in files, as its reader hands it over: parts of untyped columns, one after another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tdag_xl.tables import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from tdag_xl.registers.export_note import ExportNote
    from tdag_xl.tables import TableSpec

AT_A_TIME = 65_536
"""Records that are held while a file is read."""


@dataclass(frozen=True, eq=False)
class Part:
    """One file of a table.

    `headings` are as the file has them. `batches` reads the columns of these headings, each of which it has once.
    `given` are columns that the file's folder names, each with its one value. `note` is what an export noted.
    """

    headings: tuple[str, ...]
    types: tuple[pa.DataType, ...]
    batches: Callable[[Sequence[str]], Iterator[pa.RecordBatch]]
    given: Mapping[str, str | None] = field(default_factory=dict)
    note: ExportNote | None = None


@dataclass(frozen=True, eq=False)
class SourceTable:
    """Any table and its parts; `place` is the name of its file or folder, `header_row` 1 where headings are a line."""

    place: str
    parts: tuple[Part, ...]
    header_row: int = 0

    def as_found(self, spec: TableSpec) -> FoundTable:
        """It as the table `spec` of the register."""
        return FoundTable(spec, self.place, self.parts, self.header_row)


@dataclass(frozen=True, eq=False)
class FoundTable:
    """A table of the register and its parts, placed as a SourceTable is.

    `numbers_rows`: its batches have the column `row` as well, with the numbers that findings name.
    """

    spec: TableSpec
    place: str
    parts: tuple[Part, ...]
    header_row: int = 0
    numbers_rows: bool = False

    @property
    def note(self) -> ExportNote | None:
        """What an export noted about the table, where it is whole as exported."""
        return self.parts[0].note if len(self.parts) == 1 else None


@dataclass(frozen=True)
class Headings:
    """The headings of all parts of a table: `names` in the order in which they come, `doubled` those twice in one."""

    names: tuple[str, ...]
    doubled: tuple[str, ...]

    @classmethod
    def of(cls, parts: Sequence[Part]) -> Headings:
        """Those of the parts, with what the folders of the parts name."""
        names: dict[str, None] = {}
        doubled: dict[str, None] = {}
        for part in parts:
            places, twice = places_of(part.headings)
            names.update(dict.fromkeys((*filter(None, places), *part.given)))
            doubled.update(dict.fromkeys(twice))
        return cls(tuple(name for name in names if name not in doubled), tuple(doubled))
