"""Whatever stands in the files of a register, every engine gives the same figures and findings."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from domain.test_laws import _same
from hypothesis import HealthCheck, given, settings
from register_files import SHIPPED, register_folder
from registers.conftest import without_duckdb
from registers.random_tables import register_rows

from tdag_xl.domain.results import results
from tdag_xl.errors import EngineError
from tdag_xl.registers import engines
from tdag_xl.registers.engines import EngineName
from tdag_xl.registers.reading import opened_register

some = settings(max_examples=12, deadline=None, suppress_health_check=[*HealthCheck])


def figures(folder, engine, memory=None):
    """The results of the register as JSON, and how many findings there are of each kind."""
    with opened_register(folder, engine, memory) as register:
        found = results(register.tables, engine=register.calculations)
        return found.as_json(), dict(found.counts)


@without_duckdb
@some
@given(register_rows())
def test_any_register_gives_the_same_figures_findings_and_order(made):
    with tempfile.TemporaryDirectory() as folder:
        register_folder(Path(folder), **made)
        in_pandas, counts = figures(Path(folder), EngineName.PANDAS)
        in_duckdb, same_counts = figures(Path(folder), EngineName.DUCKDB, memory="300MB")
    assert _same(in_duckdb, in_pandas)
    assert same_counts == counts


@without_duckdb
def test_of_more_findings_than_a_thousand_all_are_counted_and_the_first_are_listed(tmp_path):
    rows = [["A1", "Nobody", "Cash", "USD", "much", ""] for _ in range(1500)]
    register_folder(tmp_path / "register", contributions=rows)
    in_pandas, counts = figures(tmp_path / "register", EngineName.PANDAS)
    in_duckdb, same_counts = figures(tmp_path / "register", EngineName.DUCKDB)
    assert in_duckdb == in_pandas
    assert same_counts == counts
    assert counts["Error"] >= 1500
    assert len(in_pandas["checks"]) == engines.MOST_FINDINGS
    assert {check["Row"] for check in in_pandas["checks"]} <= set(range(1, 1001))


@without_duckdb
def test_after_a_register_the_default_connection_is_as_it_was():
    import duckdb

    before = duckdb.connect()
    duckdb.set_default_connection(before)
    try:
        with opened_register(SHIPPED, EngineName.DUCKDB):
            assert duckdb.default_connection() is not before
        assert duckdb.default_connection() is before
        assert before.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == (0,)
    finally:
        duckdb.set_default_connection(duckdb.connect())
        before.close()


@without_duckdb
def test_the_folder_of_the_database_is_gone_when_the_work_is_done(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with opened_register(SHIPPED, EngineName.DUCKDB):
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


@without_duckdb
def test_too_little_memory_is_told():
    with (
        pytest.raises(EngineError, match="Allow it more with --memory"),
        opened_register(SHIPPED, EngineName.DUCKDB, memory="1KB"),
    ):
        pass


def test_without_duckdb_a_sentence_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    with (
        pytest.raises(EngineError, match=r"pip install 'tdag_xl\[duckdb\]'"),
        opened_register(SHIPPED, EngineName.DUCKDB),
    ):
        pass
