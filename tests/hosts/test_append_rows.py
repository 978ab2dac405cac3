"""Rows put under a table of staff's, on every host that needs no application."""

import datetime as dt

import pytest
import xlsxwriter

from tdag_xl.cells import CellError, Kind
from tdag_xl.errors import MissingTableError
from tdag_xl.hosts.memory import MemoryHost
from tdag_xl.hosts.package import PackageHost
from tdag_xl.tables import ROW, TableSpec, input_table

SPEC = TableSpec("tblLines", {"Ref": Kind.TEXT, "Amount": Kind.NUMBER, "Day": Kind.DATE})
FIRST = ("a", 1.5, dt.date(2022, 1, 1))


class InMemory:
    def __init__(self, folder, rows):
        columns = {heading: [row[place] for row in rows] for place, heading in enumerate(SPEC.columns)}
        self.host = MemoryHost({"tblLines": input_table(SPEC, "Lines", 1, columns, 2)})

    def append(self, *rows):
        self.host.append_rows("tblLines", rows)

    def read(self):
        return self.host.read_tables([SPEC])["tblLines"]


class ClosedFile:
    def __init__(self, folder, rows):
        self.path = folder / "staff.xlsx"
        with xlsxwriter.Workbook(self.path) as book:
            sheet = book.add_worksheet("Lines")
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            columns = [{"header": "Ref"}, {"header": "Amount"}, {"header": "Day", "format": day}]
            sheet.add_table(0, 0, max(len(rows), 1), 2, {"name": "tblLines", "columns": columns, "data": rows})

    def append(self, *rows):
        with PackageHost.open(self.path) as host:
            host.append_rows("tblLines", rows)

    def read(self):
        with PackageHost.open_to_read(self.path) as host:
            return host.read_tables([SPEC])["tblLines"]


@pytest.fixture(params=[InMemory, ClosedFile])
def with_rows(request, tmp_path):
    return lambda *rows: request.param(tmp_path, rows)


def shown(table):
    return [
        (row[ROW], row["Ref"], row["Amount"], row["Day"] and row["Day"].date()) for row in table.frame.rows(named=True)
    ]


def test_rows_are_read_back_under_those_that_were_there(with_rows):
    book = with_rows(FIRST)
    book.append(
        {"Ref": "=1+1", "Amount": 2, "Day": dt.date(2023, 12, 31)}, {"Day": dt.datetime(2024, 2, 29), "Ref": "@b"}
    )
    table = book.read()
    assert [(r, ref, a if a == a else None, d) for r, ref, a, d in shown(table)] == [
        (2, *FIRST), (3, "=1+1", 2.0, dt.date(2023, 12, 31)), (4, "@b", None, dt.date(2024, 2, 29)),
    ]  # fmt: skip
    assert table.odd == ()


def test_a_table_without_rows_gets_its_first_ones_under_the_header(with_rows):
    book = with_rows()
    book.append({"Ref": "a"}, {"Ref": "b"})
    assert [row[:2] for row in shown(book.read())] == [(2, "a"), (3, "b")]


def test_no_rows_change_nothing(with_rows):
    book = with_rows(FIRST)
    book.append()
    assert shown(book.read()) == [(2, *FIRST)]


def test_a_heading_that_the_table_does_not_have_is_an_error(with_rows):
    book = with_rows(FIRST)
    with pytest.raises(ValueError, match="no column 'Other'"):
        book.append({"Other": 1})
    assert shown(book.read()) == [(2, *FIRST)]


def test_a_cell_that_does_not_hold_what_its_column_asks_for_is_a_finding(with_rows):
    book = with_rows(FIRST)
    book.append({"Ref": "b", "Amount": "many"})
    [odd] = book.read().odd
    assert (odd.row, odd.column, odd.value) == (3, "Amount", "many")


def test_an_unknown_table_is_a_sentence(tmp_path):
    book = ClosedFile(tmp_path, [FIRST])
    before = book.path.read_bytes()
    with PackageHost.open(book.path) as host, pytest.raises(MissingTableError, match="no table named 'tblOther'"):
        host.append_rows("tblOther", [{"Ref": "a"}])
    assert book.path.read_bytes() == before
    with pytest.raises(MissingTableError, match="no table named 'tblOther'"):
        MemoryHost({}).append_rows("tblOther", [])


def test_what_a_cell_cannot_hold_is_written_as_near_as_can_be(tmp_path):
    book = ClosedFile(tmp_path, [FIRST])
    book.append(
        {"Ref": "a\x01_x0041_" + "é" * 40_000, "Amount": float("inf")}, {"Ref": CellError("#N/A"), "Amount": True}
    )
    [_, long, error] = book.read().frame["Ref"].to_list()
    assert (long[:9], long[-1], len(long), error) == ("a␁_x0041_", "…", 32_767, "#N/A")
    assert [(odd.row, odd.value) for odd in book.read().odd] == [(3, "#NUM!"), (4, True)]
