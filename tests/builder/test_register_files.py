"""A register folder becomes typed tables, or an error that says which file, which line, and what to do."""

from __future__ import annotations

import datetime as dt

import pytest

from tdag_xl.builder.register_files import register_in, shipped_register
from tdag_xl.domain.columns import SPECS
from tdag_xl.errors import RegisterFileError

AGREEMENT = ["A1", "Title", "2022-03-01", "Type", "Partner", "", "Region", "Plan", "Priority"]


def refusal(folder):
    with pytest.raises(RegisterFileError) as caught:
        register_in(folder)
    return str(caught.value)


def test_the_shipped_register_has_all_seven_tables_and_says_that_it_is_illustrative():
    register = shipped_register()
    assert register.illustrative
    assert {name: len(table.rows) for name, table in register.tables.items()} == {
        "tblAgreements": 101,
        "tblPartners": 74,
        "tblContributions": 66,
        "tblRates": 48,
        "tblPeriods": 3,
        "tblPublished": 40,
        "tblLists": 52,
    }


def test_a_folder_of_ones_own_is_not_called_illustrative(make_register):
    assert not register_in(make_register()).illustrative


def test_dates_and_numbers_are_typed_where_the_column_asks_for_them_and_nowhere_else(make_register):
    row = ["2022", "1234", *AGREEMENT[2:]]
    folder = make_register(agreements=[row], rates=[["CHF", "2022-01-01", " 0.95 ", "2021-12-31"]])
    register = register_in(folder)
    assert register.tables["tblAgreements"].rows[0][:3] == ("2022", "1234", dt.date(2022, 3, 1))
    assert register.tables["tblRates"].rows == (("CHF", dt.date(2022, 1, 1), 0.95, "2021-12-31"),)


@pytest.mark.parametrize("text", ["=1+1", "+41 22 730", "-x", "@x", " spaced ", "#N/A", "TRUE", "a\nb"])
def test_text_stays_exactly_as_it_is_written(make_register, text):
    register = register_in(make_register(agreements=[[AGREEMENT[0], text, *AGREEMENT[2:]]]))
    assert register.tables["tblAgreements"].column("Title") == (text,)


@pytest.mark.parametrize("text", ["1,200", "1 200", "abc", "nan", "inf", "1e999", "1_000", "٣", "12 CHF", "=1"])
def test_what_is_no_plain_number_stays_text_for_a_refresh_to_report(make_register, text):
    folder = make_register(contributions=[["A1", "P", "Cash", "CHF", text, ""]])
    assert register_in(folder).tables["tblContributions"].column("Amount") == (text,)


@pytest.mark.parametrize("text", ["31/12/2022", "2022-02-30", "1 March", "44621", "1850-01-01", "1900-02-28"])
def test_what_is_no_iso_date_that_every_program_counts_alike_stays_text(make_register, text):
    folder = make_register(agreements=[[*AGREEMENT[:2], text, *AGREEMENT[3:]]])
    assert register_in(folder).tables["tblAgreements"].column("Signed") == (text,)


def test_a_byte_order_mark_and_any_order_of_columns_are_fine(make_register):
    folder = make_register(
        headings={"rates": ["Source", "Units per USD", "Effective from", "Currency"]},
        rates=[["UN", "0.9", "2022-01-01", "CHF"]],
    )
    path = folder / "rates.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    table = register_in(folder).tables["tblRates"]
    assert table.headings == ("Currency", "Effective from", "Units per USD", "Source")
    assert table.rows == (("CHF", dt.date(2022, 1, 1), 0.9, "UN"),)


def test_further_columns_are_kept_at_the_right_and_a_usd_column_is_not_read(make_register):
    headings = ["Note", "Ref", "Partner", "Kind", "USD", "Currency", "Amount", "Value date"]
    folder = make_register(
        headings={"contributions": headings}, contributions=[["n", "A1", "P", "Cash", "999", "CHF", "1", ""]]
    )
    table = register_in(folder).tables["tblContributions"]
    assert table.headings == ("Ref", "Partner", "Kind", "Currency", "Amount", "Value date", "Note")
    assert table.rows == (("A1", "P", "Cash", "CHF", 1, None, "n"),)


