"""A folder of files becomes the tables that its files hold, or a sentence says what is wrong with it."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from register_files import SHIPPED, register_folder
from registers.test_export import facts

from tdag_xl.errors import RegisterFileError
from tdag_xl.registers.reading import opened_register
from tdag_xl.tables import ROW, in_memory

AGREEMENT = ["A1", "Title", "2022-03-01", "Type", "Partner", "", "Region", "Plan", "Priority"]
LINE = {"Ref": "A1", "Partner": "P", "Kind": "Cash", "Currency": "USD", "Amount": 1.5, "Value date": None}


def read(folder, engine):
    """The tables of the folder, their odd cells listed."""
    with opened_register(folder, engine) as register:
        return {name: in_memory(table) for name, table in register.tables.items()}


def rows(table):
    """The rows of a table, without their numbers."""
    return [{column: value for column, value in row.items() if column != ROW} for row in facts(table)[-1]]


def quoted(table):
    """What the odd cells of a table hold, by row and column."""
    return {(cell.row, cell.column): cell.quoted for cell in table.odd}


def refusal(folder, engine):
    with pytest.raises(RegisterFileError) as caught, opened_register(folder, engine):
        pass
    return str(caught.value)


@pytest.fixture
def folder(tmp_path):
    """A register of CSV files without rows."""
    return register_folder(tmp_path / "register")


def write_parquet(folder, name, columns):
    """`columns` in the place of the table's CSV file."""
    (folder / f"{name}.csv").unlink()
    pq.write_table(pa.table(columns), folder / f"{name}.parquet")


def as_csv(path, *lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)


def test_csv_fields_are_read_as_for_a_new_workbook(folder, engine):
    as_csv(
        folder / "contributions.csv",
        [*LINE, "Remarks"],
        ["2022", " A\u0301 \n b ", "Cash", "", " 1200.5 ", "2022-03-01 10:00", "x"],
        ["", "", "", "", "", " ", "only a remark"],
        ["A\x01", "", "", "", "1,200", "1 March", ""],
    )
    table = read(folder, engine)["tblContributions"]
    assert rows(table) == [
        {"Ref": "2022", "Partner": "Á b", "Kind": "Cash", "Currency": None, "Amount": 1200.5,
         "Value date": dt.datetime(2022, 3, 1)},
        {"Ref": "A␁", "Partner": None, "Kind": None, "Currency": None, "Amount": None, "Value date": None},
    ]  # fmt: skip
    assert quoted(table) == {(3, "Amount"): "'1,200'", (3, "Value date"): "'1 March'"}
    assert (table.sheet, table.header_row, table.headings[-1]) == ("contributions.csv", 1, "Remarks")


def test_types_of_parquet_are_read_as_cells_of_these_types(folder, engine):
    moments = [dt.datetime(2022, 3, 1, 10), None, dt.datetime(1890, 1, 1)]
    write_parquet(
        folder,
        "contributions",
        {
            "Ref": pa.array([2022, 7, None], pa.int32()),
            "Partner": pa.array(["P", " P ", "Q"]).dictionary_encode(),
            "Kind": pa.array([True, False, None]),
            "Currency": pa.array([0.5, 2.0, float("nan")]),
            "Amount": pa.array([Decimal("1.25"), None, Decimal("3.00")], pa.decimal128(9, 2)),
            "Value date": pa.array(moments, pa.timestamp("ns", tz="UTC")),
        },
    )
    table = read(folder, engine)["tblContributions"]
    assert rows(table) == [
        {"Ref": "2022", "Partner": "P", "Kind": "TRUE", "Currency": "0.5", "Amount": 1.25,
         "Value date": dt.datetime(2022, 3, 1)},
        {"Ref": "7", "Partner": "P", "Kind": "FALSE", "Currency": "2", "Amount": None, "Value date": None},
        {"Ref": None, "Partner": "Q", "Kind": None, "Currency": None, "Amount": 3.0,
         "Value date": dt.datetime(1890, 1, 1)},
    ]  # fmt: skip
    assert table.odd == ()


