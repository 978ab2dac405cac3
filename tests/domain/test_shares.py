"""Shares are exact, round half away from zero, and say when a printed one is impossible."""

import tomllib
from decimal import Decimal
from fractions import Fraction

import pytest
from case_files import CASES
from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.shares import (
    attainable_counts,
    decimals_of,
    largest_remainder,
    percentage,
    rounded,
    rounded_sum,
    share,
    unattainable,
)

CASE = tomllib.loads((CASES / "shares.toml").read_text())
counts = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


@pytest.mark.parametrize("case", CASE["published"], ids=lambda case: f"of {case['base']}")
def test_published_shares(case):
    assert sum(case["counts"]) == case["base"]
    assert [percentage(count, case["base"]) for count in case["counts"]] == case["one_by_one"]
    assert list(largest_remainder(case["counts"])) == case["largest_remainder"]
    assert rounded_sum([share(count, case["base"]) for count in case["counts"]]) == case.get("sum", 100)


@pytest.mark.parametrize("case", CASE["impossible"], ids=lambda case: case["sentence"])
def test_impossible_shares(case):
    percent, base, decimals = case["percent"], case["base"], case.get("decimals", 0)
    assert attainable_counts(percent, base, decimals) == ()
    assert unattainable(percent, base, decimals) == case["sentence"]


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [
        (0.5, 0, "1"),
        (-0.5, 0, "-1"),
        (2.5, 0, "3"),
        (0.285 * 100, 0, "29"),
        (1.005, 2, "1.01"),
        (2.675, 2, "2.68"),
        (0.1 + 0.2, 1, "0.3"),
        (Fraction(1, 8), 2, "0.13"),
        (Decimal("0.125"), 2, "0.13"),
        (9.649999999999999, 1, "9.7"),
        (9.6499999, 1, "9.6"),
        (1e300, 0, str(10**300)),
    ],
)
def test_rounding_is_half_away_from_zero_on_what_excel_shows(number, decimals, expected):
    assert str(rounded(number, decimals)) == expected


def test_what_is_not_finite_is_not_rounded():
    for number in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="cannot be rounded"):
            rounded(number)


def test_a_share_of_nothing_is_nought():
    assert share(0, 0) == share(5, 0) == percentage(0, 0) == 0
    assert largest_remainder([0, 0]) == (0, 0) and largest_remainder([]) == ()
    assert rounded_sum([]) is None and rounded_sum([0.0, 0.0]) is None
    assert attainable_counts(0, 0) == (0,)


def test_negative_values_have_no_shares():
    with pytest.raises(ValueError, match=r"^Shares of negative values are not defined\.$"):
        largest_remainder([3, -1])


@pytest.mark.parametrize(
    ("value", "decimals"),
    [(71.0, 0), (9.7, 1), (2.40, 1), (0.125, 3), (1e-7, 7), (1e20, 0), (0.0, 0), (float("inf"), 0)],
)
def test_decimals_are_those_typed(value, decimals):
    assert decimals_of(value) == decimals


@given(counts, st.integers(0, 3))
def test_largest_remainder_adds_to_exactly_100(values, decimals):
    percents = largest_remainder(values, decimals)
    assert sum(percents) == 100
    for value, percent in zip(values, percents, strict=True):
        assert abs(Fraction(percent) - Fraction(100 * value, sum(values))) < Fraction(1, 10**decimals)


@given(st.lists(st.floats(0, 1e15), min_size=1, max_size=20).filter(lambda values: sum(values) > 1e-6))
def test_largest_remainder_of_amounts_adds_to_exactly_100(values):
    assert sum(largest_remainder(values)) == 100


@given(counts)
def test_a_larger_value_never_has_the_smaller_share(values):
    percents = dict(zip(values, largest_remainder(values), strict=True))
    assert [percents[value] for value in sorted(percents)] == sorted(percents.values())


@given(st.integers(1, 400), st.integers(0, 2), st.data())
def test_the_counts_of_an_attainable_share_reproduce_it(base, decimals, data):
    count = data.draw(st.integers(0, base))
    percent = percentage(count, base, decimals)
    found = attainable_counts(percent, base, decimals)
    assert count in found
    assert {percentage(each, base, decimals) for each in found} == {percent}
    assert unattainable(percent, base, decimals) is None


@given(st.integers(0, 100), st.integers(1, 120))
def test_a_share_is_impossible_just_when_no_count_gives_it(percent, base):
    possible = any(percentage(count, base) == percent for count in range(base + 1))
    assert (unattainable(percent, base) is None) == possible == bool(attainable_counts(percent, base))
