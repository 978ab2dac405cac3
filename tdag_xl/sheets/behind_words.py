"""How a figure arises from the rows behind it, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw

from tdag_xl.domain.behind_figure import alike
from tdag_xl.domain.behind_rows import Counted
from tdag_xl.domain.columns import CASH
from tdag_xl.domain.comparison import CHANGE_SHARE
from tdag_xl.report import Format
from tdag_xl.sheets.captions import number_of, period_in_words
from tdag_xl.sheets.cell_words import cell_in_words, percent_in_words
from tdag_xl.sheets.columns import columns

if TYPE_CHECKING:
    from tdag_xl.cells import CellValue
    from tdag_xl.domain.behind_figure import Behind
    from tdag_xl.domain.behind_rows import Rows

_BLANK = "a blank cell"


def things(behind: Behind) -> str:
    """What the rows are, as a title begins."""
    sums_money = behind.rows and behind.rows[0].counted in (Counted.USD, Counted.AMOUNT)
    return "Contributions" if sums_money else "Agreements"


def in_words(value: CellValue, behind: Behind) -> str:
    """A value of the figure's column, as the sheet shows it."""
    return cell_in_words(value, _format(behind)) or _BLANK


def _format(behind: Behind) -> Format:
    if len(behind.rows) > 1:
        return Format.CHANGE_SHARE if behind.column == CHANGE_SHARE else Format.CHANGE
    [column] = columns([behind.column])
    return Format.WHOLE if column.format is Format.TEXT else column.format


def how_it_arises(behind: Behind) -> tuple[str, ...]:
    """The sentences: what each period's rows come to, then the share, the change or the unit made of them."""
    record = behind.record
    if record is not None:
        place = f"sheet {record.sheet}, row {record.row}" if record.sheet else f"row {record.row}"
        return (f"The cell is in {record.table}, {place}, column {record.column}.",)
    if not behind.rows:
        return ("The register gives no figure here.",)
    return (*(_what_rows_come_to(rows) for rows in behind.rows), *_made_of_them(behind))


def _what_rows_come_to(rows: Rows) -> str:
    signed = f"Agreements signed from {period_in_words(rows.period)}, both days included: "
    if rows.counted is Counted.AGREEMENTS:
        return signed + f"{number_of(int(rows.figure), 'agreement')}, a row for each."
    if rows.counted is Counted.PARTNERS:
        partners, stands = number_of(int(rows.figure), "distinct partner"), number_of(len(rows.agreements), "row")
        return signed + f"{partners}. Each counts once, and stands here with every agreement it signed ({stands})."
    return signed + _sum_of_lines(rows)


def _sum_of_lines(rows: Rows) -> str:
    lines = rows.contributions
    if lines is None or not len(lines):
        return "no cash contribution, so the sum is 0."
    total = cell_in_words(rows.figure, Format.AMOUNT)
    if rows.counted is Counted.AMOUNT:
        currency = next(iter(lines["Currency"].to_list()), None) or ""
        return f"{currency} {total} is the sum of the column Amount of {number_of(len(lines), 'contribution')}."
    cash = len(lines.filter(nw.col("Kind") == CASH))
    in_kind = " Contributions in kind are listed and not summed." if cash < len(lines) else ""
    return (
        f"USD {total} is the sum of the column USD of {number_of(cash, 'cash contribution')}, "
        f"each at the newest rate effective on or before its value date.{in_kind}"
    )


def _made_of_them(behind: Behind) -> list[str]:
    first = behind.rows[0]
    if len(behind.rows) > 1:
        return [_change(behind)]
    if behind.whole is not None:
        return [*_share(behind, _whole_in_words(first.counted, behind.whole)), *_rounding(behind)]
    if behind.factor != 1 and isinstance(behind.now, (int, float)):
        return [f"In the unit of the published figure that is {in_words(behind.now, behind)}."]
    return []


def _whole_in_words(counted: Counted, whole: float) -> str:
    if counted is Counted.USD:
        return f"USD {cell_in_words(whole, Format.AMOUNT)} of cash contributions in the period"
    return f"{number_of(int(whole), counted.value.removesuffix('s'))} of the period"


def _share(behind: Behind, whole: str) -> list[str]:
    if not behind.whole:
        return ["There is nothing in the period to take a share of, so the share is 0."]
    part = cell_in_words(behind.part, Format.AMOUNT if behind.rows[0].counted is Counted.USD else Format.WHOLE)
    return [f"{part} of {whole} is {percent_in_words(behind.part / behind.whole, 2)}."]


def _rounding(behind: Behind) -> list[str]:
    if behind.is_stale or alike(behind.recomputed, behind.cell):
        return []
    return ["The sheet shows shares rounded by the largest remainder, so that they add to 100 %."]


def _change(behind: Behind) -> str:
    first, other = behind.rows
    shown_as = Format.AMOUNT if first.counted is Counted.USD else Format.WHOLE
    one, before = (cell_in_words(rows.figure, shown_as) for rows in (first, other))
    change = f"{one} ({first.period.name}) less {before} ({other.period.name}) is {_signed(behind.part, shown_as)}."
    if behind.column != CHANGE_SHARE:
        return change
    if not behind.whole:
        return f"{change} The other period's figure is 0, so there is no Change %."
    share = percent_in_words(behind.part / behind.whole, 2)
    return f"{change} Over the other period's figure that is {share}."


def _signed(change: float, shown_as: Format) -> str:
    return ("+" if change > 0 else "") + (cell_in_words(change, shown_as) or "")
