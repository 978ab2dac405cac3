"""Horizontal bars: each under the name of its category, so that names have the whole width on any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from tdag_xl.documents.web.drawing import (
    LINE,
    NARROWEST,
    Drawing,
    fills,
    label,
    named,
    shares,
    widest_figure,
)
from tdag_xl.documents.web.inline_text import readable
from tdag_xl.documents.web.label_lines import lines
from tdag_xl.documents.web.svg import element, em, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.documents.document import Figure

_WIDEST = 44.0
_THICKNESS, _BETWEEN_SERIES, _BETWEEN_CATEGORIES, _TO_FIGURE = 1.0, 0.2, 0.75, 0.45
_LEAST_FOR_BARS = 0.4

_MOST_LINES = 3
"""Lines of a name; a longer one ends in an ellipsis, and is whole in the table."""


def bars(figure: Figure, *, right_to_left: bool) -> Drawing:
    """The bars of `figure`, growing from the side where lines start."""
    rows, top = [], 0.0
    for place, category in enumerate(figure.categories):
        names = lines(readable(category), NARROWEST, _MOST_LINES)
        start = top + LINE * len(names) + 0.1
        figures = tuple(series.labels[place] for series in figure.series)
        rows.append(
            named(
                category,
                figures,
                *_name(names, category, top, right_to_left=right_to_left),
                *_bars(figure, place, start, right_to_left=right_to_left),
            )
        )
        top = start + len(figure.series) * (_THICKNESS + _BETWEEN_SERIES) - _BETWEEN_SERIES + _BETWEEN_CATEGORIES
    return Drawing(Markup("").join(rows), max(top - _BETWEEN_CATEGORIES, LINE), NARROWEST, _WIDEST)


def _name(names: tuple[str, ...], category: str, top: float, *, right_to_left: bool) -> Iterator[Markup]:
    for number, line in enumerate(names):
        yield label(line, category, "name", x=percent(right_to_left), y=em(top + LINE * (number + 0.75)))


def _bars(figure: Figure, place: int, start: float, *, right_to_left: bool) -> Iterator[Markup]:
    most = max(1 - (widest_figure(figure) + _TO_FIGURE) / NARROWEST, _LEAST_FOR_BARS)
    top = start
    for series, row, fill in zip(figure.series, shares(figure), fills(figure), strict=True):
        length = most * row[place]
        end = 1 - length if right_to_left else length
        yield element(
            "rect",
            class_=f"bar {fill}",
            x=percent(end if right_to_left else 0),
            y=em(top),
            width=percent(length),
            height=em(_THICKNESS),
        )
        yield label(
            readable(series.labels[place]),
            series.labels[place],
            "figure",
            x=percent(end),
            dx=em(-_TO_FIGURE if right_to_left else _TO_FIGURE),
            y=em(top + _THICKNESS / 2 + 0.36),
        )
        top += _THICKNESS + _BETWEEN_SERIES
