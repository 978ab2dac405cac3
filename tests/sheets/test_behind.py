"""The sheet behind a figure shows the rows that make it and says in words how."""

from __future__ import annotations

from domain.test_behind import of_small, small
from register_files import in_arrow
from sheets.small_register import AGREEMENTS, CONTRIBUTIONS

from tdag_xl.domain.behind import behind
from tdag_xl.domain.results import results
from tdag_xl.sheets import behind as sheet_module
from tdag_xl.sheets.behind import PASSING, behind_sheet

REGION = {"Region": "Africa", "Agreements": 2, "USD": 1e6, "Share of agreements": 2 / 3, "Share of USD": 2 / 3}


def shown(table, column, row, **changed):
    return behind_sheet(of_small(table, column, row, **changed))


def table(sheet, name):
    [found] = [table for table in sheet.tables if table.name == name]
    return [dict(zip((column.heading for column in found.columns), row, strict=True)) for row in found.rows]


def test_the_title_says_which_figure_is_meant():
    sheet = shown("out_2022_regions", "Agreements", REGION)
    assert sheet.title == "Agreements behind 2 (Africa, Agreements, 2022)"
    assert [row["Ref"] for row in table(sheet, "shown_agreements")] == ["A1", "A2"]
    assert sheet.lines == (
        "Agreements signed from 1 January to 31 December 2022, both days included: 2 agreements, a row for each.",
        PASSING,
    )


def test_no_table_has_a_name_that_a_refresh_generates():
    for row, column in ((REGION, "Agreements"), (REGION, "USD"), ({"Table": "tblAgreements", "Row": 2}, "Row")):
        name = "out_checks" if "Table" in row else "out_2022_regions"
        assert all(table.name.startswith("shown_") for table in shown(name, column, row).tables)


def test_the_dollars_say_how_many_lines_and_at_which_rates():
    sheet = shown("out_2022_regions", "USD", REGION)
    assert "USD 1,000,000.00 is the sum of the column USD of 1 cash contribution, each at the newest" in sheet.lines[0]
    assert [(row["Ref"], row["Units per USD"]) for row in table(sheet, "shown_contributions")] == [("A1", 0.9)]


def test_a_share_says_what_it_is_a_share_of():
    assert (
        shown("out_2022_regions", "Share of agreements", REGION).lines[1]
        == "2 of 3 agreements of the period is 66.67 %."
    )
    row = {"Partner type": "Academia", "Partners": 1, "Share": 1 / 3}
    assert shown("out_2022_partner_types", "Share", row).lines[1] == "1 of 3 partners of the period is 33.33 %."


def test_a_share_of_nothing_says_why_it_is_nought():
    row = {"Region": "Africa", "Share of USD": 0.0}
    lines = shown(
        "out_2022_regions", "Share of USD", row, contributions="Ref,Partner,Kind,Currency,Amount,Value date\n"
    ).lines
    assert lines[1] == "There is nothing in the period to take a share of, so the share is 0."


def test_a_share_rounded_so_that_the_column_adds_up_is_said_to_be():
    given_tables = small()[1]
    row = {"Region": "Africa", "Share of agreements": 0.67}
    one = behind(
        results(given_tables, "largest-remainder"), given_tables, "out_2022_regions", "Share of agreements", row
    )
    assert "largest remainder" in behind_sheet(one).lines[-2]


def test_a_change_shows_the_rows_of_both_periods_and_the_subtraction():
    row = {"Figure": "Agreements", "Jan–Apr 2023": 1.0, "2022": 3.0, "Change": -2.0, "Change %": -2 / 3}
    sheet = shown("out_compare_jan_apr_2023_2022", "Change %", row)
    assert sheet.title == "Agreements behind -67 % (Agreements, Change %, Jan–Apr 2023 and 2022)"
    assert sheet.lines[-2] == "1 (Jan–Apr 2023) less 3 (2022) is -2. Over the other period's figure that is -66.67 %."
    assert [row["Period"] for row in table(sheet, "shown_agreements")] == ["Jan–Apr 2023", *["2022"] * 3]


def test_contributions_in_kind_are_listed_with_their_agreement_and_said_not_to_be_summed():
    sheet = shown("out_2022_agreements", "Ref", {"Ref": "A2", "USD": 0.0})
    assert [row["Kind"] for row in table(sheet, "shown_contributions")] == ["In kind"]
    assert sheet.lines[0].endswith("Contributions in kind are listed and not summed.")


def test_a_register_that_changed_since_the_refresh_is_said_to_have():
    changed = AGREEMENTS.replace("A2,Skills,2022-05-02", "A2,Skills,2024-05-02")
    sheet = shown("out_2022_regions", "Agreements", REGION, agreements=changed)
    assert sheet.lines[0].startswith(
        "The register has changed since the refresh: the sheet shows 2, the register now gives 1."
    )
    gone = shown("out_2022_regions", "Agreements", {"Region": "Oceania", "Agreements": 4})
    assert "has no such figure any more" in gone.lines[0]
    assert gone.tables[0].notes == ("There is none.",)


def test_an_unchanged_register_is_not_said_to_have_changed():
    assert not any("changed" in line for line in shown("out_2022_regions", "USD", REGION).lines)


def test_a_finding_shows_the_record_upright_with_what_to_do():
    row = {
        "Table": "tblAgreements",
        "Row": 3,
        "Column": "Signed",
        "Finding": "Signed is odd.",
        "What to do": "Mend it.",
    }
    sheet = shown("out_checks", "Finding", row, agreements=AGREEMENTS.replace("2022-05-02", "#N/A"))
    assert sheet.lines == (
        "The cell is in tblAgreements, sheet Agreements, row 3, column Signed.",
        "Signed is odd.",
        "Mend it.",
        PASSING,
    )
    assert {"Column": "Signed", "Value": "#N/A"} in table(sheet, "shown_record")


def test_a_published_figure_shows_its_rows_and_why_it_disagrees():
    published = "Period,Figure,Group,Value,Unit,Source\n2022,Share of partners by partner type,Academia,40,percent,S\n"
    row = {"Period": "2022", "Figure": "Share of partners by partner type", "Group": "Academia", "Published": 40.0}
    row |= {"Unit": "percent", "Computed": 100 / 3}
    sheet = shown("out_published", "Note", row, published=published)
    assert [line["Partner counted"] for line in table(sheet, "shown_agreements")] == ["University of Nairobi"]
    assert "not attainable" in sheet.lines[-2]


def test_a_long_list_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr(sheet_module, "MOST_ROWS", 1)
    [agreements] = shown("out_2022_regions", "Agreements", REGION).tables
    assert (len(agreements.rows), agreements.notes) == (
        1,
        ("These are the first 1 of 2 rows; the figure counts all.",),
    )


def test_text_of_every_script_stays_as_it_is():
    names = "شركة", "=Δ公司"
    for name in names:
        changed = AGREEMENTS.replace("Schools", name)
        rows = table(shown("out_2022_regions", "Agreements", REGION, agreements=changed), "shown_agreements")
        assert rows[0]["Title"] == name


def test_every_kind_of_frame_makes_the_same_sheet():
    given_tables = small(contributions=CONTRIBUTIONS)[1]
    row = {"Figure": "Contributions (USD)", "Value": 1.5e6}
    sheets = [
        behind_sheet(behind(results(tables), tables, "out_2022_headline", "Value", row))
        for tables in (given_tables, in_arrow(given_tables))
    ]
    assert sheets[0] == sheets[1]
