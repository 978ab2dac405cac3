"""The register as it counts: clean frames, rates, periods, and what is wrong in the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals as nw

from tdag_xl.domain.agreements import AGREEMENT, Agreements, read_agreements
from tdag_xl.domain.codes import CodeLists, code_lists
from tdag_xl.domain.columns import AGREEMENTS, CONTRIBUTIONS, LISTS, PARTNERS, PERIODS, PUBLISHED, RATES
from tdag_xl.domain.contributions import Contributions, read_contributions
from tdag_xl.domain.engine import IN_MEMORY, Engine
from tdag_xl.domain.findings import Finding, Severity, counted, in_order
from tdag_xl.domain.partners import PartnerBook, partner_book
from tdag_xl.domain.periods import Period, periods
from tdag_xl.domain.rate_rows import rate_table
from tdag_xl.domain.spans import Spans
from tdag_xl.tables import ROW, in_memory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.domain.frames import Frame
    from tdag_xl.rates import RateTable
    from tdag_xl.tables import InputTable


_LONG = (AGREEMENTS.name, CONTRIBUTIONS.name)


@dataclass(frozen=True, eq=False)
class Register:
    """What the calculations read.

    `agreements` has, besides the columns of Agreements.frame, USD (sum of the Cash lines) and pays (1 where one of
    them is > 0, else 0). `given` is tblAgreements as read, for the columns that lists show. `published` is None where
    the workbook has no such table. `counts` are those of all findings, of which `findings` may list some.
    """

    agreements: Frame
    signatories: Frame
    contributions: Contributions
    given: Frame
    partners: PartnerBook
    rates: RateTable
    codes: CodeLists
    periods: tuple[Period, ...]
    spans: Spans
    published: InputTable | None
    findings: tuple[Finding, ...]
    counts: Mapping[Severity, int]


def read_register(tables: Mapping[str, InputTable], engine: Engine = IN_MEMORY) -> Register:
    """The register of the input tables, by name; only tblPublished and tblLists may be absent.

    tblAgreements and tblContributions may be of any length; the others are held in memory.
    """
    short = {name: in_memory(table) for name, table in tables.items() if name not in _LONG}
    codes, in_lists = code_lists(short.get(LISTS.name))
    book, in_partners = partner_book(short[PARTNERS.name], codes)
    rates, in_rates = rate_table(short[RATES.name], codes)
    all_periods, in_periods = periods(short[PERIODS.name])
    spans = Spans(all_periods)
    given, lines = tables[AGREEMENTS.name], tables[CONTRIBUTIONS.name]
    agreements, in_agreements = read_agreements(given, book, codes, spans, engine)
    contributions, in_contributions = read_contributions(lines, agreements, book, rates, codes, engine)
    found = [in_agreements, in_partners, in_contributions, in_rates, in_periods, *([in_lists] if in_lists else [])]
    return Register(
        agreements=engine.keep(_with_dollars(agreements, contributions)),
        signatories=agreements.signatories,
        contributions=contributions,
        given=given.frame.lazy(),
        partners=book,
        rates=rates,
        codes=codes,
        periods=all_periods,
        spans=spans,
        published=short.get(PUBLISHED.name),
        findings=in_order(finding for table in found for finding in table.found),
        counts=counted(found),
    )


def _with_dollars(agreements: Agreements, contributions: Contributions) -> Frame:
    """The agreements with the sum of their Cash lines: a plain sum of floats, exact to about 15 digits."""
    paid = contributions.cash.group_by(AGREEMENT).agg(nw.col("USD").sum(), largest=nw.col("Amount").max())
    frame = agreements.frame.join(paid, left_on=ROW, right_on=AGREEMENT, how="left")
    pays = nw.when(nw.col("largest") > 0).then(nw.lit(1)).otherwise(nw.lit(0))
    return frame.with_columns(nw.col("USD").fill_null(0.0), pays=pays).drop("largest")
