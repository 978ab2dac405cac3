"""What an import adds to tblRates, and what it reports."""

import datetime as dt
from dataclasses import replace

import pytest
from case_files import cases
from hypothesis import given, settings
from hypothesis import strategies as st
from register_files import folder_tables, tables

from tdag_xl.domain.rate_planning import planned_import
from tdag_xl.domain.rate_scope import Scope
from tdag_xl.errors import MissingColumnError
from tdag_xl.hosts.memory import MemoryHost
from tdag_xl.rate_files import FileFormat, FileRate, RateFile, read_rate_file

STEMS = ("rates", "agreements", "contributions")


def read(folder, text, name="rates.csv"):
    path = folder / name
    path.write_text(text)
    return read_rate_file(path)


def register(**texts):
    """The tables of a register from CSV texts whose columns may be fewer than the contract's."""
    return tables(**{stem: text.strip() for stem, text in texts.items()})


@cases("rate_imports")
def test_an_import(case, tmp_path):
    asked = (
        Scope(**{**case["asked"], "currencies": frozenset(case["asked"]["currencies"])}) if "asked" in case else None
    )
    given = register(**{stem: case[stem] for stem in STEMS if stem in case})
    plan = planned_import(given, read(tmp_path, case["file"], case.get("name", "rates.csv")), asked)
    new = [[rate.currency, rate.effective_from, rate.units_per_usd, rate.source] for rate in plan.new]
    assert new == case.get("new", [])
    assert list(plan.sentences()) == case.get("findings", [])
    assert (plan.known, plan.repeated, plan.left_out) == tuple(
        case.get(n, 0) for n in ("known", "repeated", "left_out")
    )
    assert plan.has_errors == any(sentence.startswith("Error") for sentence in case.get("findings", []))
    assert list(plan.in_brief()) == case.get("brief", list(plan.in_brief()))


def history_of(rates):
    """The ECB's history from which the shipped rates were made: a line for each fixing that a source names."""
    fixings = {}
    for row in rates:
        fixings.setdefault(row["Source"].split()[5].rstrip(","), {})[row["Currency"]] = row["Units per USD"]
    lines = ["Date,USD,CHF,AUD,"]
    for date, units in sorted(fixings.items(), reverse=True):
        dollars = round(1 / units["EUR"], 4)
        lines.append(f"{date},{dollars:.4f},{units['CHF'] * dollars:.4f},{units['AUD'] * dollars:.4f},")
    return "\n".join(lines) + "\n"


def test_the_central_bank_s_history_gives_the_shipped_rates_again(tmp_path):
    shipped = folder_tables()
    rows = shipped["tblRates"].frame.rows(named=True)
    file = read(tmp_path, history_of(rows), "eurofxref-hist.csv")
    assert planned_import(shipped, file).known == len(rows) == 48
    plan = planned_import({**shipped, "tblRates": tables()["tblRates"]}, file)
    assert [(*row.values(),) for row in plan.rows] == [
        (row["Currency"], row["Effective from"].date(), row["Units per USD"], row["Source"]) for row in rows
    ]


def test_a_table_without_a_column_is_a_sentence(tmp_path):
    given = tables()
    given["tblRates"] = replace(given["tblRates"], missing=("Source",))
    with pytest.raises(MissingColumnError, match="'tblRates' on sheet 'Rates' has no column 'Source'"):
        planned_import(given, read(tmp_path, "Currency,Effective from,Units per USD\n"))


def test_dollars_are_never_missed(tmp_path):
    file = read(tmp_path, "Currency,Effective from,Units per USD\nCHF,2022-01-01,0.9\n")
    asked = Scope(frozenset({"USD", "CHF"}))
    assert planned_import(tables(), file, asked).sentences() == ()


DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2022, 1, 9))
UNITS = st.sampled_from([0.5, 0.9, 1.0, 1.2])
FILE_RATES = st.lists(
    st.builds(FileRate, st.sampled_from(["CHF", "EUR"]), DAYS, UNITS, st.just("s"), st.integers(1, 9)),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(FILE_RATES, FILE_RATES)
def test_importing_twice_is_importing_once_and_changes_no_row_that_was_there(first, second):
    host = MemoryHost(tables())
    for rates in (first, second):
        before = _rows(host)
        file = RateFile(None, FileFormat.REGISTER, tuple(rates))
        plan = planned_import(host.tables, file)
        host.append_rows("tblRates", plan.rows)
        assert _rows(host)[: len(before)] == before
        assert len(_rows(host)) == len(before) + len(plan.new)
        again = planned_import(host.tables, file)
        assert (again.new, again.has_errors) == ((), plan.has_errors)
        days = [(row["Currency"], row["Effective from"]) for row in _rows(host)]
        assert len(days) == len(set(days))


def _rows(host):
    return host.tables["tblRates"].frame.rows(named=True)
