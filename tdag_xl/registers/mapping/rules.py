"""What a mapping says: which columns of another source are the columns of the register, and which records count."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from tdag_xl.domain.columns import AGREEMENTS, CONTRIBUTIONS, LISTS, PARTNERS, PERIODS, PUBLISHED, RATES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tdag_xl.tables import TableSpec

NEEDED: Final = {
    AGREEMENTS.name: ("Ref", "Signed", "Partner"),
    PARTNERS.name: ("Partner",),
    CONTRIBUTIONS.name: ("Ref", "Partner", "Kind", "Currency", "Amount"),
    RATES.name: ("Currency", "Effective from", "Units per USD"),
    PERIODS.name: ("Period", "From", "To"),
    PUBLISHED.name: ("Period", "Figure", "Value"),
    LISTS.name: ("List", "Code"),
}
"""The columns without which a table's rows count nowhere; a mapping of the table names them."""

SEVERAL_NAMES: Final = ("Other partners", "Aliases")
"""The columns that hold several names, so that all records of a key can give theirs."""


class Unlisted(StrEnum):
    """What becomes of a code that a list of codes does not name."""

    KEEP = "keep"
    BLANK = "blank"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Codes:
    """What the codes of a source stand for in the register; `name` is that of the list in the mapping."""

    name: str
    meanings: Mapping[str, str]
    unlisted: Unlisted = Unlisted.KEEP


@dataclass(frozen=True)
class ColumnMapping:
    """How a column of the register comes from a record of the source.

    The first of `sources` that is not blank, or with `joiner` all that are not, one after another; its code
    translated; and `otherwise` where nothing is left. `collected`: of all records of a key, the distinct values.
    """

    sources: tuple[str, ...] = ()
    joiner: str | None = None
    codes: Codes | None = None
    otherwise: str | None = None
    collected: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the column is one of the source's as it stands."""
        return len(self.sources) == 1 and self.codes is None and self.otherwise is None and not self.collected


@dataclass(frozen=True)
class Condition:
    """A record counts if its `column` of the source has one of `values` (None: is blank), or none if not `wanted`.

    `place` are the keys under which the mapping says so.
    """

    place: tuple[str, ...]
    column: str
    values: frozenset[str | None]
    wanted: bool


@dataclass(frozen=True)
class TableMapping:
    """A table of the register that is made from the table `source`, named at `place` of the mapping.

    Records count that meet all `conditions`. `keys` are the columns of the register of which each value has one row,
    and `first_by` the column whose least value tells which record that is (None: the first in the source).
    """

    spec: TableSpec
    source: str
    place: tuple[str, ...]
    columns: Mapping[str, ColumnMapping]
    conditions: tuple[Condition, ...] = ()
    keys: tuple[str, ...] = ()
    first_by: str | None = None


@dataclass(frozen=True)
class InlineTable:
    """A table of the register whose rows stand in the mapping itself, each cell as text."""

    spec: TableSpec
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class RegisterMapping:
    """The tables that the mapping `path` gives, by name; the others are taken as they are from `own_tables`.

    `own_tables` is a folder or a database; None: where the source is.
    """

    path: Path
    tables: Mapping[str, TableMapping | InlineTable]
    own_tables: Path | None = None
