"""The agreements that count, who signed each, and what is wrong in the others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import narwhals as nw

from tdag_xl.cells import shown
from tdag_xl.domain.columns import AGREEMENTS, BLANK
from tdag_xl.domain.findings import Line, Rule, Severity, TableFindings
from tdag_xl.domain.frames import Frame, beside, distinct, each_record, height, records
from tdag_xl.domain.partners import UNKNOWN, PartnerBook, names_in
from tdag_xl.domain.spans import SPAN
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.domain.codes import CodeLists
    from tdag_xl.domain.engine import Engine
    from tdag_xl.domain.spans import Spans
    from tdag_xl.tables import InputTable

CODES = ("Type", "Region", "Priority")
"""The columns by which agreements are grouped; a blank one counts as `(blank)`."""

NUMBER = "partner number"
"""The column that holds a partner's number in the PartnerBook; engines such as DuckDB take "partner" for "Partner"."""

AGREEMENT = "agreement"
"""The column that holds an agreement's sheet row, its key in other frames."""

SIGNED = "agreement Signed"
"""The column that holds the agreement's day of signature, which decides the period of all that belongs to it."""


@dataclass(frozen=True, eq=False)
class Agreements:
    """The agreements of tblAgreements.

    `frame`: the agreements that count: row, Ref, Signed, span (that of Signed), Type, Region, Priority, partner number.
    `signatories`: agreement, partner number, Signed, span: one row for each of them and distinct partner.
    `refs`: Ref, agreement, agreement Signed, span, main (the number of its Partner), counts (1, or 0 where the
    agreement does not count): one row for each Ref.
    """

    frame: Frame
    signatories: Frame
    refs: Frame


def read_agreements(
    table: InputTable, book: PartnerBook, codes: CodeLists, spans: Spans, engine: Engine
) -> tuple[Agreements, TableFindings]:
    """The agreements of tblAgreements, and what is wrong in it (the register's contract)."""
    findings = TableFindings(AGREEMENTS, table, engine.most_findings)
    _note_doubtful_cells(table.frame.lazy(), codes, findings)
    rows = with_partner_number(table.frame.lazy().drop("Title", "Plan"), book).with_columns(spans.number("Signed"))
    rows = engine.keep(_with_times(rows))
    is_bad = (nw.col(NUMBER) == UNKNOWN) | nw.col("Signed").is_null() | nw.col("Ref").is_null() | _IS_DOUBLED
    has_bad_rows = _note_bad_rows(rows.filter(is_bad), book, findings)
    columns = [nw.col(code).fill_null(BLANK) for code in CODES]
    good = rows.filter(~is_bad) if has_bad_rows else rows
    good = good.select(ROW, "Ref", "Signed", SPAN, "Other partners", NUMBER, *columns)
    signatories = engine.keep(_signatories(rows, good, book, findings))
    refs = _refs(rows, is_bad) if has_bad_rows else _as_keys(good.with_columns(counts=nw.lit(1)))
    return Agreements(good.drop("Other partners"), signatories, refs), findings


def with_partner_number(rows: Frame, book: PartnerBook) -> Frame:
    """`rows` with the number of the partner that each names in its column Partner; UNKNOWN for a blank one."""
    rows = rows.with_columns(nw.col("Partner").fill_null(""))
    names = distinct(rows, "Partner")
    numbers = {"Partner": names, NUMBER: [book.number(name) for name in names]}
    return rows.join(beside(rows, numbers, {"Partner": nw.String(), NUMBER: nw.Int64()}), on="Partner")


_EXAMPLES = 5
_TIMES = "times"
_IS_DOUBLED = nw.col(_TIMES) > 1


def _with_times(rows: Frame) -> Frame:
    """`rows` with the number of rows that have their Ref."""
    given = rows.filter(~nw.col("Ref").is_null())
    [count] = records(given.select(all=nw.len(), distinct=nw.col("Ref").n_unique()))
    if count["all"] == count["distinct"]:
        return rows.with_columns(nw.lit(1).alias(_TIMES))
    times = given.group_by("Ref").agg(nw.len().alias(_TIMES))
    return rows.join(times, on="Ref", how="left").with_columns(nw.col(_TIMES).fill_null(1).cast(nw.Int64()))


def _refs(rows: Frame, is_bad: nw.Expr) -> Frame:
    """One row for each Ref; of a doubled Ref, which does not count, any of its rows stands for all."""
    rows = rows.filter(~nw.col("Ref").is_null())
    return _as_keys(rows.with_columns(counts=nw.when(is_bad).then(nw.lit(0)).otherwise(nw.lit(1)))).unique(
        "Ref", keep="any"
    )


def _as_keys(rows: Frame) -> Frame:
    main = nw.col(NUMBER).alias("main")
    return rows.select("Ref", nw.col(ROW).alias(AGREEMENT), nw.col("Signed").alias(SIGNED), SPAN, main, "counts")


