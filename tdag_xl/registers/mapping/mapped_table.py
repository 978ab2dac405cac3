"""A table of the register, made from the records of another table as they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from tdag_xl.cells import Kind, shown
from tdag_xl.domain.alike import NearestName
from tdag_xl.registers.folder import file_stem
from tdag_xl.registers.mapping.columns import UnlistedCodeError, mapped_column
from tdag_xl.registers.mapping.records import Headings, Records, any_of
from tdag_xl.registers.parts import FoundTable, Part
from tdag_xl.registers.typed_columns import may_be_odd
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tdag_xl.registers.mapping.mapping_file import MappingFile
    from tdag_xl.registers.mapping.rules import ColumnMapping, TableMapping
    from tdag_xl.registers.parts import SourceTable

_LISTED = 30


@dataclass
class Count:
    """How many records were read, and how many of them count."""

    read: int = 0
    counted: int = 0


class MappedTable:
    """The table that `mapping` makes of `source`. Raises MappingError where the two do not fit."""

    def __init__(self, file: MappingFile, mapping: TableMapping, source: SourceTable) -> None:
        self._file, self._source, self.mapping = file, source, mapping
        self._stem = file_stem(mapping.spec)
        self._headings = [Headings(part) for part in source.parts]
        self.count = Count()
        for keys, sources in self._uses():
            for column in sources:
                self._refuse_missing(keys, column)
        self._types = {column: self._type(column, how) for column, how in mapping.columns.items()}

    def found(self) -> FoundTable:
        """It as a table that was found; columns that the mapping leaves out are there, but blank."""
        columns = tuple(self.mapping.spec.columns)
        types = (*(self._types.get(column, pa.null()) for column in columns), pa.int64())
        part = Part((*columns, ROW), types, self._batches)
        return FoundTable(self.mapping.spec, self._source.place, (part,), self._source.header_row, numbers_rows=True)

    def notes(self) -> list[str]:
        """How many records were left out, once the table is read; nothing where all count."""
        if self.count.counted == self.count.read:
            return []
        return [
            f"{self.mapping.spec.name}: {self.count.counted:,} of the {self.count.read:,} records of "
            f"{self._source.place} count; the mapping leaves out the others."
        ]

    def _batches(self, wanted: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The columns `wanted` of the records that count, with the number of each in the source, from 1."""
        self.count = Count()
        for part, headings in zip(self._source.parts, self._headings, strict=True):
            used = dict.fromkeys(column for _, sources in self._uses() for column in sources)
            needed = [heading for column in used if (heading := headings.heading(column)) is not None]
            for batch in part.batches(needed or part.headings[:1]):
                records = Records(batch, part, headings)
                kept = self._counting(records)
                rows = pa.arange(self.count.read + 1, self.count.read + 1 + len(batch)).filter(kept)
                self.count.read += len(batch)
                self.count.counted += len(rows)
                yield self._mapped(records.those(kept), rows, wanted)

    def _counting(self, records: Records) -> pa.Array:
        """Which records count: those that hold something mapped and meet every condition."""
        mapped = dict.fromkeys(column for how in self.mapping.columns.values() for column in how.sources)
        kept = any_of(mapped, records.is_filled, len(records))
        for condition in self.mapping.conditions:
            among = pc.is_in(records.text(condition.column), pa.array(list(condition.values), pa.string()))
            kept = pc.and_(kept, among if condition.wanted else pc.invert(among))
        return kept

    def _mapped(self, records: Records, rows: pa.Array, wanted: Sequence[str]) -> pa.RecordBatch:
        arrays = []
        for name in wanted:
            if name == ROW:
                arrays.append(rows)
            elif (how := self.mapping.columns.get(name)) is None:
                arrays.append(pa.nulls(len(rows)))
            else:
                arrays.append(self._column(records, rows, name, how))
        return pa.RecordBatch.from_arrays(arrays, list(wanted))

    def _column(self, records: Records, rows: pa.Array, column: str, how: ColumnMapping) -> pa.Array:
        wanted = self._types[column]
        try:
            if how.is_plain and records.as_is(how.sources[0]).type not in (wanted, pa.null()):
                return records.text(how.sources[0])
            return mapped_column(records, how).cast(wanted)
        except UnlistedCodeError as unlisted:
            name = how.codes.name if how.codes else ""
            raise self._file.error(
                (self._stem, column),
                f"{self._stem}.{column}: record {rows[unlisted.place].as_py():,} of {self._source.place} has "
                f"{shown(unlisted.code)}, which is not in the list codes.{name}. Add it there, or let such codes "
                'stand with unlisted = "keep".',
            ) from unlisted

    def _uses(self) -> Iterable[tuple[tuple[str, ...], Sequence[str]]]:
        """The columns of the source that the mapping uses, by where it names them."""
        mapping = self.mapping
        yield from (((self._stem, column), how.sources) for column, how in mapping.columns.items())
        yield from ((condition.place, (condition.column,)) for condition in mapping.conditions)

    def _refuse_missing(self, keys: Sequence[str], column: str) -> None:
        place = self._source.place
        if any(column in headings.doubled for headings in self._headings):
            raise self._file.error(
                keys, f"{place} has more than one column {shown(column)}. Give all but one of them another heading."
            )
        names = list(dict.fromkeys(name for headings in self._headings for name in headings.names))
        if column not in names:
            more = f" and {len(names) - _LISTED:,} more" if len(names) > _LISTED else ""
            raise self._file.error(
                keys,
                f"{place} has no column {shown(column)}{NearestName(names).hint(column)}. "
                f"It has {', '.join(names[:_LISTED])}{more}.",
            )
        types = self._types_of(column)
        if len(types) > 1 or not self._is_plain(keys):
            for given in types:
                if may_be_odd(given, Kind.TEXT):
                    raise self._file.error(
                        keys,
                        f"the column {shown(column)} of {place} holds {given}; only texts, numbers and days can be "
                        "compared, joined or translated.",
                    )

    def _type(self, column: str, how: ColumnMapping) -> pa.DataType:
        """What the mapped column holds: text, but a plain one what the source has, if all its parts agree."""
        if not how.is_plain:
            return pa.string()
        types = self._types_of(how.sources[0])
        return types.pop() if len(types) == 1 else pa.string()

    def _types_of(self, column: str) -> set[pa.DataType]:
        return {headings.type(column) for headings in self._headings} - {pa.null()}

    def _is_plain(self, keys: Sequence[str]) -> bool:
        """Whether what is named at `keys` is a column that is taken as it is."""
        return len(keys) == 2 and self.mapping.columns[keys[1]].is_plain
