"""Sentences that remember how they were made, so that another language can say the same.

Each is the English text, an ordinary str, with what it was made of: a template and its values. A value that is plain
str is text of the register, which no language changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from tdag_xl.shares import rounded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Sentence(str):
    """A sentence or a heading: `template` with the fields of `values`; where it counts, `many` is the plural template.

    A value is a str of this module, a whole number, a day, or text of the register.

    >>> Sentence("{name} compared with {other}", name="2023", other="2022")
    '2023 compared with 2022'
    """

    __slots__ = ("many", "number", "template", "values")
    template: str
    values: Mapping[str, object]
    many: str | None
    number: int

    def __new__(cls, template: str, /, **values: object) -> Sentence:
        """The sentence of a template without a plural."""
        return cls._made(template, None, 0, values)

    @classmethod
    def counted(cls, one: str, many: str, count: int, /, **values: object) -> Sentence:
        """The sentence about `count` things, which both templates call {count}.

        >>> Sentence.counted("{count} partner", "{count} partners", 1200)
        '1,200 partners'
        """
        return cls._made(one, many, count, {"count": count, **values})

    @classmethod
    def _made(cls, template: str, many: str | None, count: int, values: Mapping[str, object]) -> Sentence:
        wanted = template if many is None or count == 1 else many
        said = str.__new__(cls, wanted.format(**{name: in_english(value) for name, value in values.items()}))
        said.template, said.many, said.number = template, many, count
        said.values = MappingProxyType(dict(values))
        return said


COMMA, SEMICOLON = Sentence(", "), Sentence("; ")


class Term(str):
    """A code of the register under the heading of its column: a language may have a name for it."""

    __slots__ = ("heading",)
    heading: str

    def __new__(cls, heading: str, code: str) -> Term:
        """The code as the register has it."""
        term = str.__new__(cls, code)
        term.heading = heading
        return term


class Items(str):
    """Several values, one after another: commas stand between them, or semicolons where they are clauses.

    >>> Items(["a", "b"]), Items(["a: 1, 2", "b: 3, 4"], SEMICOLON)
    ('a, b', 'a: 1, 2; b: 3, 4')
    """

    __slots__ = ("items", "separator")
    items: tuple[object, ...]
    separator: Sentence

    def __new__(cls, items: Iterable[object], separator: Sentence | None = None) -> Items:
        """The items as a text."""
        items, separator = tuple(items), separator or COMMA
        listed = str.__new__(cls, separator.join(map(in_english, items)))
        listed.items, listed.separator = items, separator
        return listed


class Days(str):
    """The first and the last day of a period, both included; in English the year stands once where it is the same.

    >>> import datetime as dt
    >>> Days(dt.date(2022, 1, 1), dt.date(2022, 12, 31))
    '1 January to 31 December 2022'
    """

    __slots__ = ("end", "start")
    start: dt.date
    end: dt.date

    def __new__(cls, start: dt.date, end: dt.date) -> Days:
        """The days in words."""
        days = str.__new__(cls, _days(start, end))
        days.start, days.end = start, end
        return days


class PeriodName(str):
    """The name that the register has for a period; `days` are what another language can say instead."""

    __slots__ = ("days",)
    days: Days

    def __new__(cls, name: str, days: Days) -> PeriodName:
        """The name as the register has it."""
        named = str.__new__(cls, name)
        named.days = days
        return named


@dataclass(frozen=True)
class Scale:
    """How figures are shown: divided by `divisor`, with `decimals`; a fraction of 1 as a percentage if `is_share`."""

    divisor: float = 1
    decimals: int = 0
    is_share: bool = False

    @property
    def least(self) -> float:
        """The smallest figure, in the shown unit, that is not shown as less than it."""
        return 10.0**-self.decimals


COUNTS = Scale()
SHARES = Scale(divisor=0.01, is_share=True)


class Quantity(str):
    """A value as its chart's labels show it.

    >>> Quantity(2_515_000, Scale(1e6, 1)), Quantity(400, Scale(1e6, 1)), Quantity(0.002, SHARES)
    ('2.5', '<0.1', '<1 %')
    """

    __slots__ = ("scale", "value")
    value: float
    scale: Scale

    def __new__(cls, value: float, scale: Scale) -> Quantity:
        """The value in words."""
        quantity = str.__new__(cls, _shown(value, scale))
        quantity.value, quantity.scale = value, scale
        return quantity


def in_english(value: object) -> str:
    """A value of a sentence in English: a whole number with its thousands apart, all else as its text."""
    return f"{value:,}" if isinstance(value, int) else str(value)


def day_in_words(day: dt.date) -> str:
    """A day in words, the same on every computer.

    >>> import datetime as dt
    >>> day_in_words(dt.date(2022, 1, 31))
    '31 January 2022'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _days(start: dt.date, end: dt.date) -> str:
    first, last = day_in_words(start), day_in_words(end)
    if start == end:
        return last
    if start.year == end.year:
        first = first.removesuffix(f" {start.year}")
    return f"{first} to {last}"


def _shown(value: float, scale: Scale) -> str:
    sign = " %" if scale.is_share else ""
    if value == 0:
        return f"0{sign}"
    shown = value / scale.divisor
    if 0 < shown < scale.least / 2:
        return f"<{scale.least:.{scale.decimals}f}{sign}"
    return f"{rounded(shown, scale.decimals):,}{sign}"
