"""What the tests of registers in files share."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from tdag_xl.registers.engines import EngineName

without_duckdb = pytest.mark.skipif(
    find_spec("duckdb") is None, reason="DuckDB is not installed: pip install '.[duckdb]'"
)


@pytest.fixture(params=[EngineName.PANDAS, pytest.param(EngineName.DUCKDB, marks=without_duckdb)], ids=str)
def engine(request):
    """Each engine that holds registers."""
    return request.param
