"""The rate table of tblRates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.cells import shown
from tdag_xl.domain.columns import RATES
from tdag_xl.domain.findings import TableFindings
from tdag_xl.domain.frames import records
from tdag_xl.rates import RateRow, RateTable
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    import datetime as dt

    from tdag_xl.domain.codes import CodeLists
    from tdag_xl.tables import InputTable


def rate_table(table: InputTable, codes: CodeLists) -> tuple[RateTable, TableFindings]:
    """The valid rates, and what is wrong in the others; two rates of one currency on one day are both wrong."""
    findings = TableFindings(RATES, table)
    by_key: dict[tuple[str, dt.datetime], list[dict[str, Any]]] = {}
    for line in records(table.frame):
        if line["Currency"] is not None:
            codes.warn(findings, line[ROW], "Currency", line["Currency"], may_be_blank=True)
        if _is_complete(line, findings):
            by_key.setdefault((line["Currency"], line["Effective from"]), []).append(line)
    findings.warn_of_odd_cells(("Source",))
    return RateTable(_single_rows(by_key, findings)), findings


def _is_complete(line: dict[str, Any], findings: TableFindings) -> bool:
    row, units = line[ROW], line["Units per USD"]
    if line["Currency"] is None:
        what = f"Currency {findings.state(row, 'Currency')}."
        findings.error(row, "Currency", what, "Enter the currency's code, such as CHF.")
    if line["Effective from"] is None:
        what = f"Effective from {findings.state(row, 'Effective from')}, which is no date."
        findings.error(row, "Effective from", what, "Enter the day from which the rate is effective.")
    has_units = units is not None and 0 < units < float("inf")
    if not has_units:
        state = findings.state(row, "Units per USD") if units is None else f"is {shown(units)}"
        what = f"Units per USD {state}; it must be a number greater than 0."
        findings.error(row, "Units per USD", what, "Enter how many units of the currency buy one US dollar.")
    return has_units and line["Currency"] is not None and line["Effective from"] is not None


def _single_rows(by_key: dict[tuple[str, dt.datetime], list[dict[str, Any]]], findings: TableFindings) -> list[RateRow]:
    rows = []
    for (currency, day), lines in by_key.items():
        if len(lines) == 1:
            rows.append(RateRow(currency, day.date(), lines[0]["Units per USD"], lines[0]["Source"]))
            continue
        for line in lines:
            others = ", ".join(str(other[ROW]) for other in lines if other is not line)
            what = f"{currency} has another rate from {shown(day)}, on row {others}; neither is used."
            findings.error(line[ROW], "Effective from", what, "Keep one rate of a currency for a day.")
    return rows
