"""The comparison sheet: the headline figures of two periods side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.domain.summary import CONTRIBUTIONS
from tdag_xl.domain.table_names import comparison_table
from tdag_xl.report import Chart, ChartKind, Format, Measure, Sheet, Table
from tdag_xl.sheets.captions import number_of, period_in_words, tab_name
from tdag_xl.sheets.category_charts import COUNT_LABELS
from tdag_xl.sheets.columns import columns
from tdag_xl.sheets.frame_rows import Rows, frame_rows
from tdag_xl.sheets.money import money_unit
from tdag_xl.sheets.rate_policy import rate_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tdag_xl.domain.comparison import Comparison
    from tdag_xl.domain.periods import Period
    from tdag_xl.domain.summary import Summary

_NO_MONEY = "There is no cash contribution in either period, so there is no chart of US dollars."
_CHANGE = "Change % is blank where the other period's figure is 0."
_ROWS = 4


def comparison_sheet(comparison: Comparison, summaries: Sequence[Summary]) -> Sheet:
    """The sheet of `comparison`; `summaries` are those of its two periods."""
    period, other = comparison.period, comparison.other
    return Sheet(
        key=f"compare/{period.slug}/{other.slug}",
        name=tab_name(f"{period.name} v {other.name}"),
        title=f"{period.name} compared with {other.name}",
        lines=(*map(_days, (period, other)), *_unequal(period, other), rate_policy(summaries)),
        tables=(_table(comparison),),
    )


def _days(period: Period) -> str:
    return f"{period.name}: agreements signed from {period_in_words(period)}, both days included."


def _unequal(period: Period, other: Period) -> list[str]:
    """A warning when the periods are not equally long; a leap day does not make them so."""
    days, other_days = ((one.end - one.start).days + 1 for one in (period, other))
    if abs(days - other_days) <= 1:
        return []
    return [f"The periods are not equally long: {number_of(days, 'day')} and {number_of(other_days, 'day')}."]


def _table(comparison: Comparison) -> Table:
    frame = comparison.frame
    headings, rows = frame.columns, frame_rows(frame)
    formats = {
        **dict.fromkeys(headings[1:3], Format.WHOLE),
        headings[3]: Format.CHANGE,
        headings[4]: Format.CHANGE_SHARE,
    }
    name = comparison_table(comparison.period, comparison.other)
    charts = _charts(comparison, name, headings, rows)
    notes = (_CHANGE,) if len(charts) == 2 else (_CHANGE, _NO_MONEY)
    return Table(name, "Headline figures", columns(headings, formats), rows, charts, notes, most_rows=_ROWS)


def _charts(comparison: Comparison, name: str, headings: Sequence[str], rows: Rows) -> tuple[Chart, ...]:
    money = [place for place, row in enumerate(rows) if row[0] == CONTRIBUTIONS]
    counts = [place for place in range(len(rows)) if place not in money]
    amounts = [float(value) for place in money for value in rows[place][1:3] if isinstance(value, (int, float))]
    charts = [_chart(comparison, f"{name} 1", headings, rows, counts, ("Agreements and partners", "number"))]
    if any(amounts):
        unit = money_unit(amounts)
        about = ("Contributions", unit.name)
        chart = _chart(
            comparison, f"{name} 2", headings, rows, money, about, Measure.MONEY, unit.label_format, unit.in_words
        )
        charts.append(chart)
    return tuple(charts)


def _chart(
    comparison: Comparison,
    name: str,
    headings: Sequence[str],
    rows: Rows,
    places: Sequence[int],
    about: tuple[str, str],
    measure: Measure = Measure.COUNT,
    label_format: str = COUNT_LABELS,
    in_words: Callable[[float], str] = "{:,.0f}".format,
) -> Chart:
    """Columns over some rows, the earlier period first."""
    by_time = sorted(zip((comparison.period, comparison.other), (1, 2), strict=True), key=lambda one: one[0].start)
    periods = " and ".join(period_in_words(period) for period, _ in by_time)
    title = f"{about[0]}, {about[1]}, {periods}"
    figures = "; ".join(
        f"{rows[place][0]}: "
        + ", ".join(f"{period.name} {_words(rows[place][at], in_words)}" for period, at in by_time)
        for place in places
    )
    return Chart(
        name=name,
        kind=ChartKind.COLUMN,
        measure=measure,
        title=title,
        alt_text=f"Columns side by side. {title}. {figures}.",
        categories=headings[0],
        series=tuple(headings[at] for _, at in by_time),
        label_format=label_format,
        rows=(places[0], places[-1]),
    )


def _words(value: object, in_words: Callable[[float], str]) -> str:
    return in_words(value) if isinstance(value, (int, float)) else "no figure"
