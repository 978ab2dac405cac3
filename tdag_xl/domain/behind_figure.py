"""What is behind a figure of a generated table: the rows that make it, or the record that a finding is about."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tdag_xl.cells import CellValue, Kind, normalized, reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.domain.behind_rows import Rows

_NOISE = 1e-9
"""The relative difference that the order of a sum, and the 15 digits that Excel keeps, may make."""


@dataclass(frozen=True)
class Record:
    """A row of the register as it stands, by heading; `cells` is empty where the table has no such row any more."""

    table: str
    sheet: str
    row: int
    column: str
    cells: tuple[tuple[str, CellValue], ...]


@dataclass(frozen=True, eq=False)
class Behind:
    """What makes the figure in the column `column` of a row that is called `names`, such as Africa, 2022.

    `cell` is the figure that the sheet shows, `now` the one that the register gives, None where it gives none. The
    figure is that of the first `rows`, less that of the second where there are two, over `whole` where that is given,
    times `factor` (100 for percent). `remarks` are sentences of the register about the figure.
    """

    names: tuple[str, ...]
    column: str
    cell: CellValue
    now: CellValue
    rows: tuple[Rows, ...] = ()
    whole: float | None = None
    factor: float = 1
    remarks: tuple[str, ...] = ()
    record: Record | None = None

    @property
    def part(self) -> float:
        """What the rows come to."""
        [first, *others] = self.rows
        return first.figure - sum(other.figure for other in others)

    @property
    def recomputed(self) -> float | None:
        """The figure made again from the rows; None where they make none (a share of nothing is 0)."""
        if not self.rows:
            return None
        if self.whole is None:
            return self.part * self.factor
        return self.part / self.whole * self.factor if self.whole else 0.0

    @property
    def is_stale(self) -> bool:
        """Whether the sheet shows another figure than the register gives."""
        return not alike(self.cell, self.now)


def alike(one: CellValue, other: CellValue) -> bool:
    """Whether two cells show the same, the noise of a sum and a time of day at midnight apart.

    >>> alike(0.1 + 0.2, 0.3), alike(None, ""), alike("2022", 2022.0), alike(1, None)
    (True, True, True, False)
    """
    if _is_number(one) and _is_number(other):
        return math.isclose(_number(one), _number(other), rel_tol=_NOISE, abs_tol=_NOISE)
    return text_of(one) == text_of(other)


def text_of(value: CellValue) -> str | None:
    """The cell as the register reads a text: a name or a code.

    >>> text_of(" Africa "), text_of(2022.0), text_of("")
    ('Africa', '2022', None)
    """
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    found = reading(value, Kind.TEXT).value
    return found if isinstance(found, str) else None


def cell_in(row: Mapping[str, CellValue], heading: str) -> CellValue:
    """The cell under `heading`; headings compare like every name of the register."""
    for name, value in row.items():
        if normalized(name) == normalized(heading):
            return value
    return None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _number(value: Any) -> float:
    return float(value)
