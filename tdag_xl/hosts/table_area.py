"""Where a table's cells stand in its sheet, 0-based."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.cells import normalized
from tdag_xl.ooxml.areas import Area

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.tables import TableSpec


@dataclass(frozen=True)
class TableArea:
    """The rows from `first_row` up to `end_row` (excluded) below the header, and each heading's column; 0-based."""

    sheet: str
    header_row: int
    first_row: int
    end_row: int
    columns: Mapping[str, int]

    def of(self, spec: TableSpec) -> TableArea:
        """The same area, with the columns that `spec` asks for."""
        wanted = {heading: column for heading, column in self.columns.items() if heading in spec.columns}
        return TableArea(self.sheet, self.header_row, self.first_row, self.end_row, wanted)

    @property
    def rectangle(self) -> Area:
        """The rows below the header from the first of the columns to the last."""
        columns = [column + 1 for column in self.columns.values()] or [1]
        return Area(self.first_row + 1, min(columns), max(self.first_row + 1, self.end_row), max(columns))


def headings_by_column(headings: tuple[str, ...], first_column: int) -> dict[str, int]:
    """Each heading's column, from the left; headings compare like every name of the register."""
    return {normalized(heading): first_column + offset for offset, heading in enumerate(headings)}