def _note_bad_rows(bad: Frame, book: PartnerBook, findings: TableFindings) -> bool:
    """Whether there are bad rows; each is noted."""

    @cache
    def rows_of() -> Mapping[str, list[int]]:
        return _rows_of_doubled(bad, findings.most)

    def blank(line: Line) -> tuple[str, str]:
        return f"Ref {findings.state(line[ROW], 'Ref')}.", "Give the agreement a reference."

    def doubled(line: Line) -> tuple[str, str]:
        rows = _several(rows_of().get(line["Ref"], [line[ROW]]), line[_TIMES])
        what = f"Ref {shown(line['Ref'])} stands on {rows}; none of these agreements counts."
        return what, "Give each agreement its own reference."

    def undated(line: Line) -> tuple[str, str]:
        return f"Signed {findings.state(line[ROW], 'Signed')}, which is no date.", "Enter the date of signature."

    def unknown(line: Line) -> tuple[str, str]:
        return book.unknown(findings, line[ROW], "Partner", line["Partner"] or None)

    error = Severity.ERROR
    rules = (
        Rule(error, "Ref", nw.col("Ref").is_null(), blank),
        Rule(error, "Ref", _IS_DOUBLED, doubled),
        Rule(error, "Signed", nw.col("Signed").is_null(), undated),
        Rule(error, "Partner", nw.col(NUMBER) == UNKNOWN, unknown),
    )
    return findings.note_rows(bad, ("Ref", "Signed", "Partner", NUMBER, _TIMES), rules)


def _rows_of_doubled(bad: Frame, most: int | None) -> Mapping[str, list[int]]:
    """The rows of each Ref that stands more than once; of a long table only some, to name as examples."""
    doubled = bad.filter(_IS_DOUBLED).select(ROW, "Ref").sort(ROW)
    rows_of: dict[str, list[int]] = defaultdict(list)
    for line in each_record(doubled if most is None else doubled.head(_EXAMPLES * most)):
        rows_of[line["Ref"]].append(line[ROW])
    return rows_of


def _several(rows: list[int], times: int) -> str:
    named = ", ".join(str(row) for row in rows[:_EXAMPLES])
    return f"rows {named}" if times <= _EXAMPLES and len(rows) == times else f"{times} rows, among them {named}"


def _note_doubtful_cells(rows: Frame, codes: CodeLists, findings: TableFindings) -> None:
    codes.warn_of_all(findings, rows, CODES)
    codes.warn_of_all(findings, rows, ("Plan",), may_be_blank=True)
    findings.warn_of_odd_cells(("Title",))
    if "Other partners" not in findings.odd_columns:
        return

    def unread(line: Line) -> tuple[str, str]:
        what = f"Other partners {findings.state(line[ROW], 'Other partners')}; no name is read from it."
        return what, "Enter the names, or leave the cell blank."

    is_odd = findings.has_odd("Other partners")
    findings.note_rows(rows.filter(is_odd), (), [Rule(Severity.ERROR, "Other partners", is_odd, unread)])


def _signatories(rows: Frame, good: Frame, book: PartnerBook, findings: TableFindings) -> Frame:
    numbers = _numbers_by_cell(rows, book, findings)
    if not numbers["Other partners"]:
        return _signing(good)
    is_alone = nw.col("Other partners").is_null()
    alone, together = good.filter(is_alone), good.filter(~is_alone)
    by_cell = beside(good, numbers, {"Other partners": nw.String(), NUMBER: nw.Int64()})
    others = together.drop(NUMBER).join(by_cell, on="Other partners")
    named = nw.concat([_signing(together), _signing(others)])
    once = named.unique([AGREEMENT, NUMBER], keep="any")
    if height(once) != height(named):
        _note_repeated(named, book, findings)
    return nw.concat([_signing(alone), once])


def _signing(agreements: Frame) -> Frame:
    return agreements.select(nw.col(ROW).alias(AGREEMENT), NUMBER, "Signed", SPAN)


def _numbers_by_cell(rows: Frame, book: PartnerBook, findings: TableFindings) -> dict[str, list[Any]]:
    """The numbers of the partners that each distinct cell of Other partners names, one below the other."""
    cells: dict[str, list[Any]] = {"Other partners": [], NUMBER: []}
    unknown: dict[str, list[str]] = {}
    for cell in distinct(rows.filter(~nw.col("Other partners").is_null()), "Other partners"):
        for name in names_in(cell):
            number = book.number(name)
            if number == UNKNOWN:
                unknown.setdefault(cell, []).append(name)
            else:
                cells["Other partners"].append(cell)
                cells[NUMBER].append(number)
    if unknown:
        _note_unknown_others(rows, unknown, book, findings)
    return cells


def _note_unknown_others(
    rows: Frame, unknown: Mapping[str, list[str]], book: PartnerBook, findings: TableFindings
) -> None:
    naming = rows.filter(nw.col("Other partners").is_in(list(unknown))).select(ROW, "Other partners").sort(ROW)
    if findings.most is not None:
        by_cell = naming.group_by("Other partners").agg(times=nw.len())
        all_of_them = sum(line["times"] * len(unknown[line["Other partners"]]) for line in each_record(by_cell))
        naming = naming.head(findings.most)
        listed = sum(len(unknown[line["Other partners"]]) for line in each_record(naming))
        findings.count_unlisted(Severity.ERROR, "Other partners", all_of_them - listed)
    for line in each_record(naming):
        for name in unknown[line["Other partners"]]:
            findings.error(line[ROW], "Other partners", *book.unknown(findings, line[ROW], "Other partners", name))


def _note_repeated(named: Frame, book: PartnerBook, findings: TableFindings) -> None:
    def repeated(line: Line) -> tuple[str, str]:
        name = shown(book.partners[line[NUMBER]].name)
        return f"Partner {name} is named {line[_TIMES]} times; it counts once.", "Name each partner once."

    times = named.group_by(AGREEMENT, NUMBER).agg(nw.len().alias(_TIMES)).with_columns(nw.col(AGREEMENT).alias(ROW))
    several = nw.col(_TIMES) > 1
    rule = Rule(Severity.WARNING, "Other partners", several, repeated)
    findings.note_rows(times.filter(several), (NUMBER, _TIMES), [rule])
