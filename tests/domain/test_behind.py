"""The rows behind a figure make that figure, whatever the register."""

from __future__ import annotations

import math

import pytest
from domain.test_laws import ALIASES, PARTNERS, PERIODS, RATES, quick, register
from hypothesis import given
from register_files import in_arrow, tables
from sheets.small_register import AGREEMENTS, CONTRIBUTIONS
from sheets.small_register import PARTNERS as SMALL_PARTNERS
from sheets.small_register import PERIODS as SMALL_PERIODS
from sheets.small_register import RATES as SMALL_RATES

from tdag_xl.domain.behind import behind
from tdag_xl.domain.results import results
from tdag_xl.errors import NothingBehindError
from tdag_xl.sheets import report

PUBLISHED = "Period,Figure,Group,Value,Unit,Source\n" + "".join(
    f"{period},{line}\n"
    for period in ("Year", "Half", "Nowhen")
    for line in (
        "Agreements,,3,count,S",
        "Agreements with a financial contribution,,1,count,S",
        "Partners,,2,count,S",
        "Contributions,,1.5,USD thousand,S",
        "Contributions,,2,CHF,S",
        "Share of partners by partner type,Government,40,percent,S",
        "Share of partners by ITU category,A + B,100,percent,S",
        "Share of partners by ITU category,No such,1,percent,S",
        "Top funder 1,Alpha,5,USD,S",
        "Top funder 2,Gamma,5,CHF million,S",
        "Top funder 9,Gamma,5,USD,S",
        "No such figure,,5,USD,S",
    )
)


def made(agreements, lines):
    """The tables of a register of the law's strategy."""
    agreement_rows = (
        f'A{number},,{day},M,"{partner}","{"; ".join(ALIASES[other] for other in others)}",{region},,P\n'
        for number, (day, partner, others, region) in enumerate(agreements)
    )
    line_rows = (f'A{ref},"{partner}",{kind},{currency},{amount},\n' for ref, partner, kind, currency, amount in lines)
    return in_arrow(
        tables(
            agreements="Ref,Title,Signed,Type,Partner,Other partners,Region,Plan,Priority\n" + "".join(agreement_rows),
            contributions="Ref,Partner,Kind,Currency,Amount,Value date\n" + "".join(line_rows),
            partners=PARTNERS,
            rates=RATES,
            periods=PERIODS,
            published=PUBLISHED,
        )
    )


def cells(found):
    """Every number of the generated tables, and every cell of their first rows: table, heading, row by heading."""
    for sheet in report(found, moment=None, lists="always").sheets:
        for table in sheet.tables:
            headings = [column.heading for column in table.columns]
            for place, values in enumerate(table.rows):
                row = dict(zip(headings, values, strict=True))
                for heading, value in row.items():
                    if place == 0 or isinstance(value, (int, float)):
                        yield table.name, heading, row


def own_figure(rows):
    """What the rows come to, counted here from what a sheet shows."""
    if rows.contributions is not None:
        return math.fsum(value for value in rows.contributions[rows.counted.value].to_list() if value is not None)
    column = "Partner counted" if rows.counted.value == "partners" else "Ref"
    shown = rows.agreements[column].to_list()
    return len(set(shown))


@quick
@given(register)
def test_the_rows_behind_every_figure_of_every_table_make_it(drawn):
    given_tables = made(*drawn)
    found = results(given_tables)
    for table, heading, row in cells(found):
        if table == "out_checks":
            continue
        one = behind(found, given_tables, table, heading, row)
        assert not one.is_stale
        assert one.cell == row[one.column]
        if one.cell is None:
            continue
        part = own_figure(one.rows[0]) - sum(map(own_figure, one.rows[1:]))
        whole = 1 if one.whole is None else one.whole
        figure = part / whole * one.factor if whole else 0
        assert close(figure, one.cell), (table, heading, row)
        assert close(one.recomputed, one.cell)
        for rows in one.rows:
            if rows.contributions is not None:
                assert close(rows.agreements["USD"].sum() or 0, rows.contributions["USD"].sum() or 0)
                assert set(rows.contributions["Ref"].to_list()) <= set(rows.agreements["Ref"].to_list())


def close(one, other):
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


@quick
@given(register)
def test_every_finding_leads_to_the_cell_it_is_about(drawn):
    given_tables = made(*drawn)
    found = results(given_tables)
    for finding in found.findings:
        row = {"Table": finding.table, "Row": finding.row, "Column": finding.column, "Finding": finding.finding}
        record = behind(found, given_tables, "out_checks", "Finding", row).record
        assert (record.table, record.sheet, record.row) == (finding.table, finding.sheet, finding.row)
        assert finding.column in dict(record.cells)


def small(**changed):
    texts = {
        "periods": SMALL_PERIODS,
        "partners": SMALL_PARTNERS,
        "agreements": AGREEMENTS,
        "contributions": CONTRIBUTIONS,
        "rates": SMALL_RATES,
    }
    given_tables = tables(**{**texts, **changed})
    return results(given_tables), given_tables


def of_small(table, column, row, **changed):
    return behind(*small(**changed), table, column, row)


def refs(one, place=0):
    return one.rows[place].agreements["Ref"].to_list()


