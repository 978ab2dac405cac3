"""What a period's blocks hold, in which columns and in which order."""

import pytest
from case_files import case_tables, cases
from register_files import folder_tables

from tdag_xl.domain.results import results
from tdag_xl.domain.table_names import BLOCKS

COLUMNS = {
    "headline": ["Figure", "Value"],
    "partner_types": ["Partner type", "Partners", "Share"],
    "itu_categories": ["ITU category", "Partners", "Share"],
    "contributions_by_partner_type": ["Partner type", "USD", "Share"],
    "agreement_types": ["Agreement type", "Agreements", "USD", "Share of agreements", "Share of USD"],
    "regions": ["Region", "Agreements", "USD", "Share of agreements", "Share of USD"],
    "priorities": ["Priority", "Agreements", "USD", "Share of agreements", "Share of USD"],
    "top_funders": ["Rank", "Partner", "Currency", "Amount", "USD", "Share"],
    "agreements": [
        "Ref", "Signed", "Title", "Type", "Partner", "Other partners", "Region", "Plan", "Priority", "USD",
    ],
    "contributions": [
        "Ref", "Partner", "Kind", "Currency", "Amount", "USD", "Units per USD", "Effective from", "Source",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped():
    return results(folder_tables())


@cases("summaries")
def test_summaries(case):
    of = results(case_tables(case), case.get("rounding", "half-up"))
    blocks = of.as_json()["periods"]["2022"]
    for name, expected in case["blocks"].items():
        assert [list(row.values()) for row in blocks[name]] == [[_value(cell) for cell in row] for row in expected], (
            name
        )


def _value(cell):
    """A cell as a case writes it, where "" is a blank."""
    return pytest.approx(cell) if isinstance(cell, float) else None if cell == "" else cell


def test_every_block_has_the_columns_of_the_contract(shipped):
    for summary in shipped.summaries:
        assert {name: frame.columns for name, frame in summary.all_blocks().items()} == COLUMNS
        assert tuple(summary.all_blocks()) == BLOCKS


def test_the_lists_are_as_long_as_foretold(shipped):
    for summary in shipped.summaries:
        blocks = summary.all_blocks()
        assert {name: len(blocks[name]) for name in ("agreements", "contributions")} == summary.list_lengths


@pytest.mark.parametrize(
    ("period", "figures"),
    [("2022", (71, 50, 57, 9.696)), ("Jan–Apr 2023", (30, 12, 26, 5.391))],
)
def test_the_shipped_register_gives_the_published_headline(shipped, period, figures):
    *counts, usd = (value for _, value in shipped.headlines()[period])
    assert (*counts, round(usd / 1e6, 3)) == figures


@pytest.mark.parametrize(
    ("period", "funders"),
    [
        ("2022", [("Switzerland", "CHF", 2.4e6), ("United Nations", "USD", 1.6e6), ("Australia", "AUD", 1.5e6)]),
        ("Jan–Apr 2023", [("Commission", "EUR", 3e6), ("(GIZ)", "EUR", 0.9e6), ("Communications", "USD", 0.6e6)]),
    ],
)  # fmt: skip
def test_the_shipped_register_gives_the_published_top_funders(shipped, period, funders):
    rows = shipped.as_json()["periods"][period]["top_funders"]
    assert [(row["Rank"], row["Currency"], row["Amount"]) for row in rows] == [
        (rank, currency, amount) for rank, (_, currency, amount) in enumerate(funders, start=1)
    ]
    assert all(row["Partner"].endswith(name) for row, (name, *_) in zip(rows, funders, strict=True))


def test_a_comparison_has_the_four_headline_figures_and_their_change(shipped):
    [(title, rows)] = shipped.as_json()["compare"].items()
    assert title == "Jan–Apr 2023 / Jan–Apr 2022"
    assert list(rows[0]) == ["Figure", "Jan–Apr 2023", "Jan–Apr 2022", "Change", "Change %"]
    assert [list(row.values())[:4] for row in rows[:3]] == [
        ["Agreements", 30, 23, 7],
        ["Agreements with a financial contribution", 12, 15, -3],
        ["Partners", 26, 23, 3],
    ]
    assert rows[3]["Figure"] == "Contributions (USD)"
    assert rows[1]["Change %"] == -0.2
    assert all(isinstance(row[column], int) for row in rows[:3] for column in list(row)[1:4])


def test_change_in_percent_is_blank_where_the_other_figure_is_nought():
    periods = "Period,From,To,Compare with\nChange,2022-01-01,2022-12-31,2021\n2021,2021-01-01,2021-12-31,"
    [rows] = results(case_tables({"periods": periods})).as_json()["compare"].values()
    assert {row["Change %"] for row in rows} == {None}
    assert list(rows[0]) == ["Figure", "Period Change", "2021", "Change", "Change %"]


def test_the_columns_of_a_comparison_have_different_headings_and_counts_stay_whole():
    periods = (
        "Period,From,To,Compare with\n"
        "Change,2022-01-01,2022-12-31,Period Change\nPeriod Change,2021-01-01,2021-12-31,Unit\n"
        "Unit,2021-01-01,2021-12-31,Change"
    )
    compared = results(case_tables({"periods": periods})).as_json()["compare"]
    assert [list(rows[0]) for rows in compared.values()] == [
        ["Figure", "Period Change", "Period Period Change", "Change", "Change %"],
        ["Figure", "Period Change", "Unit", "Change", "Change %"],
        ["Figure", "Unit", "Period Change", "Change", "Change %"],
    ]
    assert all(isinstance(value, int) for rows in compared.values() for value in list(rows[0].values())[1:4])
