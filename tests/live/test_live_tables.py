"""The register read from a workbook that is open, and rows put under its tables."""

from __future__ import annotations

import datetime as dt

import pytest
import xlsxwriter
from live.books import cells_of, new_book, put_table, state_of, tables_of
from live.fake_engine import CALLS, ApplicationError
from live.fake_engine.cells import Err
from live.files import opened

from tdag_xl.builder.master import master_workbook
from tdag_xl.builder.register_files import shipped_register
from tdag_xl.cells import CellError, Kind
from tdag_xl.domain.columns import SPECS
from tdag_xl.errors import ApplicationRefusedError, MissingTableError, RoomTakenError
from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.hosts.package import PackageHost
from tdag_xl.tables import TableSpec

SPEC = TableSpec("tblLines", {"Ref": Kind.TEXT, "Amount": Kind.NUMBER, "Signed": Kind.DATE})
HEADINGS = ["Ref", "Amount", "Signed"]
DAY = dt.datetime(2022, 3, 4)


def same_table(one, other):
    frames = (one.frame.to_dict(as_series=False), other.frame.to_dict(as_series=False))
    assert repr(frames[0]).replace("nan", "None") == repr(frames[1]).replace("nan", "None")
    assert one.odd == other.odd
    assert (one.sheet, one.header_row, one.headings, one.missing) == (
        other.sheet,
        other.header_row,
        other.headings,
        other.missing,
    )


def test_the_register_read_live_is_the_one_read_closed(tmp_path):
    path = tmp_path / "master.xlsx"
    path.write_bytes(master_workbook(shipped_register()))
    live = LiveHost(opened(path)).read_tables(SPECS)
    with PackageHost.open_to_read(path) as host:
        closed = host.read_tables(SPECS)
    assert live.keys() == closed.keys()
    for name, table in live.items():
        same_table(table, closed[name])


def test_odd_cells_are_the_same_findings_live_and_closed(tmp_path):
    path = tmp_path / "odd.xlsx"
    rows = [
        ["a", 1, DAY], [2022, "12", "2022-01-02"], [True, False, 44_000], ["#N/A", "#N/A", "no date"],
        [None, None, None], ["  spaced  name ", -0.5, dt.datetime(2022, 1, 1, 12)], ["日内瓦", 1e300, None],
    ]  # fmt: skip
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet("Lines"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.add_table(2, 1, 10, 3, {"name": "tblLines", "columns": [{"header": f" {h} "} for h in HEADINGS]})
        for number, row in enumerate(rows, start=3):
            for column, value in enumerate(row, start=1):
                if isinstance(value, dt.datetime):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)
        sheet.write_formula(10, 1, "=NA()", None, "#N/A")
        sheet.write_formula(10, 2, "=1/0", None, "#DIV/0!")
    live = LiveHost(opened(path)).read_tables([SPEC])["tblLines"]
    with PackageHost.open_to_read(path) as host:
        same_table(live, host.read_tables([SPEC])["tblLines"])
    assert [cell.value for cell in live.odd if cell.row == 11] == [CellError("#N/A"), CellError("#DIV/0!")]
    assert [cell.value for cell in live.odd if cell.row == 7] == ["#N/A", "no date"]


def lines_book(*rows):
    book = new_book("Lines")
    put_table(book.sheets["Lines"], "tblLines", [HEADINGS, *rows], "B3")
    return book


def read(book):
    return LiveHost(book).read_tables([SPEC])["tblLines"]


def test_amounts_that_are_formatted_as_currency_are_numbers():
    book = lines_book(["a", 1.25, DAY])
    book.sheets["Lines"].range("C4").number_format = "$#,##0.00"
    assert read(book).frame["Amount"].to_list() == [1.25]


def test_a_rate_that_is_formatted_as_currency_keeps_all_its_decimals():
    book = lines_book(["a", 0.923456, DAY], ["b", 2.5, DAY], ["c", "n/a", DAY])
    book.sheets["Lines"].range("C4:C6").number_format = "$#,##0.00"
    assert read(book).frame["Amount"].to_list()[:2] == [0.923456, 2.5]
    book.sheets["Lines"].range("C4").formula = "=1/3"
    assert read(book).frame["Amount"].to_list()[:2] == [0.0, 2.5]


def test_newer_error_values_are_told_by_their_number(monkeypatch):
    book = lines_book(["a", 1.25, DAY])
    monkeypatch.setitem(__import__("live.fake_engine.cells", fromlist=["ERRORS"]).ERRORS, "#SPILL!", -2146826243)
    book.sheets["Lines"].impl._peek(4, 3).value = Err("#SPILL!")
    assert [cell.value for cell in read(book).odd] == [CellError("#SPILL!")]


def test_a_total_row_is_no_row_of_the_register():
    book = lines_book(["a", 1, DAY])
    book.sheets["Lines"].tables["tblLines"].show_totals = True
    assert read(book).frame["Ref"].to_list() == ["a"]


def test_a_missing_table_is_told_with_the_nearest_name():
    with pytest.raises(MissingTableError, match="tblLines"):
        LiveHost(lines_book(["a", 1, DAY])).read_tables([TableSpec("tblLine", {"Ref": Kind.TEXT})])