def test_a_region_leads_to_its_agreements():
    one = of_small("out_2022_regions", "Agreements", {"Region": "Africa", "Agreements": 2, "USD": 1e6})
    assert (refs(one), one.names, one.is_stale) == (["A1", "A2"], ("Africa", "Agreements", "2022"), False)


def test_the_dollars_of_a_region_lead_to_its_cash_lines_with_rate_and_source():
    one = of_small("out_2022_regions", "USD", {"Region": "Africa", "USD": 1e6})
    [line] = one.rows[0].contributions.rows(named=True)
    assert (line["Ref"], line["Units per USD"], one.now) == ("A1", 0.9, pytest.approx(1e6))
    assert line["Source"].startswith("ECB euro reference rate of 2022-02-28")


def test_a_partner_type_leads_to_each_of_its_partners_with_the_agreements_they_signed():
    one = of_small("out_2022_partner_types", "Share", {"Partner type": "Government entities", "Share": 1 / 3})
    shown = one.rows[0].agreements.select("Partner counted", "Ref").rows()
    assert shown == [("Switzerland", "A1"), ("Switzerland", "A3")]
    assert (one.part, one.whole, one.is_stale) == (1, 3, False)


def test_a_change_leads_to_the_agreements_of_both_periods():
    row = {"Figure": "Agreements", "Jan–Apr 2023": 1, "2022": 3, "Change": -2, "Change %": -2 / 3}
    one = of_small("out_compare_jan_apr_2023_2022", "Change %", row)
    assert (refs(one), refs(one, 1), one.whole) == (["B1"], ["A1", "A2", "A3"], 3)


def test_a_label_stands_for_the_first_figure_of_its_row():
    row = {"Rank": 1, "Partner": "Switzerland", "Currency": None, "Amount": None, "USD": 1.5e6, "Share": 1.0}
    assert of_small("out_2022_top_funders", "Rank", row).column == "USD"


def test_a_column_heading_written_with_another_space_is_the_same_column():
    row = {"Region": "Africa", "Share of agreements": 2 / 3}
    assert of_small("OUT_2022_Regions", " Share  of agreements", row).column == "Share of agreements"


def test_a_figure_that_the_register_no_longer_gives_is_stale():
    row = {"Region": "Africa", "Agreements": 2}
    one = of_small("out_2022_regions", "Agreements", row, agreements=AGREEMENTS.replace("Acme,,Africa", "Acme,,Asia"))
    assert (one.is_stale, one.cell, one.now, refs(one)) == (True, 2, 1, ["A1"])


def test_a_category_that_is_gone_has_nothing_behind_it_and_is_stale():
    one = of_small("out_2022_regions", "Agreements", {"Region": "Oceania", "Agreements": 4})
    assert (one.is_stale, one.now, refs(one)) == (True, None, [])


def test_an_unreadable_cell_is_shown_as_it_stands():
    changed = AGREEMENTS.replace("2022-05-02", "soon")
    row = {"Table": "tblAgreements", "Row": 3, "Column": "Signed", "Finding": "Signed holds 'soon', which is no date."}
    one = of_small("out_checks", "Severity", row, agreements=changed)
    assert dict(one.record.cells)["Signed"] == "soon"
    assert (one.record.sheet, dict(one.record.cells)["Ref"]) == ("Agreements", "A2")


def test_a_finding_about_a_row_that_is_gone_says_so_by_an_empty_record():
    row = {"Table": "tblAgreements", "Row": 99, "Column": "Signed", "Finding": "x"}
    assert of_small("out_checks", "Finding", row).record.cells == ()


def test_two_contributions_that_look_the_same_are_one_figure_and_a_remark():
    line = "A1,Switzerland,Cash,CHF,900000,\n"
    row = {"Ref": "A1", "Partner": "Switzerland", "Kind": "Cash", "Currency": "CHF", "Amount": 900000.0, "USD": 1e6}
    row |= {"Units per USD": 0.9, "Effective from": "2022-03-01"}
    row |= {"Source": "ECB euro reference rate of 2022-02-28, cross rate (stand-in for the UN operational rate)"}
    one = of_small("out_2022_contributions", "USD", row, contributions=CONTRIBUTIONS + line)
    assert (one.rows[0].figure, len(one.remarks)) == (pytest.approx(1e6), 1)
    assert "2 contributions" in one.remarks[0]


@pytest.mark.parametrize(
    ("table", "row", "words"),
    [
        ("out_2022_regions", {"Region": None, "Agreements": None}, "blank"),
        ("out_1999_regions", {"Region": "Africa"}, "Refresh the summaries"),
    ],
)
def test_a_cell_with_nothing_behind_it_is_a_sentence(table, row, words):
    with pytest.raises(NothingBehindError, match=words):
        of_small(table, "Region", row)


def test_under_the_largest_remainder_the_rows_make_the_share_but_for_its_rounding():
    given_tables = small()[1]
    found = results(given_tables, "largest-remainder")
    for table, heading, row in cells(found):
        if heading.startswith("Share"):
            one = behind(found, given_tables, table, heading, row)
            assert abs(one.recomputed - row[heading]) < 0.01
            assert not one.is_stale
