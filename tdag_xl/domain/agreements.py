"""The agreements that count, who signed each, and what is wrong in the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from tdag_xl.cells import shown
from tdag_xl.domain.columns import AGREEMENTS, BLANK
from tdag_xl.domain.findings import Finding, TableFindings
from tdag_xl.domain.frames import Frame, beside, distinct, each_record, height, records
from tdag_xl.domain.partners import UNKNOWN, PartnerBook, names_in
from tdag_xl.domain.spans import SPAN
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from tdag_xl.domain.codes import CodeLists
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
    table: InputTable, book: PartnerBook, codes: CodeLists, spans: Spans
) -> tuple[Agreements, list[Finding]]:
    """The agreements of tblAgreements, and what is wrong in it (the register's contract)."""
    findings = TableFindings(AGREEMENTS, table)
    rows = with_partner_number(table.frame.lazy().drop("Title", "Plan"), book).with_columns(spans.number("Signed"))
    doubled = _doubled_refs(rows)
    is_bad = (nw.col(NUMBER) == UNKNOWN) | nw.col("Signed").is_null() | nw.col("Ref").is_null()
    if doubled:
        is_bad = is_bad | nw.col("Ref").is_in(doubled)
    has_bad_rows = _note_bad_rows(rows.filter(is_bad), doubled, book, findings)
    _note_doubtful_cells(table.frame.lazy(), codes, findings)
    columns = [nw.col(code).fill_null(BLANK) for code in CODES]
    good = rows.filter(~is_bad) if has_bad_rows else rows
    good = good.select(ROW, "Ref", "Signed", SPAN, "Other partners", NUMBER, *columns)
    signatories = _signatories(rows, good, book, findings)
    refs = _refs(rows, is_bad) if has_bad_rows else _as_keys(good.with_columns(counts=nw.lit(1)))
    return Agreements(good.drop("Other partners"), signatories, refs), findings.found


def with_partner_number(rows: Frame, book: PartnerBook) -> Frame:
    """`rows` with the number of the partner that each names in its column Partner; UNKNOWN for a blank one."""
    rows = rows.with_columns(nw.col("Partner").fill_null(""))
    names = distinct(rows, "Partner")
    numbers = {"Partner": names, NUMBER: [book.number(name) for name in names]}
    return rows.join(beside(rows, numbers, {"Partner": nw.String(), NUMBER: nw.Int64()}), on="Partner")


def _doubled_refs(rows: Frame) -> list[str]:
    refs = rows.filter(~nw.col("Ref").is_null())
    [count] = records(refs.select(all=nw.len(), distinct=nw.col("Ref").n_unique()))
    if count["all"] == count["distinct"]:
        return []
    times = refs.group_by("Ref").agg(times=nw.len())
    return [row["Ref"] for row in records(times.filter(nw.col("times") > 1))]


def _refs(rows: Frame, is_bad: nw.Expr) -> Frame:
    """One row for each Ref; of a doubled Ref, which does not count, any of its rows stands for all."""
    rows = rows.filter(~nw.col("Ref").is_null())
    return _as_keys(rows.with_columns(counts=nw.when(is_bad).then(nw.lit(0)).otherwise(nw.lit(1)))).unique(
        "Ref", keep="any"
    )


def _as_keys(rows: Frame) -> Frame:
    main = nw.col(NUMBER).alias("main")
    return rows.select("Ref", nw.col(ROW).alias(AGREEMENT), nw.col("Signed").alias(SIGNED), SPAN, main, "counts")


def _note_bad_rows(bad: Frame, doubled: list[str], book: PartnerBook, findings: TableFindings) -> bool:
    """Whether there are bad rows; each is noted."""
    bad = bad.select(ROW, "Ref", "Signed", "Partner", NUMBER).sort(ROW)
    rows_of: dict[str, list[int]] = {ref: [] for ref in doubled}
    found = False
    for line in each_record(bad.select(ROW, "Ref")):
        found = True
        rows_of.get(line["Ref"], []).append(line[ROW])
    for line in each_record(bad):
        row, ref = line[ROW], line["Ref"]
        if ref is None:
            findings.error(row, "Ref", f"Ref {findings.state(row, 'Ref')}.", "Give the agreement a reference.")
        elif ref in rows_of:
            what = f"Ref {shown(ref)} stands on {_several(rows_of[ref])}; none of these agreements counts."
            findings.error(row, "Ref", what, "Give each agreement its own reference.")
        if line["Signed"] is None:
            what = f"Signed {findings.state(row, 'Signed')}, which is no date."
            findings.error(row, "Signed", what, "Enter the date of signature.")
        if line[NUMBER] == UNKNOWN:
            book.note_unknown(findings, row, "Partner", line["Partner"] or None)
    return found


def _several(rows: list[int]) -> str:
    named = ", ".join(str(row) for row in rows[:5])
    return f"rows {named}" if len(rows) <= 5 else f"{len(rows)} rows, among them {named}"


def _note_doubtful_cells(rows: Frame, codes: CodeLists, findings: TableFindings) -> None:
    codes.warn_of_all(findings, rows, CODES)
    codes.warn_of_all(findings, rows, ("Plan",), may_be_blank=True)
    findings.warn_of_odd_cells(("Title",))
    for row in findings.odd_rows("Other partners"):
        what = f"Other partners {findings.state(row, 'Other partners')}; no name is read from it."
        findings.error(row, "Other partners", what, "Enter the names, or leave the cell blank.")


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
        naming = rows.filter(nw.col("Other partners").is_in(list(unknown))).select(ROW, "Other partners")
        for line in each_record(naming.sort(ROW)):
            for name in unknown[line["Other partners"]]:
                book.note_unknown(findings, line[ROW], "Other partners", name)
    return cells


def _note_repeated(named: Frame, book: PartnerBook, findings: TableFindings) -> None:
    times = named.group_by(AGREEMENT, NUMBER).agg(times=nw.len())
    for line in each_record(times.filter(nw.col("times") > 1)):
        what = f"Partner {shown(book.partners[line[NUMBER]].name)} is named {line['times']} times; it counts once."
        findings.warning(line[AGREEMENT], "Other partners", what, "Name each partner once.")
