"""What holds of the custom formulas for all cells."""

from __future__ import annotations

import datetime as dt
import math
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tdag_udfs.conversion import rate, rate_source, usd, usd_why
from tdag_udfs.excel_errors import NA
from tdag_udfs.figures import figure
from tdag_udfs.grids import as_grid, broadcast, day_of, serial
from tdag_udfs.labels import distinct, share_count, top
from tdag_udfs.shares_of import attainable, shares

from tdag_xl.cells import CellError
from tdag_xl.shares import attainable_counts, exact, percentage

errors = st.sampled_from(["#N/A", "#VALUE!", "#DIV/0!", "#REF!"]).map(CellError)
codes = st.sampled_from(["CHF", "EUR", "USD", "XXX", " CHF ", "", None, 7, True])
days = st.dates(dt.date(2021, 11, 1), dt.date(2022, 4, 1))
dates = days | days.map(str) | days.map(serial) | st.sampled_from(["", None, "soon", True, -3])
amounts = (
    st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-(10**9), 10**9)
    | st.sampled_from(["", None, "5", False])
)
rate_rows = st.lists(
    st.tuples(codes | errors, dates | errors, st.floats(1e-3, 1e3) | amounts | errors, st.sampled_from(["UN", ""])),
    max_size=8,
)


@st.composite
def grids(draw, cells):
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    row = st.lists(cells, min_size=width, max_size=width)
    return draw(st.lists(row, min_size=height, max_size=height))


def table(rows):
    return [["Currency", "Effective from", "Units per USD", "Source"], *map(list, rows)]


def at(grid, row, column):
    """The cell that an operator of Excel meets there, or None."""
    row, column = (0 if len(grid) == 1 else row), (0 if len(grid[0]) == 1 else column)
    return (grid[row][column],) if row < len(grid) and column < len(grid[0]) else None


@given(grids(amounts | errors), grids(codes | errors), grids(dates | errors), rate_rows)
def test_a_call_of_ranges_is_the_calls_of_their_cells(amount, code, date, rates):
    rates = table(rates)
    together = as_grid(usd(amount, code, date, rates))
    height, width = max(map(len, (amount, code, date))), max(len(grid[0]) for grid in (amount, code, date))
    assert (len(together), len(together[0])) == (height, width)
    for row in range(height):
        for column in range(width):
            cells = [at(grid, row, column) for grid in (amount, code, date)]
            alone = NA if None in cells else usd(*(cell for (cell,) in cells), rates)
            assert together[row][column] == alone


@given(grids(amounts | errors), grids(codes | errors), grids(dates | errors), rate_rows)
def test_there_is_a_reason_just_where_there_is_an_error(amount, code, date, rates):
    dollars, reasons = (as_grid(formula(amount, code, date, table(rates))) for formula in (usd, usd_why))
    for numbers, sentences in zip(dollars, reasons, strict=True):
        assert [isinstance(number, CellError) for number in numbers] == [sentence != "" for sentence in sentences]
        assert all(isinstance(sentence, str) and len(sentence) <= 255 for sentence in sentences)


@given(amounts, codes, dates, rate_rows)
def test_dollars_are_the_amount_by_the_rate_of_the_day(amount, code, date, rates):
    dollars, units = usd(amount, code, date, table(rates)), rate(code, date, table(rates))
    if isinstance(dollars, float):
        assert dollars == float(amount) / units


@given(codes | errors, dates | errors, rate_rows)
def test_a_rate_has_a_source_or_neither_is_there(code, date, rates):
    units, source = rate(code, date, table(rates)), rate_source(code, date, table(rates))
    assert isinstance(source, str) if isinstance(units, float) else source == units


@given(rate_rows, st.permutations(range(4)), codes, dates)
def test_the_order_of_the_columns_does_not_matter(rates, order, code, date):
    reordered = [[row[place] for place in order] for row in table(rates)]
    assert usd(100, code, date, reordered) == usd(100, code, date, table(rates))


