"""The words of titles, lines and tabs, made from the data."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from tdag_xl.hosts.cell_text import writable
from tdag_xl.report import Span
from tdag_xl.sentences import Days

if TYPE_CHECKING:
    from tdag_xl.domain.periods import Period

_LONGEST_TAB = 31
_FORBIDDEN_IN_TABS = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
# xlwings takes what stands on a sheet named .py for a program; _x0041_ is read as A (ECMA-376 Part 1, 22.9.2.19).
_MISREAD_IN_TABS = re.compile(r"\.(?=py$)|_(?=x[0-9A-Fa-f]{4}_)")


def period_in_words(period: Period) -> Days:
    """The first and the last day of a period.

    >>> import datetime as dt
    >>> from tdag_xl.domain.periods import Period
    >>> period_in_words(Period("2022", dt.date(2022, 1, 1), dt.date(2022, 12, 31)))
    '1 January to 31 December 2022'
    """
    return Days(period.start, period.end)


def span(period: Period) -> Span:
    """The period as a report names it."""
    return Span(period.name, period.start, period.end)


def number_of(count: int, thing: str) -> str:
    """A count with its noun.

    >>> number_of(1, "partner"), number_of(1200, "row")
    ('1 partner', '1,200 rows')
    """
    return f"{count:,} {thing}" + ("" if count == 1 else "s")


def tab_name(wanted: str) -> str:
    """`wanted` as the name of a tab: forbidden characters a hyphen, no apostrophe at an end, at most 31 characters.

    Characters are counted in UTF-16, as Excel does (Excel specifications and limits).

    >>> tab_name("Summary 2022/23"), tab_name("'22"), tab_name("Summary x.py"), tab_name("a_x0041_")
    ('Summary 2022-23', '’22', 'Summary x-py', 'a-x0041_')
    """
    name = writable(_FORBIDDEN_IN_TABS.sub("-", unicodedata.normalize("NFC", wanted))).strip()
    while len(name.encode("utf-16-le")) > 2 * _LONGEST_TAB:
        name = name[:-1].rstrip()
    name = _MISREAD_IN_TABS.sub("-", name)
    if name.startswith("'"):
        name = "’" + name[1:]
    return name[:-1] + "’" if name.endswith("'") else name