def test_wrong_types_of_parquet_are_read_where_they_can_be_and_quoted_where_not(folder, engine):
    write_parquet(
        folder,
        "contributions",
        {**{column: [value] * 4 for column, value in LINE.items()},
         "Partner": [{"name": "P"}] * 3 + [None],
         "Amount": ["12.5", "+1e3", "much", None],
         "Value date": ["2022-03-01", "2022-03-01T09:00", "31/12/2022", ""]},
    )  # fmt: skip
    table = read(folder, engine)["tblContributions"]
    assert [(row["Amount"], row["Value date"]) for row in rows(table)] == [
        (12.5, dt.datetime(2022, 3, 1)), (1000.0, dt.datetime(2022, 3, 1)), (None, None), (None, None),
    ]  # fmt: skip
    name = "\"{'name': 'P'}\""
    assert quoted(table) == {
        (1, "Partner"): name, (2, "Partner"): name, (3, "Partner"): name,
        (3, "Amount"): "'much'", (3, "Value date"): "'31/12/2022'",
    }  # fmt: skip


def test_days_in_a_column_of_numbers_and_numbers_in_one_of_days_are_odd(folder, engine):
    write_parquet(
        folder,
        "contributions",
        {**{column: [value] for column, value in LINE.items()},
         "Amount": [dt.date(2022, 3, 1)], "Value date": [44621.0]},
    )  # fmt: skip
    table = read(folder, engine)["tblContributions"]
    assert quoted(table) == {(1, "Amount"): "2022-03-01", (1, "Value date"): "44621"}


def test_an_endless_number_is_odd(folder, engine):
    write_parquet(
        folder, "contributions", {**{c: [v] * 2 for c, v in LINE.items()}, "Amount": [float("inf"), float("nan")]}
    )
    table = read(folder, engine)["tblContributions"]
    assert quoted(table) == {(1, "Amount"): "inf"}
    assert [row["Amount"] for row in rows(table)] == [None, None]


def test_parts_come_in_the_order_of_their_names_and_folders_may_name_columns(folder, engine):
    (folder / "agreements.csv").unlink()
    headings = ["Ref", "Title", "Signed"]
    as_csv(folder / "agreements/Region=Asia%20%26%20Pacific/b.csv", headings, ["A2", "", "2022-02-01"])
    as_csv(folder / "agreements/Region=Africa/a.csv", headings, ["A1", "", "2022-01-01"], ["", "", ""], ["A3", "", ""])
    as_csv(folder / "agreements/Region=__HIVE_DEFAULT_PARTITION__/c.csv", ["Type", *headings], ["T", "A4", "", ""])
    as_csv(folder / "agreements/_SUCCESS.csv", ["no part of it"])
    table = read(folder, engine)["tblAgreements"]
    assert [(row[ROW], row["Ref"], row["Region"], row["Type"]) for row in facts(table)[-1]] == [
        (1, "A1", "Africa", None), (2, None, "Africa", None), (3, "A3", "Africa", None),
        (4, "A2", "Asia & Pacific", None), (5, "A4", None, "T"),
    ]  # fmt: skip
    assert table.sheet == "agreements"
    assert table.missing == ("Partner", "Other partners", "Plan", "Priority")


def test_parts_need_not_have_the_same_types(folder, engine):
    (folder / "contributions.csv").unlink()
    (folder / "contributions").mkdir()
    for name, amount in (("a", 1), ("b", 2.5), ("c", "3"), ("d", None)):
        table = pa.table({column: [value] for column, value in {**LINE, "Amount": amount}.items()})
        pq.write_table(table, folder / "contributions" / f"{name}.parquet")
    table = read(folder, engine)["tblContributions"]
    assert [row["Amount"] for row in rows(table)] == [1.0, 2.5, 3.0, None]


@pytest.mark.parametrize("name", ["it's [all] *?", "a;b -- c", "données été", "%41 {x}", 'a"b'])
def test_the_names_of_folders_may_hold_anything(tmp_path, engine, name):
    folder = tmp_path / name / "register"
    shutil.copytree(SHIPPED, folder)
    (folder / "agreements").mkdir()
    (folder / "agreements.csv").rename(folder / "agreements" / f"{name}.csv")
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    assert len(rows(read(folder, engine)["tblAgreements"])) == 101
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before


