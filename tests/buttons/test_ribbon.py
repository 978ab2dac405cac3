"""The very functions that the ribbon calls, on a workbook that is open in an application."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import platformdirs
import pytest
import xlwings as xw
from live.books import cells_of, new_book, put_table, state_of
from register_files import cell
from sheets.small_register import AGREEMENTS, CONTRIBUTIONS, PARTNERS, PERIODS, PUBLISHED, RATES

from tdag_xl import __version__, ribbon
from tdag_xl.buttons.message import LONGEST
from tdag_xl.buttons.one_at_a_time import turn
from tdag_xl.errors import DocumentError
from tdag_xl.hosts.live.adapters import PlainAdapter
from tdag_xl.languages.language import LANGUAGES
from tdag_xl.log import log_file

TEXTS = {
    "Agreements": AGREEMENTS,
    "Partners": PARTNERS,
    "Contributions": CONTRIBUTIONS,
    "Rates": RATES,
    "Periods": PERIODS,
    "Published": PUBLISHED,
}
SETTINGS = {"screen_updating": True, "calculation": "automatic", "status_bar": False, "enable_events": True}


def rows_of(text):
    """The rows of a CSV text as cells, each of the width of the headings."""
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    return [[value if place == 0 else cell(value) for value in row] for place, row in enumerate(rows)]


@pytest.fixture
def alerts(monkeypatch):
    """What was told, in order: text and title."""
    told = []
    monkeypatch.setattr(xw.App, "alert", lambda self, text, title=None, mode=None: told.append((text, title)))
    return told


@pytest.fixture
def book(alerts):
    """A master workbook that calls, with staff at a cell of the sheet Partners."""
    made = new_book(*TEXTS, "Mine")
    for tab, text in TEXTS.items():
        put_table(made.sheets[tab], f"tbl{tab}", rows_of(text), corner="B3")
    made.sheets["Mine"].range("A1").value = "my own"
    made.sheets["Partners"].activate()
    made.sheets["Partners"].range("C4").select()
    made.set_mock_caller()
    yield made
    del xw.Book._mock_caller
    assert {name: getattr(made.app, name) for name in SETTINGS} == SETTINGS


def told(alerts):
    """The one message since the last one was read."""
    [(text, _)] = alerts
    alerts.clear()
    return text


def table(book, name):
    return next(found for sheet in book.sheets for found in sheet.tables if found.name == name)


def rows(book, name):
    """The rows of a table by heading."""
    headings, *found = table(book, name).range.options(ndim=2).value
    return [dict(zip(headings, row, strict=True)) for row in found]


def select(book, name, column, row):
    area = table(book, name).range
    headings = area.options(ndim=2).value[0]
    area.sheet.activate()
    area.sheet.range((area.row + row, area.column + headings.index(column))).select()


def staff(book):
    return {tab: cells_of(book.sheets[tab]) for tab in (*TEXTS, "Mine")}


def test_a_refresh_says_the_headline_figures_what_was_written_and_where_to_look(book, alerts):
    before = staff(book)
    ribbon.refresh()
    text = told(alerts)
    assert "The summaries are up to date. Sheets: 6 added." in text
    assert "2022: 3 agreements (2 with a financial contribution), 3 partners, USD 1,500,000" in text
    assert "0 errors and 1 warning in the register. See the sheet Checks." in text
    assert "Jan–Apr 2023: 1 agreement (0 with a financial contribution), 1 partner, USD 0" in text
    assert "1 published figure does not agree with the register. See the sheet Checks." in text
    assert "Undo last refresh brings back" in text
    assert (book.sheets.active.name, book.selection.address) == ("Partners", "$C$4")
    assert staff(book) == before


def test_refresh_change_refresh_undo(book, alerts):
    ribbon.refresh()
    told(alerts)
    before = state_of(book)
    ribbon.refresh()
    assert told(alerts).startswith("Nothing to write: the summaries already show these figures.")
    assert state_of(book) == before
    book.sheets["Contributions"].range("F4").value = 1_800_000
    changed = staff(book)
    ribbon.refresh()
    assert "USD 2,500,000" in told(alerts)
    assert rows(book, "out_2022_headline")[3]["Value"] == pytest.approx(2_500_000)
    ribbon.undo()
    assert told(alerts).startswith("The generated sheets show again what they showed before the refresh of ")
    assert rows(book, "out_2022_headline")[3]["Value"] == pytest.approx(1_500_000)
    assert staff(book) == changed
    assert (book.sheets.active.name, book.selection.address) == ("Partners", "$C$4")
    ribbon.undo()
    assert "no refresh of this workbook can be taken back" in told(alerts)


BLOCKS = [
    ("out_2022_headline", "Value", 1, "Agreements behind 3 (Agreements, 2022)"),
    ("out_2022_partner_types", "Partners", 1, "Agreements behind 1 (Academia, Partners, 2022)"),
    ("out_2022_itu_categories", "Share", 1, "Agreements behind 33 % (ADMIN, Share, 2022)"),
    ("out_2022_contributions_by_partner_type", "USD", 1, "Contributions behind 1,500,000 (Government entities, USD, 2022)"),  # noqa: E501
    ("out_2022_agreement_types", "Agreements", 1, "Agreements behind 2 (Contribution agreement, Agreements, 2022)"),
    ("out_2022_regions", "Share of USD", 1, "Contributions behind 67 % (Africa, Share of USD, 2022)"),
    ("out_2022_priorities", "Priority", 1, "Agreements behind 1 ((blank), Agreements, 2022)"),
    ("out_2022_top_funders", "Share", 1, "Contributions behind 100 % (Switzerland, Share, 2022)"),
    ("out_2022_agreements", "Title", 1, "Contributions behind 1,000,000 (A1, USD, 2022)"),
    ("out_2022_contributions", "Amount", 1, "Contributions behind 900,000.00 (A1, Switzerland, Amount, 2022)"),
    ("out_compare_jan_apr_2023_2022", "Change", 1, "Agreements behind -2 (Agreements, Change, Jan–Apr 2023 and 2022)"),
    ("out_checks", "Finding", 1, "Record behind a finding (tblAgreements, row 6)"),
    ("out_published", "Computed", 1, "Agreements behind 3.00 (2022, Agreements)"),
]  # fmt: skip


def test_each_block_shows_the_rows_behind_its_figures_on_one_sheet_of_their_own(book, alerts):
    ribbon.refresh()
    told(alerts)
    before = staff(book)
    for name, column, row, title in BLOCKS:
        select(book, name, column, row)
        ribbon.show_agreements()
        assert told(alerts) == "The rows are on the sheet Behind the figure."
        sheet = book.sheets.active
        assert (sheet.name, sheet.range("A1").value) == ("Behind the figure", title)
        assert all(found.name.startswith("shown_") for found in sheet.tables)
        assert not any("has changed" in str(facts[0]) for facts in cells_of(sheet).values())
    assert staff(book) == before
    ribbon.refresh()
    assert told(alerts).startswith("Nothing to write")
    assert "Behind the figure" in [sheet.name for sheet in book.sheets]


def test_the_rows_shown_are_those_of_the_register_as_it_is_now(book, alerts):
    ribbon.refresh()
    book.sheets["Agreements"].range("H5").value = "Americas"
    select(book, "out_2022_regions", "Agreements", 1)
    alerts.clear()
    ribbon.show_agreements()
    assert "The register has changed since the refresh" in told(alerts)
    assert [row["Ref"] for row in rows(book, "shown_agreements")] == ["A1"]


def test_a_cell_of_staffs_own_is_a_sentence(book, alerts):
    ribbon.show_agreements()
    assert "Select one figure on a summary" in told(alerts)
    assert "Behind the figure" not in [sheet.name for sheet in book.sheets]


def test_check_says_what_is_wrong_and_brings_the_checks_that_are_up_to_date_to_the_front(book, alerts):
    before = state_of(book)
    ribbon.check()
    assert "The sheet Checks is not up to date: refresh the summaries" in told(alerts)
    assert state_of(book) == before
    ribbon.refresh()
    before = state_of(book)
    alerts.clear()
    ribbon.check()
    text = told(alerts)
    assert "Warning: sheet Agreements, row 6, Priority: Priority is blank; it counts as (blank)." in text
    assert "Published: 2022, Share of partners by partner type, Academia: published 40 percent" in text
    assert book.sheets.active.name == "Checks"
    assert state_of(book) == before


def test_rates_of_a_file_go_under_those_that_are_there(book, alerts, tmp_path, monkeypatch):
    file = tmp_path / "taux – août.csv"
    file.write_text(
        "Currency,Effective from,Units per USD,Source\nCHF,2022-03-01,0.9,x\nCHF,2022-04-01,0.91,UN\n", "utf-8"
    )
    monkeypatch.setattr(PlainAdapter, "ask_for_file", lambda self, title, extensions: file)
    ribbon.import_rates()
    text = told(alerts)
    assert "1 new rate put into the sheet Rates." in text
    assert "1 rate in tblRates already." in text
    assert [row["Units per USD"] for row in rows(book, "tblRates")] == [0.93, 0.9, 0.91]
    ribbon.import_rates()
    assert "No rate is new" in told(alerts)


def test_a_file_that_holds_no_rates_is_a_sentence_and_changes_nothing(book, alerts, tmp_path, monkeypatch):
    file = tmp_path / "letter.csv"
    file.write_text("Dear colleague\n")
    monkeypatch.setattr(PlainAdapter, "ask_for_file", lambda self, title, extensions: file)
    before = state_of(book)
    ribbon.import_rates()
    assert "letter.csv" in told(alerts)
    assert state_of(book) == before


def test_cancelling_the_choice_of_a_file_says_and_changes_nothing(book, alerts, monkeypatch):
    monkeypatch.setattr(PlainAdapter, "ask_for_file", lambda self, title, extensions: None)
    before = state_of(book)
    ribbon.import_rates()
    assert (alerts, state_of(book)) == ([], before)


@pytest.fixture
def on_disk(book, tmp_path, monkeypatch):
    """The workbook that calls, as a file of a folder with nothing else in it."""
    folder = tmp_path / "Büro 用户"
    folder.mkdir()
    monkeypatch.setattr(xw.Book, "fullname", str(folder / "TDAG 2023.xlsm"))
    return folder


def test_a_report_puts_every_language_into_a_new_folder_beside_the_workbook(book, on_disk, alerts):
    before = state_of(book), staff(book)
    ribbon.report()
    text = told(alerts)
    folder = on_disk / "TDAG 2023 report"
    assert text.startswith(f"6 Word documents and 1 web page are in the folder {folder}.")
    assert "1 published figure does not agree with the register.\nPublished: 2022, Share of partners by partner" in text
    assert "0 errors and 1 warning in the register." in text
    assert "Without a translation, in English: 'Academia'; 'Government entities'; 'Private sector entities'; " in text
    assert "more texts (ar, zh, fr, ru, es). The sheet Lists has columns for what codes are called." in text
    assert "Drafts that language staff should read" in text
    assert len(text) < LONGEST
    assert {path.name for path in folder.iterdir()} == {
        *(f"TDAG 2023 report {code}.docx" for code in LANGUAGES),
        "TDAG 2023 report.html",
    }
    assert [path.name for path in on_disk.iterdir()] == ["TDAG 2023 report"]
    assert (state_of(book), staff(book)) == before
    ribbon.report()
    assert f"are in the folder {folder} (2)." in told(alerts)


def test_a_report_shows_the_register_as_it_is_now_and_the_names_of_codes_in_it(book, on_disk, alerts):
    book.sheets.add("Lists")
    put_table(book.sheets["Lists"], "tblLists", [["List", "Code", "fr"], ["Region", "Africa", "Afrique"]], corner="A1")
    book.sheets["Agreements"].range("C4").value = "Écoles <b>"
    ribbon.report()
    told(alerts)
    page = (on_disk / "TDAG 2023 report" / "TDAG 2023 report.html").read_text("utf-8")
    assert "Afrique" in page
    assert "Écoles &lt;b&gt;" in page


def test_a_report_of_a_workbook_on_no_disk_goes_to_the_documents_of_the_user(book, alerts, tmp_path, monkeypatch):
    monkeypatch.setattr(platformdirs, "user_documents_path", lambda: tmp_path)
    monkeypatch.setattr(xw.Book, "fullname", "https://example.org/sites/TDAG.xlsm")
    ribbon.report()
    assert f"in the folder {tmp_path / book.name} report." in told(alerts)
    assert (tmp_path / f"{book.name} report").is_dir()


def test_a_report_that_cannot_be_written_is_a_sentence_and_leaves_nothing(book, on_disk, alerts, monkeypatch):
    def full(documents, path):
        raise DocumentError(path, "there is no room left on the disk.")

    monkeypatch.setattr("tdag_xl.documents.web.write_web", full)
    ribbon.report()
    assert "there is no room left on the disk." in told(alerts)
    assert list(on_disk.iterdir()) == []


def test_about_says_the_versions_the_log_and_the_licence(book, alerts):
    ribbon.about()
    text = told(alerts)
    assert text.startswith(f"tdag_xl {__version__}")
    for word in (xw.__version__, str(log_file()), "tdag-xl doctor", "BSD-3-Clause"):
        assert word in text


def test_about_says_which_add_in_is_in_the_workbook(book, alerts, monkeypatch):
    shipped = Path(__file__).parents[2] / "workbook" / "TDAG_Partnerships.xlsm"
    monkeypatch.setattr(xw.Book, "fullname", str(shipped))
    ribbon.about()
    assert f"Add-in in this workbook: {__version__}, with the xlwings module {xw.__version__}" in told(alerts)


def test_a_workbook_without_the_register_is_a_sentence(book, alerts):
    empty = new_book("Sheet")
    empty.set_mock_caller()
    for button in (ribbon.refresh, ribbon.check, ribbon.report):
        button()
        assert "has no table named 'tblAgreements'" in told(alerts)
    assert [sheet.name for sheet in empty.sheets] == ["Sheet"]


def test_a_second_click_while_a_refresh_runs_changes_nothing(book, alerts):
    before = state_of(book)
    with turn(book.fullname, "Refresh summaries"):
        for button in (
            *(ribbon.refresh, ribbon.check, ribbon.show_agreements),
            *(ribbon.undo, ribbon.report, ribbon.import_rates),
        ):
            button()
            assert told(alerts).startswith("Refresh summaries is still running in this workbook")
    assert state_of(book) == before


def test_an_add_in_whose_parts_are_missing_is_told_in_a_sentence(book, alerts, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "tdag_xl.buttons.jobs", None)
    ribbon.refresh()
    text = told(alerts)
    assert "Refresh summaries failed unexpectedly" in text
    assert str(log_file()) in text