def test_reading_takes_as_many_calls_for_many_rows_as_for_few():
    def calls(rows):
        book = lines_book(*([f"a{n}", n, DAY] for n in range(rows)))
        CALLS.start()
        read(book)
        return CALLS.count

    assert calls(2) == calls(900)


ROWS = [{"Ref": "=b", "Amount": 2, "Signed": dt.date(2022, 5, 6)}, {"Ref": "00123", "Amount": 3.5, "Signed": None}]


def test_rows_go_under_the_last_one_and_the_table_grows():
    book = lines_book(["a", 1, DAY])
    LiveHost(book).append_rows("tblLines", ROWS)
    assert tables_of(book.sheets["Lines"])["tblLines"][0] == "B3:D6"
    assert book.sheets["Lines"].range("B4:D6").value == [
        ["a", 1, DAY], ["=b", 2, dt.datetime(2022, 5, 6)], ["00123", 3.5, None]
    ]  # fmt: skip
    assert [cell.row for cell in read(book).odd] == []


def test_blank_rows_at_the_end_are_filled_first():
    book = lines_book(["a", 1, DAY], [None, None, None], [None, None, None])
    LiveHost(book).append_rows("tblLines", ROWS)
    assert tables_of(book.sheets["Lines"])["tblLines"][0] == "B3:D6"
    assert read(book).frame["Ref"].to_list() == ["a", "=b", "00123"]


def test_rows_in_a_column_of_text_stay_text_and_its_format_stays():
    book = lines_book(["a", 1, DAY])
    book.sheets["Lines"].range("B4").number_format = "@"
    LiveHost(book).append_rows("tblLines", ROWS)
    assert book.sheets["Lines"].range("B4:B6").number_format == "@"
    assert read(book).frame["Ref"].to_list() == ["a", "=b", "00123"]


def test_a_column_with_a_formula_goes_on_with_it():
    book = new_book("Lines")
    put_table(book.sheets["Lines"], "tblLines", [["Ref", "USD"], ["a", 1]])
    book.sheets["Lines"].range("B2").formula = "=1+1"
    LiveHost(book).append_rows("tblLines", [{"Ref": "b"}, {"Ref": "c"}])
    assert [row[0] for row in book.sheets["Lines"].range("B2:B4").formula] == ["=1+1"] * 3


def test_a_total_row_goes_below_the_new_rows():
    book = lines_book(["a", 1, DAY])
    book.sheets["Lines"].tables["tblLines"].show_totals = True
    LiveHost(book).append_rows("tblLines", ROWS)
    assert tables_of(book.sheets["Lines"])["tblLines"] == ("B3:D7", True, True)
    assert book.sheets["Lines"].range("B7").value == "Total"


def test_entries_under_the_table_are_named_and_nothing_is_changed():
    book = lines_book(["a", 1, DAY])
    book.sheets["Lines"].range("C6").value = "mine"
    before = state_of(book)
    with pytest.raises(RoomTakenError, match=r"C6 \('mine'\)"):
        LiveHost(book).append_rows("tblLines", ROWS)
    assert state_of(book) == before


def test_a_heading_that_is_not_there_and_a_missing_table_are_errors():
    book = lines_book(["a", 1, DAY])
    with pytest.raises(ValueError, match="no column 'Other'"):
        LiveHost(book).append_rows("tblLines", [{"Other": 1}])
    with pytest.raises(MissingTableError):
        LiveHost(book).append_rows("tblOther", ROWS)


def test_no_rows_change_nothing():
    book = lines_book(["a", 1, DAY])
    before = state_of(book)
    LiveHost(book).append_rows("tblLines", [])
    assert state_of(book) == before


@pytest.mark.parametrize("after", [False, True], ids=["refused", "done but refused"])
@pytest.mark.parametrize("totals", [False, True])
def test_a_step_that_is_refused_leaves_the_table_as_it_was(after, totals):
    def made():
        book = lines_book(["a", 1, DAY], [None, None, None])
        book.sheets["Lines"].tables["tblLines"].show_totals = totals
        return book

    book = made()
    CALLS.start()
    LiveHost(book).append_rows("tblLines", ROWS)
    total, told = CALLS.count, 0
    for number in range(1, total + 1, 3):
        book = made()
        before = state_of(book)
        CALLS.start(number, after=after)
        try:
            LiveHost(book).append_rows("tblLines", ROWS)
        except ApplicationRefusedError:
            CALLS.start()
            told += 1
            assert state_of(book) == before, number
        CALLS.start()
    assert told > 5


def test_an_application_that_is_busy_is_told(monkeypatch):
    book = lines_book(["a", 1, DAY])

    def busy(*_):
        raise ApplicationError("busy")

    monkeypatch.setattr(CALLS, "run", busy)
    with pytest.raises(ApplicationRefusedError, match="nothing was changed"):
        read(book)


def test_cells_are_compared_with_what_they_hold():
    assert cells_of(lines_book(["a", 1, DAY]).sheets["Lines"])["B4"] == ("a", None, "General")
