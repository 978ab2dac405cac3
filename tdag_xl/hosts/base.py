"""What every host promises."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tdag_xl.cells import CellValue
    from tdag_xl.report import Report
    from tdag_xl.tables import InputTable, TableSpec


class Action(Enum):
    """What a refresh does to a generated sheet."""

    ADDED = "added"
    UPDATED = "updated"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class SheetChange:
    """What a refresh does to one generated sheet; `name` is the name of its tab in the workbook."""

    key: str
    name: str
    action: Action


@dataclass(frozen=True)
class Plan:
    """What a refresh would do, and what staff should know before it does: sentences.

    `followed`, known once it is written, says which references of staff were adjusted to tables that moved or grew.
    """

    sheets: tuple[SheetChange, ...]
    warnings: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """False when every generated sheet already shows what the report says."""
        return any(sheet.action is not Action.UNCHANGED for sheet in self.sheets)


@dataclass(frozen=True)
class SelectedFigure:
    """The selected cell of a generated table: the table, the column's heading, and the row's values by heading."""

    table: str
    column: str
    row: Mapping[str, CellValue]


class Host(Protocol):
    """A workbook that holds the register and receives the report.

    Promises, stated once for all hosts in `tests/hosts/test_contract.py`:
    writing puts each table of the report under its own name and removes generated sheets the report no longer has;
    a generated sheet is known by its key, so it stays where and under the name staff gave it;
    a sheet that staff made keeps its name, the generated one takes ` (2)`;
    writing the same report again changes nothing; the moment of refresh alone is no change;
    rows put under a table of staff's are read back as they were given, and every row above stands as it was.
    """

    lacks: frozenset[str]
    """What this host cannot show of a report: "charts", "number formats", "print set-up"."""

    def read_tables(self, specs: Sequence[TableSpec]) -> Mapping[str, InputTable]:
        """The tables of the register by name; raises MissingTableError for a required one that is not there."""
        ...

    def plan(self, report: Report) -> Plan:
        """What `write` would do. Changes nothing."""
        ...

    def write(self, report: Report) -> Plan:
        """Write the report; return what was done. Raises WorkbookError and leaves the workbook as it was."""
        ...

    def append_rows(self, table: str, rows: Sequence[Mapping[str, CellValue]]) -> None:
        """Put `rows` (values by heading) under the last row in use of a table of staff's; text stays text.

        Raises MissingTableError, or WorkbookError and leaves the workbook as it was; ValueError for a heading that
        the table does not have.
        """
        ...
