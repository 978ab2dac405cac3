"""What staff build on generated sheets once these exist: formulas, a name and a chart of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from staff.parts import MAIN, RELATED, Parts, by_hand
from staff.workbook_part import CHAIN, add_defined_name, calculation_chain

if TYPE_CHECKING:
    from pathlib import Path

NAME = "StaffRegionsUSD"
CHART = "xl/charts/chartOfStaff.xml"
FIRST_ROW = 36
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


@dataclass(frozen=True)
class Column:
    """Where the cells of a column of a table stand."""

    sheet: str
    letters: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"'{self.sheet}'!${self.letters}${self.first}:${self.letters}${self.last}"


def with_references_to_generated(path: Path) -> Path:
    """Changes the refreshed workbook at `path` as staff do who work on; returns `path`.

    The sheet Dashboard gets formulas (with the stale value 0) and a chart, the workbook a name; all point at the table
    `out_2022_regions` of the sheet `Summary 2022`, by its name or by its cells.
    """
    parts = Parts(path)
    regions, dollars = (generated_column(parts, h) for h in ("Region", "USD"))
    first = f"'{dollars.sheet}'!${dollars.letters}${dollars.first}"
    formulas = ["SUM(out_2022_regions[USD])", f"SUM({dollars})", first, f"SUM({NAME})", "ROWS(out_2022_regions[#Data])"]
    dashboard = parts.sheet("Dashboard")
    parts.edit(dashboard, lambda root: _add_rows(root, formulas))
    add_defined_name(parts, NAME, str(dollars))
    _add_chart(parts, dashboard, regions, dollars)
    if CHAIN in parts.members:
        parts.members[CHAIN] = calculation_chain(parts)
    return parts.saved(path)


def generated_column(parts: Parts, heading: str) -> Column:
    """The column `heading` of the table out_2022_regions on the sheet Summary 2022."""
    tables = [etree.fromstring(parts.members[name]) for name in parts.targets(parts.sheet("Summary 2022"), "/table")]
    (table,) = [t for t in tables if t.get("displayName") == "out_2022_regions"]
    start, end = table.get("ref").split(":")
    position = [c.get("name") for c in table.iterfind(f".//{{{MAIN}}}tableColumn")].index(heading)
    letters, top = start.rstrip("0123456789"), int(start.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assert len(letters) == 1, start
    bottom = int(end.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return Column("Summary 2022", chr(ord(letters) + position), top + 1, bottom)


def _add_rows(root: etree._Element, formulas: list[str]) -> None:
    data = root.find(f"{{{MAIN}}}sheetData")
    assert max(int(row.get("r")) for row in data) < FIRST_ROW
    for number, formula in enumerate(formulas, start=FIRST_ROW):
        row = etree.SubElement(data, f"{{{MAIN}}}row", r=str(number))
        cell = etree.SubElement(row, f"{{{MAIN}}}c", r=f"B{number}")
        etree.SubElement(cell, f"{{{MAIN}}}f").text = formula
        etree.SubElement(cell, f"{{{MAIN}}}v").text = "0"
    root.find(f"{{{MAIN}}}dimension").set("ref", f"A1:E{FIRST_ROW + len(formulas) - 1}")


def _add_chart(parts: Parts, sheet: str, categories: Column, values: Column) -> None:
    (drawing,) = parts.targets(sheet, "/drawing")
    chart = by_hand("chart_of_generated.xml", categories=categories, values=values)
    identity = parts.add_related(drawing, CHART, chart, _CHART_TYPE, f"{RELATED}/chart")
    anchor = etree.fromstring(by_hand("chart_anchor.xml", number=9001, chart=identity))
    parts.edit(drawing, lambda root: root.append(anchor))
