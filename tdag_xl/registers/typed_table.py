"""A table of a register in files, as typed batches for any engine of frames."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from tdag_xl.errors import RegisterFileError
from tdag_xl.registers.parts import FoundTable, Headings
from tdag_xl.registers.typed_columns import ARROW_TYPES, may_be_odd, typed_column
from tdag_xl.tables import ROW, InputTable, mark, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import narwhals as nw

    from tdag_xl.registers.parts import Part


class TypedTable:
    """The records of `found` as batches of `schema`: row, the columns of the spec, and marks of those that need them.

    `odd` counts, once all batches are read, the unusable cells by column.
    """

    def __init__(self, found: FoundTable) -> None:
        self._found = found
        self._headings = Headings.of(found.parts)
        self.name = found.spec.name
        self._marked = [column for column in found.spec.columns if any(self._may_mark(column, p) for p in found.parts)]
        self.odd: Counter[str] = Counter()

    @property
    def schema(self) -> pa.Schema:
        """The columns of the batches."""
        spec = self._found.spec
        typed = ((column, ARROW_TYPES[kind]) for column, kind in spec.columns.items())
        return pa.schema([(ROW, pa.int64()), *typed, *((mark(column), pa.string()) for column in self._marked)])

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The records that hold something, in their order; numbered from 1, unless they have numbers already."""
        before = 0
        for part in self._found.parts:
            columns = self._columns_of(part)
            as_numbered = self._found.numbers_rows or self._found.note is not None
            wanted = [*columns.values(), *([ROW] if as_numbered else [])]
            for batch in part.batches(wanted) if wanted else ():
                typed = self._typed(batch, part, columns, None if as_numbered else before)
                if as_numbered and typed.column(ROW).null_count:
                    raise RegisterFileError(
                        f"{self._found.place}: the column {ROW!r} of this export has gaps. Export the workbook again, "
                        f"or leave that column out of the file. Nothing was changed."
                    )
                yield typed
                before += len(batch)

    def table(self, frame: nw.DataFrame[Any] | nw.LazyFrame[Any]) -> InputTable:
        """The input table whose batches `frame` holds; columns of marks that quote nothing are left out of it."""
        note, spec = self._found.note, self._found.spec
        frame = frame.drop(*(mark(column) for column in self._marked if not self.odd[column]))
        headings, doubled = self._headings.names, self._headings.doubled
        return InputTable(
            name=spec.name,
            sheet=note.sheet if note else self._found.place,
            header_row=note.header_row if note else self._found.header_row,
            headings=note.headings if note else headings,
            missing=note.missing if note else tuple(column for column in spec.columns if column not in headings),
            frame=frame,
            odd=note.odd if note else (),
            doubled=note.doubled if note else doubled,
            marks=frozenset(column for column in self._marked if self.odd[column]),
        )

    def _columns_of(self, part: Part) -> dict[str, str]:
        """The columns of the spec that the part has once, each with its heading as the part has it."""
        places, _ = places_of(part.headings)
        wanted = (c for c in self._found.spec.columns if c in places and c not in self._headings.doubled)
        return {column: part.headings[places[column]] for column in wanted}

    def _may_mark(self, column: str, part: Part) -> bool:
        kind = self._found.spec.columns[column]
        heading = self._columns_of(part).get(column)
        if heading is not None:
            return may_be_odd(part.types[part.headings.index(heading)], kind)
        return column in part.given and may_be_odd(pa.string(), kind)

    def _typed(
        self, batch: pa.RecordBatch, part: Part, columns: Mapping[str, str], before: int | None
    ) -> pa.RecordBatch:
        arrays = {ROW: _rows(batch, before)}
        marks = {}
        for column, kind in self._found.spec.columns.items():
            if column in columns:
                given = batch.column(columns[column])
            elif column in part.given and column not in self._headings.doubled:
                given = pa.repeat(pa.scalar(part.given[column], pa.string()), len(batch))
            else:
                given = pa.nulls(len(batch))
            arrays[column], marks[column] = typed_column(given, kind)
        for column in self._marked:
            arrays[mark(column)] = marks[column]
            self.odd[column] += len(batch) - marks[column].null_count
        made = pa.RecordBatch.from_arrays(list(arrays.values()), schema=self.schema)
        return made if before is None else made.filter(_holds_something(made))


def _rows(batch: pa.RecordBatch, before: int | None) -> pa.Array:
    if before is not None:
        return pa.arange(before + 1, before + 1 + len(batch))
    return batch.column(ROW)


def _holds_something(batch: pa.RecordBatch) -> pa.Array:
    """Whether each record has anything but its row number."""
    held = pa.repeat(pa.scalar(False), len(batch))
    for column in batch.columns[1:]:
        held = pc.or_(held, pc.is_valid(column))
    return held
