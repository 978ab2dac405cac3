"""Figures, money, days and periods, as each language writes them."""

from __future__ import annotations

import datetime as dt
import tomllib

import pytest
from case_files import CASES
from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.domain.code_names import CodeNames
from tdag_xl.languages.language import LANGUAGES
from tdag_xl.languages.wording import Wording
from tdag_xl.report import Format, Span
from tdag_xl.sentences import SHARES, Scale
from tdag_xl.shares import rounded

EXPECTED = tomllib.loads((CASES / "figures_in_languages.toml").read_text())
MILLIONS = Scale(1e6, 1)


def figures(code):
    wording = Wording(LANGUAGES[code], CodeNames())
    numbers = wording.numbers
    day = dt.date
    return {
        "whole": numbers.shown(9_696_333.2, Format.WHOLE),
        "amount": numbers.shown(-12.345, Format.AMOUNT),
        "share": numbers.shown(24 / 57, Format.SHARE),
        "gain": numbers.shown(7, Format.CHANGE),
        "nothing": numbers.shown(0, Format.CHANGE),
        "loss": numbers.shown(-0.56, Format.CHANGE_SHARE),
        "millions": numbers.quantity(2_515_000, MILLIONS),
        "small": numbers.quantity(400, MILLIONS),
        "small_share": numbers.quantity(0.002, SHARES),
        "money": wording.money(9_696_333, "USD"),
        "euros": wording.money(3_000_000, "EUR"),
        "units": wording.money(354_000, "CHF"),
        "billions": wording.money(12_345_678_900, "USD"),
        "year": wording.period(Span("x", day(2022, 1, 1), day(2022, 12, 31))),
        "months": wording.period(Span("x", day(2023, 1, 1), day(2023, 4, 30))),
        "days": wording.period(Span("x", day(2022, 7, 1), day(2023, 6, 30))),
        "month": wording.days(Span("x", day(2023, 4, 1), day(2023, 4, 30))),
        "day": wording.days(Span("x", day(2022, 8, 9), day(2022, 8, 9))),
        "short_day": wording.cell(day(2022, 8, 9), Format.DATE),
    }


@pytest.mark.parametrize("code", LANGUAGES)
def test_figures_are_written_as_the_language_writes_them(code):
    assert figures(code) == EXPECTED[code]


@pytest.mark.parametrize("code", LANGUAGES)
@given(fraction=st.floats(-1, 1))
def test_a_percentage_is_rounded_as_the_sheet_shows_it(code, fraction):
    said = Wording(LANGUAGES[code], CodeNames()).numbers.percentage(fraction)
    digits = "".join(character for character in said if character in "-0123456789")
    assert int(digits) == rounded(100 * fraction)


def test_half_is_rounded_away_from_zero():
    numbers = Wording(LANGUAGES["en"], CodeNames()).numbers
    assert [numbers.percentage(share) for share in (0.285, 0.125, -0.125)] == ["29%", "13%", "-13%"]
    assert [numbers.number(2.5), numbers.number(-0.125, 2), numbers.compact(2_650_000)] == [
        "3",
        "-0.13",
        "2.7\u00a0million",
    ]
