"""The summary sheet of a period: its figures by block, each with its charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.domain.table_names import block_table
from tdag_xl.report import Format, Measure, Sheet, Table
from tdag_xl.sentences import SHARES, Quantity, Sentence
from tdag_xl.shares import rounded_sum
from tdag_xl.sheets.captions import period_in_words, span, tab_name
from tdag_xl.sheets.category_charts import MOST_BARS, Bars, category_chart, count_bars, money_bars, share_bars
from tdag_xl.sheets.columns import columns
from tdag_xl.sheets.frame_rows import Rows, frame_rows
from tdag_xl.sheets.rate_policy import rate_policy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.domain.options import Rounding
    from tdag_xl.domain.summary import Summary

NO_MONEY = Sentence("There is no cash contribution in this period, so there is no chart of US dollars.")
_NO_FUNDER = Sentence("There is no cash contribution in this period.")
_NOTHING_TO_CHART = Sentence("No agreement was signed in this period. There is nothing to chart.")
_HEADLINE_ROWS, _FUNDER_ROWS = 4, 3
_WHOLE = Quantity(1, SHARES)
_LARGEST_REMAINDER = Sentence("Shares are rounded by the largest remainder, so that they add to {whole}.", whole=_WHOLE)
_CASH = "Contributions are cash; contributions in kind are listed and not summed."
_FUNDERS = (
    "The partners with the largest contributions in US dollars, three at most, ties by name. "
    "Amount is blank where a partner gave in several currencies. Share is that of all contributions of the period."
)


@dataclass(frozen=True)
class _Block:
    """A block whose rows are categories: the title of its section, and what its charts show by `subjects`."""

    name: str
    title: Sentence
    count_subject: Sentence | None
    money_subject: Sentence | None


_PARTNER_TYPES = Sentence("Partners by partner type")
_CATEGORIES = Sentence("Partners by ITU category")
_MONEY_BY_TYPE = Sentence("Contributions by partner type")
_REGIONS = Sentence("Agreements by region")
_PRIORITIES = Sentence("Agreements by priority")
_BLOCKS = (
    _Block("partner_types", _PARTNER_TYPES, _PARTNER_TYPES, None),
    _Block("itu_categories", _CATEGORIES, _CATEGORIES, None),
    _Block("contributions_by_partner_type", _MONEY_BY_TYPE, None, _MONEY_BY_TYPE),
    _Block(
        "agreement_types",
        Sentence("Agreements by agreement type"),
        Sentence("Agreements by type"),
        Sentence("Contributions by agreement type"),
    ),
    _Block("regions", _REGIONS, _REGIONS, Sentence("Contributions by region")),
    _Block("priorities", _PRIORITIES, _PRIORITIES, Sentence("Contributions by priority")),
)


def summary_sheet(summary: Summary, *, rounding: Rounding, left_out: Sequence[str] = ()) -> Sheet:
    """The sheet of `summary`; `left_out` are sentences about lists that are not written."""
    period = summary.period
    headline = _plain_table(summary, "headline", Sentence("At a glance"), (_CASH,), _HEADLINE_ROWS)
    funders = _plain_table(summary, "top_funders", Sentence("Top funders"), (_FUNDERS,), _FUNDER_ROWS)
    return Sheet(
        key=f"summary/{period.slug}",
        name=tab_name(f"Summary {period.name}"),
        title=f"Partnerships and contributions, {period.name}",
        lines=(
            f"Agreements signed from {period_in_words(period)}, both days included.",
            rate_policy([summary]),
            *left_out,
        ),
        tables=(headline, funders, *(_category_table(summary, block, rounding) for block in _BLOCKS)),
        periods=(span(period),),
    )


def _plain_table(summary: Summary, block: str, title: str, notes: tuple[str, ...], most_rows: int) -> Table:
    frame = summary.blocks[block]
    rows = frame_rows(frame)
    return Table(
        _table_name(summary, block),
        title,
        columns(frame.columns),
        rows,
        notes=notes if rows else (_NO_FUNDER,),
        most_rows=most_rows,
        block=block,
    )


def _table_name(summary: Summary, block: str) -> str:
    return block_table(summary.period, block)


def _category_table(summary: Summary, block: _Block, rounding: Rounding) -> Table:
    frame = summary.blocks[block.name]
    headings, rows = frame.columns, frame_rows(frame)
    name = _table_name(summary, block.name)
    charts = tuple(
        category_chart(bars, f"{name} {number}", headings, rows, period_in_words(summary.period))
        for number, bars in enumerate(_bars(summary, block, headings, rows), start=1)
    )
    notes = _notes(block, headings, rows, rounding, {chart.measure for chart in charts})
    return Table(name, block.title, columns(headings), rows, charts, notes, block=block.name)


def _bars(summary: Summary, block: _Block, headings: Sequence[str], rows: Rows) -> list[Bars]:
    bars: list[Bars] = []
    if not rows:
        return bars
    if block.count_subject and "Partners" in headings:
        bars.append(share_bars("Share", block.count_subject, summary.figures.partners))
    elif block.count_subject:
        bars.append(count_bars("Agreements", block.count_subject))
    if block.money_subject and any(amounts := _numbers(headings, rows, "USD")):
        bars.append(money_bars("USD", block.money_subject, amounts))
    return bars


def _numbers(headings: Sequence[str], rows: Rows, heading: str) -> list[float]:
    place = headings.index(heading)
    return [float(value) for row in rows if isinstance(value := row[place], (int, float))]


def _notes(
    block: _Block, headings: Sequence[str], rows: Rows, rounding: Rounding, charted: set[Measure]
) -> tuple[str, ...]:
    if not rows:
        return (NO_MONEY if block.count_subject is None else _NOTHING_TO_CHART,)
    notes = list(_share_notes(headings, rows, rounding))
    if block.money_subject and Measure.MONEY not in charted:
        notes.append(NO_MONEY)
    if charted and len(rows) > MOST_BARS:
        notes.append(Sentence("Charts show the first {shown} of {rows} rows.", shown=MOST_BARS, rows=len(rows)))
    return tuple(notes)


def _share_notes(headings: Sequence[str], rows: Rows, rounding: Rounding) -> list[str]:
    shares = [column.heading for column in columns(headings) if column.format is Format.SHARE]
    if rounding == "largest-remainder":
        return [_LARGEST_REMAINDER]
    notes: list[str] = []
    for heading in shares:
        percent = rounded_sum(_numbers(headings, rows, heading))
        if percent is None or percent == 100:
            continue
        total = Quantity(percent / 100, SHARES)
        if len(shares) == 1:
            notes.append(Sentence("Shares are rounded one by one and add to {total}.", total=total))
        else:
            one = Sentence(
                "{column}: figures are rounded one by one and add to {total}.", column=Sentence(heading), total=total
            )
            notes.append(one)
    return notes
