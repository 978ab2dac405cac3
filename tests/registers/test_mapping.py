"""One table of flows becomes the tables of a register, as the mapping says, on every engine."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from register_files import register_folder
from registers.conftest import without_duckdb
from registers.test_folder import as_csv, quoted, rows

from tdag_xl.domain.results import results
from tdag_xl.errors import MappingError, RegisterFileError
from tdag_xl.registers.reading import opened_register
from tdag_xl.tables import ROW, in_memory

HEADINGS = ["id", "donor", "amount", "currency", "kind", "signed", "region", "status"]
AGREEMENTS = """
[agreements]
from = "flows"
Ref = "id"
Signed = "signed"
Partner = "donor"
"""
CONTRIBUTIONS = """
[contributions]
from = "flows"
Ref = "id"
Partner = "donor"
Kind = { value = "Cash" }
Currency = "currency"
Amount = "amount"
"""
FLOWS = [
    ["F1", "Alpha", "100", "CHF", "cash", "2022-03-01", "1", "paid"],
    ["F2", "Büro  Beta", "50", "USD", "cash", "2022-04-01", "2", "pledge"],
    ["F2", "Gamma", "10", "", "gift", "2022-02-01", "", "paid"],
    ["", "", "", "", "", "", "", "paid"],
    ["F2", "Alpha", "", "EUR", " Cash ", "", "1", ""],
]
PERIOD = ["2022", "2022-01-01", "2022-12-31", "yes", ""]


@pytest.fixture
def read(tmp_path, engine):
    """Reads a table that a mapping makes of records, its odd cells listed."""
    register_folder(tmp_path / "own", partners=[["Alpha", "T", "C", "", ""]], periods=[PERIOD])

    def table(mapping, name="tblAgreements", records=FLOWS):
        folder = tmp_path / "source"
        if records is not None:
            as_csv(folder / "flows.csv", HEADINGS, *records)
        path = tmp_path / "mapping.toml"
        path.write_text(f'own_tables = "own"\n{mapping}', "utf-8")
        with opened_register(folder, engine, mapping=path) as register:
            return in_memory(register.tables[name])

    return table


def column(table, name):
    return {line[ROW]: line[name] for line in table.frame.lazy().collect().iter_rows(named=True)}


def plain(values):
    """Blanks as None, whatever the engine."""
    return {row: None if value != value else value for row, value in values.items()}


def test_a_column_has_the_records_of_the_source_by_number_but_those_that_hold_nothing_mapped(read):
    table = read(AGREEMENTS)
    assert column(table, "Ref") == {1: "F1", 2: "F2", 3: "F2", 5: "F2"}
    assert column(table, "Partner")[2] == "Büro Beta"
    assert rows(table)[0]["Signed"] == dt.datetime(2022, 3, 1)
    assert rows(table)[0]["Plan"] is None
    assert (table.sheet, table.missing, table.odd) == ("flows.csv", (), ())


@pytest.mark.parametrize(
    ("how", "wanted"),
    [
        ('"status"', ["paid", "pledge", "paid", None]),
        ('{ value = "X" }', ["X"] * 4),
        ("{ value = 2022-01-31 }", ["2022-01-31"] * 4),
        ('{ first_of = ["region", "kind"] }', ["1", "2", "gift", "1"]),
        ('{ joined = ["region", "kind"] }', ["1 cash", "2 cash", "gift", "1 Cash"]),
        ('{ joined = ["region", "status"], with = "/" }', ["1/paid", "2/pledge", "paid", "1"]),
        ('{ column = "region", otherwise = 3 }', ["1", "2", "3", "1"]),
        ('{ column = "region", codes = "regions" }', ["Africa", "2", None, "Africa"]),
        ('{ column = "region", codes = "regions", unlisted = "blank" }', ["Africa", None, None, "Africa"]),
        (
            '{ column = "region", codes = "regions", unlisted = "blank", otherwise = "W" }',
            ["Africa", "W", "W", "Africa"],
        ),
        ('{ column = "region", codes = "all", unlisted = "refuse" }', ["Africa", None, None, "Africa"]),
    ],
)
def test_where_a_column_comes_from(read, how, wanted):
    codes = '[codes.regions]\n1 = "Africa"\n[codes.all]\n1 = "Africa"\n2 = ""\n'
    assert (
        list(plain(column(read(f'{AGREEMENTS}Region = {how}\nexcept.id = ""\n{codes}'), "Region")).values()) == wanted
    )


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        ('where.status = "paid"', [1, 3]),
        ('where.status = ["paid", ""]', [1, 3, 5]),
        ('except.status = "paid"', [2, 5]),
        ('except.status = ["", "pledge"]', [1, 3]),
        ('where.kind = "cash"', [1, 2]),
        ('where.kind = "Cash"', [5]),
        ("where.region = 1", [1, 5]),
        ("where.signed = 2022-03-01", [1]),
        ('where.status = "paid"\nwhere.kind = ["cash"]\nexcept.region = 7', [1]),
        ('where.status = "none"', []),
    ],
)
def test_which_records_count(read, conditions, wanted):
    assert list(column(read(f"{AGREEMENTS}{conditions}\n"), "Ref")) == wanted


def test_the_conditions_of_a_source_count_for_every_table_made_of_it(read):
    mapping = '[sources.money]\nfrom = "flows.csv"\nexcept.status = "pledge"\n' + (
        AGREEMENTS + 'where.kind = "cash"\n' + CONTRIBUTIONS
    ).replace('"flows"', '"money"')
    assert list(column(read(mapping), "Ref")) == [1]
    assert list(column(read(mapping, "tblContributions"), "Ref")) == [1, 3, 5]


def test_what_a_column_cannot_use_is_quoted_with_its_record(read):
    table = read(CONTRIBUTIONS.replace('"amount"', '{ first_of = ["amount", "kind"] }'), "tblContributions")
    assert plain(column(table, "Amount")) == {1: 100.0, 2: 50.0, 3: 10.0, 5: None}
    assert quoted(table) == {(5, "Amount"): "'Cash'"}


def test_types_of_parquet_stay_where_a_column_is_taken_as_it_is_and_are_text_where_it_is_compared(read, tmp_path):
    table = {
        "id": pa.array([2022, 7], pa.int64()),
        "donor": pa.array(["Alpha", "Alpha"]).dictionary_encode(),
        "signed": pa.array([dt.datetime(2022, 3, 1, 10), None], pa.timestamp("us")),
        "region": pa.array([1.0, 2.5]),
    }
    (tmp_path / "source").mkdir()
    pq.write_table(pa.table(table), tmp_path / "source" / "flows.parquet")
    made = read(
        AGREEMENTS + 'Region = { joined = ["region", "signed"] }\nwhere.id = [2022, "7"]\nexcept.region = 2.5\n',
        records=None,
    )
    [row] = rows(made)
    assert (row["Ref"], row["Signed"], row["Region"]) == ("2022", dt.datetime(2022, 3, 1), "1 2022-03-01")


def test_a_table_of_several_files_with_other_columns_and_types_and_columns_in_the_names_of_folders(read, tmp_path):
    folder = tmp_path / "source" / "flows"
    as_csv(folder / "region=1" / "a.csv", ["id", "donor", "signed"], ["F1", "Alpha", "2022-03-01"])
    as_csv(folder / "region=2" / "b.csv", ["donor", "id", "old"], ["Alpha", "F2", "x"], ["Alpha", "F3", "y"])
    made = read(AGREEMENTS + 'Region = "region"\nPlan = { column = "old" }\nexcept.id = "F2"\n', records=None)
    assert [(row["Ref"], row["Region"], row["Plan"]) for row in rows(made)] == [("F1", "1", None), ("F3", "2", "y")]
    assert list(column(made, "Ref")) == [1, 3]


def test_columns_that_differ_in_type_between_files_are_text(read, tmp_path):
    folder = tmp_path / "source" / "flows"
    folder.mkdir(parents=True)
    day = pa.array([dt.date(2022, 3, 1)])
    pq.write_table(pa.table({"id": [1.0], "donor": ["Alpha"], "signed": day}), folder / "a.parquet")
    pq.write_table(pa.table({"id": ["2"], "donor": ["Alpha"], "signed": ["2022-04-01"]}), folder / "b.parquet")
    made = read(AGREEMENTS, records=None)
    assert [(row["Ref"], row["Signed"].day) for row in rows(made)] == [("1", 1), ("2", 1)]


def test_lists_in_a_column_that_is_compared_are_refused(read, tmp_path):
    (tmp_path / "source").mkdir()
    pq.write_table(
        pa.table({"id": ["1"], "donor": [["Alpha"]], "signed": [None]}), tmp_path / "source" / "flows.parquet"
    )
    with pytest.raises(MappingError, match=r"the column 'donor' of flows.parquet holds list<"):
        read(AGREEMENTS + 'where.donor = "Alpha"\n', records=None)


def test_two_files_of_one_name_are_refused_unless_the_mapping_says_which(read, tmp_path):
    (tmp_path / "source").mkdir()
    pq.write_table(pa.table({"id": ["1"]}), tmp_path / "source" / "flows.parquet")
    with pytest.raises(RegisterFileError, match=r"flows.parquet and flows.csv are both called flows"):
        read(AGREEMENTS)
    assert len(rows(read(AGREEMENTS.replace('"flows"', '"flows.csv"')))) == 4


def test_rows_of_the_mapping_itself(read):
    table = read('[[periods]]\nPeriod = 2022\nFrom = 2022-01-01\nTo = "2022-12-31"\nSheet = " yes "\n', "tblPeriods")
    [row] = rows(table)
    assert row == {"Period": "2022", "From": dt.datetime(2022, 1, 1), "To": dt.datetime(2022, 12, 31),
                   "Sheet": "yes", "Compare with": None}  # fmt: skip
    assert table.sheet == "mapping.toml"


ONE = AGREEMENTS + 'Region = "region"\none_row_for_each = "Ref"\n'


def test_one_row_for_each_key_is_its_first_record(read):
    assert column(read(ONE), "Partner") == {1: "Alpha", 2: "Büro Beta"}


def test_the_first_record_by_a_day_is_the_earliest_of_several_the_first_and_a_blank_comes_last(read):
    records = [*FLOWS, ["F2", "Delta", "", "", "", "2022-02-01", "", ""], ["F3", "Beta", "", "", "", "", "", ""]]
    table = read(ONE + 'first_by = "Signed"\n', records=records)
    assert column(table, "Partner") == {1: "Alpha", 3: "Gamma", 7: "Beta"}


def test_records_without_a_key_make_one_row(read):
    records = [["", "Alpha", *[""] * 6], ["F1", "Alpha", *[""] * 6], ["", "Gamma", *[""] * 6]]
    assert plain(column(read(ONE, records=records), "Ref")) == {1: None, 2: "F1"}


def test_a_key_of_several_columns(read):
    mapping = """
