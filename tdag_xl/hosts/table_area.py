"""Where a table's cells stand in its sheet, 0-based."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tdag_xl.ooxml.areas import Area
from tdag_xl.tables import places_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tdag_xl.tables import TableSpec


@dataclass(frozen=True)
class TableArea:
    """The rows from `first_row` up to `end_row` (excluded) below the header, and each heading's column; 0-based.

    `doubled` are the headings that stand more than once, and so in no column.
    """

    sheet: str
    header_row: int
    first_row: int
    end_row: int
    columns: Mapping[str, int]
    doubled: tuple[str, ...] = ()

    def of(self, spec: TableSpec) -> TableArea:
        """The same area, with the columns that `spec` asks for."""
        wanted = {heading: column for heading, column in self.columns.items() if heading in spec.columns}
        return replace(self, columns=wanted)

    @property
    def rectangle(self) -> Area:
        """The rows below the header from the first of the columns to the last."""
        columns = [column + 1 for column in self.columns.values()] or [1]
        return Area(self.first_row + 1, min(columns), max(self.first_row + 1, self.end_row), max(columns))


def headings_by_column(headings: Sequence[str], first_column: int) -> tuple[dict[str, int], tuple[str, ...]]:
    """Each heading's column, from the left, and the headings that stand more than once, which have none."""
    places, doubled = places_of(headings)
    return {heading: first_column + place for heading, place in places.items()}, doubled
