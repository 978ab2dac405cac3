"""What bars and columns share: sizes, fills, the room for figures, text at a place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from tdag_xl.documents.web.inline_text import readable
from tdag_xl.documents.web.label_lines import isolated, width
from tdag_xl.documents.web.svg import element

if TYPE_CHECKING:
    from tdag_xl.documents.document import Figure

LINE = 1.35
"""From one line of text to the next, in the size of the text as are all lengths here."""

NARROWEST = 22.0
"""The width of a chart on a page of 360 pixels."""


@dataclass(frozen=True)
class Drawing:
    """A chart's shapes, and the size that they need."""

    content: Markup
    height: float
    least_width: float
    most_width: float


def fills(figure: Figure) -> tuple[str, ...]:
    """The class of each series: the last has the colour of its measure, those before it are of an earlier period."""
    return (*("earlier" for _ in figure.series[:-1]), figure.measure.value)


def shares(figure: Figure) -> tuple[tuple[float, ...], ...]:
    """The values of each series as shares of the largest of all; 0 where there is no figure or it is not above 0."""
    values = [[value or 0.0 for value in series.values] for series in figure.series]
    largest = max((value for row in values for value in row if math.isfinite(value)), default=0.0)
    return tuple(tuple(_share(value, largest) for value in row) for row in values)


def _share(value: float, largest: float) -> float:
    return min(value / largest, 1.0) if value > 0 and largest > 0 else 0.0


def widest_figure(figure: Figure) -> float:
    """The width of the longest figure at a bar."""
    return max((width(label) for series in figure.series for label in series.labels), default=0.0)


def label(line: str, whole: str, kind: str, **place: str) -> Markup:
    """A line of the label `whole`, of the class `kind`; nothing where it is blank."""
    return element("text", isolated(line, whole), class_=kind, **place) if line else Markup()


def named(category: str, figures: tuple[str, ...], *shapes: Markup) -> Markup:
    """The shapes of one category, under the tip that a mouse shows."""
    return element("g", element("title", " ".join((readable(category), *map(readable, figures)))), *shapes)
