"""The units that published figures are given in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SCALES = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_MONEY = re.compile(r"(?P<currency>[A-Z]{3})(?: (?P<scale>thousand|million|billion))?")


@dataclass(frozen=True)
class Unit:
    """`count`, `percent`, or money: a currency, in ones, thousands, millions or billions."""

    kind: str
    currency: str = ""
    scale: int = 1


COUNT, PERCENT = Unit("count"), Unit("percent")


def unit(text: str | None) -> Unit | None:
    """The unit that `text` names, or None.

    >>> unit("CHF million")
    Unit(kind='money', currency='CHF', scale=1000000)
    """
    if text in (COUNT.kind, PERCENT.kind):
        return Unit(text)
    if found := _MONEY.fullmatch(text or ""):
        return Unit("money", found["currency"], _SCALES[found["scale"] or ""])
    return None