def test_blank_lines_and_a_blank_last_column_are_left_out(make_register):
    folder = make_register(lists=[["Region", "Africa", ""], [], ["", "", ""]], headings={"lists": ["List", "Code", ""]})
    assert register_in(folder).tables["tblLists"].rows == (("Region", "Africa"),)


@pytest.mark.parametrize("stem", ["lists", "published"])
def test_a_register_may_do_without_lists_and_published_figures(make_register, stem):
    table = register_in(make_register(without=[stem])).tables[f"tbl{stem.title()}"]
    assert table.rows == ()


@pytest.mark.parametrize("spec", [spec for spec in SPECS if spec.required], ids=lambda spec: spec.name)
def test_a_missing_file_is_named_with_its_headings(make_register, spec):
    stem = spec.name.removeprefix("tbl").lower()
    said = refusal(make_register(without=[stem]))
    assert f"{stem}.csv: the file is missing" in said
    assert all(heading in said for heading in spec.columns)


def test_a_file_with_nearly_the_right_name_is_suggested(make_register):
    folder = make_register(without=["agreements"])
    (folder / "agreement.csv").write_text("Ref\n")
    assert "'agreement.csv'" in refusal(folder)


def test_a_missing_folder_is_named(tmp_path):
    assert "there is no such folder" in refusal(tmp_path / "nowhere")


def test_another_encoding_is_refused_with_the_line(make_register):
    folder = make_register()
    (folder / "lists.csv").write_bytes("List,Code\nRegion,Genève\n".encode("latin-1"))
    assert "lists.csv, line 2, byte 11: the text is not UTF-8" in refusal(folder)


def test_utf_16_is_refused_as_another_encoding(make_register):
    folder = make_register()
    (folder / "lists.csv").write_text("List,Code\n", encoding="utf-16")
    assert "the text is not UTF-8" in refusal(folder)


@pytest.mark.parametrize("row", ["Region\n", "Region,Africa,more\n"])
def test_a_row_longer_or_shorter_than_the_headings_is_named_by_its_first_line(make_register, row):
    folder = make_register()
    (folder / "lists.csv").write_text('List,Code\n"Reg\nion",Africa\n' + row)
    assert "lists.csv, line 4: it has" in refusal(folder)


def test_an_unclosed_quote_is_named_by_the_line_where_it_opens(make_register):
    folder = make_register()
    (folder / "lists.csv").write_text('List,Code\nRegion,Africa\nRegion,"Asia\nx,y\n')
    assert "lists.csv, line 3: this is no readable CSV" in refusal(folder)


def test_an_empty_file_is_refused(make_register):
    folder = make_register()
    (folder / "lists.csv").write_text("")
    assert "the file is empty" in refusal(folder)


def test_a_missing_heading_is_named_with_the_nearest_one(make_register):
    folder = make_register(headings={"rates": ["Currency", "Efective from", "Units per USD", "Source"]})
    said = refusal(folder)
    assert "rates.csv, line 1: there is no heading 'Effective from'; the nearest name is 'Efective from'" in said


def test_semicolons_between_fields_are_recognized(make_register):
    folder = make_register()
    (folder / "lists.csv").write_text("List;Code\nRegion;Africa\n")
    assert "between semicolons" in refusal(folder)


@pytest.mark.parametrize("twin", ["Code", "code", " Code "])
def test_two_headings_that_excel_takes_for_one_are_refused(make_register, twin):
    folder = make_register(headings={"lists": ["List", "Code", twin]})
    assert "are the same" in refusal(folder)


def test_entries_under_no_heading_are_refused(make_register):
    folder = make_register(headings={"lists": ["List", "Code", ""]}, lists=[["Region", "Africa", "x"]])
    assert "lists.csv, line 2: column 3 holds something, but has no heading" in refusal(folder)


@pytest.mark.parametrize("heading", ["x" * 256, "a\x07b"])
def test_a_heading_that_excel_does_not_take_is_refused(make_register, heading):
    assert "column 3 is too long or holds" in refusal(make_register(headings={"lists": ["List", "Code", heading]}))


def test_text_longer_than_a_cell_is_refused_rather_than_cut(make_register):
    said = refusal(make_register(lists=[["Region", "x" * 32_768]]))
    assert "lists.csv, line 2: 'Code' holds 32,768 characters" in said
