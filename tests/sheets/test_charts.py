"""Titles, notes and charts say what the data say."""

from __future__ import annotations

import pytest
from sheets.small_register import AGREEMENTS, CONTRIBUTIONS, small_report, small_summary, table_of

from tdag_xl.report import ChartKind, Measure
from tdag_xl.shares import rounded
from tdag_xl.sheets.category_charts import MOST_BARS
from tdag_xl.sheets.money import money_unit
from tdag_xl.sheets.rate_policy import source_families

NOTHING = "Ref,Partner,Kind,Currency,Amount,Value date\n"


def titles(made):
    return [chart.title for table in made.tables for chart in table.charts]


def test_titles_carry_measure_unit_and_period():
    assert titles(small_summary()) == [
        "Partners by partner type, % of 3 partners, 1 January to 31 December 2022",
        "Partners by ITU category, % of 3 partners, 1 January to 31 December 2022",
        "Contributions by partner type, USD million, 1 January to 31 December 2022",
        "Agreements by type, number, 1 January to 31 December 2022",
        "Contributions by agreement type, USD million, 1 January to 31 December 2022",
        "Agreements by region, number, 1 January to 31 December 2022",
        "Contributions by region, USD million, 1 January to 31 December 2022",
        "Agreements by priority, number, 1 January to 31 December 2022",
        "Contributions by priority, USD million, 1 January to 31 December 2022",
    ]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2021-07-01", "2022-06-30", "1 July 2021 to 30 June 2022"),
        ("2022-03-01", "2022-03-01", "1 March 2022"),
        ("2022-02-28", "2022-03-05", "28 February to 5 March 2022"),
    ],
)
def test_another_period_gives_other_titles(first, last, words):
    made = small_summary(periods=f"Period,From,To,Sheet,Compare with\n2022,{first},{last},yes,\n")
    assert titles(made)
    assert all(title.endswith(f", {words}") for title in titles(made))
    assert made.lines[0] == f"Agreements signed from {words}, both days included."


def test_every_chart_is_named_after_its_table_and_described_with_its_leading_figures():
    regions = table_of(small_report(), "out_2022_regions")
    assert [chart.name for chart in regions.charts] == ["out_2022_regions 1", "out_2022_regions 2"]
    assert regions.charts[0].alt_text == f"Horizontal bars. {regions.charts[0].title}. Africa 2, Americas 1."
    assert [chart.measure for chart in regions.charts] == [Measure.COUNT, Measure.MONEY]


def test_more_categories_than_a_page_can_show_are_charted_in_part_and_a_note_says_so():
    lines = [f"X{n:02d},T,2022-03-{1 + n:02d},Cooperation agreement,Acme,,Region {n:02d},P,Q" for n in range(20)]
    made = table_of(small_report(agreements=AGREEMENTS + "\n".join(lines)), "out_2022_regions")
    [chart, money] = made.charts
    assert chart.rows == money.rows == (0, MOST_BARS - 1)
    assert chart.title.endswith("2022 (first 16 of 22)")
    assert chart.alt_text.endswith("; and 19 more.")
    assert "Charts show the first 16 of 22 rows." in made.notes


def test_without_money_there_is_a_note_in_place_of_its_chart():
    made = small_report(contributions=NOTHING)
    sentence = "There is no cash contribution in this period, so there is no chart of US dollars."
    by_type, regions = (table_of(made, f"out_2022_{block}") for block in ("contributions_by_partner_type", "regions"))
    assert (by_type.rows, by_type.charts, by_type.notes) == ((), (), (sentence,))
    assert [chart.measure for chart in regions.charts] == [Measure.COUNT]
    assert sentence in regions.notes


def test_a_period_without_agreements_has_notes_and_no_charts():
    made = small_summary(periods="Period,From,To,Sheet,Compare with\n2022,2030-01-01,2030-12-31,yes,\n")
    assert titles(made) == []
    assert all(table.notes for table in made.tables)
    assert "US dollars: there is no cash contribution, so no rate was needed." in made.lines


def test_a_rounding_note_stands_only_where_it_is_true():
    made = small_report()
    assert table_of(made, "out_2022_partner_types").notes == ("Shares are rounded one by one and add to 99 %.",)
    assert table_of(made, "out_2022_regions").notes == ()
    assert table_of(made, "out_2022_priorities").notes == (
        "Share of agreements: figures are rounded one by one and add to 99 %.",
    )


def test_largest_remainders_are_named_and_add_to_100():
    made = table_of(small_report(rounding="largest-remainder"), "out_2022_partner_types")
    assert made.notes == ("Shares are rounded by the largest remainder, so that they add to 100 %.",)
    assert sum(rounded(row[2] * 100) for row in made.rows) == 100


def test_two_periods_are_compared_the_earlier_first():
    made = table_of(small_report(), "out_compare_jan_apr_2023_2022")
    counts, money = made.charts
    assert counts.kind is money.kind is ChartKind.COLUMN
    assert counts.series == money.series == ("2022", "Jan–Apr 2023")
    assert (counts.rows, money.rows) == ((0, 2), (3, 3))
    assert money.title == "Contributions, USD million, 1 January to 31 December 2022 and 1 January to 30 April 2023"


def test_periods_of_unequal_length_are_pointed_out_and_a_leap_day_is_not():
    def lines(other):
        periods = f"Period,From,To,Sheet,Compare with\n{other}\nA,2023-01-01,2023-04-30,yes,2022\n"
        return next(sheet for sheet in small_report(periods=periods).sheets if sheet.key.startswith("compare/")).lines

    assert "The periods are not equally long: 120 days and 365 days." in lines("2022,2022-01-01,2022-12-31,yes,")
    assert not [line for line in lines("2022,2024-01-01,2024-04-30,yes,") if "equally" in line]


def test_the_rate_policy_names_the_sources_of_the_rates_used():
    assert (
        small_summary()
        .lines[1]
        .endswith("Source of the rates: ECB euro reference rate, cross rate (stand-in for the UN operational rate).")
    )
    in_dollars = CONTRIBUTIONS.replace("CHF", "USD")
    assert small_summary(contributions=in_dollars).lines[1] == (
        "US dollars: every cash contribution was given in US dollars; no rate was needed."
    )


def test_many_sources_are_cut_short_and_a_missing_one_is_said_to_be():
    assert source_families(["a", "b", "c", "d", None]) == "a; b; c; and 1 more; not stated"


@pytest.mark.parametrize(
    ("largest", "unit", "shown"),
    [
        (25e9, "USD billion", "25.0"),
        (5e9, "USD million", "5,000.0"),
        (2_515_000, "USD million", "2.5"),
        (81_000, "USD thousand", "81"),
        (9_400, "USD", "9,400"),
        (0.4, "USD", "0.40"),
    ],
)
def test_dollars_are_shown_in_the_unit_of_the_largest_amount(largest, unit, shown):
    chosen = money_unit([0.0, largest])
    assert (chosen.name, chosen.in_words(largest), chosen.in_words(0)) == (unit, shown, "0")


def test_an_amount_too_small_for_the_unit_is_not_shown_as_nothing():
    assert money_unit([2e6]).in_words(400) == "<0.1"
    assert money_unit([2e6]).label_format == '[=0]0;[<50000]"<0.1";#,##0.0,,'
