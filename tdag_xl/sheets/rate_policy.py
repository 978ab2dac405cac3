"""Which rates a period's US dollars come from, in a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.domain.agreements import SIGNED
from tdag_xl.domain.contributions import DAY
from tdag_xl.domain.figures import of_period
from tdag_xl.domain.frames import records
from tdag_xl.rates import USD
from tdag_xl.sentences import SEMICOLON, Items, Sentence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from tdag_xl.domain.summary import Summary

_DATE = re.compile(r"\s*\b(?:of|on|from|for)?\s*\d{4}-\d{2}(?:-\d{2})?\b")
_NAMED = 3


def rate_policy(summaries: Sequence[Summary]) -> Sentence:
    """How contributions became US dollars, and the sources of the rates that the summaries used."""
    pairs = {pair for summary in summaries for pair in _currency_days(summary)}
    if not pairs:
        return Sentence("US dollars: there is no cash contribution, so no rate was needed.")
    if all(currency == USD for currency, _ in pairs):
        return Sentence("US dollars: every cash contribution was given in US dollars; no rate was needed.")
    rates = summaries[0].register.rates
    found = (rates.rate(currency, day) for currency, day in pairs if currency != USD)
    families = source_families(rate.source for rate in found if rate)
    return Sentence(
        "US dollars: each cash contribution at the newest rate effective on or before its value date. "
        "Source of the rates: {families}.",
        families=families,
    )


def _currency_days(summary: Summary) -> Iterable[tuple[str, dt.date]]:
    cash = of_period(summary.register.contributions.cash, summary.period, SIGNED)
    return ((pair["Currency"], pair[DAY]) for pair in records(cash.select("Currency", DAY).unique()))


def source_families(sources: Iterable[str | None]) -> Items:
    """The distinct sources, dates apart, in words.

    >>> source_families(["ECB rate of 2022-01-31 (stand-in)", "ECB rate of 2022-02-28 (stand-in)", None])
    'ECB rate (stand-in); not stated'
    """
    families = {_DATE.sub("", source or "").strip() for source in sources}
    named = sorted(family for family in families if family)
    others = len(named) - _NAMED
    more = [Sentence.counted("and {count} more", "and {count} more", others)] if others > 0 else []
    unnamed = [Sentence("not stated")] if "" in families else []
    return Items([*named[:_NAMED], *more, *unnamed], SEMICOLON)
