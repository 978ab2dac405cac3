"""Of a register too long to list everything, all findings are counted, and the first are listed as ever."""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw
import pytest
from case_files import BASE, case_tables, cases
from register_files import tables

from tdag_xl.cells import shown
from tdag_xl.domain.columns import AGREEMENTS, CONTRIBUTIONS
from tdag_xl.domain.engine import Engine
from tdag_xl.domain.results import results
from tdag_xl.tables import ROW, in_memory, mark

LONG = (AGREEMENTS.name, CONTRIBUTIONS.name)


def marked(table):
    """The table with its odd cells beside their rows, as a table too long to list them has them."""
    columns = frozenset(cell.column for cell in table.odd)
    frame = table.frame
    for column in sorted(columns):
        quotes = {cell.row: shown(cell.value) for cell in table.odd if cell.column == column}
        values = [quotes.get(row) for row in frame[ROW].to_list()]
        frame = frame.with_columns(nw.new_series(mark(column), values, nw.String(), backend=frame.implementation))
    return replace(table, frame=frame.lazy(), odd=(), marks=columns)


def as_long(given):
    return {name: marked(table) if name in LONG else table for name, table in given.items()}


def has_dates_as_text(given):
    return any(cell.usable for name in LONG for cell in given[name].odd)


@cases("findings")
def test_cells_quoted_beside_their_rows_give_the_same_findings(case):
    given = case_tables(case)
    if has_dates_as_text(given):
        pytest.skip("A file's dates are dates or text: none is text and date at once.")
    short, long = results(given), results(as_long(given))
    assert (long.findings, long.counts, long.headlines()) == (short.findings, short.counts, short.headlines())


@cases("findings")
@pytest.mark.parametrize("most", [1])
def test_all_findings_are_counted_where_few_are_listed(case, most):
    given = case_tables(case)
    everything, first = results(given), results(given, engine=Engine(most_findings=most))
    assert first.counts == everything.counts
    assert len(first.findings) == min(most, len(everything.findings))
    assert set(first.findings) <= set(everything.findings) | _with_fewer_examples(first)
    assert first.headlines() == everything.headlines()


def _with_fewer_examples(of):
    """A reference that stands on very many rows may be told with fewer of them."""
    return {one for one in of.findings if "among them" in one.finding}


def test_a_register_says_how_many_findings_it_has_and_lists_the_first():
    bad = "\n".join(f"X{n},Title,,Memorandum of understanding,Alpha,,Africa,P,S" for n in range(30))
    heading = BASE["agreements"].strip().splitlines()[0]
    assert heading
    given = case_tables({"agreements": f"Ref,Title,Signed,Type,Partner,Other partners,Region,Plan,Priority\n{bad}"})
    of = results(given, engine=Engine(most_findings=5))
    assert len(of.findings) == 5
    assert "30 errors" in of.findings_in_brief() or of.counts["Error"] > 30
    assert of.has_errors


def test_a_table_in_memory_lists_the_cells_that_its_frame_quoted():
    [table] = [table for name, table in case_tables({"contributions": "Ref,Amount\nA1,abc"}).items() if name == LONG[1]]
    back = in_memory(marked(table))
    assert [(cell.row, cell.column, cell.quoted) for cell in back.odd] == [(2, "Amount", "'abc'")]
    assert back.frame.columns == table.frame.columns
    assert back.marks == frozenset()


def test_frames_that_are_read_several_times_are_kept():
    kept = []
    engine = Engine(keep=lambda frame: kept.append(frame) or frame)
    assert results(tables(), engine=engine).findings == ()
    assert len(kept) == 4
