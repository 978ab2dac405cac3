"""Vertical columns, side by side by category, each category over its name."""

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

_HEIGHT, _FIGURES = 12.0, 1.6
_FILLED, _GAP = 0.72, 0.06
"""Of a category's width, what its columns take; of a column's place, what is left free."""

_MOST_LINES = 5
_WIDEST_COLUMN, _NARROWEST_NAME = 7.0, 7.0


def columns(figure: Figure, *, right_to_left: bool) -> Drawing:
    """The columns of `figure`, the first category and the first series where lines start."""
    count = max(len(figure.categories), 1)
    least = max(NARROWEST, count * _narrowest_category(figure))
    names = [lines(readable(category), least / count - 0.6, _MOST_LINES) for category in figure.categories]
    slots = [_slot(place, count, right_to_left=right_to_left) for place in range(count)]
    groups = [
        named(
            category,
            tuple(series.labels[place] for series in figure.series),
            *_columns(figure, place, slots[place], right_to_left=right_to_left),
            *_name(names[place], category, slots[place]),
        )
        for place, category in enumerate(figure.categories)
    ]
    ground = element("line", class_="ground", x1="0%", x2="100%", y1=em(_FIGURES + _HEIGHT), y2=em(_FIGURES + _HEIGHT))
    return Drawing(
        Markup("").join(groups) + ground,
        _FIGURES + _HEIGHT + 0.4 + LINE * max(map(len, names), default=1),
        least,
        max(least, count * _WIDEST_COLUMN * len(figure.series) / _FILLED),
    )


def _narrowest_category(figure: Figure) -> float:
    return max(_NARROWEST_NAME, len(figure.series) * (widest_figure(figure) + 0.5) / _FILLED)


def _slot(place: int, count: int, *, right_to_left: bool) -> tuple[float, float]:
    """Where a category begins and how much of the width it has."""
    return (count - 1 - place if right_to_left else place) / count, 1 / count


def _name(names: tuple[str, ...], category: str, slot: tuple[float, float]) -> Iterator[Markup]:
    for number, line in enumerate(names):
        top = _FIGURES + _HEIGHT + 0.3 + LINE * (number + 0.75)
        yield label(line, category, "name middle", x=percent(slot[0] + slot[1] / 2), y=em(top))


def _columns(figure: Figure, place: int, slot: tuple[float, float], *, right_to_left: bool) -> Iterator[Markup]:
    count = len(figure.series)
    room = slot[1] * _FILLED / count
    for number, (series, row, fill) in enumerate(zip(figure.series, shares(figure), fills(figure), strict=True)):
        nth = count - 1 - number if right_to_left else number
        left = slot[0] + slot[1] * (1 - _FILLED) / 2 + nth * room
        height = _HEIGHT * row[place]
        yield element(
            "rect",
            class_=f"bar {fill}",
            x=percent(left + room * _GAP / 2),
            y=em(_FIGURES + _HEIGHT - height),
            width=percent(room * (1 - _GAP)),
            height=em(height),
        )
        yield label(
            readable(series.labels[place]),
            series.labels[place],
            "figure middle",
            x=percent(left + room / 2),
            y=em(_FIGURES + _HEIGHT - height - 0.4),
        )
