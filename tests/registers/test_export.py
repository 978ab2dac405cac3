"""What is exported is read back as it was, on every engine."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from domain.test_laws import _same
from hypothesis import HealthCheck, given, settings
from registers.random_tables import any_tables

from tdag_xl.commands import registers, summaries
from tdag_xl.domain.columns import SPECS
from tdag_xl.domain.results import results
from tdag_xl.errors import RegisterFileError
from tdag_xl.registers.engines import EngineName
from tdag_xl.registers.export import file_name, write_table
from tdag_xl.registers.reading import opened_register
from tdag_xl.tables import ROW

MASTER = Path(__file__).parents[2] / "workbook" / "TDAG_Partnerships.xlsm"

some = settings(max_examples=10, deadline=None, suppress_health_check=[*HealthCheck])


def facts(table):
    """All that a table holds, as plain values."""
    frame = table.frame.lazy().collect()
    rows = sorted(frame.to_arrow().select(frame.columns).to_pylist(), key=lambda row: row[ROW])
    noted = (table.name, table.sheet, table.header_row, table.headings, table.missing, table.odd, table.doubled)
    return (*noted, table.marks, dict(frame.schema), rows)


@some
@given(any_tables())
def test_any_tables_are_read_back_as_they_were_and_give_the_same_results(engine, made):
    wanted = results(made).as_json()
    with tempfile.TemporaryDirectory() as folder:
        for spec in SPECS:
            if spec.name in made:
                write_table(spec, made[spec.name], Path(folder) / file_name(spec))
        with opened_register(Path(folder), engine) as register:
            assert {name: facts(table) for name, table in register.tables.items()} == {
                name: facts(table) for name, table in made.items()
            }
            assert _same(results(register.tables, engine=register.calculations).as_json(), wanted)


def test_the_illustrative_register_comes_back_to_the_last_digit(tmp_path, engine):
    registers.export(MASTER, tmp_path)
    wanted = summaries.check(MASTER).as_json()
    with opened_register(tmp_path, engine) as register:
        found = results(register.tables, engine=register.calculations).as_json()
    assert _same(found, wanted)
    assert found == wanted or engine is not EngineName.PANDAS


def test_an_export_says_what_it_wrote_and_is_ordinary_parquet(tmp_path):
    done = registers.export(MASTER, tmp_path / "new" / "register")
    assert {one.table: one.rows for one in done}["tblAgreements"] == 101
    table = pq.read_table(done[0].path)
    assert table.column_names[:4] == [ROW, "Ref", "Title", "Signed"]
    assert str(table.schema.field("Signed").type) == "timestamp[us]"


def test_an_export_replaces_nothing_unless_told_to(tmp_path):
    registers.export(MASTER, tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    with pytest.raises(RegisterFileError, match=r"agreements\.parquet: there is a file of this name.*--force"):
        registers.export(MASTER, tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    assert len(registers.export(MASTER, tmp_path, force=True)) == len(SPECS)


def test_an_export_does_not_stand_beside_another_file_of_its_table(tmp_path):
    (tmp_path / "rates.csv").write_text("Currency\n")
    with pytest.raises(RegisterFileError, match=r"rates\.csv: this holds the table tblRates already"):
        registers.export(MASTER, tmp_path, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["rates.csv"]


def test_a_damaged_note_is_told(tmp_path):
    registers.export(MASTER, tmp_path)
    path = tmp_path / "rates.parquet"
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata({b"tdag_xl": b'{"version": 2}'}), path)
    with (
        pytest.raises(
            RegisterFileError, match=r"rates\.parquet: what tdag-xl export noted .* Export the workbook again"
        ),
        opened_register(tmp_path),
    ):
        pass


def test_rows_added_to_an_export_count(tmp_path, engine):
    """A file that another program wrote anew has lost the note: its rows are numbered from 1."""
    registers.export(MASTER, tmp_path)
    path = tmp_path / "agreements.parquet"
    table = pq.read_table(path).replace_schema_metadata()
    pq.write_table(table.slice(0, 3), path)
    with opened_register(tmp_path, engine) as register:
        read = register.tables["tblAgreements"]
        assert [row[ROW] for row in facts(read)[-1]] == [1, 2, 3]
        assert (read.sheet, read.header_row) == ("agreements.parquet", 0)