@given(rate_rows, st.randoms(), codes, dates)
def test_the_order_of_the_rates_does_not_matter(rates, chance, code, date):
    shuffled = chance.sample(rates, len(rates))
    assert usd(100, code, date, table(shuffled)) == usd(100, code, date, table(rates))


@given(st.lists(st.floats(0, 1e15) | st.sampled_from(["", None]), min_size=1, max_size=20), st.integers(0, 3))
def test_shares_by_the_largest_remainder_add_to_one(values, decimals):
    given_shares = [row[0] for row in as_grid(shares([[value] for value in values], decimals, "largest-remainder"))]
    numbers = [exact(share) for share in given_shares if share != ""]
    assert [share == "" for share in given_shares] == [value in ("", None) for value in values]
    assert sum(numbers) == (1 if any(isinstance(value, float) and exact(value) for value in values) else 0)
    assert all((Fraction(number) * 100 * 10**decimals).denominator == 1 for number in numbers)


@given(st.lists(st.floats(0, 1e12) | errors | st.just("x"), min_size=1, max_size=20))
def test_shares_that_are_not_rounded_are_fractions_of_the_sum_of_the_numbers(values):
    found = [row[0] for row in as_grid(shares([[value] for value in values]))]
    numbers = [share for share in found if isinstance(share, float)]
    assert [isinstance(share, float) for share in found] == [isinstance(value, float) for value in values]
    assert math.isclose(math.fsum(numbers), 1) or not any(numbers)


@given(grids(st.sampled_from(["a", "b", "c ", "", None, 1, 1.0, "1"])))
def test_labels_are_counted_whole(labels):
    rows = as_grid(share_count(labels))
    filled = [cell for row in labels for cell in row if cell not in ("", None)]
    if not filled:
        assert rows == (("",),)
        return
    assert sum(count for _, count, _ in rows) == len(filled)
    assert len(rows) == distinct(labels)
    assert [count for _, count, _ in rows] == sorted((count for _, count, _ in rows), reverse=True)
    assert math.isclose(math.fsum(share for *_, share in rows), 1)


@given(st.integers(1, 5), st.lists(st.tuples(st.sampled_from("abcd"), st.integers(-9, 9)), min_size=1))
def test_the_top_are_the_largest_sums(n, pairs):
    sums = {}
    for label, value in pairs:
        sums[label] = sums.get(label, 0) + value
    wanted = sorted(((-total, label) for label, total in sums.items() if total > 0))[:n]
    found = as_grid(top(n, [[label] for label, _ in pairs], [[value] for _, value in pairs]))
    assert found == ([[label, -total] for total, label in wanted] or (("",),))


@given(st.integers(1, 400), st.integers(0, 2), st.data())
def test_a_count_is_among_those_that_print_its_share(base, decimals, data):
    count = data.draw(st.integers(0, base))
    percent = percentage(count, base, decimals)
    found = as_grid(attainable(float(percent / 100), base, decimals))
    assert tuple(found[0]) == attainable_counts(percent, base, decimals)
    assert count in found[0]


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, unique_by=lambda text: " ".join(text.split())))
def test_every_row_of_a_table_is_found_by_its_name(names):
    rows = [["Name", "Place"], *([name, place] for place, name in enumerate(names))]
    found = as_grid(figure(rows, [[name] for name in names], "Place"))
    assert [row[0] for row in found] <= list(range(len(names)))


@given(st.dates(dt.date(1900, 3, 1)))
def test_a_day_is_the_day_of_its_number(day):
    assert day_of(serial(day)) == day


def test_broadcasting_reaches_as_far_as_the_largest_argument():
    rows = broadcast(lambda *cells: "".join(cells), [["a"], ["b"]], [["c", "d"]], outside="-")
    assert rows == [["ac", "ad"], ["bc", "bd"]]
    assert broadcast(
        lambda *cells: "".join(cells), [["a"], ["b"]], [["c", "d"], ["e", "f"], ["g", "h"]], outside="-"
    ) == [
        ["ac", "ad"],
        ["be", "bf"],
        ["-", "-"],
    ]
