"""Columns are as wide as their content, within a page."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.builder.column_widths import PAGE, column_widths, display_width

cells = st.one_of(st.none(), st.text(max_size=80), st.integers(-(10**9), 10**9), st.dates())


@given(st.lists(st.lists(cells, max_size=5), min_size=1, max_size=8))
def test_eight_columns_always_take_at_most_a_page_and_never_vanish(columns):
    widths = column_widths([f"Heading {n}" for n in range(len(columns))], columns)
    assert sum(widths) <= PAGE + 1e-9
    assert all(width >= 9 for width in widths)


def test_the_widest_columns_give_way_first():
    widths = column_widths(["Ref", "Title", "Signed"], [["A1"], ["x" * 400], [dt.date(2022, 1, 1)]])
    assert widths[2] >= 10
    assert widths[1] < 400
    assert sum(widths) <= PAGE


def test_one_long_text_among_many_short_ones_wraps():
    assert column_widths(["Partner"], [["short"] * 20 + ["x" * 90]])[0] < 20


def test_chinese_letters_take_double_room_and_combining_marks_none():
    assert display_width("中文") == 4
    assert display_width("e\u0301") == 1
