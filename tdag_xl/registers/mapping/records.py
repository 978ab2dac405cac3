"""A batch of a source's records: its columns by heading, as they are or as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from tdag_xl.cells import Kind
from tdag_xl.registers.typed_columns import typed_column
from tdag_xl.tables import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tdag_xl.registers.parts import Part

_ABSENT = pa.null()


class Headings:
    """Where a part of the source has its columns: in the file, or in the names of its folders."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._places, self.doubled = places_of(part.headings)

    @property
    def names(self) -> list[str]:
        """The columns that it has once."""
        return [*filter(None, self._places), *(name for name in self._part.given if name not in self._places)]

    def heading(self, column: str) -> str | None:
        """The column's heading as the file has it; None where the file does not have the column."""
        place = self._places.get(column)
        return None if place is None else self._part.headings[place]

    def type(self, column: str) -> pa.DataType:
        """What the column holds: null where the part does not have it."""
        if (place := self._places.get(column)) is not None:
            return self._part.types[place]
        return pa.string() if column in self._part.given else _ABSENT


class Records:
    """The records of a batch that are `kept` (all if None)."""

    def __init__(self, batch: pa.RecordBatch, part: Part, headings: Headings, kept: pa.Array | None = None) -> None:
        self._batch, self._part, self._headings, self._kept = batch, part, headings, kept
        self._texts: dict[str, pa.Array] = {}

    def those(self, kept: pa.Array) -> Records:
        """The records for which `kept` is true."""
        return Records(self._batch, self._part, self._headings, kept)

    def __len__(self) -> int:
        return len(self._batch) if self._kept is None else pc.sum(self._kept).as_py() or 0

    def as_is(self, column: str) -> pa.Array:
        """The values of the column; null where the part does not have it."""
        if (heading := self._headings.heading(column)) is not None:
            given = self._batch.column(heading)
        elif column in self._part.given:
            given = pa.repeat(pa.scalar(self._part.given[column], pa.string()), len(self._batch))
        else:
            given = pa.nulls(len(self._batch))
        return given if self._kept is None else given.filter(self._kept)

    def text(self, column: str) -> pa.Array:
        """The values of the column as a cell's text, normalized; blanks are null."""
        if column not in self._texts:
            self._texts[column] = typed_column(self.as_is(column), Kind.TEXT)[0]
        return self._texts[column]

    def is_filled(self, column: str) -> pa.Array:
        """Whether each record has something in the column."""
        given = self.as_is(column)
        return pc.is_valid(self.text(column) if _is_text(given.type) else given)


def any_of(columns: Iterable[str], test: Callable[[str], pa.Array], height: int) -> pa.Array:
    """Whether `test` holds for any of the columns, record by record."""
    held = pa.repeat(pa.scalar(False), height)
    for column in columns:
        held = pc.or_(held, test(column))
    return held


def _is_text(given: pa.DataType) -> bool:
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_dictionary)
    return any(is_kind(given) for is_kind in kinds)
