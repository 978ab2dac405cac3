"""The rate of a day is the newest that is effective on or before it."""

import datetime as dt
import tomllib

import pytest
from case_files import CASES
from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.rates import Rate, RateRow, RateTable

CASE = tomllib.loads((CASES / "rates.toml").read_text())


@pytest.fixture
def table():
    return RateTable(RateRow(*row) for row in CASE["rates"])


@pytest.mark.parametrize("case", CASE["days"], ids=lambda case: case["what"])
def test_rate_of_a_day(table, case):
    rate = table.rate(case["currency"], case["day"])
    assert table.missing(case["currency"], case["day"]) == case.get("missing")
    assert (rate and (rate.units_per_usd, rate.source)) == (
        (case["units"], case.get("source")) if "units" in case else None
    )


def test_currencies_are_those_with_a_rate(table):
    assert table.currencies == ("CHF", "EUR")


@pytest.mark.parametrize("units", [0.0, -1.0, float("inf"), float("nan")])
def test_units_that_are_not_greater_than_nought_are_refused(units):
    with pytest.raises(ValueError, match="must be greater than 0"):
        RateTable([RateRow("CHF", dt.date(2022, 1, 1), units)])


def test_two_rates_of_a_currency_on_one_day_are_refused():
    with pytest.raises(ValueError, match="CHF has two rates from 2022-01-01"):
        RateTable([RateRow("CHF", dt.date(2022, 1, 1), 1.0), RateRow("CHF", dt.datetime(2022, 1, 1), 2.0)])


@given(st.lists(st.dates(), unique=True, max_size=30), st.dates())
def test_no_rate_comes_from_the_future_and_none_is_newer(days, day):
    table = RateTable(RateRow("CHF", effective, 1.0 + number) for number, effective in enumerate(days))
    past = [effective for effective in days if effective <= day]
    rate = table.rate("CHF", day)
    assert rate == (Rate(1.0 + days.index(max(past)), max(past)) if past else None)
