"""A figure as inline SVG: bars or columns in the reader's direction, with their figures at them and no axis.

Lengths across are shares of the width and lengths down are in the size of the text: a chart grows with its page and
with the reader's font, and its text keeps its size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from tdag_xl.documents.web.bars import bars
from tdag_xl.documents.web.columns import columns
from tdag_xl.documents.web.drawing import Drawing, fills
from tdag_xl.documents.web.inline_text import inline, readable
from tdag_xl.documents.web.svg import element, em
from tdag_xl.languages.language import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE
from tdag_xl.report import ChartKind

if TYPE_CHECKING:
    from tdag_xl.documents.document import Figure

_NO_ISOLATES = str.maketrans(dict.fromkeys((FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE)))

PATTERNS = Markup(
    '<svg class="patterns" aria-hidden="true" focusable="false"><defs><pattern id="earlier" width="5" height="5" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="stripe" width="2.5" height="5"/>'
    "</pattern></defs></svg>"
)
"""What the bars of an earlier period are filled with, once on a page: stripes are told apart without colours."""


def chart(figure: Figure, identifier: str, *, right_to_left: bool) -> Markup:
    """The chart of `figure`; its title and its description have ids that begin with `identifier`."""
    drawn = (bars if figure.kind is ChartKind.BAR else columns)(figure, right_to_left=right_to_left)
    title, description = f"{identifier}-title", f"{identifier}-description"
    return element(
        "svg",
        element("title", _spoken(figure.caption), id=title),
        element("desc", _spoken(figure.alt_text), id=description),
        drawn.content,
        class_="chart",
        role="img",
        aria_labelledby=title,
        aria_describedby=description,
        width="100%",
        height=em(drawn.height),
        style=_widths(drawn),
    )


def legend(figure: Figure) -> Markup:
    """The names of the series beside their fills; nothing where there is only one."""
    if len(figure.series) < 2:
        return Markup()
    entries = (
        element("li", _swatch(fill), " ", element("bdi", inline(series.name)))
        for series, fill in zip(figure.series, fills(figure), strict=True)
    )
    return element("ul", *entries, class_="legend")


def _swatch(fill: str) -> Markup:
    rectangle = element("rect", width="100%", height="100%", class_=f"bar {fill}")
    return element("svg", rectangle, class_="swatch", aria_hidden="true", focusable="false")


def _spoken(text: str) -> str:
    return readable(text).translate(_NO_ISOLATES)


def _widths(drawn: Drawing) -> str:
    return f"min-inline-size:{em(drawn.least_width)};max-inline-size:{em(drawn.most_width)}"
