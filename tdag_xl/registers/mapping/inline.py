"""Rows that stand in a mapping itself, as a table of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from tdag_xl.registers.parts import FoundTable, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tdag_xl.registers.mapping.rules import InlineTable


def inline_table(table: InlineTable, place: str) -> FoundTable:
    """The rows as a table that was found at `place`, numbered from 1."""
    columns = tuple(table.spec.columns)

    def batches(wanted: Sequence[str]) -> Iterator[pa.RecordBatch]:
        texts = [pa.array([row.get(column) for row in table.rows], pa.string()) for column in wanted]
        yield pa.RecordBatch.from_arrays(texts, list(wanted))

    return FoundTable(table.spec, place, (Part(columns, (pa.string(),) * len(columns), batches),))
