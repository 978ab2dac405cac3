"""What holds for every two reports that follow each other in a workbook."""

from __future__ import annotations

from dataclasses import replace

from hosts.made_sheets import report, sheets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from live.books import new_book, state_of
from live.fake_engine import FakeAdapter

from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.hosts.live.reading import COLUMNS_SET
from tdag_xl.hosts.live.state import GeneratedState


def named_by_columns(one):
    """The sheet, with tables of other columns under other names: those of a block never change."""

    def renamed(table):
        name = f"{table.name}_{len(table.columns)}_{table.columns[0].heading.lower()}"
        charts = (replace(chart, name=chart.name.replace(table.name, name)) for chart in table.charts)
        return replace(table, name=name, charts=tuple(charts))

    return replace(one, tables=tuple(map(renamed, one.tables)))


made = st.booleans().flatmap(lambda long: sheets(long=long)).map(named_by_columns)
quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def live(book):
    return LiveHost(book, adapter=FakeAdapter())


def written(*reports):
    book = new_book("Notes")
    for one in reports:
        live(book).write(one)
    return book


def shown(book):
    """What a reader of the generated sheet sees; charts do not overlap, so that their order does not show."""
    return [
        {"charts": sorted(one["charts"]), **{what: one[what] for what in ("tab", "cells", "tables")}}
        for one in state_of(book)[1:-1]
    ]


@quick
@given(made, made)
def test_a_sheet_shows_the_same_whatever_it_showed_before(first, second):
    if first.long == second.long:
        assert shown(written(report(first), report(second))) == shown(written(report(second)))


def as_far_as_widths_are_kept(book):
    *tabs, names = state_of(book)
    near = [{column: width for column, width in tab["widths"].items() if column <= COLUMNS_SET} for tab in tabs]
    return [
        {**tab, "widths": widths, "charts": sorted(tab["charts"])} for tab, widths in zip(tabs, near, strict=True)
    ], names


@quick
@given(made, made)
def test_a_refresh_that_is_taken_back_leaves_no_trace(first, second):
    book = written(report(first))
    before = as_far_as_widths_are_kept(book)
    state = GeneratedState.from_json(live(book).shown().to_json())
    live(book).write(report(second))
    live(book).restore(state)
    assert as_far_as_widths_are_kept(book) == before


@quick
@given(made)
def test_a_second_refresh_finds_nothing_to_do(one):
    assert not live(written(report(one))).plan(report(one)).changes_anything
