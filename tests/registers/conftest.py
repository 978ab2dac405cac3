"""What the tests of registers in files share."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from register_files import register_folder

from tdag_xl.registers.engines import EngineName

without_duckdb = pytest.mark.skipif(
    find_spec("duckdb") is None, reason="DuckDB is not installed: pip install '.[duckdb]'"
)


@pytest.fixture(params=[EngineName.PANDAS, pytest.param(EngineName.DUCKDB, marks=without_duckdb)], ids=str)
def engine(request):
    """Each engine that holds registers."""
    return request.param


def flows(folder):
    """A register of one wide table of flows, in a folder of `folder`, with rates and periods."""
    made = register_folder(
        folder / "source",
        without=("agreements", "partners", "contributions", "published", "lists"),
        periods=[["2022", "2022-01-01", "2022-12-31", "yes", ""]],
        rates=[["CHF", "2022-01-01", "0.5", "UN"]],
    )
    (made / "flows.csv").write_text(
        "id,donor,amount,currency,kind,signed,region,twice,twice\n"
        "F1,Alpha Ministry,100,CHF,cash,2022-03-01,1,,\n"
        "F2,Büro Beta,50,USD,cash,2022-04-01,2,,\n"
        "F2,Gamma,10,USD,gift,2022-02-01,1,,\n",
        "utf-8",
    )
    return made
