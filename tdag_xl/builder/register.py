"""A register as the builder writes it: its tables with typed cells, and whether it is the shipped one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.cells import CellValue


@dataclass(frozen=True)
class RegisterTable:
    """A table of the register: `headings` are the contract's columns in order, then the file's own; one row a tuple."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]

    def column(self, heading: str) -> tuple[CellValue, ...]:
        """The cells of a column. Raises ValueError for a heading that the table lacks."""
        place = self.headings.index(heading)
        return tuple(row[place] for row in self.rows)


@dataclass(frozen=True)
class Register:
    """The seven tables by name (tblAgreements …); `illustrative` for the one that ships with the package."""

    tables: Mapping[str, RegisterTable]
    illustrative: bool = False
