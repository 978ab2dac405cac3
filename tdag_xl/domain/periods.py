"""The periods that figures are given for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tdag_xl.cells import shown
from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.columns import PERIODS
from tdag_xl.domain.findings import TableFindings
from tdag_xl.domain.frames import records
from tdag_xl.domain.table_names import BLOCKS, block_table, comparison_table
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from tdag_xl.tables import InputTable


LONGEST = 100
"""Letters of a period's name at most: twice in a comparison's table name, which Excel allows 255."""


@dataclass(frozen=True)
class Period:
    """The days from `start` to `end`, both included; periods may overlap."""

    name: str
    start: dt.date
    end: dt.date
    has_sheet: bool = True
    compare_with: str | None = None

    @property
    def slug(self) -> str:
        """The period's name as the names of its generated tables spell it."""
        return slug(self.name)


def slug(name: str) -> str:
    """`name` in lower case, every run of other characters than a-z and 0-9 one underscore, none at the ends.

    >>> slug("Jan–Apr 2023")
    'jan_apr_2023'
    """
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def periods(table: InputTable) -> tuple[tuple[Period, ...], TableFindings]:
    """The valid periods in the order of the table, and what is wrong in the others."""
    findings = TableFindings(PERIODS, table)
    lines = records(table.frame)
    names = [line["Period"] for line in lines if line["Period"] is not None]
    nearest = NearestName(names)
    valid: dict[str, tuple[int, Period]] = {}
    for line in lines:
        sound = [
            _is_named(line, names, findings),
            _has_days(line, findings),
            _compares(line, names, nearest, findings),
        ]
        if all(sound) and _is_free(line, valid, findings):
            valid[slug(line["Period"])] = (line[ROW], _period(line, findings))
    return _comparable([*valid.values()], findings), findings


def _is_named(line: dict[str, Any], names: Sequence[str], findings: TableFindings) -> bool:
    row, name = line[ROW], line["Period"]
    if name is None:
        findings.error(row, "Period", f"Period {findings.state(row, 'Period')}.", "Give the period a name.")
    elif names.count(name) > 1:
        what = f"Period {shown(name)} is listed {names.count(name)} times; none of these rows is read."
        findings.error(row, "Period", what, "Keep one row, or give the periods different names.")
    elif not slug(name):
        what = f"Period {shown(name)} has no letter of a to z and no digit, so its tables cannot be named."
        findings.error(row, "Period", what, "Add a letter or a digit to the name.")
    elif max(len(name), len(slug(name))) > LONGEST:
        what = f"Period {shown(name)} is longer than {LONGEST} letters, so its tables cannot be named."
        findings.error(row, "Period", what, "Shorten the name.")
    else:
        return True
    return False


def _is_free(line: dict[str, Any], valid: dict[str, tuple[int, Period]], findings: TableFindings) -> bool:
    taken = valid.get(slug(line["Period"]))
    if taken:
        row, first = taken
        what = f"Period {shown(line['Period'])} would share its table names with {shown(first.name)} on row {row}."
        findings.error(line[ROW], "Period", what, "Choose names that differ in more than punctuation and case.")
    return not taken


def _has_days(line: dict[str, Any], findings: TableFindings) -> bool:
    for column in ("From", "To"):
        if line[column] is None:
            what = f"{column} {findings.state(line[ROW], column)}, which is no date."
            findings.error(line[ROW], column, what, "Enter a date.")
    if line["From"] is None or line["To"] is None:
        return False
    if line["To"] < line["From"]:
        what = f"The period ends on {shown(line['To'])}, before it starts on {shown(line['From'])}."
        findings.error(line[ROW], "To", what, "Correct From or To.")
        return False
    return True


def _compares(line: dict[str, Any], names: Collection[str], nearest: NearestName, findings: TableFindings) -> bool:
    row, other = line[ROW], line["Compare with"]
    if other is None and findings.is_odd(row, "Compare with"):
        what = f"Compare with {findings.state(row, 'Compare with')}, which names no period."
    elif other is not None and other not in names:
        what = f"Compare with {shown(other)} names no period{nearest.hint(other)}."
    else:
        return True
    findings.error(row, "Compare with", what, "Enter the name of another period, or leave the cell blank.")
    return False


def _period(line: dict[str, Any], findings: TableFindings) -> Period:
    sheet = (line["Sheet"] or "no").casefold()
    if sheet not in ("yes", "no") or findings.is_odd(line[ROW], "Sheet"):
        held = findings.held(line[ROW], "Sheet", line["Sheet"])
        what = f"Sheet holds {held}, which is neither yes nor no; it counts as no."
        findings.warning(line[ROW], "Sheet", what, "Enter yes or no.")
    return Period(line["Period"], line["From"].date(), line["To"].date(), sheet == "yes", line["Compare with"])


def _comparable(rows: Sequence[tuple[int, Period]], findings: TableFindings) -> tuple[Period, ...]:
    """The periods, without the comparisons that cannot be made."""
    known = {period.name: period for _, period in rows}
    named = {block_table(period, block) for period in known.values() for block in BLOCKS}
    periods = []
    for row, period in rows:
        if why := _why_not_compared(period, known, named):
            what = f"Compare with {shown(period.compare_with)} {why}; no comparison is made."
            findings.warning(row, "Compare with", what, _REPAIR)
            period = replace(period, compare_with=None)
        elif period.compare_with is not None:
            named.add(comparison_table(period, known[period.compare_with]))
        periods.append(period)
    return tuple(periods)


_REPAIR = "Name another period, correct that period's row, or leave the cell blank."


def _why_not_compared(period: Period, known: Mapping[str, Period], named: Collection[str]) -> str | None:
    """Why the period is not compared, in words; `named` are the names of the tables before the comparison's."""
    if period.compare_with is None:
        return None
    if period.compare_with == period.name:
        return "is the period itself"
    if period.compare_with not in known:
        return "names a period whose own row is in error"
    table = comparison_table(period, known[period.compare_with])
    return f"needs the table {table}, a name that is taken" if table in named else None
