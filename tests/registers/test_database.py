"""A register in a DuckDB database, which is only read."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import narwhals as nw
import pytest
from register_files import SHIPPED

from tdag_xl.domain.columns import SPECS
from tdag_xl.domain.frames import records
from tdag_xl.domain.results import results
from tdag_xl.errors import RegisterFileError
from tdag_xl.registers.folder import file_stem
from tdag_xl.registers.reading import opened_register

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install '.[duckdb]'")


@pytest.fixture
def database(tmp_path):
    """The illustrative register, its tables and columns typed as DuckDB finds them."""
    path = tmp_path / "it's a; register.duckdb"
    with duckdb.connect(path) as connection:
        for spec in SPECS:
            source = str(SHIPPED / f"{file_stem(spec)}.csv")
            connection.execute(f'CREATE TABLE "{file_stem(spec).title()}" AS FROM read_csv($1)', [source])
    return path


def figures(path, engine):
    with opened_register(path, engine) as register:
        found = results(register.tables, engine=register.calculations).as_json()
        return {name: [row["Value"] for row in blocks["headline"]] for name, blocks in found["periods"].items()}


def refusal(path, engine):
    with pytest.raises(RegisterFileError) as caught, opened_register(path, engine):
        pass
    return str(caught.value)


def change(path, *statements):
    with duckdb.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_database_gives_the_figures_of_the_same_register_in_files(database, engine):
    before = database.read_bytes()
    assert figures(database, engine) == figures(SHIPPED, engine)
    assert database.read_bytes() == before
    assert list(database.parent.iterdir()) == [database]


def test_rows_are_numbered_as_the_database_gives_them_and_columns_may_be_called_anything(database, engine):
    change(
        database,
        "DROP TABLE contributions",
        """CREATE TABLE contributions AS SELECT 'A' || i AS "Ref", 'P' AS Partner, i AS "Amount", 1 AS "a""; b",
           DATE '2022-01-01' + i::INTEGER AS "Value date", NULL AS "Kind", ['x'] AS Currency FROM range(70000) t(i)""",
    )
    with opened_register(database, engine) as register:
        table = register.tables["tblContributions"]
        held = records(table.frame.lazy().filter(nw.col("row") == 70_000))
    assert held == [
        {"row": 70_000, "Ref": "A69999", "Partner": "P", "Kind": None, "Currency": None, "Amount": 69_999.0,
         "Value date": dt.datetime(2022, 1, 1) + dt.timedelta(days=69_999), "odd Currency": "\"['x']\""},
    ]  # fmt: skip
    assert table.sheet == database.name


def test_a_view_reads_no_other_file(database, engine):
    change(database, "DROP TABLE lists", "CREATE VIEW lists AS SELECT * FROM read_csv('/etc/passwd', header = false)")
    assert "file system operations are disabled" in refusal(database, engine)


def test_a_missing_table_is_told_with_the_nearest_name(database, engine):
    change(database, "ALTER TABLE rates RENAME TO rate")
    assert "the database has no table rates; the nearest name is 'rate'" in refusal(database, engine)


def test_what_is_no_database_is_told(tmp_path, engine):
    path = tmp_path / "x.duckdb"
    path.write_text("no database")
    assert "x.duckdb: this is no readable DuckDB database" in refusal(path, engine)


def test_a_database_that_another_program_writes_is_told(database, engine):
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline().strip() == b"open"
        assert "another program has the database open to write" in refusal(database, engine)
        other.stdin.close()
    assert figures(database, engine)
