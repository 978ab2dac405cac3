"""How wide the columns of a table are: wide enough for every word, and so that rows take few lines."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from tdag_xl.documents.word.isolates import plain
from tdag_xl.hosts.text_lines import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tdag_xl.documents.document import Table

_MARGINS = 10
"""Points at both sides of a cell's text, and a little more."""

_BOLD = 1.1

_IDEOGRAPHS = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_BREAK = re.compile(f"[ \t\n]+|(?<=[^\\W\\d]-)(?=[^\\W\\d])|(?<=[{_IDEOGRAPHS}])|(?=[{_IDEOGRAPHS}])")
"""Where a text may be broken over lines; not in references and figures."""

_LONGEST_WORD = 0.25
"""Of the table's width, at most, that one word is given: longer ones break."""

_MOST_LINES = 8
_RAGGED = 1.15
"""Room in lines that end before the margin, because the next word does not fit."""

_TYPICAL = 0.9
"""The part of a column's cells that its width is made for; the few longest take more lines."""


def column_widths(table: Table, width: int, digit: float) -> list[int]:
    """The widths of the columns, which add up to `width`, in twentieths of a point; `digit` is a digit's in points.

    A list's columns are made for what they hold, those of another table for their weights.
    """
    room = width / 20
    columns = [[plain(row[place].text) for row in table.rows] for place in range(len(table.columns))]
    headings = [plain(column.heading) for column in table.columns]
    words = [
        min(max(_widest_word([heading]) * _BOLD, _widest_word(set(texts))) * digit + _MARGINS, room * _LONGEST_WORD)
        for heading, texts in zip(headings, columns, strict=True)
    ]
    if table.long:
        wanted = _for_few_lines([_typical_width(texts) * digit for texts in columns], words, room)
    else:
        wanted = [float(column.weight) for column in table.columns]
    return _whole(_with_least(_scaled(wanted, room), words), width)


def _widest_word(texts: Iterable[str]) -> float:
    return max((text_width(word) for text in texts for word in _BREAK.split(text)), default=0)


def _typical_width(texts: Sequence[str]) -> float:
    widths = sorted(map(text_width, texts))
    return widths[int(_TYPICAL * (len(widths) - 1))] if widths else 0


def _for_few_lines(texts: Sequence[float], words: Sequence[float], room: float) -> list[float]:
    """The widths at which a typical text of each column takes as few lines as there is room for."""
    wanted = list(words)
    for lines in range(1, _MOST_LINES + 1):
        spare = 1 if lines == 1 else _RAGGED
        wanted = [max(word, text * spare / lines + _MARGINS) for text, word in zip(texts, words, strict=True)]
        if sum(wanted) <= room:
            break
    return wanted


def _scaled(widths: Sequence[float], room: float) -> list[float]:
    total = sum(widths)
    return [width * room / total for width in widths]


def _with_least(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """The widths, none below the least while the others have room to spare."""
    raised = [max(width, word) for width, word in zip(widths, least, strict=True)]
    excess = sum(raised) - sum(widths)
    spare = [width - word for width, word in zip(raised, least, strict=True)]
    if not excess or sum(spare) < excess:
        return list(widths)
    return [width - excess * part / sum(spare) for width, part in zip(raised, spare, strict=True)]


def _whole(widths: Sequence[float], width: int) -> list[int]:
    """The widths, in points, as whole twentieths that add up."""
    edges = [round(20 * edge) for edge in accumulate(widths, initial=0)]
    return [end - start for start, end in pairwise([*edges[:-1], width])]
