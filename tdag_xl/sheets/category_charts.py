"""Horizontal bars over the categories of a block, with a title and a sentence made from its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.report import Chart, ChartKind, Measure
from tdag_xl.sentences import COUNTS, SHARES, Items, Quantity, Scale, Sentence, Term
from tdag_xl.sheets.money import money_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.sentences import Days
    from tdag_xl.sheets.frame_rows import Rows

MOST_BARS = 16
"""More bars than this cannot be read on a page; the table below them still has every row."""

COUNT_LABELS = "#,##0"
NUMBER = Sentence("number")
SHARE_LABELS = '[=0]0%;[<0.005]"<1%";0%'
_NAMED_IN_ALT_TEXT = 3


@dataclass(frozen=True)
class Bars:
    """Bars over the column `series`: `subject` is what they compare, `unit` and `scale` what its figures are."""

    series: str
    measure: Measure
    subject: Sentence
    unit: Sentence
    label_format: str
    scale: Scale


def count_bars(series: str, subject: Sentence) -> Bars:
    """Bars over a column of whole numbers."""
    return Bars(series, Measure.COUNT, subject, NUMBER, COUNT_LABELS, COUNTS)


def share_bars(series: str, subject: Sentence, partners: int) -> Bars:
    """Bars over a column of shares of so many partners."""
    unit = Sentence.counted("% of {count} partner", "% of {count} partners", partners)
    return Bars(series, Measure.COUNT, subject, unit, SHARE_LABELS, SHARES)


def money_bars(series: str, subject: Sentence, amounts: Sequence[float]) -> Bars:
    """Bars over a column of US dollars."""
    unit = money_unit(amounts)
    return Bars(series, Measure.MONEY, subject, unit.name, unit.label_format, unit.scale)


def category_chart(bars: Bars, name: str, headings: Sequence[str], rows: Rows, period: Days) -> Chart:
    """The chart of `bars` over a table of these `headings` and `rows`, the first of which names the categories."""
    shown = rows[:MOST_BARS]
    title = _title(bars, period, len(rows))
    return Chart(
        name=name,
        kind=ChartKind.BAR,
        measure=bars.measure,
        title=title,
        alt_text=Sentence(
            "Horizontal bars. {title}. {figures}", title=title, figures=_leading(bars, headings, shown, len(rows))
        ),
        categories=headings[0],
        series=(bars.series,),
        label_format=bars.label_format,
        rows=(0, len(shown) - 1) if len(rows) > MOST_BARS else None,
        scale=bars.scale,
    )


def _title(bars: Bars, period: Days, rows: int) -> Sentence:
    named = {"subject": bars.subject, "unit": bars.unit, "period": period}
    if rows <= MOST_BARS:
        return Sentence("{subject}, {unit}, {period}", **named)
    return Sentence("{subject}, {unit}, {period} (first {shown} of {rows})", **named, shown=MOST_BARS, rows=rows)


def _leading(bars: Bars, headings: Sequence[str], shown: Rows, rows: int) -> Sentence:
    """The largest figures in words, and how many there are besides."""
    place = headings.index(bars.series)
    figures = [(str(row[0]), float(value)) for row in shown if isinstance(value := row[place], (int, float))]
    largest = sorted(figures, key=lambda figure: -figure[1])[:_NAMED_IN_ALT_TEXT]
    named = Items(
        Sentence("{name} {figure}", name=Term(headings[0], name), figure=Quantity(value, bars.scale))
        for name, value in largest
    )
    others = rows - len(largest)
    if not others:
        return Sentence("{figures}.", figures=named)
    return Sentence.counted("{figures}; and {count} more.", "{figures}; and {count} more.", others, figures=named)
