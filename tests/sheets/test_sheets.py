"""Which sheets and tables a report has, under which names."""

from __future__ import annotations

import datetime as dt

import pytest
from register_files import folder_tables
from sheets.small_register import PERIODS, sheet_of, small_report, small_results, table_of

from tdag_xl.domain.results import results
from tdag_xl.hosts.sheet_names import LONGEST_NAME
from tdag_xl.sheets import report
from tdag_xl.sheets.captions import tab_name


def test_the_shipped_register_has_a_summary_and_a_list_for_each_period_a_comparison_and_checks():
    made = report(results(folder_tables()), moment=None)
    assert [(sheet.key, sheet.name) for sheet in made.sheets] == [
        ("summary/2022", "Summary 2022"),
        ("list/2022", "List 2022"),
        ("summary/jan_apr_2023", "Summary Jan–Apr 2023"),
        ("list/jan_apr_2023", "List Jan–Apr 2023"),
        ("compare/jan_apr_2023/jan_apr_2022", "Jan–Apr 2023 v Jan–Apr 2022"),
        ("checks", "Checks"),
    ]


def test_every_block_of_the_contract_is_a_table_named_after_period_and_block():
    blocks = {
        *("headline", "partner_types", "itu_categories", "contributions_by_partner_type", "agreement_types"),
        *("regions", "priorities", "top_funders", "agreements", "contributions"),
    }
    names = [table.name for sheet in small_report().sheets for table in sheet.tables]
    expected = {f"out_{period}_{block}" for period in ("2022", "jan_apr_2023") for block in blocks}
    assert set(names) == expected | {"out_compare_jan_apr_2023_2022", "out_checks", "out_published"}
    assert len(names) == len(set(names))


def test_shares_are_stored_unrounded_and_shown_as_whole_percents():
    made = table_of(small_report(), "out_2022_partner_types")
    assert made.rows[0] == ("Academia", 1, pytest.approx(1 / 3))
    assert made.columns[2].format.value == "0%"


def test_a_period_without_a_sheet_is_compared_all_the_same():
    made = small_report(periods=PERIODS.replace("30,yes,2022", "30,no,2022"))
    assert [sheet.key for sheet in made.sheets] == ["summary/2022", "list/2022", "compare/jan_apr_2023/2022", "checks"]


def test_the_moment_is_the_reports_and_no_part_of_what_a_sheet_shows():
    moment = dt.datetime(2026, 11, 23, 23, 14, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    built, refreshed = small_report(), small_report(moment=moment)
    assert built == refreshed
    assert [one.digest() for one in built.sheets] == [one.digest() for one in refreshed.sheets]
    assert refreshed.moment_line == "Refreshed 2026-11-23 22:14 UTC"


def test_a_changed_figure_changes_the_digest_of_the_sheets_that_show_it():
    before, after = small_report(), small_report(contributions="Ref,Partner,Kind,Currency,Amount,Value date\n")
    changed = [
        one.key for one, other in zip(before.sheets, after.sheets, strict=True) if one.digest() != other.digest()
    ]
    assert changed == ["summary/2022", "list/2022", "compare/jan_apr_2023/2022"]


def test_a_list_longer_than_the_limit_is_left_out_and_its_summary_and_the_report_say_so():
    made = small_report(list_limit=2)
    assert not [sheet for sheet in made.sheets if sheet.key == "list/2022"]
    sentence = (
        "The list of agreements is left out: it has 3 rows, more than 2. "
        "To write it all the same, refresh with --lists always."
    )
    assert sentence in sheet_of(made, "summary/2022").lines
    assert made.notes[0] == f"2022: {sentence}"
    assert sheet_of(made, "list/jan_apr_2023")


def test_the_shorter_of_two_lists_is_written_and_says_that_the_other_is_not():
    one_line = "Ref,Partner,Kind,Currency,Amount,Value date\nA3,Switzerland,Cash,USD,500000,\n"
    made = sheet_of(small_report(list_limit=2, contributions=one_line), "list/2022")
    assert [table.name for table in made.tables] == ["out_2022_contributions"]
    assert "The list of agreements is left out" in made.lines[1]


def test_lists_are_all_written_when_asked_for_and_none_when_not_wanted():
    always, never = small_report(lists="always", list_limit=0), small_report(lists="never")
    assert [sheet.key for sheet in always.sheets if sheet.long] == ["list/2022", "list/jan_apr_2023", "checks"]
    assert [sheet.key for sheet in never.sheets if sheet.long] == ["checks"]
    assert never.notes == tuple(
        f"{period}: The lists of agreements and contributions are left out, as was asked for."
        for period in ("2022", "Jan–Apr 2023")
    )
    assert always.notes == ()


def test_lists_left_out_are_not_computed(monkeypatch):
    figures = small_results()
    for summary in figures.summaries:
        for block in ("agreements", "contributions"):
            monkeypatch.setattr(type(summary), block, lambda self: pytest.fail("a list was computed"))
    report(figures, moment=None, lists="never")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Summary 2022/23", "Summary 2022-23"),
        ("[a]:b*c?d\\e", "-a--b-c-d-e"),
        ("'22 and '23'", "’22 and '23’"),
        ("Summary " + "x" * 40, "Summary " + "x" * 23),
        ("Summary of the first six months '23", "Summary of the first six months"),
        ("👩" * 20, "👩" * 15),
        ("line\nbreak\x01", "line-break-"),
    ],
)
def test_tabs_have_names_that_excel_allows(wanted, name):
    assert tab_name(wanted) == name
    assert len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME


def test_a_finding_stands_on_the_checks_sheet_with_what_to_do():
    made = table_of(small_report(), "out_checks")
    [(severity, table, _, column, _, what_to_do)] = made.rows
    assert (severity, table, column, what_to_do) == ("Warning", "tblAgreements", "Priority", "Choose a code.")


def test_without_published_figures_the_checks_sheet_says_so():
    made = small_report(published="Period,Figure,Group,Value,Unit,Source\n")
    assert "There are no published figures to compare with." in sheet_of(made, "checks").lines
    assert table_of(made, "out_published").rows == ()


def test_of_very_many_findings_the_first_are_listed_and_all_are_counted(monkeypatch):
    monkeypatch.setattr("tdag_xl.sheets.checks.MOST_FINDINGS", 2)
    bad_lines = "Ref,Partner,Kind,Currency,Amount,Value date\n" + "A1,Switzerland,Cash,USD,-1,\n" * 3
    made = small_report(contributions=bad_lines)
    table = table_of(made, "out_checks")
    assert [row[0] for row in table.rows] == ["Error", "Error"]
    assert table.notes[1] == "These are the first 2 of 4; tdag-xl check lists all."
    assert sheet_of(made, "checks").lines[0].startswith("3 errors and 1 warning")
