"""The list sheet of a period: every agreement and every contribution behind its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from tdag_xl.domain.table_names import block_table
from tdag_xl.report import Format, Sheet, Table
from tdag_xl.sentences import Sentence
from tdag_xl.sheets.captions import period_in_words, span, tab_name
from tdag_xl.sheets.columns import columns
from tdag_xl.sheets.frame_rows import frame_rows

if TYPE_CHECKING:
    import narwhals as nw

    from tdag_xl.domain.summary import Summary

Lists = Literal["auto", "always", "never"]
"""Which lists are written; auto leaves out those that are longer than the limit."""

_CENTS = {"USD": Format.AMOUNT}


@dataclass(frozen=True)
class Listing:
    """The list sheet of a period, None when no list of it is written; `left_out` says which are not, in sentences."""

    sheet: Sheet | None
    left_out: tuple[str, ...]


def listing(summary: Summary, *, lists: Lists, list_limit: int) -> Listing:
    """The lists of the summary's agreements and contributions, computed only where they are written."""
    if lists == "never":
        return Listing(None, ("The lists of agreements and contributions are left out, as was asked for.",))
    lengths = summary.list_lengths
    wanted = [block for block, rows in lengths.items() if lists == "always" or rows <= list_limit]
    left_out = tuple(
        f"The list of {block} is left out: it has {rows:,} rows, more than {list_limit:,}. "
        "To write it all the same, refresh with --lists always."
        for block, rows in lengths.items()
        if block not in wanted
    )
    return Listing(_sheet(summary, wanted, left_out) if wanted else None, left_out)


def _sheet(summary: Summary, blocks: list[str], left_out: tuple[str, ...]) -> Sheet:
    period = summary.period
    tables = {"agreements": _agreements, "contributions": _contributions}
    return Sheet(
        key=f"list/{period.slug}",
        name=tab_name(f"List {period.name}"),
        title=f"Agreements and contributions, {period.name}",
        lines=(f"Agreements signed from {period_in_words(period)}, both days included.", *left_out),
        tables=tuple(tables[block](summary) for block in blocks),
        long=True,
        periods=(span(period),),
    )


_NOTHING = Sentence("There is none in this period.")
_SUMS = Sentence("USD is the sum of an agreement's cash contributions.")
_CONVERSION = "USD = Amount / Units per USD, at the newest rate effective on or before the value date; cash only."


def _agreements(summary: Summary) -> Table:
    return _table(summary, "agreements", Sentence("Agreements"), summary.agreements(), _SUMS)


def _contributions(summary: Summary) -> Table:
    return _table(summary, "contributions", "Contributions", summary.contributions(), _CONVERSION)


def _table(summary: Summary, block: str, title: str, frame: nw.DataFrame[Any], note: str) -> Table:
    name, rows = block_table(summary.period, block), frame_rows(frame)
    return Table(name, title, columns(frame.columns, _CENTS), rows, notes=(note if rows else _NOTHING,), block=block)
