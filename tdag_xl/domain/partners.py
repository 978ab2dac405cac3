"""The partners of the register, found by name or alias."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tdag_xl.cells import shown
from tdag_xl.domain.alike import NearestName, nearly_alike
from tdag_xl.domain.columns import BLANK, PARTNERS, SEPARATOR
from tdag_xl.domain.findings import TableFindings
from tdag_xl.domain.frames import records
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tdag_xl.domain.codes import CodeLists
    from tdag_xl.tables import InputTable

UNKNOWN = -1
"""The number of a name that no partner bears."""


@dataclass(frozen=True)
class Partner:
    """A partner with its codes as they count; `row` is its row in the sheet."""

    name: str
    type: str
    category: str
    row: int


class PartnerBook:
    """The partners, numbered from 0, by name and alias; `codes` are those in use, by column."""

    def __init__(self, partners: Sequence[Partner], aliases: Mapping[str, int]) -> None:
        self.partners = tuple(partners)
        self.codes = {
            "Partner type": frozenset(partner.type for partner in partners),
            "ITU category": frozenset(partner.category for partner in partners),
        }
        self._numbers = {**aliases, **{partner.name: number for number, partner in enumerate(partners)}}
        self.nearest = NearestName(self._numbers)

    def number(self, name: str) -> int:
        """The number of the partner of that name or alias, or UNKNOWN."""
        return self._numbers.get(name, UNKNOWN)

    def unknown(self, findings: TableFindings, row: int, column: str, name: str | None) -> tuple[str, str]:
        """That the cell names no partner, and what to do."""
        if name is None:
            return f"{column} {findings.state(row, column)}.", "Enter the partner's name."
        what = f"Partner {shown(name)} is not in tblPartners{self.nearest.hint(name)}."
        return what, "Correct the name, or add the partner or an alias to tblPartners."


def names_in(cell: str | None) -> list[str]:
    """The names of a cell of Other partners or Aliases, whose text is normalized already.

    >>> names_in("UNDP MPTFO; MPTF Office;")
    ['UNDP MPTFO', 'MPTF Office']
    """
    if cell is None:
        return []
    return [name for part in cell.split(SEPARATOR) if (name := part.strip())]


def partner_book(table: InputTable, codes: CodeLists) -> tuple[PartnerBook, TableFindings]:
    """The partners of tblPartners, and what is wrong in it.

    A row without a name, or with a name that an earlier row has, counts nowhere. A name goes before an alias; an alias
    of two partners stands for neither.
    """
    findings = TableFindings(PARTNERS, table)
    lines = _named_lines(records(table.frame), findings)
    partners = [
        Partner(name, line["Partner type"] or BLANK, line["ITU category"] or BLANK, line[ROW])
        for name, line in lines.items()
    ]
    for line in lines.values():
        for column in ("Partner type", "ITU category"):
            codes.warn(findings, line[ROW], column, line[column], may_be_blank=False)
        codes.warn(findings, line[ROW], "Country", line["Country"], may_be_blank=True)
    findings.warn_of_odd_cells(("Aliases",))
    aliases = _aliases(lines, findings)
    for later, earlier in nearly_alike(list(lines)):
        what = f"Partner {shown(later)} is nearly alike {shown(earlier)} on row {lines[earlier][ROW]}."
        findings.warning(
            lines[later][ROW], "Partner", what, "If they are one, keep one row and make the other an alias."
        )
    return PartnerBook(partners, aliases), findings


def _named_lines(lines: Sequence[dict[str, Any]], findings: TableFindings) -> dict[str, dict[str, Any]]:
    named: dict[str, dict[str, Any]] = {}
    for line in lines:
        row, name = line[ROW], line["Partner"]
        if name is None:
            findings.error(row, "Partner", f"Partner {findings.state(row, 'Partner')}.", "Enter the partner's name.")
        elif name in named:
            what = f"Partner {shown(name)} is listed already, on row {named[name][ROW]}; this row is not read."
            findings.error(row, "Partner", what, "Delete one of the two rows.")
        else:
            named[name] = line
    return named


def _aliases(lines: Mapping[str, dict[str, Any]], findings: TableFindings) -> dict[str, int]:
    owners: dict[str, dict[int, int]] = {}
    for number, (name, line) in enumerate(lines.items()):
        for alias in names_in(line["Aliases"]):
            if alias in lines and alias != name:
                what = f"Alias {shown(alias)} is the name of the partner on row {lines[alias][ROW]}; it is not read."
                findings.error(line[ROW], "Aliases", what, "Delete the alias, or the other partner's row.")
            else:
                owners.setdefault(alias, {})[number] = line[ROW]
    for alias, rows in owners.items():
        for row in rows.values() if len(rows) > 1 else ():
            others = ", ".join(str(other) for other in rows.values() if other != row)
            what = f"Alias {shown(alias)} stands on row {others} too; it is read for none of these partners."
            findings.error(row, "Aliases", what, "Leave the alias with one partner.")
    return {alias: next(iter(rows)) for alias, rows in owners.items() if len(rows) == 1}
