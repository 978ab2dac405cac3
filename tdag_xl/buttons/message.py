"""The one message that a click ends with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.sheets.captions import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable

TITLE = "Partnerships"

LONGEST = 1_000
"""Characters of a message: a box that is taller than the screen hides its button."""


@dataclass(frozen=True)
class Message:
    """What to say; `is_serious` where something failed or was refused; `show` is the tab to bring to the front."""

    text: str
    is_serious: bool = False
    show: str | None = None
    keeps_place: bool = True


def paragraphs(*texts: str | Iterable[str]) -> str:
    r"""The paragraphs that say anything, a blank line between; lines that belong together are one of them.

    >>> paragraphs("Done.", ["2022: 3", "2023: 4"], "", [])
    'Done.\n\n2022: 3\n2023: 4'
    """
    blocks = (text if isinstance(text, str) else "\n".join(text) for text in texts)
    return "\n\n".join(block for block in blocks if block)


def shortened(text: str) -> str:
    """The text, cut where it would be longer than a message may be."""
    return text if len(text) <= LONGEST else text[: LONGEST - 2].rstrip() + " …"


def first_few(sentences: Iterable[str], most: int, thing: str) -> list[str]:
    """The first `most` sentences, then how many of that `thing` there are besides.

    >>> first_few(["a", "b", "c"], 2, "note")
    ['a', 'b', '… and 1 more note.']
    """
    told = list(sentences)
    more = [f"… and {number_of(len(told) - most, f'more {thing}')}."] if len(told) > most else []
    return told[:most] + more
