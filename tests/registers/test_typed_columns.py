"""A column in one block is read as each of its cells would be."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.cells import Kind, reading, shown
from tdag_xl.registers.csv_cells import cell
from tdag_xl.registers.typed_columns import may_be_odd, typed_column

numbers = st.from_regex(r"[-+ ]?[0-9]{0,18}\.?[0-9]{0,18}(e[0-9]{1,3})?", fullmatch=True)
days = st.from_regex(r" ?[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?", fullmatch=True)
texts = st.one_of(numbers, days, st.text(st.characters(codec="utf-8"), max_size=8), st.none())


def one_by_one(values, kind):
    """Each value read alone, and what is quoted of it."""
    cells = [cell(value, kind) if isinstance(value, str) and kind is not Kind.TEXT else value for value in values]
    reads = [reading(held, kind) for held in cells]
    marks = [shown(held) if read.odd and read.value is None else None for held, read in zip(cells, reads, strict=True)]
    return [read.value for read in reads], marks


@pytest.mark.parametrize("kind", Kind)
@given(st.lists(texts, max_size=6))
def test_text(kind, values):
    array = pa.array(values, pa.string())
    found, marks = typed_column(array, kind)
    assert (found.to_pylist(), marks.to_pylist()) == one_by_one(values, kind)
    assert may_be_odd(array.type, kind) or marks.null_count == len(array)


@pytest.mark.parametrize("text", ["", " ", "a b", " a", "a ", "a  b", "a\tb", "é", "a\x7f", None])
def test_a_part_of_a_column_of_plain_text_is_read_by_itself(text):
    """What stands before and after the part, in the same memory, is not looked at, or does no harm."""
    for values in (["x", text, "y z"], ["  ", "x", text, "", "é"]):
        array = pa.array(values).slice(1, len(values) - 2)
        assert typed_column(array, Kind.TEXT)[0].to_pylist() == one_by_one(array.to_pylist(), Kind.TEXT)[0]


@pytest.mark.parametrize("kind", Kind)
@given(
    st.one_of(
        st.lists(st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)), max_size=5).map(
            lambda v: pa.array(v, pa.int64())
        ),
        st.lists(st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)), max_size=5).map(
            lambda v: pa.array(v, pa.float64())
        ),
        st.lists(st.one_of(st.none(), st.booleans()), max_size=5).map(lambda v: pa.array(v, pa.bool_())),
        st.lists(st.one_of(st.none(), st.datetimes()), max_size=5).map(lambda v: pa.array(v, pa.timestamp("us"))),
        st.lists(st.one_of(st.none(), st.dates()), max_size=5).map(lambda v: pa.array(v, pa.date32())),
    )
)
def test_other_types(kind, array):
    found, marks = typed_column(array, kind)
    assert (found.to_pylist(), marks.to_pylist()) == one_by_one(array.to_pylist(), kind)
    assert may_be_odd(array.type, kind) or marks.null_count == len(array)


def test_a_moment_is_of_the_day_that_its_own_clock_shows():
    moment = dt.datetime(2022, 3, 1, 23, 30, tzinfo=dt.UTC)
    array = pa.array([moment], pa.timestamp("us", tz="+02:00"))
    assert typed_column(array, Kind.DATE)[0].to_pylist() == [dt.datetime(2022, 3, 2)]


def test_a_day_that_no_calendar_shows_is_odd():
    array = pa.array([-(10**6), 0, 10**7], pa.date32())
    found, marks = typed_column(array, Kind.DATE)
    assert found.to_pylist() == [None, dt.datetime(1970, 1, 1), None]
    assert marks.to_pylist() == ["a day before the year 1 or after 9999", None, "a day before the year 1 or after 9999"]
