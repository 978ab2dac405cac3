"""Horizontal bars over the categories of a block, with a title and a sentence made from its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.report import Chart, ChartKind, Measure
from tdag_xl.shares import rounded
from tdag_xl.sheets.money import money_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tdag_xl.sheets.frame_rows import Rows

MOST_BARS = 16
"""More bars than this cannot be read on a page; the table below them still has every row."""

COUNT_LABELS = "#,##0"
SHARE_LABELS = '[=0]0%;[<0.005]"<1%";0%'
_NAMED_IN_ALT_TEXT = 3


@dataclass(frozen=True)
class Bars:
    """Bars over the column `series`: `subject` is what they compare, `unit` what its figures are."""

    series: str
    measure: Measure
    subject: str
    unit: str
    label_format: str
    in_words: Callable[[float], str]


def count_bars(series: str, subject: str) -> Bars:
    """Bars over a column of whole numbers."""
    return Bars(series, Measure.COUNT, subject, "number", COUNT_LABELS, "{:,.0f}".format)


def share_bars(series: str, subject: str, base: str) -> Bars:
    """Bars over a column of shares of `base`, such as "57 partners"."""
    return Bars(series, Measure.COUNT, subject, f"% of {base}", SHARE_LABELS, _percent)


def money_bars(series: str, subject: str, amounts: Sequence[float]) -> Bars:
    """Bars over a column of US dollars."""
    unit = money_unit(amounts)
    return Bars(series, Measure.MONEY, subject, unit.name, unit.label_format, unit.in_words)


def _percent(share: float) -> str:
    return "<1 %" if 0 < share < 0.005 else f"{rounded(share * 100)} %"


def category_chart(bars: Bars, name: str, headings: Sequence[str], rows: Rows, period: str) -> Chart:
    """The chart of `bars` over a table of these `headings` and `rows`, the first of which names the categories."""
    shown = rows[:MOST_BARS]
    title = f"{bars.subject}, {bars.unit}, {period}" + _selection(len(rows))
    return Chart(
        name=name,
        kind=ChartKind.BAR,
        measure=bars.measure,
        title=title,
        alt_text=f"Horizontal bars. {title}. {_leading(bars, headings, shown, len(rows))}",
        categories=headings[0],
        series=(bars.series,),
        label_format=bars.label_format,
        rows=(0, len(shown) - 1) if len(rows) > MOST_BARS else None,
    )


def _selection(rows: int) -> str:
    return f" (first {MOST_BARS} of {rows})" if rows > MOST_BARS else ""


def _leading(bars: Bars, headings: Sequence[str], shown: Rows, rows: int) -> str:
    """The largest figures in words, and how many there are besides."""
    place = headings.index(bars.series)
    figures = [(str(row[0]), float(value)) for row in shown if isinstance(value := row[place], (int, float))]
    largest = sorted(figures, key=lambda figure: -figure[1])[:_NAMED_IN_ALT_TEXT]
    named = ", ".join(f"{name} {bars.in_words(value)}" for name, value in largest)
    others = rows - len(largest)
    return f"{named}; and {others} more." if others else f"{named}."
