"""Days and numbers are read back from every way of writing them; what may be two is not guessed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.rate_files.days import day, days_come_first
from tdag_xl.rate_files.numbers import decimal_signs, number

DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31))
UNITS = st.decimals("0.000001", "99999", places=6)


@given(DAYS)
def test_a_day_is_read_in_every_way_of_writing_it_that_names_one_day(date):
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%d-%b-%Y", "%d %B %Y", "%d.%m.%Y", "%d-%b-%y", "%B %d, %Y", "%Y-%m-%d 00:00"):
        assert day(f" {date.strftime(form)} ") == date, form
    assert day(f"{date.day} {date:%b} {date.year}") == date


@given(DAYS)
def test_days_and_months_as_numbers_are_told_apart_by_the_column_or_not_at_all(date):
    text = f"{date:%d/%m/%Y}"
    assert day(text, day_first=True) == date
    assert day(f"{date:%m/%d/%Y}", day_first=False) == date
    assert day(text) == (date if date.day > 12 or date.day == date.month else None)
    assert days_come_first([text, "31/12/2022"]) is True
    assert days_come_first(["12/31/2022"]) is False
    assert days_come_first(["12/31/2022", "31/12/2022"]) is None


@pytest.mark.parametrize(
    "text",
    ["", "2022", "31 Foo 2022", "31-Feb-2022", "2022-02-30", "0/1/2022", "01/02/2022", "1 Jan 1899", "1900-02-28"],
)
def test_what_names_no_day_gives_none(text):
    assert day(text) is None


@given(UNITS)
def test_a_number_with_six_decimals_is_the_same_with_point_and_comma(units):
    pointed, grouped = str(units), f"{units:,}"
    swiss, german = (grouped.translate(str.maketrans(",.", signs)) for signs in ("'.", ".,"))
    for text in (pointed, pointed.replace(".", ","), grouped, swiss, german, grouped.replace(",", "\u202f")):
        assert number(text, decimal_signs([text])) == float(units), text


@given(st.integers(1, 999), st.integers(0, 999))
def test_a_comma_before_three_digits_is_read_as_the_column_has_it(whole, rest):
    text = f"{whole},{rest:03}"
    assert number(text, decimal_signs([text])) is None
    assert number(text, decimal_signs([text, "0,5"])) == float(f"{whole}.{rest:03}")
    assert number(text, decimal_signs([text, "0.5"])) == whole * 1000 + rest
    assert number(text, decimal_signs([text, "0.5", "0,5"])) is None


@pytest.mark.parametrize(
    "text", ["", "-", "CHF", "1.2.3", "1,2,3", "1 2", "0.9 1", "0x1", "nan", "inf", "1_000", "٣", "1e", ",", "."]
)
def test_what_is_no_number_gives_none(text):
    assert number(text, frozenset()) is None
