"""How high a chart is, and where its bars stand between the names at one side and the figures at the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.hosts.text_lines import text_lines, text_width
from tdag_xl.report import ChartKind

if TYPE_CHECKING:
    from tdag_xl.documents.document import Figure

_CHARACTER, _LINE = 5, 11.5
"""Points that a character and a line of a name take, at 9 points in a wide font."""

_MOST_FOR_NAMES = 0.42
_ROOM_AT_END = 20
_SLIMMEST_BAR, _SLOT_GAP = 12, 6
_LEGEND, _MARGIN, _COLUMN_HEIGHT = 24, 6, 200


@dataclass(frozen=True)
class Shape:
    """The height of a chart in points, and the area of horizontal bars in fractions of its width and height."""

    height: float
    bars: dict[str, float] | None


def chart_shape(figure: Figure, width: float, *, from_right: bool) -> Shape:
    """The shape of a chart that is `width` points wide; `from_right` sets its names at the right."""
    if figure.kind is ChartKind.COLUMN:
        return Shape(_COLUMN_HEIGHT, None)
    names = min(max(map(text_width, figure.categories), default=0) * _CHARACTER + 10, width * _MOST_FOR_NAMES)
    labels = (
        max((text_width(label) for one in figure.series for label in one.labels), default=0) * _CHARACTER + _ROOM_AT_END
    )
    lines = max((len(text_lines(name, names / _CHARACTER)) for name in figure.categories), default=1)
    slot = max(_SLIMMEST_BAR * len(figure.series) + _SLOT_GAP, lines * _LINE + _SLOT_GAP)
    legend = _LEGEND if len(figure.series) > 1 else 0
    height = _MARGIN + slot * max(1, len(figure.categories)) + _MARGIN + legend
    return Shape(
        height,
        {
            "x": (labels if from_right else names) / width,
            "y": _MARGIN / height,
            "width": (width - names - labels) / width,
            "height": (height - 2 * _MARGIN - legend) / height,
        },
    )