def test_headings_may_hold_anything(folder, engine):
    write_parquet(
        folder, "contributions", {**{c: [v] for c, v in LINE.items()}, 'x"; DROP TABLE y; --': [1], "a.b": ["'"]}
    )
    assert rows(read(folder, engine)["tblContributions"]) == [LINE]


def test_a_byte_order_mark_and_headings_on_two_lines_are_read(folder, engine):
    text = '\ufeffRef,"Partner\n",Kind,Currency,Amount,Value date\r\nA1,P,Cash,USD,1.5,\r\n'
    (folder / "contributions.csv").write_bytes(text.encode())
    assert rows(read(folder, engine)["tblContributions"]) == [LINE]


def test_a_heading_twice_stands_for_neither(folder, engine):
    as_csv(folder / "contributions.csv", [*LINE, " Amount"], ["A1", "P", "Cash", "USD", "1", "", "2"])
    table = read(folder, engine)["tblContributions"]
    assert (table.missing, table.doubled) == (("Amount",), ("Amount",))
    assert rows(table)[0]["Amount"] is None


def test_a_heading_twice_in_parquet_stands_for_neither(folder, engine):
    (folder / "contributions.csv").unlink()
    arrays = [pa.array([value]) for value in (*LINE.values(), 2.5)]
    pq.write_table(pa.table(arrays, names=[*LINE, "Amount"]), folder / "contributions.parquet")
    table = read(folder, engine)["tblContributions"]
    assert (table.missing, table.doubled) == (("Amount",), ("Amount",))


def test_tables_without_rows_are_read(folder, engine):
    tables = read(folder, engine)
    assert len(tables) == 7
    assert all(not rows(table) and not table.missing for table in tables.values())


def test_an_empty_folder_lacks_its_first_table(tmp_path, engine):
    assert "there is no table tblAgreements. Add the file agreements.parquet or agreements.csv" in refusal(
        tmp_path, engine
    )


def test_a_file_of_nearly_the_right_name_is_pointed_out(folder, engine):
    (folder / "agreements.csv").rename(folder / "agreement.csv")
    assert "no table tblAgreements; the nearest name is 'agreement.csv'" in refusal(folder, engine)


def test_a_table_in_two_places_is_refused(folder, engine):
    (folder / "rates").mkdir()
    assert "rates.csv and rates both hold the table tblRates. Take one of them away." in refusal(folder, engine)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "contributions.csv: the file is empty"),
        (b"Ref,Partner\nA1\n", "contributions.csv, line 2: it has 1 fields, but there are 2 headings"),
        (b'Ref,Partner\nA1,"P\n', "contributions.csv, line 2: this is no readable CSV"),
        (b"Ref,Partner\nA1,\xe9\n", "contributions.csv, line 2, byte 4: the text is not UTF-8"),
        ("Ref,Partner\n".encode("utf-16-le"), "contributions.csv, line 1, byte 2: the text is not UTF-8"),
        (b"Ref;Partner\nA1;P\n", "Save the file with commas"),
    ],
)
def test_a_broken_csv_file_is_told_with_its_place(folder, engine, content, told):
    (folder / "contributions.csv").write_bytes(content)
    assert told in refusal(folder, engine)


def test_what_is_no_parquet_is_told(folder, engine):
    (folder / "rates.csv").rename(folder / "rates.parquet")
    assert "rates.parquet: this is no readable Parquet file" in refusal(folder, engine)


def test_a_folder_without_data_and_one_of_both_kinds_are_told(folder, engine):
    (folder / "rates.csv").unlink()
    (folder / "rates").mkdir()
    assert "rates: the folder holds no Parquet or CSV file" in refusal(folder, engine)
    as_csv(folder / "rates" / "a.csv", ["Currency"])
    pq.write_table(pa.table({"Currency": ["CHF"]}), folder / "rates" / "b.parquet")
    assert "rates: it holds Parquet and CSV files" in refusal(folder, engine)


def test_what_is_no_register_is_told(tmp_path, engine):
    assert "there is no such folder or file" in refusal(tmp_path / "none", engine)
    (tmp_path / "book.xlsm").touch()
    assert "The register of a workbook is summarized with tdag-xl refresh" in refusal(tmp_path / "book.xlsm", engine)
