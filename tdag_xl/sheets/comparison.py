"""The comparison sheet: the headline figures of two periods side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.domain.summary import CONTRIBUTIONS
from tdag_xl.domain.table_names import comparison_table
from tdag_xl.report import Chart, ChartKind, Format, Sheet, Table
from tdag_xl.sentences import SEMICOLON, Items, PeriodName, Quantity, Sentence
from tdag_xl.sheets.captions import period_in_words, span, tab_name
from tdag_xl.sheets.category_charts import Bars, count_bars, money_bars
from tdag_xl.sheets.columns import columns
from tdag_xl.sheets.frame_rows import Rows, frame_rows
from tdag_xl.sheets.rate_policy import rate_policy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.domain.comparison import Comparison
    from tdag_xl.domain.periods import Period
    from tdag_xl.domain.summary import Summary

_NO_MONEY = Sentence("There is no cash contribution in either period, so there is no chart of US dollars.")
_CHANGE = Sentence("Change % is blank where the other period's figure is 0.")
_COUNTED = Sentence("Agreements and partners")
_SUMMED = Sentence("Contributions")
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
        periods=(span(period), span(other)),
    )


def _days(period: Period) -> str:
    return f"{period.name}: agreements signed from {period_in_words(period)}, both days included."


def _unequal(period: Period, other: Period) -> list[Sentence]:
    """A warning when the periods are not equally long; a leap day does not make them so."""
    days, other_days = ((one.end - one.start).days + 1 for one in (period, other))
    if abs(days - other_days) <= 1:
        return []
    one, two = (Sentence.counted("{count} day", "{count} days", length) for length in (days, other_days))
    return [Sentence("The periods are not equally long: {one} and {two}.", one=one, two=two)]


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
    title, shown = Sentence("Headline figures"), columns(headings, formats)
    return Table(name, title, shown, rows, charts, notes, most_rows=_ROWS, block="comparison")


def _charts(comparison: Comparison, name: str, headings: Sequence[str], rows: Rows) -> tuple[Chart, ...]:
    money = [place for place, row in enumerate(rows) if row[0] == CONTRIBUTIONS]
    counts = [place for place in range(len(rows)) if place not in money]
    amounts = [float(value) for place in money for value in rows[place][1:3] if isinstance(value, (int, float))]
    charts = [_chart(comparison, f"{name} 1", headings, rows, counts, count_bars(headings[1], _COUNTED))]
    if any(amounts):
        bars = money_bars(headings[1], _SUMMED, amounts)
        charts.append(_chart(comparison, f"{name} 2", headings, rows, money, bars))
    return tuple(charts)


def _chart(
    comparison: Comparison, name: str, headings: Sequence[str], rows: Rows, places: Sequence[int], bars: Bars
) -> Chart:
    """Columns over some rows, the earlier period first."""
    by_time = sorted(zip((comparison.period, comparison.other), (1, 2), strict=True), key=lambda one: one[0].start)
    one, two = (period_in_words(period) for period, _ in by_time)
    title = Sentence("{subject}, {unit}, {one} and {two}", subject=bars.subject, unit=bars.unit, one=one, two=two)
    figures = Items(
        (
            Sentence(
                "{name}: {figures}",
                name=Sentence(str(rows[place][0])),
                figures=Items(_figure(period, rows[place][at], bars) for period, at in by_time),
            )
            for place in places
        ),
        SEMICOLON,
    )
    return Chart(
        name=name,
        kind=ChartKind.COLUMN,
        measure=bars.measure,
        title=title,
        alt_text=Sentence("Columns side by side. {title}. {figures}.", title=title, figures=figures),
        categories=headings[0],
        series=tuple(headings[at] for _, at in by_time),
        label_format=bars.label_format,
        rows=(places[0], places[-1]),
        scale=bars.scale,
    )


def _figure(period: Period, value: object, bars: Bars) -> Sentence:
    figure = Quantity(value, bars.scale) if isinstance(value, (int, float)) else Sentence("no figure")
    return Sentence("{name} {figure}", name=PeriodName(period.name, period_in_words(period)), figure=figure)
