"""The custom formulas and the register's own calculations are of one mind."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from tdag_udfs.conversion import usd
from tdag_udfs.rate_grid import rates_of

from tdag_xl.builder.register_files import shipped_register
from tdag_xl.builder.usd_column import usd_values
from tdag_xl.cells import CellError
from tdag_xl.domain.codes import CodeLists
from tdag_xl.domain.columns import RATES
from tdag_xl.domain.rate_rows import rate_table
from tdag_xl.tables import input_table

errors = st.sampled_from([CellError("#N/A"), CellError("#VALUE!")])
codes = st.sampled_from(["CHF", "EUR", " CHF", "", None, 7, True]) | errors
days = st.dates(dt.date(2022, 1, 1), dt.date(2022, 1, 6))
froms = days | days.map(str) | days.map(lambda day: dt.datetime(day.year, day.month, day.day, 9)) | errors
froms = froms | st.sampled_from(["", None, "soon", True])
units = st.floats(0.5, 2) | st.sampled_from([0, -1, "", None, "1", True]) | errors
sources = st.sampled_from(["UN", " ECB  list ", "", None, 5])


rows_of_rates = st.lists(st.tuples(codes, froms, units, sources), max_size=12)


@settings(deadline=None)  # the first frame loads Arrow
@given(rows_of_rates, st.dates(dt.date(2021, 12, 31), dt.date(2022, 2, 1)))
def test_the_formulas_use_the_rates_that_a_refresh_uses(rows, day):
    columns = {heading: [row[place] for row in rows] for place, heading in enumerate(RATES.columns)}
    register_table, _ = rate_table(input_table(RATES, "Rates", 4, columns, 5), CodeLists({}))
    formula_table = rates_of([[*RATES.columns], *map(list, rows)]).table
    assert formula_table.currencies == register_table.currencies
    for currency in register_table.currencies:
        assert formula_table.rate(currency, day) == register_table.rate(currency, day)


def test_the_formula_gives_the_dollars_of_the_column_usd():
    register = shipped_register()
    rates, lines = (register.tables[name] for name in ("tblRates", "tblContributions"))
    columns = [[[cell] for cell in lines.column(heading)] for heading in ("Amount", "Currency", "Value date")]
    given_dollars = usd(*columns, [list(rates.headings), *map(list, rates.rows)])
    assert [row[0] for row in given_dollars] == list(usd_values(register))
