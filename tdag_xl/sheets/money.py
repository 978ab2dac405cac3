"""US dollars as a chart's labels say them: in billions, millions, thousands or units, by the largest amount."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.sentences import Quantity, Scale, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class MoneyUnit:
    """The `name` of a unit, the number format that shows dollars in it, and the scale of what that shows."""

    name: Sentence
    label_format: str
    scale: Scale

    def in_words(self, usd: float) -> Quantity:
        """An amount as the labels show it.

        >>> money_unit([2_515_000]).in_words(2_515_000), money_unit([2_515_000]).in_words(400)
        ('2.5', '<0.1')
        """
        return Quantity(usd, self.scale)


_BILLIONS = MoneyUnit(Sentence("USD billion"), '[=0]0;[<50000000]"<0.1";#,##0.0,,,', Scale(1e9, 1))
_MILLIONS = MoneyUnit(Sentence("USD million"), '[=0]0;[<50000]"<0.1";#,##0.0,,', Scale(1e6, 1))
_THOUSANDS = MoneyUnit(Sentence("USD thousand"), '[=0]0;[<500]"<1";#,##0,', Scale(1e3, 0))
_DOLLARS = MoneyUnit(Sentence("USD"), '[=0]0;[<0.5]"<1";#,##0', Scale(1, 0))
_CENTS = MoneyUnit(Sentence("USD"), "0.00", Scale(1, 2))


def money_unit(amounts: Iterable[float]) -> MoneyUnit:
    """The unit in which `amounts`, in US dollars, are best read."""
    largest = max(amounts, default=0)
    if largest >= 1e10:
        return _BILLIONS
    if largest >= 1e6:
        return _MILLIONS
    if largest >= 1e4:
        return _THOUSANDS
    return _DOLLARS if largest >= 10 else _CENTS
