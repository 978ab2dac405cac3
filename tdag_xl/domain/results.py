"""All that the register gives: summaries, comparisons, published figures and findings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from tdag_xl.domain.comparison import CHANGE_SHARE, Comparison, comparison
from tdag_xl.domain.engine import IN_MEMORY, Engine
from tdag_xl.domain.findings import Finding, Severity, TableFindings, counted, in_order
from tdag_xl.domain.frames import block, records
from tdag_xl.domain.reconciliation import PublishedFigure, published_block, reconciliation, sentence
from tdag_xl.domain.register import Register, read_register
from tdag_xl.domain.summary import COUNTS, Summary, headline, summaries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tdag_xl.domain.options import Rounding
    from tdag_xl.tables import InputTable

_CHECKS = {
    "Severity": nw.String(),
    "Table": nw.String(),
    "Row": nw.Int64(),
    "Column": nw.String(),
    "Finding": nw.String(),
    "What to do": nw.String(),
}


@dataclass(frozen=True, eq=False)
class Results:
    """Everything a report shows, for all periods in the order of tblPeriods, also those without a sheet.

    `counts` are those of all findings; of a long register `findings` lists the first.
    """

    register: Register
    rounding: Rounding
    summaries: tuple[Summary, ...]
    comparisons: tuple[Comparison, ...]
    published_figures: tuple[PublishedFigure, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[Severity, int]

    @property
    def has_errors(self) -> bool:
        """Whether some row counts nowhere."""
        return self.counts[Severity.ERROR] > 0

    @property
    def checks(self) -> nw.DataFrame[Any]:
        """The findings as `out_checks` shows them."""
        return checks_block(self.findings)

    @property
    def published(self) -> nw.DataFrame[Any]:
        """The published figures as `out_published` shows them; without rows where the workbook holds none."""
        return published_block(self.published_figures)

    def headlines(self) -> Mapping[str, tuple[tuple[str, float], ...]]:
        """The headline figures by name of period; counts are int."""
        return {one.period.name: headline(one.figures) for one in self.summaries}

    def disagreements(self) -> tuple[str, ...]:
        """A sentence for each published figure that does not agree."""
        return tuple(sentence(one) for one in self.published_figures if not one.agrees)

    def findings_in_brief(self) -> str:
        """How many findings there are, as a sentence.

        Errors keep rows from counting; warnings do not.
        """
        errors, warnings = (_number(self.counts[severity], severity.lower()) for severity in Severity)
        return f"{errors} and {warnings} in the register."

    def as_json(self) -> dict[str, Any]:
        """Plain values for `refresh --json`: dates as ISO text, blanks None, counts int, other numbers unrounded."""
        return {
            "periods": {
                one.period.name: {name: _plain_rows(frame) for name, frame in one.all_blocks().items()}
                for one in self.summaries
            },
            "compare": {f"{one.period.name} / {one.other.name}": _plain_rows(one.frame) for one in self.comparisons},
            "checks": _plain_rows(self.checks),
            "published": _plain_rows(self.published, _is_published_count),
        }


def results(
    tables: Mapping[str, InputTable],
    rounding: Rounding = "half-up",
    engine: Engine = IN_MEMORY,
    in_source: Iterable[TableFindings] = (),
) -> Results:
    """The results of the register's tables, by name, whose frames `engine` holds.

    `in_source` is what was found wrong before there were tables.
    """
    register = read_register(tables, engine)
    by_name = summaries(register, rounding)
    published, in_published = reconciliation(register, {name: one.figures for name, one in by_name.items()})
    more = [*in_source, *([in_published] if in_published else [])]
    findings = in_order([*register.findings, *(one for table in more for one in table.found)])
    return Results(
        register=register,
        rounding=rounding,
        summaries=tuple(by_name.values()),
        comparisons=tuple(
            comparison(by_name[period.name], by_name[period.compare_with])
            for period in register.periods
            if period.compare_with is not None
        ),
        published_figures=published,
        findings=findings[: engine.most_findings],
        counts=counted(more) + Counter(register.counts),
    )


def checks_block(findings: Iterable[Finding]) -> nw.DataFrame[Any]:
    """Findings as `out_checks` shows them."""
    rows = ((str(one.severity), one.table, one.row, one.column, one.finding, one.what_to_do) for one in findings)
    return block(rows, _CHECKS)


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _is_count(row: Mapping[str, Any]) -> bool:
    return row.get("Figure") in COUNTS


def _is_published_count(row: Mapping[str, Any]) -> bool:
    return str(row["Unit"]) == "count"


def _plain_rows(
    frame: nw.DataFrame[Any], is_count: Callable[[Mapping[str, Any]], bool] = _is_count
) -> list[dict[str, Any]]:
    """The rows with plain values; `is_count` tells a row of counts, in columns that hold sums as well."""
    return [
        {column: _plain(value, is_count=is_count(row) and column != CHANGE_SHARE) for column, value in row.items()}
        for row in records(frame)
    ]


def _plain(value: Any, *, is_count: bool) -> Any:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if is_count and isinstance(value, float) and value.is_integer():
        return int(value)
    return value
