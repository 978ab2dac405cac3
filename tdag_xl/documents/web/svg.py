"""Elements of SVG as markup: names are the writer's own, values and texts are escaped."""

from __future__ import annotations

from markupsafe import Markup, escape


def element(name: str, *children: Markup | str, **attributes: str) -> Markup:
    """An element; an underscore in an attribute's name is a hyphen, one at its end is dropped.

    >>> print(element("text", "a < b", text_anchor="end", class_="label"))
    <text text-anchor="end" class="label">a &lt; b</text>
    """
    given = "".join(
        f' {attribute.rstrip("_").replace("_", "-")}="{escape(value)}"' for attribute, value in attributes.items()
    )
    content = "".join(map(escape, children))
    return Markup(f"<{name}{given}>{content}</{name}>")  # noqa: S704 - values and children are escaped


def em(size: float) -> str:
    """A length in the size of the chart's text.

    >>> em(1.5), em(2), em(0.1 + 0.2)
    ('1.5em', '2em', '0.3em')
    """
    return f"{_short(size)}em"


def percent(share: float) -> str:
    """A share of the width.

    >>> percent(0.5), percent(1 / 3)
    ('50%', '33.333%')
    """
    return f"{_short(100 * share)}%"


def _short(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")