[rates]
from = "flows"
Currency = "currency"
"Effective from" = "signed"
"Units per USD" = "amount"
one_row_for_each = ["Currency", "Effective from"]
except.currency = ""
"""
    records = [["", "", units, code, "", day, "", ""] for units, code, day in [
        ("2", "CHF", "2022-01-01"), ("3", "CHF", "2022-02-01"), ("2", "CHF", "2022-01-01"), ("4", "EUR", "2022-01-01"),
    ]]  # fmt: skip
    assert column(read(mapping, "tblRates", records), "Units per USD") == {1: 2.0, 2: 3.0, 4: 4.0}


def test_other_partners_are_those_of_all_records_but_the_first_in_their_order(read):
    names = ["Alpha", "Gamma", "Alpha", "Beta", "Gamma", ""]
    records = [["F1", name, *[""] * 6] for name in names] + [["F2", "Beta", *[""] * 6]]
    table = read(ONE + '"Other partners" = { all_of = "donor" }\n', records=records)
    assert plain(column(table, "Other partners")) == {1: "Gamma; Beta", 7: None}
    assert column(table, "Partner") == {1: "Alpha", 7: "Beta"}


def test_a_cell_that_cannot_be_used_stays_quoted_where_its_record_is_taken(read):
    records = [["F1", "Alpha", "", "", "", "soon", "", ""], ["F1", "Alpha", "", "", "", "2022-01-01", "", ""]]
    assert quoted(read(ONE, records=records)) == {(1, "Signed"): "'soon'"}
    assert quoted(read(ONE + 'first_by = "Signed"\n', records=records)) == {}


@pytest.fixture
def checks(tmp_path, engine):
    """The findings in agreements that are made of records, as (row, column, finding)."""
    register_folder(tmp_path / "own", partners=[["Alpha", "T", "C", "", ""]], periods=[PERIOD])
    path = tmp_path / "mapping.toml"

    def found(mapping, records):
        as_csv(tmp_path / "source" / "flows.csv", HEADINGS, *records)
        path.write_text(f'own_tables = "own"\n{mapping}', "utf-8")
        with opened_register(tmp_path / "source", engine, mapping=path) as register:
            made = results(register.tables, engine=register.calculations, in_source=register.in_source)
            return [(one.row, one.column, one.finding) for one in made.findings], sum(made.counts.values())

    return found


def record(ref, region, day="2022-03-01", donor="Alpha", kind="T"):
    return [ref, donor, "", "", kind, day, region, ""]


FULL = ONE + 'Type = "kind"\nPriority = { value = "P" }\n'


def test_a_warning_names_what_another_record_of_a_key_says(checks):
    records = [record("F1", "1"), record("F1", "2"), record("F1", "0"), record("F2", "1"), record("F2", "1")]
    found, count = checks(FULL, records)
    what = "Region is '1' here and '0' in another record of Ref 'F1'; what stands here counts."
    assert found == [(1, "Region", what)]
    assert count == 1


def test_a_blank_in_another_record_is_no_difference_but_one_in_the_first_is(checks):
    found, _ = checks(FULL, [record("F1", "1"), record("F1", ""), record("F2", "1", kind=""), record("F2", "1")])
    assert (3, "Type", "Type is blank here and 'T' in another record of Ref 'F2'; what stands here counts.") in found
    assert {row for row, _, _ in found} == {3}


def test_the_column_that_tells_the_first_record_may_differ_and_the_partner_if_others_are_collected(checks):
    records = [record("F1", "1", "2022-03-02"), record("F1", "1", "2022-03-01", "Beta")]
    found, _ = checks(FULL + 'first_by = "Signed"\n', records)
    assert (
        2,
        "Partner",
        "Partner is 'Beta' here and 'Alpha' in another record of Ref 'F1'; what stands here counts.",
    ) in (found)
    found, _ = checks(FULL + 'first_by = "Signed"\n"Other partners" = { all_of = "donor" }\n', records)
    assert [finding for _, _, finding in found] == ["Partner 'Beta' is not in tblPartners."]


def test_of_many_differences_all_are_counted_and_a_thousand_listed(checks):
    records = [record(f"F{number}", region) for number in range(1100) for region in ("1", "2")]
    found, count = checks(FULL, records)
    assert (len(found), count) == (1000, 1100)


@without_duckdb
def test_a_table_of_a_database(tmp_path, engine):
    import duckdb

    register_folder(tmp_path / "own", partners=[["Alpha", "T", "C", "", ""]])
    with duckdb.connect(tmp_path / "source.duckdb") as connection:
        connection.execute("CREATE TABLE Flows (id INTEGER, donor VARCHAR, signed DATE)")
        connection.execute("INSERT INTO Flows VALUES (1, 'Alpha', '2022-03-01'), (2, 'Beta', NULL), (1, 'Gamma', NULL)")
        before = connection.execute("FROM Flows").fetchall()
    path = tmp_path / "mapping.toml"
    path.write_text(f'own_tables = "own"\n{AGREEMENTS}one_row_for_each = "Ref"\n', "utf-8")
    with opened_register(tmp_path / "source.duckdb", engine, mapping=path) as register:
        table = in_memory(register.tables["tblAgreements"])
        assert register.places["tblAgreements"] == "Flows"
    assert column(table, "Ref") == {1: "1", 2: "2"}
    with duckdb.connect(tmp_path / "source.duckdb") as connection:
        assert connection.execute("FROM Flows").fetchall() == before
    path.write_text(f'own_tables = "own"\n{AGREEMENTS}'.replace("flows", "flaws"), "utf-8")
    with (
        pytest.raises(
            MappingError, match=r"agreements comes from 'flaws'.*; the nearest name is 'Flows'. It holds Flows."
        ),
        opened_register(tmp_path / "source.duckdb", engine, mapping=path),
    ):
        pass


def test_how_many_records_count_is_told(tmp_path, engine):
    register_folder(tmp_path / "own")
    as_csv(tmp_path / "source" / "flows.csv", HEADINGS, *FLOWS)
    path = tmp_path / "mapping.toml"
    path.write_text(f'own_tables = "own"\n{AGREEMENTS}where.status = "paid"\n{CONTRIBUTIONS}', "utf-8")
    with opened_register(tmp_path / "source", engine, mapping=path) as register:
        assert register.notes == (
            "tblAgreements: 2 of the 5 records of flows.csv count; the mapping leaves out the others.",
            "tblContributions: 4 of the 5 records of flows.csv count; the mapping leaves out the others.",
        )
